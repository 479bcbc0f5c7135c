/* sql-migrate: https://github.com/rubenv/sql-migrate, as of 1.8. */
#include "schema/migration_tool.h"

static const struct directive directives[] = {
    {"+migrate up", true, false}, {"+migrate down", false, false}, {NULL, false, false}};

static const struct history_column columns[] = {
    {"id", "text PRIMARY KEY", true}, {"applied_at", "timestamp", false}, {NULL, NULL, false}};

const struct migration_tool tool_sql_migrate = {
    .name = "sql-migrate",
    .repeats_numbers = true,
    .directives = directives,
    .up_alone = " notransaction",
    .squash = {SQUASH_IN_PLACE, "-- +migrate Up\n-- +migrate StatementBegin\n", "-- +migrate StatementEnd\n",
               "sql-migrate refuses rows of files that are gone, unless ignoreunknown is set (SetIgnoreUnknown)"},
    .history =
        {.table = "gorp_migrations",
         .made =
             {[ENGINE_POSTGRES] =
                  "CREATE TABLE gorp_migrations (id text NOT NULL PRIMARY KEY, applied_at timestamp with time zone)",
              [ENGINE_SQLITE] =
                  "CREATE TABLE gorp_migrations (id varchar(255) NOT NULL PRIMARY KEY, applied_at datetime)"},
         .row = "(id, applied_at) VALUES ({entry}, {zoned})",
         .columns = columns,
         .version = "id",
         .key = HISTORY_ENTRY,
         .order = "applied_at"},
};
