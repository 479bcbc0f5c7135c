/* Drizzle: https://orm.drizzle.team/docs/migrations, as of drizzle-kit 0.31. */
#include "schema/migration_tool.h"

static const struct tool_sign signs[] = {{"--> statement-breakpoint", SIGN_ANYWHERE}, {NULL, SIGN_FIRST}};
static const char *const beside[] = {"meta/_journal.json", NULL};

/* On Postgres it stands in the schema drizzle. */
static const struct history_column columns[] = {
    {"id", "integer PRIMARY KEY", true}, {"hash", "text", true}, {"created_at", "bigint", false}, {NULL, NULL, false}};

const struct migration_tool tool_drizzle = {
    .name = "drizzle",
    .signs = signs,
    .beside = beside,
    .enforces = true,
    .obeys_pragma = true,
    /* Those run whose time in the journal is later than the newest of created_at. */
    .history = {.table = "__drizzle_migrations",
                .columns = columns,
                .version = "created_at",
                .key = HISTORY_OTHER,
                .checksum = "hash",
                .checksum_how = "SHA-256 of the file, in hexadecimal digits"},
};
