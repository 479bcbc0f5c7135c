#include "rows/rows.h"

#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "rows/insert.h"
#include "rows/table.h"

/* A table that was seen. */
enum seen { SEEN_TAKEN, SEEN_FILLED, SEEN_EMPTIED, SEEN_LEFT };

struct seen_table {
    const char *schema, *name;
    enum seen how; /* TAKEN: it has rows of others, or is not for ours; EMPTIED: to be filled again; LEFT: never */
};

struct rows_maker {
    void *ctx;
    unsigned long number; /* of the next value */
    struct seen_table *seen;
    size_t n_seen;
    struct rows_gap *gaps;
    size_t n_gaps;
};

/* Numbers that no delta is likely to use itself. */
enum { FIRST_NUMBER = 7000000, SEED_STEP = 1000 };

struct rows_maker *rows_maker_new(void *ctx, uint64_t seed)
{
    struct rows_maker *maker = mem_new(ctx, struct rows_maker);
    *maker = (struct rows_maker){.ctx = maker, .number = FIRST_NUMBER + (unsigned long)(seed % SEED_STEP) * SEED_STEP};
    return maker;
}

static struct seen_table *find_seen(const struct rows_maker *maker, const struct wanted_table *table)
{
    for (size_t i = 0; i < maker->n_seen; i++)
        if (strcmp(maker->seen[i].schema, table->schema) == 0 && strcmp(maker->seen[i].name, table->name) == 0)
            return &maker->seen[i];
    return NULL;
}

static void note(struct rows_maker *maker, const struct wanted_table *table, enum seen how)
{
    struct seen_table *seen = find_seen(maker, table);
    if (seen) {
        seen->how = how;
        return;
    }
    size_t at = mem_grow(maker->ctx, &maker->seen, &maker->n_seen);
    maker->seen[at] =
        (struct seen_table){mem_strdup(maker->ctx, table->schema), mem_strdup(maker->ctx, table->name), how};
}

static void note_gap(struct rows_maker *maker, void *ctx, const struct wanted_table *table, const char *why)
{
    size_t at = mem_grow(maker->ctx, &maker->gaps, &maker->n_gaps);
    const char *name = *table->schema && strcmp(table->schema, "public") != 0
                           ? mem_printf(ctx, "%s.%s", table->schema, table->name)
                           : table->name;
    maker->gaps[at] = (struct rows_gap){mem_strdup(maker->ctx, name), mem_strdup(maker->ctx, why)};
}

bool rows_pass_over(struct rows_maker *maker, struct connection *connection, struct diags *diags)
{
    void *ctx = mem_root("rows_pass_over");
    struct wanted_tables tables;
    bool ok = wanted_tables_read(connection, ctx, &tables, diags);
    for (size_t i = 0; ok && i < tables.n; i++)
        note(maker, &tables.items[i], SEEN_TAKEN);
    mem_free(ctx);
    return ok;
}

/* The queue of background updates is no place for what nobody can carry out. */
static bool is_queue(const struct wanted_table *table)
{
    return strcmp(table->name, "background_updates") == 0;
}

static bool has_rows(struct connection *connection, const struct wanted_table *table, void *ctx)
{
    struct rows rows;
    struct sql_failure failure;
    const char *sql = mem_printf(ctx, "SELECT 1 FROM %s LIMIT 1", wanted_table_name(ctx, table->schema, table->name));
    return connection_query(connection, sql, 0, NULL, ctx, &rows, &failure) && rows.n_rows > 0;
}

/* Which are to be filled; of new ones with rows of their own that they are not. */
static bool *choose(struct rows_maker *maker, struct connection *connection, const struct wanted_tables *tables,
                    void *ctx)
{
    bool *chosen = mem_array(ctx, bool, tables->n + 1);
    for (size_t i = 0; i < tables->n; i++) {
        const struct wanted_table *table = &tables->items[i];
        const struct seen_table *seen = find_seen(maker, table);
        chosen[i] = seen ? seen->how == SEEN_EMPTIED : !is_queue(table) && !has_rows(connection, table, ctx);
        if (!seen && !chosen[i])
            note(maker, table, SEEN_TAKEN);
    }
    return chosen;
}

