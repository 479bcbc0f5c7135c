/* temporal-sql-tool: tools/common/schema/updatetask.go of https://github.com/temporalio/temporal, as of 1.32. */
#include <string.h>

#include <jansson.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_tool.h"

extern const struct migration_tool tool_temporal;

/* Of v1.18: 1 and 18. */
static bool read_version(const char *entry, struct migration_name *name)
{
    const char *rest = *entry == 'v' ? migration_name_part(entry + 1, name) : NULL;
    while (rest && *rest == '.')
        rest = migration_name_part(rest + 1, name);
    return rest && !*rest && name->n_parts < MIGRATION_PARTS;
}

/* The last part is the place within the version. */
static void add_file(struct migration_search *search, const char *entry, const struct migration_name *version,
                     const char *file, size_t place)
{
    struct migration_file added = {.entry = entry, .name = *version, .directory_of = &tool_temporal};
    const char *digits = mem_printf(search->ctx, "%zu", place + 1);
    added.path = path_join(search->ctx, entry, file);
    added.name.parts[MIGRATION_PARTS - 1] = (struct migration_part){digits, strlen(digits)};
    added.name.n_parts = MIGRATION_PARTS;
    migration_files_add(search, &added);
}

static bool refuse(struct migration_search *search, const char *path, const char *why)
{
    struct diag *e = diag_error(search->diags, "%s", why);
    e->file = mem_strdup(search->diags->ctx, path);
    return true;
}

/* versioned/v1.18/manifest.json names the files that run, in their order. */
static bool add_directory(struct migration_search *search, const char *entry)
{
    struct migration_name version = {0};
    char *text = NULL, *path = path_join(search->ctx, search->dir, path_join(search->ctx, entry, "manifest.json"));
    if (!read_version(entry, &version))
        return false;
    if (!file_read_text_if_any(search->ctx, search->root, path, &text, search->diags) || !text)
        return text != NULL;
    json_t *manifest = json_loads(text, 0, NULL);
    const json_t *files = json_object_get(manifest, "SchemaUpdateCqlFiles");
    if (!manifest)
        refuse(search, path, "not JSON");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const char *file = json_string_value(json_array_get(files, i));
        if (file)
            add_file(search, entry, &version, mem_strdup(search->ctx, file), i);
        else
            refuse(search, path, "SchemaUpdateCqlFiles is a list of file names");
    }
    json_decref(manifest);
    return true;
}

static const struct history_column columns[] = {{"version_partition", "integer", true},
                                                {"db_name", "varchar(255)", true},
                                                {"creation_time", "timestamp", false},
                                                {"curr_version", "varchar(64)", false},
                                                {"min_compatible_version", "varchar(64)", false},
                                                {NULL, NULL, false}};

/* It runs one statement after the other, and passes those by which something is made that is there already. */
const struct migration_tool tool_temporal = {
    .name = "temporal",
    .add_directory = add_directory,
    .transaction = TRANSACTION_NONE,
    .history = {.table = "schema_version",
                .columns = columns,
                .version = "curr_version",
                .key = HISTORY_NEWEST,
                .common_name = true},
};
