/* The order of a table's constraints: that of their lines, but for keys and checks whose order matters. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

char *sqlite_constraint_line(void *ctx, const char *name, const char *definition)
{
    if (!name)
        return mem_strdup(ctx, definition);
    return mem_printf(ctx, "CONSTRAINT %s %s", sqlite_quote_name(ctx, name), definition);
}

static void set_orders(void *ctx, const struct sqlite_table *table, bool checks, int *orders)
{
    const char *previous = "";
    bool sorted = true;
    int n = 0;
    for (size_t i = 0; i < table->n_constraints; i++) {
        const struct sqlite_constraint *c = &table->constraints[i];
        if (!c->ordered || c->in_column || (c->type == SQLITE_CHECK) != checks)
            continue;
        const char *line = sqlite_constraint_line(ctx, c->name, c->definition);
        sorted = sorted && strcmp(previous, line) <= 0;
        previous = line;
        orders[i] = ++n;
    }
    for (size_t i = 0; sorted && i < table->n_constraints; i++)
        if ((table->constraints[i].type == SQLITE_CHECK) == checks)
            orders[i] = 0;
}

int *sqlite_constraint_orders(void *ctx, const struct sqlite_table *table)
{
    int *orders = mem_array(ctx, int, table->n_constraints);
    set_orders(ctx, table, false, orders);
    set_orders(ctx, table, true, orders);
    return orders;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct sqlite_line *)a)->text, ((const struct sqlite_line *)b)->text);
}

static int by_order(const void *a, const void *b)
{
    return ((const struct sqlite_line *)a)->order - ((const struct sqlite_line *)b)->order;
}

/* The lines of the group, in their order, on the places that they have. */
static void put_in_order(void *ctx, struct sqlite_line *lines, size_t n, int group)
{
    struct sqlite_line *ordered = mem_array(ctx, struct sqlite_line, n);
    size_t n_ordered = 0;
    for (size_t i = 0; i < n; i++)
        if (lines[i].order > 0 && lines[i].group == group)
            ordered[n_ordered++] = lines[i];
    qsort(ordered, n_ordered, sizeof(*ordered), by_order);
    for (size_t i = 0, next = 0; i < n; i++)
        if (lines[i].order > 0 && lines[i].group == group)
            lines[i] = ordered[next++];
}

void sqlite_sort_lines(void *ctx, struct sqlite_line *lines, size_t n)
{
    if (n == 0)
        return;
    qsort(lines, n, sizeof(*lines), by_text);
    for (size_t i = 0; i < n; i++)
        if (lines[i].order == 1)
            put_in_order(ctx, lines, n, lines[i].group);
}
