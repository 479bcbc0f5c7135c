/* Prisma Migrate: https://www.prisma.io/docs/orm/prisma-migrate, as of 6. */
#include "schema/migration_tool.h"

static const char *const beside[] = {"migration_lock.toml", NULL};

static const struct history_column columns[] = {{"id", "varchar(36) PRIMARY KEY", true},
                                                {"checksum", "varchar(64)", true},
                                                {"finished_at", "timestamp", false},
                                                {"migration_name", "varchar(255)", true},
                                                {"logs", "text", false},
                                                {"rolled_back_at", "timestamp", false},
                                                {"started_at", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
                                                {"applied_steps_count", "integer DEFAULT 0", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_prisma = {
    .name = "prisma",
    .beside = beside,
    .file_in_directory = "migration.sql",
    .by_name = true,
    .transaction = TRANSACTION_NONE_SQLITE,
    .enforces = true,
    .obeys_pragma = true,
    .history =
        {.table = "_prisma_migrations",
         .made =
             {[ENGINE_POSTGRES] =
                  "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,"
                  " finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at "
                  "TIMESTAMPTZ,"
                  " started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)",
              [ENGINE_SQLITE] = "CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT "
                                "NULL, finished_at DATETIME,"
                                " migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME,"
                                " started_at DATETIME NOT NULL DEFAULT current_timestamp,"
                                " applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0)"},
         .row = "(id, checksum, finished_at, migration_name, started_at, applied_steps_count)"
                " VALUES ({uuid}, {checksum}, {instant}, {entry}, {instant}, 1)",
         .columns = columns,
         .version = "migration_name",
         .key = HISTORY_ENTRY,
         .order = "started_at",
         .undone = "rolled_back_at IS NOT NULL",
         .failed = "finished_at IS NULL AND rolled_back_at IS NULL",
         .checksum = "checksum",
         .algorithm = "sha256",
         .any_line_ends = true},
};
