/*
 * From a snapshot's text to its model: fullschema's own snapshots, what
 * pg_dump wrote (SET, \restrict, OWNER TO, COPY data), what the sqlite3 shell's .schema
 * and .dump wrote. Neither needs a Postgres server.
 */
#ifndef MODEL_READ_H
#define MODEL_READ_H

#include "base/diag.h"
#include "model/model.h"

/*
 * Postgres: read with libpg_query, statement by statement; ALTER TABLE and
 * the like change the items that earlier statements made, and what has no name
 * gets the one that the server would choose. A statement that is not known is
 * compared as text (model/statement.h); a warning says so of one that does not
 * parse. A quote that does not end is an error. `path` is for diagnostics: file,
 * line, column, caret. NULL on failure.
 */
const struct model *model_read_postgres(void *ctx, const char *path, const char *text, struct diags *diags);

/*
 * SQLite: loaded into a database in memory, whose catalog is then read. What the database refuses (a module or a
 * function that it does not know, newer syntax) is compared as text, and a warning says so. `path` as above.
 */
const struct model *model_read_sqlite(void *ctx, const char *path, const char *text, struct diags *diags);

static inline const struct model *model_read(void *ctx, enum engine engine, const char *path, const char *text,
                                             struct diags *diags)
{
    return engine == ENGINE_POSTGRES ? model_read_postgres(ctx, path, text, diags)
                                     : model_read_sqlite(ctx, path, text, diags);
}

#endif
