/* Postgrator: https://github.com/rickbergfalk/postgrator, as of 8. */
#include <string.h>

#include "schema/migration_tool.h"

static const char *behind_number(const char *name)
{
    return name + strspn(name, "0123456789");
}

/* 007.do.rooms.sql */
static bool owns_name(const char *name)
{
    return strncmp(behind_number(name), ".do.", 4) == 0;
}

/* 7.undo.rooms.sql */
static bool is_down(const char *name)
{
    const char *rest = behind_number(name);
    return rest > name && strncmp(rest, ".undo.", 6) == 0;
}

static const char *const down_endings[] = {".undo.sql", NULL};

static const struct history_column columns[] = {{"version", "bigint PRIMARY KEY", true},
                                                {"name", "text", false},
                                                {"md5", "text", false},
                                                {"run_at", "timestamp", false},
                                                {NULL, NULL, false}};

const struct migration_tool tool_postgrator = {
    .name = "postgrator",
    .owns_name = owns_name,
    .down_endings = down_endings,
    .is_down = is_down,
    .enforces = true,
    .obeys_pragma = true,
    .history = {.table = "schemaversion",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .checksum = "md5",
                .algorithm = "md5",
                .any_line_ends = true,
                .common_name = true},
};
