/* Atlas: https://atlasgo.io/concepts/migration-directory-integrity, as of 0.30. */
#include <string.h>

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

/* On Postgres it stands in a schema of its name. */
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
                .undone = "applied < total",
                .checksum = "hash",
                .checksum_how =
                    "SHA-256 of name and text, summed over the files up to this one, in base64; as in atlas.sum"},
};
