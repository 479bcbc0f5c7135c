/*
 * Keys whose order matters: a row that breaks two of them is dealt with by the
 * one that was declared last, which counts where their conflict clauses
 * differ; and of two over the same columns SQLite makes one index, in the
 * direction of the first.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite_draft.h"

static bool is_key(const struct draft_constraint *c)
{
    return c->type == SQLITE_PRIMARY_KEY || c->type == SQLITE_UNIQUE;
}

/* ABORT is the default. */
static const char *conflict_of(const struct draft_constraint *c)
{
    return *c->conflict ? c->conflict : " ON CONFLICT ABORT";
}

static bool matters(const struct draft *d, const struct sqlite_table *table, size_t a, size_t b)
{
    const struct draft_constraint *x = &d->constraints[a], *y = &d->constraints[b];
    if (!is_key(x) || !is_key(y))
        return false;
    bool one_index = strcasecmp(table->constraints[a].columns, table->constraints[b].columns) == 0 &&
                     strcmp(table->constraints[a].definition, table->constraints[b].definition) != 0;
    return one_index || strcmp(conflict_of(x), conflict_of(y)) != 0;
}

static bool any_matters(const struct draft *d, const struct sqlite_table *table)
{
    for (size_t b = 1; b < d->n_constraints; b++)
        for (size_t a = 0; a < b; a++)
            if (matters(d, table, a, b))
                return true;
    return false;
}

/* Keys in front of one that must stand in its column have to stand in theirs. */
static void keep_in_columns(const struct draft *d, struct sqlite_table *table)
{
    size_t n = d->n_constraints;
    while (n > 0 && (!table->constraints[n - 1].in_column || table->constraints[n - 1].autoincrement))
        n--;
    for (size_t i = 0; i < n; i++) {
        struct sqlite_constraint *c = &table->constraints[i];
        if (!is_key(&d->constraints[i]) || c->in_column)
            continue;
        c->in_column = true;
        c->definition = mem_printf(d->p->ctx, "UNIQUE%s", d->constraints[i].conflict);
    }
}

void draft_order_keys(const struct draft *d, struct sqlite_table *table)
{
    if (!any_matters(d, table))
        return;
    keep_in_columns(d, table);
    for (size_t i = 0; i < d->n_constraints; i++)
        table->constraints[i].ordered = is_key(&d->constraints[i]);
}
