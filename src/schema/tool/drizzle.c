/* Drizzle: https://orm.drizzle.team/docs/migrations, as of drizzle-kit 0.31. */
#include <jansson.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_tool.h"

static const struct tool_sign signs[] = {{"--> statement-breakpoint", SIGN_ANYWHERE}, {NULL, SIGN_FIRST}};
static const char *const beside[] = {"meta/_journal.json", NULL};

/* Of meta/_journal.json, where a tag is a file's name without .sql, and a time in milliseconds its key. */
static void read_entry(void *ctx, const json_t *entry, struct history_file *files, size_t n)
{
    const char *tag = json_string_value(json_object_get(entry, "tag"));
    const json_t *when = json_object_get(entry, "when");
    for (size_t i = 0; tag && json_is_integer(when) && i < n; i++) {
        size_t length = strlen(tag);
        if (strncmp(files[i].entry, tag, length) == 0 && strcmp(files[i].entry + length, ".sql") == 0)
            files[i].key = mem_printf(ctx, "%lld", (long long)json_integer_value(when));
    }
}

/* Newer ones keep no journal: there the checksum says which file a row is about. */
static bool read_keys(void *ctx, const struct root *root, struct history_file *files, size_t n, struct diags *diags)
{
    const char *path = path_join(ctx, root->path, beside[0]);
    char *text;
    if (!file_read_text_if_any(ctx, root, path, &text, diags))
        return false;
    json_t *journal = text ? json_loads(text, 0, NULL) : NULL;
    const json_t *entries = json_object_get(journal, "entries");
    for (size_t i = 0; i < json_array_size(entries); i++)
        read_entry(ctx, json_array_get(entries, i), files, n);
    json_decref(journal);
    if (text && !journal) {
        diag_error(diags, "not JSON")->file = mem_strdup(diags->ctx, path);
        return false;
    }
    return true;
}

/* drizzle-orm/src/migrator.ts and the dialects beside it. SQLite's `id` is empty: its type counts nothing. */
static const struct history_column columns[] = {
    {"id", "integer PRIMARY KEY", true}, {"hash", "text", true}, {"created_at", "bigint", false}, {NULL, NULL, false}};

const struct migration_tool tool_drizzle = {
    .name = "drizzle",
    .adds_with = "drizzle-kit generate --custom",
    .signs = signs,
    .beside = beside,
    .enforces = true,
    .obeys_pragma = true,
    /* Those run whose time in the journal is later than the newest of created_at. */
    .history = {.table = "__drizzle_migrations",
                .schema = "drizzle",
                .columns = columns,
                .version = "created_at",
                .key = HISTORY_OTHER,
                .order = "created_at",
                .checksum = "hash",
                .algorithm = "sha256",
                .read_keys = read_keys},
};
