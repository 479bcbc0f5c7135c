/* Atlas: https://atlasgo.io/concepts/migration-directory-integrity, as of 0.30. */
#include <string.h>

#include "base/base64.h"
#include "base/digest.h"
#include "base/mem.h"
#include "schema/migration_line.h"
#include "schema/migration_tool.h"

/* `-- checks.sql --`: the name of the part that begins there; 0: none does. */
static size_t part_name(const char *line, const char **name)
{
    size_t n = strcspn(line, "\r\n");
    if (n < strlen("-- x --") || strncmp(line, "-- ", 3) != 0 || strncmp(line + n - 3, " --", 3) != 0)
        return 0;
    *name = line + 3;
    return n - 6;
}

/* Several files may be kept in one (txtar): the up migration is in migration.sql. */
static bool keep_up(char *text)
{
    static const char first[] = "-- atlas:txtar", wanted[] = "migration.sql";
    bool up = false;
    if (strncmp(text, first, strlen(first)) != 0)
        return false;
    for (char *line = text; *line; line += line_length(line)) {
        const char *name;
        size_t n = part_name(line, &name);
        if (n)
            up = n == strlen(wanted) && strncmp(name, wanted, n) == 0;
        if (n || !up)
            line_blank(line, line_length(line));
    }
    return true;
}

static const struct tool_sign signs[] = {{"-- atlas:", SIGN_LINE}, {NULL, SIGN_FIRST}};
static const char *const beside[] = {"atlas.sum", NULL};

/* What atlas.sum says of a file: the names and texts up to it, of all or of those alone that had run by then. */
static char *sum_of(void *ctx, const struct history_file *files, size_t at, bool applied_alone)
{
    struct digest d;
    uint8_t digest[DIGEST_SIZE];
    digest_begin(&d);
    for (size_t i = 0; i <= at; i++) {
        if (applied_alone && !files[i].applied)
            continue;
        digest_bytes(&d, files[i].entry, strlen(files[i].entry));
        if (!strstr(files[i].text, "-- atlas:sum ignore"))
            digest_bytes(&d, files[i].text, files[i].size);
    }
    digest_end(&d, digest);
    return base64_encode(ctx, (const char *)digest, sizeof(digest));
}

static const char *sum(void *ctx, const struct history_file *files, size_t at, const char *recorded)
{
    const char *bare = recorded + (strncmp(recorded, "h1:", 3) == 0 ? 3 : 0), *all = sum_of(ctx, files, at, false);
    bool is = strcmp(bare, all) == 0 || strcmp(bare, sum_of(ctx, files, at, true)) == 0;
    return is ? recorded : all;
}

/* cmd/atlas/internal/migrate/ent/schema/revision.go. On Postgres it stands in a schema of its name. */
static const struct history_column columns[] = {{"version", "varchar(255) PRIMARY KEY", true},
                                                {"description", "varchar(255)", true},
                                                {"type", "bigint DEFAULT 2", true},
                                                {"applied", "bigint DEFAULT 0", true},
                                                {"total", "bigint DEFAULT 0", true},
                                                {"executed_at", "timestamp", true},
                                                {"execution_time", "bigint", true},
                                                {"error", "text", false},
                                                {"error_stmt", "text", false},
                                                {"hash", "varchar(255)", true},
                                                {"partial_hashes", "text", false},
                                                {"operator_version", "varchar(255)", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_atlas = {
    .name = "atlas",
    .adds_with = "atlas migrate new",
    .signs = signs,
    .beside = beside,
    .keep_up = keep_up,
    .comment_alone = "atlas:txmode none",
    .enforces = true,
    .obeys_pragma = true,
    .history = {.table = "atlas_schema_revisions",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .schema = "atlas_schema_revisions",
                .order = "executed_at",
                .failed = "applied < total",
                /* Types are flags: 1 a baseline, 2 run, 4 resolved by hand. */
                .baseline = "type = 1",
                .other = "version = '.atlas_cloud_identifier'",
                .checksum = "hash",
                .sum = sum,
                .sums_up = true},
};
