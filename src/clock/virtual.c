/*
 * Virtual tables of SQLite. What is written into one stands in tables of its
 * module, in whatever shape, so no expression can be kept there: nothing of the
 * clock may come into it.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/private.h"

/* A table of the module: "search" keeps its rows in "search_content". */
static bool is_inside(const struct table_rows *table, const char *virtual)
{
    size_t n = strlen(virtual);
    return strncasecmp(table->name, virtual, n) == 0 && table->name[n] == '_';
}

static bool is_content(const struct table_rows *table, const char *virtual)
{
    return is_inside(table, virtual) && strcmp(table->name + strlen(virtual), "_content") == 0;
}

/* Indexes of words are written out when the module likes, so where there is a table of the rows, that one counts. */
static bool is_telling(const struct database_rows *after, const struct table_rows *table, const char *virtual)
{
    for (size_t i = 0; i < after->n; i++)
        if (is_content(&after->tables[i], virtual))
            return is_content(table, virtual);
    return is_inside(table, virtual);
}

/* What the statement has written into tables of the module. */
struct written {
    bool any, volatiles; /* rows; cells that hold what is kept elsewhere */
};

static void look_at(const struct clock *clock, const struct table_rows *t, struct written *written)
{
    const bool *fresh = rows_missing(clock->step, t, rows_table(&clock->before, t->schema, t->name));
    for (int r = 0; r < t->rows.n_rows; r++)
        for (size_t c = 0; fresh[r] && c < t->n_columns; c++) {
            written->any = true;
            written->volatiles |= volatiles_anywhere(clock->volatiles, rows_cell(&t->rows, r, (int)c)) != NULL;
        }
}

static bool is_lost(const struct clock_statement *s, const struct target *t, bool copied)
{
    if (s->everywhere || (s->all_columns && copied))
        return true;
    return t && (t->fate > FATE_COPY || (t->fate == FATE_COPY && copied));
}

bool clock_resolve_virtual(struct clock *clock, const struct database_rows *after, struct problems *problems,
                           struct sql_failure *failure)
{
    const struct clock_statement *s = clock->statement;
    const struct table_rows *table;
    if (clock->engine != ENGINE_SQLITE || (s->action != ACTION_INSERT && s->action != ACTION_UPDATE))
        return true;
    if (!rows_virtual(clock->connection, s->table, clock->step, &table, failure))
        return false;
    struct written written = {false, false};
    for (size_t i = 0; table && i < after->n; i++)
        if (is_telling(after, &after->tables[i], table->name))
            look_at(clock, &after->tables[i], &written);
    for (size_t i = 0; written.any && i < table->n_columns; i++)
        if (is_lost(s, target_of(s, table->columns[i], i), written.volatiles))
            problems_add(problems, clock, table->name, table->columns[i]);
    return true;
}
