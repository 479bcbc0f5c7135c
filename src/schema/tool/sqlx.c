/* sqlx: https://docs.rs/sqlx/latest/sqlx/macro.migrate.html, as of 0.8. */
#include "schema/migration_tool.h"

static const char *const down_endings[] = {".down.sql", NULL};

static const struct history_column columns[] = {{"version", "bigint PRIMARY KEY", false},
                                                {"description", "text", true},
                                                {"installed_on", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
                                                {"success", "boolean", true},
                                                {"checksum", "text", true},
                                                {"execution_time", "bigint", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_sqlx = {
    .name = "sqlx",
    .down_endings = down_endings,
    .first_alone = "-- no-transaction",
    .enforces = true,
    .squash = {.form = SQUASH_IN_PLACE,
               .again = "sqlx compares the rows of _sqlx_migrations with the files: exchange them for the rows of "
                        "`fullschema generate --with-history`"},
    .history =
        {.table = "_sqlx_migrations",
         .made =
             {[ENGINE_POSTGRES] =
                  "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,"
                  " installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL,"
                  " execution_time BIGINT NOT NULL)",
              [ENGINE_SQLITE] = "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,"
                                " installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, "
                                "checksum BLOB NOT NULL,"
                                " execution_time BIGINT NOT NULL)"},
         .row = "(version, description, installed_on, success, checksum, execution_time)"
                " VALUES ({integer}, {description}, {zoned}, true, {bytes}, 0)",
         .columns = columns,
         .version = "version",
         .key = HISTORY_NUMBER,
         .order = "installed_on",
         .failed = "NOT success",
         .checksum = "checksum",
         .checksum_bytes = true,
         .algorithm = "sha384"},
};
