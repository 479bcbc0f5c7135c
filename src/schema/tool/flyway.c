/* Flyway: https://documentation.red-gate.com/flyway, as of 11. */
#include "base/mem.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"
#include "schema/tool/versioned_name.h"

/* V1__x.sql.conf */
static char *settings(void *ctx, const char *path)
{
    return mem_printf(ctx, "%s.conf", path);
}

static const struct history_column columns[] = {{"installed_rank", "integer PRIMARY KEY", true},
                                                {"version", "varchar(50)", false},
                                                {"description", "varchar(200)", true},
                                                {"type", "varchar(20)", true},
                                                {"script", "varchar(1000)", true},
                                                {"checksum", "integer", false},
                                                {"installed_by", "varchar(100)", true},
                                                {"installed_on", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
                                                {"execution_time", "integer", true},
                                                {"success", "boolean", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_flyway = {
    .name = "flyway",
    .owns_name = versioned_name_is,
    .is_sure = true,
    .has_form = versioned_name_begins,
    .read_name = versioned_name_read,
    .looks_below = true,
    .settings_ending = ".sql.conf",
    .settings = settings,
    .transaction_key = "executeInTransaction",
    .placeholders_key = "placeholderReplacement",
    .placeholders = placeholders_braces,
    .history = {.table = "flyway_schema_history",
                .columns = columns,
                .version = "script",
                .key = HISTORY_ENTRY,
                .undone = "NOT success OR type IN ('UNDO_SQL', 'DELETE')",
                .checksum = "checksum",
                .checksum_how = "CRC-32 of the lines without their ends, as a signed number"},
};
