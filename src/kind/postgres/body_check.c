#include "kind/postgres/body_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/postgres/body.h"

/* A function and where the names of its body are looked for. */
struct checked {
    const char *path;
    const char *validator;
    const struct object *function;
};

/* Functions of one language and one path. */
struct batch {
    const struct checked *items;
    size_t n;
    struct connection *connection;
};

/*
 * What the server calls when a function is created. Those of other languages
 * are the makers' own: they may run something, and look at no name of the
 * database.
 */
static const char *validator_of(const char *language)
{
    return strcmp(language, "sql") == 0       ? "fmgr_sql_validator"
           : strcmp(language, "plpgsql") == 0 ? "plpgsql_validator"
                                              : NULL;
}

static int compare(const void *a, const void *b)
{
    const struct checked *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : strcmp(x->validator, y->validator);
}

static char *oids(void *ctx, const struct batch *batch)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < batch->n; i++)
        fprintf(t.out, "%c%u", i > 0 ? ',' : '{', (unsigned)batch->items[i].function->address.object_id);
    putc('}', t.out);
    return text_close(&t, ctx);
}

/* No lock is waited for: the body may name a table that somebody is changing. */
static bool ask(void *data, void *ctx, struct sql_failure *failure)
{
    const struct batch *batch = data;
    const char *path[] = {batch->items[0].path}, *functions[] = {oids(ctx, batch)};
    const char *query = mem_printf(ctx, "SELECT pg_catalog.%s(o) FROM pg_catalog.unnest($1::pg_catalog.oid[]) o",
                                   batch->items[0].validator);
    struct rows rows;
    return connection_query(batch->connection,
                            "SELECT pg_catalog.set_config('lock_timeout', '100', true),"
                            " pg_catalog.set_config('search_path', $1, true)",
                            1, path, ctx, &rows, failure) &&
           connection_query(batch->connection, query, 1, functions, ctx, &rows, failure);
}

/* All at once; where the server refuses one, half of them, until it is found. */
static bool check(struct reading *reading, struct batch batch)
{
    void *work = mem_context(NULL);
    struct sql_failure failure = {0};
    bool fine = connection_in_savepoint(reading->connection, ask, &batch, work, &failure), stopped = failure.stopped;
    mem_free(work);
    if (fine || stopped)
        return fine;
    if (batch.n > 1) {
        struct batch rest = {batch.items + batch.n / 2, batch.n - batch.n / 2, batch.connection};
        batch.n /= 2;
        return check(reading, batch) && check(reading, rest);
    }
    struct catalog *catalog = reading->catalog;
    size_t at = mem_grow(catalog->ctx, &catalog->unchecked, &catalog->n_unchecked);
    catalog->unchecked[at] = batch.items[0].function;
    return true;
}

bool check_bodies(struct reading *reading, size_t first)
{
    void *work = mem_context(NULL);
    const struct catalog *catalog = reading->catalog;
    struct checked *all = NULL;
    size_t n = 0;
    for (size_t i = first; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        const char *validator = validator_of(function_body(o).language);
        if (!validator)
            continue;
        size_t at = mem_grow(work, &all, &n);
        all[at] = (struct checked){body_search_path(work, o), validator, o};
    }
    if (n)
        qsort(all, n, sizeof(*all), compare);
    bool ok = true;
    for (size_t i = 0, next; ok && i < n; i = next) {
        for (next = i + 1; next < n && compare(&all[i], &all[next]) == 0; next++)
            continue;
        ok = check(reading, (struct batch){all + i, next - i, reading->connection});
    }
    mem_free(work);
    return ok;
}
