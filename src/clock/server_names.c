/*
 * The names that the server gave to constraints NOT NULL (since 18) outlive
 * those of tables and columns that they are made of: which ones are the
 * server's is to be seen before a statement renames something.
 */
#include <string.h>

#include "base/mem.h"
#include "clock/private.h"
#include "sql/postgres/server_name.h"

static const char query[] = "SELECT k.conname, c.relname, a.attname"
                            "  FROM pg_catalog.pg_constraint k"
                            "  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid"
                            "  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
                            " WHERE k.contype = 'n' AND k.conrelid >= 16384";

static bool ask(void *data, void *ctx, struct sql_failure *failure)
{
    struct clock *clock = data;
    struct rows rows;
    if (!connection_query(clock->connection, query, 0, NULL, ctx, &rows, failure))
        return false;
    for (int i = 0; i < rows.n_rows; i++) {
        const struct not_null_names one = {
            .table = rows_text(&rows, i, 1),
            .columns = (const char *const[]){rows_text(&rows, i, 2)},
            .names = (const char *const[]){rows_text(&rows, i, 0)},
            .used = (const bool[]){false},
            .n = 1,
        };
        if (!not_null_is_chosen(&one, 0))
            volatiles_add_server_name(clock->volatiles, one.names[0]);
    }
    return true;
}

void note_server_names(struct clock *clock, const char *sql, void *ctx)
{
    enum { FIRST_VERSION = 180000 };
    struct sql_failure failure = {0};
    if (clock->engine == ENGINE_POSTGRES && connection_version(clock->connection) >= FIRST_VERSION &&
        strcasestr(sql, "rename"))
        /* Where nothing can be asked, nothing is renamed either: the transaction has failed. */
        connection_in_savepoint(clock->connection, ask, clock, ctx, &failure);
}
