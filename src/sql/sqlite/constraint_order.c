/*
 * Constraints whose order matters. A row that breaks two keys is dealt with by
 * the one that was declared last, which counts where their conflict clauses
 * differ; and of two over the same columns SQLite makes one index, in the
 * direction of the first. Checks are looked at one after the other, and one
 * that can fail with an error of its own is often guarded by one before it.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/draft.h"

static bool is_key(const struct draft_constraint *c)
{
    return c->type == SQLITE_PRIMARY_KEY || c->type == SQLITE_UNIQUE;
}

/* ABORT is the default. */
static const char *conflict_of(const struct draft_constraint *c)
{
    return *c->conflict ? c->conflict : " ON CONFLICT ABORT";
}

static bool order_matters(const struct draft *d, const struct sqlite_table *table, size_t a, size_t b)
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
            if (order_matters(d, table, a, b))
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

/* Functions that give an answer to whatever they are asked; operators do, but for those on JSON. */
static bool never_fails(void *ctx, const struct sqlite_token *function)
{
    static const char *const names[] = {
        "coalesce",  "date",  "datetime",   "glob",   "hex",        "ifnull",  "iif",      "instr",
        "length",    "like",  "likelihood", "likely", "lower",      "ltrim",   "max",      "min",
        "nullif",    "quote", "replace",    "round",  "rtrim",      "sign",    "strftime", "substr",
        "substring", "time",  "trim",       "typeof", "json_valid", "unicode", "unlikely", "upper",
        "in",        "and",   "or",         "not",    "between",    "when",    "then",     "else",
        "case",      "is",    "cast",       "exists", "collate",    "escape"};
    const char *name = sqlite_token_content(ctx, function);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Anything else that stands before a parenthesis may be a function that fails. */
static bool can_fail(const struct draft *d, const struct draft_constraint *check)
{
    for (size_t i = check->condition.from; i < check->condition.to; i++) {
        const struct sqlite_token *t = &d->p->tokens.items[i];
        bool name = t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
        if (sqlite_token_is_symbol(t, "->") || sqlite_token_is_symbol(t, "->>") || sqlite_token_is(t, "MATCH") ||
            sqlite_token_is(t, "REGEXP") || (name && sqlite_token_is_symbol(t + 1, "(") && !never_fails(d->p->ctx, t)))
            return true;
    }
    return false;
}

static void order_checks(const struct draft *d, struct sqlite_table *table)
{
    bool matters = false;
    for (size_t i = 0; i < d->n_constraints; i++)
        matters = matters || (d->constraints[i].type == SQLITE_CHECK && can_fail(d, &d->constraints[i]));
    for (size_t i = 0; matters && i < d->n_constraints; i++)
        table->constraints[i].ordered = d->constraints[i].type == SQLITE_CHECK;
}

static void order_keys(const struct draft *d, struct sqlite_table *table)
{
    if (!any_matters(d, table))
        return;
    keep_in_columns(d, table);
    for (size_t i = 0; i < d->n_constraints; i++)
        table->constraints[i].ordered |= is_key(&d->constraints[i]);
}

void draft_order_constraints(const struct draft *d, struct sqlite_table *table)
{
    order_checks(d, table);
    order_keys(d, table);
}
