/* refinery: https://docs.rs/refinery, as of 0.9. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/checksum.h"
#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_tool.h"
#include "schema/tool/versioned_name.h"

/* How far above a directory of migrations the project's own file of dependencies is looked for. */
enum { HIGHEST = 8 };

/* Of a directory that is around the migrations: whether its Cargo.toml names refinery. */
static bool is_named_in(void *ctx, const char *dir, bool *top, bool *named)
{
    struct diags unsaid;
    char *text = NULL;
    diags_init(&unsaid, ctx);
    const struct root *root = root_open(ctx, dir, &unsaid);
    *top = !root || is_there(path_join(ctx, dir, ".git"));
    if (!root || !file_read_text_if_any(ctx, root, path_join(ctx, root->path, "Cargo.toml"), &text, &unsaid) || !text)
        return false;
    *named = strstr(text, "refinery") != NULL;
    return true;
}

/* A Rust project says in its Cargo.toml whose such names are. */
static bool is_project(const struct root *root)
{
    void *scratch = mem_root("refinery");
    const char *dir = root->path;
    bool top = false, named = false;
    for (int i = 0; i < HIGHEST && !top; i++, dir = mem_printf(scratch, "%s/..", dir))
        if (is_named_in(scratch, *dir ? dir : ".", &top, &named) && named)
            break;
    mem_free(scratch);
    return named;
}

/*
 * SipHash-1-3 of name, version and text, each text with a byte 255 behind it; the version has four bytes, or eight
 * where the project wants larger ones.
 */
static const char *sum(void *ctx, const struct history_file *files, size_t at, const char *recorded)
{
    const struct history_file *file = &files[at];
    const char *entry = base_name(file->entry), *name = strstr(entry, "__");
    char *end;
    const char *own = recorded;
    if (!name)
        return recorded;
    name += 2;
    size_t length = strcspn(name, ".");
    uint64_t version = strtoull(entry + 1, &end, 10);
    for (size_t width = 4; width <= 8; width += 4) {
        size_t size = length + width + file->size + 2;
        char *bytes = mem_array(ctx, char, size), *to = bytes + length + 1;
        memcpy(bytes, name, length);
        bytes[length] = bytes[size - 1] = '\xff';
        for (size_t i = 0; i < width; i++)
            *to++ = (char)(version >> 8 * i);
        memcpy(to, file->text, file->size);
        own = mem_printf(ctx, "%" PRIu64, checksum_siphash13(bytes, size));
        if (!recorded || strcmp(own, recorded) == 0)
            break;
    }
    return own;
}

static const struct history_column columns[] = {{"version", "integer PRIMARY KEY", true},
                                                {"name", "varchar(255)", false},
                                                {"applied_on", "varchar(255)", false},
                                                {"checksum", "varchar(255)", false},
                                                {NULL, NULL, false}};

/* U7__rooms.sql is a migration to it, but for where there is a V7__, which is Flyway's rule for the same names. */
static const char *const programs[] = {".rs", NULL};

#define REFINERY_TABLE                                                                                                 \
    "CREATE TABLE refinery_schema_history (version INT4 PRIMARY KEY, name VARCHAR(255),"                               \
    " applied_on VARCHAR(255), checksum VARCHAR(255))"

const struct migration_tool tool_refinery = {
    .name = "refinery",
    .programs = programs,
    .owns_name = versioned_name_is,
    .is_sure = true,
    .is_project = is_project,
    .has_form = versioned_name_begins,
    .read_name = versioned_name_read,
    .looks_below = true,
    .enforces = true,
    .squash = {.form = SQUASH_IN_PLACE,
               .again = "refinery compares the rows of refinery_schema_history with the files: exchange them for the "
                        "rows of `fullschema generate --with-history`"},
    .history = {.table = "refinery_schema_history",
                .made = {[ENGINE_POSTGRES] = REFINERY_TABLE, [ENGINE_SQLITE] = REFINERY_TABLE},
                .row = "(version, name, applied_on, checksum) VALUES ({integer}, {name}, {zoned}, {sum})",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .checksum = "checksum",
                .sum = sum},
};