/* Whether a table that it refers to is still to be filled. */
static bool waits(const struct wanted_tables *tables, const bool *chosen, size_t at)
{
    const struct wanted_table *table = &tables->items[at];
    for (size_t i = 0; i < table->n_references; i++) {
        const struct wanted_table *other =
            wanted_table_find(tables, table->references[i].schema, table->references[i].table);
        if (other && other != table && chosen[other - tables->items])
            return true;
    }
    return false;
}

static void fill_table(struct rows_maker *maker, struct connection *connection, struct wanted_table *table,
                       enum rows_manner manner, void *ctx)
{
    struct insertion insertion = {connection, table, manner == ROWS_PLAIN, ctx, NULL};
    size_t n = insert_rows(&insertion, &maker->number);
    bool again = find_seen(maker, table) != NULL;
    note(maker, table, n ? SEEN_FILLED : SEEN_LEFT);
    if (!n && !again)
        note_gap(maker, ctx, table, insertion.why ? insertion.why : "it has no column that takes a value");
}

bool rows_fill(struct rows_maker *maker, struct connection *connection, enum rows_manner manner, struct diags *diags)
{
    void *ctx = mem_root("rows_fill");
    struct wanted_tables tables;
    bool ok = wanted_tables_read(connection, ctx, &tables, diags);
    bool *chosen = ok ? choose(maker, connection, &tables, ctx) : NULL;
    /* In order of dependency; of those that wait for each other the first goes first. */
    for (bool progress = true, forced = false; ok && (progress || !forced);) {
        forced = !progress;
        progress = false;
        for (size_t i = 0; i < tables.n && !(forced && progress); i++)
            if (chosen[i] && (forced || !waits(&tables, chosen, i))) {
                fill_table(maker, connection, &tables.items[i], manner, ctx);
                chosen[i] = false;
                progress = true;
            }
    }
    mem_free(ctx);
    return ok;
}

/* ---- taking them away ---- */

/* Also those that refer to one of them. */
static void spread(const struct rows_maker *maker, const struct wanted_tables *tables, bool *chosen)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < tables->n; i++) {
            const struct seen_table *seen = find_seen(maker, &tables->items[i]);
            if (!chosen[i] && seen && seen->how == SEEN_FILLED && waits(tables, chosen, i))
                chosen[i] = more = true;
        }
    }
}

static bool delete_rows(struct connection *connection, const struct wanted_table *table, void *ctx)
{
    struct sql_failure failure;
    return connection_run(connection,
                          mem_printf(ctx, "DELETE FROM %s", wanted_table_name(ctx, table->schema, table->name)), ctx,
                          &failure);
}

static size_t delete_all(struct rows_maker *maker, struct connection *connection, const struct wanted_tables *tables,
                         bool *chosen, void *ctx)
{
    size_t n = 0;
    for (bool progress = true; progress;) {
        progress = false;
        for (size_t i = 0; i < tables->n; i++)
            if (chosen[i] && delete_rows(connection, &tables->items[i], ctx)) {
                note(maker, &tables->items[i], SEEN_EMPTIED);
                chosen[i] = false;
                progress = true;
                n++;
            }
    }
    return n;
}

size_t rows_empty(struct rows_maker *maker, struct connection *connection, const char *text)
{
    void *ctx = mem_root("rows_empty");
    struct wanted_tables tables;
    struct diags unsaid;
    size_t n = 0;
    diags_init(&unsaid, ctx);
    if (wanted_tables_read(connection, ctx, &tables, &unsaid)) {
        bool *chosen = mem_array(ctx, bool, tables.n + 1);
        for (size_t i = 0; i < tables.n; i++) {
            const struct seen_table *seen = find_seen(maker, &tables.items[i]);
            chosen[i] =
                seen && seen->how == SEEN_FILLED && (!text || ascii_find_word(text, text, tables.items[i].name));
        }
        spread(maker, &tables, chosen);
        n = delete_all(maker, connection, &tables, chosen, ctx);
    }
    mem_free(ctx);
    return n;
}

const struct rows_gap *rows_gaps(const struct rows_maker *maker, size_t *n)
{
    *n = maker->n_gaps;
    return maker->gaps;
}
