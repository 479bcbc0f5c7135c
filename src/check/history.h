/*
 * What a migration tool has recorded in a live database: the table in which
 * it keeps which migrations have run (schema/migration_tool.h). Rows are a
 * stranger's words: bounded, and checked before anybody reads them.
 */
#ifndef CHECK_HISTORY_H
#define CHECK_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "schema/migration_tool.h"

struct table_name {
    const char *schema; /* "" on SQLite */
    const char *name;
};

/* One row; texts are NULL where the column is, or where the tool has none. */
struct history_row {
    const char *version, *script, *checksum, *order;
    bool undone, failed, baseline;
};

struct history {
    const struct migration_tool *tool; /* whose table is there; NULL: none is, and nothing else is filled in */
    struct table_name table;
    struct table_name *tables; /* all that are the tool's own, that one among them */
    size_t n_tables;
    struct history_row *rows; /* as they came to be, as far as the tool records that */
    size_t n_rows;
};

/*
 * Reads it. The table is that of `tool`; where the database has none of these,
 * or no tool is known, that of whichever tool's stands there alone. `named`
 * is what a person calls it, "migrations" or "audit.migrations"; or NULL.
 * `label` names the database in diagnostics. Belongs to ctx. False with a diagnostic.
 */
bool history_read(void *ctx, struct connection *connection, const struct migration_tool *tool, const char *named,
                  const char *label, struct history *history, struct diags *diags);

#endif
