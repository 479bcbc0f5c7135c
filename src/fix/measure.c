/* A step run, and what it did to tables: the locks it held at its end, and the files it wrote anew. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fix/plan.h"

/*
 * Relations of a greater number are the step's own; so are the files of older ones that have one. Both are looked up by
 * indexes: pg_class is large where it matters. Tablespaces there are none.
 */
static const char newest_query[] = "SELECT greatest((SELECT max(oid) FROM pg_catalog.pg_class),"
                                   " (SELECT max(relfilenode) FROM pg_catalog.pg_class WHERE reltablespace = 0))::text";

/* The strongest lock on each relation, from strong to weak; what is dropped has no name any more. */
static const char locks_query[] =
    "SELECT CASE WHEN c.oid IS NULL THEN 'what is dropped' WHEN n.nspname = 'public' THEN c.relname::text"
    " ELSE n.nspname || '.' || c.relname END,"
    " (ARRAY['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE',"
    " 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'])[max(l.strength)], max(l.strength)::text"
    " FROM (SELECT relation, max(array_position(ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock',"
    " 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'],"
    " mode)) AS strength FROM pg_catalog.pg_locks"
    " WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' AND granted GROUP BY relation) l"
    " LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation"
    " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE l.relation >= 16384 AND l.relation <= $1::oid AND (c.oid IS NULL OR c.relkind IN ('r', 'p', 'm', 'f'))"
    " GROUP BY 1 ORDER BY max(l.strength) DESC, 1";

static const char rewrites_query[] =
    "SELECT CASE c.relkind WHEN 'i' THEN 'index ' ELSE '' END ||"
    " CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname"
    " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.oid >= 16384 AND c.oid <= $1::oid AND c.reltablespace = 0 AND c.relfilenode > $1::oid AND c.relkind IN "
    "('r', 'm', 'i')"
    " AND n.nspname !~ '^pg_toast' ORDER BY c.relkind DESC, 1";

static const char dropped[] = "what is dropped";

/* The names in the first column of so many rows, a comma between them, but for that one. */
static char *join(void *ctx, const struct rows *rows, int n, const char *but)
{
    int printed = 0;
    struct text t;
    text_open(&t);
    for (int i = 0; i < n; i++) {
        const char *name = rows_text(rows, i, 0);
        if (strcmp(name, but) != 0)
            fprintf(t.out, "%s%s", printed++ ? ", " : "", name);
    }
    return text_close(&t, ctx);
}

/* At the end of a step's transaction. */
static bool look(struct connection *c, const char *newest, struct fix_statement *s, void *ctx,
                 struct sql_failure *failure)
{
    struct rows locks, rewrites;
    if (!connection_query(c, locks_query, 1, &newest, ctx, &locks, failure) ||
        !connection_query(c, rewrites_query, 1, &newest, ctx, &rewrites, failure))
        return false;
    int n = 0;
    while (n < locks.n_rows && strcmp(locks.cells[n * 3 + 2].data, locks.cells[2].data) == 0)
        n++;
    /* What is written anew leaves a file behind, which has its own place in the catalog. */
    const char *names = join(ctx, &locks, n, rewrites.n_rows ? dropped : "");
    s->lock = names[0] ? mem_printf(ctx, "%s on %s", locks.cells[1].data, names) : NULL;
    s->rewrites = rewrites.n_rows ? join(ctx, &rewrites, rewrites.n_rows, "") : NULL;
    return true;
}

bool fix_run(struct connection *c, struct fix_statement *s, bool measure, void *ctx, struct sql_failure *failure)
{
    bool postgres = connection_engine(c) == ENGINE_POSTGRES;
    struct rows newest;
    *failure = (struct sql_failure){0};
    if (s->alone)
        return connection_run(c, s->text, ctx, failure);
    measure = measure && postgres;
    if (measure && !connection_query(c, newest_query, 0, NULL, ctx, &newest, failure))
        return false;
    if (connection_begin(c, ctx, failure) && connection_run(c, s->text, ctx, failure) &&
        (!measure || look(c, newest.cells[0].data, s, ctx, failure)) && connection_commit(c, ctx, failure))
        return true;
    connection_rollback(c);
    return false;
}
