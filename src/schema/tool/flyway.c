/* Flyway: https://documentation.red-gate.com/flyway, as of 11. */
#include <string.h>

#include "base/checksum.h"
#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_tool.h"
#include "schema/placeholders.h"
#include "schema/tool/versioned_name.h"

/* V1__x.sql.conf */
static char *settings(void *ctx, const char *path)
{
    return mem_printf(ctx, "%s.conf", path);
}

/* CRC-32 of the lines without their ends and without a byte order mark, as a signed number. */
static const char *sum(void *ctx, const struct history_file *files, size_t at, const char *recorded)
{
    const char *line = files[at].text, *end = line + files[at].size;
    uint32_t crc = 0;
    line += strncmp(line, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (line < end) {
        size_t length = 0;
        while (line + length < end && line[length] != '\n' && line[length] != '\r')
            length++;
        crc = checksum_crc32(crc, line, length);
        line += length;
        line += line + 1 < end && line[0] == '\r' && line[1] == '\n' ? 2 : 1;
    }
    /* Of what is repeated it is made after placeholders were replaced. */
    bool replaced = strncmp(base_name(files[at].entry), "R__", 3) == 0 && strstr(files[at].text, "${");
    return replaced ? recorded : mem_printf(ctx, "%d", (int32_t)crc);
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

/* https://documentation.red-gate.com/flyway, "Script configuration": all else it has, with the value that changes
 * nothing. */
static const struct usual_setting usual[] = {{"shouldExecute", "true"}, {"encoding", "UTF-8"}, {NULL, NULL}};

static const char *const programs[] = {".java", ".kt", NULL};

#define FLYWAY_TABLE(when)                                                                                             \
    "CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL, version VARCHAR(50),"                            \
    " description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INTEGER,"  \
    " installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP " when ", execution_time INTEGER NOT NULL,"           \
    " success BOOLEAN NOT NULL, CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank));"                    \
    "CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success)"

const struct migration_tool tool_flyway = {
    .name = "flyway",
    .session = SESSION_RESTORED,
    .programs = programs,
    .owns_name = versioned_name_is,
    .is_sure = true,
    .has_form = versioned_name_begins,
    .read_name = versioned_name_read,
    .looks_below = true,
    .settings_ending = ".sql.conf",
    .settings = settings,
    .transaction_key = "executeInTransaction",
    .placeholders_key = "placeholderReplacement",
    .settings_usual = usual,
    .placeholders = placeholders_braces,
    .squash = {.form = SQUASH_BESIDE,
               .again = "Flyway's validate misses migrations that are gone, unless ignoreMigrationPatterns has "
                        "\"*:missing\""},
    .history = {.table = "flyway_schema_history",
                .made = {[ENGINE_POSTGRES] = FLYWAY_TABLE("NOT NULL DEFAULT now()"),
                         [ENGINE_SQLITE] = FLYWAY_TABLE("NOT NULL DEFAULT CURRENT_TIMESTAMP")},
                .row =
                    "(installed_rank, version, description, type, script, checksum, installed_by, installed_on, "
                    "execution_time, success)"
                    " VALUES ({rank}, {version}, {description}, {kind}, {entry}, {sum}, 'fullschema', {time}, 0, true)",
                .columns = columns,
                .version = "version",
                .script = "script",
                .key = HISTORY_NUMBER,
                .order = "installed_rank",
                .undone = "type IN ('UNDO_SQL', 'UNDO_SCRIPT', 'DELETE')",
                .failed = "NOT success",
                .baseline = "type IN ('BASELINE', 'SQL_BASELINE')",
                .other = "type = 'SCHEMA'",
                .checksum = "checksum",
                .sum = sum,
                .repeated_again = true},
};
