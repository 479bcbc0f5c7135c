#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/private.h"
#include "clock/tokens.h"

/* One table that the statement has written to. */
struct scene {
    struct clock *clock;
    const struct clock_statement *statement;
    const struct table_rows *table;
    const struct table_rows *old; /* the same before; NULL: it had no rows */
    bool *fresh;                  /* rows that were not there before */
    bool *gone;                   /* of old */
    const struct table_rows *own; /* the one that the statement names, if it has rows; may be `table` */
    const char *triggers;         /* what those of `own` do, if they have to do with the clock; else NULL */
    struct problems *problems;
    void *ctx;
    struct sql_failure *failure;
};

static bool column_is_accepted(const struct scene *s, const char *column)
{
    struct problems probe = {.ctx = s->ctx};
    problems_add(&probe, s->clock, s->table->name, column);
    return probe.n == 0;
}

static void lose(const struct scene *s, size_t column)
{
    problems_add(s->problems, s->clock, s->table->name, s->table->columns[column]);
}

static struct volatile_row row_at(const struct scene *s, int row)
{
    const struct table_rows *t = s->table;
    return (struct volatile_row){t->schema, t->name, t->n_columns, t->columns, rows_cell(&t->rows, row, 0)};
}

static void keep(const struct scene *s, int row, size_t column, const char *expression)
{
    struct volatile_row whole = row_at(s, row);
    if (!column_is_accepted(s, s->table->columns[column]))
        volatiles_add(s->clock->volatiles, &whole, column, expression);
}

/* INSERT ... ON CONFLICT DO UPDATE leaves in an older row what it does not set. */
static bool was_there(const struct scene *s, const struct cell *cell, const char *column)
{
    int at = s->old && s->statement->action == ACTION_INSERT ? rows_column(s->old, column) : -1;
    for (int r = 0; at >= 0 && r < s->old->rows.n_rows; r++)
        if (s->gone[r] && cells_equal(rows_cell(&s->old->rows, r, at), cell))
            return true;
    return false;
}

/* 'now' is the time to a column of a time, and three letters to one of text. */
static bool is_the_expression(const char *expression, const struct cell *cell)
{
    size_t n = strlen(expression);
    return n > 2 && expression[0] == '\'' && cell->type == CELL_TEXT && cell->size == n - 2 &&
           strncmp(expression + 1, cell->data, n - 2) == 0;
}

const struct target *target_of(const struct clock_statement *s, const char *column, size_t at)
{
    if (!s->named)
        return at < s->n_targets ? &s->targets[at] : NULL;
    for (size_t i = 0; i < s->n_targets; i++)
        if (s->targets[i].column && strcasecmp(s->targets[i].column, column) == 0)
            return &s->targets[i];
    return NULL;
}

static bool knows_nothing(const void *data, const char *name)
{
    (void)data;
    (void)name;
    return false;
}

static bool knows_calls(const void *data, const char *name)
{
    return suspect_find(data, SUSPECT_CALL, name) != NULL;
}

/* The default of a column, read as if an INSERT held it. NULL: it has nothing of the clock; false: a query failed. */
static bool default_of(const struct scene *s, size_t column, const struct target **target)
{
    const char *text;
    *target = NULL;
    if (!suspect_find(s->clock, SUSPECT_TABLE, s->table->name))
        return true;
    if (!rows_default(s->clock->connection, s->table, s->table->columns[column], s->ctx, &text, s->failure))
        return false;
    if (!text)
        return true;
    struct knowledge knowledge = {knows_calls, knows_nothing, s->clock};
    const struct clock_statement *read = clock_statement_read(
        s->ctx, s->clock->engine, mem_printf(s->ctx, "INSERT INTO x VALUES (%s)", text), &knowledge);
    if (read->n_targets == 1 && read->targets[0].fate > FATE_COPY)
        *target = &read->targets[0];
    return true;
}

static void resolve_cell(const struct scene *s, int row, size_t column, const struct target *t)
{
    const struct cell *cell = rows_cell(&s->table->rows, row, (int)column);
    if (was_there(s, cell, s->table->columns[column]))
        return;
    if (t->fate == FATE_LOST)
        lose(s, column);
    else if (t->fate == FATE_VOLATILE && !is_the_expression(t->expression, cell))
        keep(s, row, column, t->expression);
    else if (t->fate == FATE_COPY && volatiles_anywhere(s->clock->volatiles, cell))
        keep(s, row, column, volatiles_anywhere(s->clock->volatiles, cell));
}

/* One column of the statement's own table. */
static bool resolve_column(const struct scene *s, size_t column)
{
    static const struct target copied = {.fate = FATE_COPY};
    const struct clock_statement *st = s->statement;
    const struct target *given = target_of(st, s->table->columns[column], column), *computed = NULL;
    const struct target *t = given ? given : st->all_columns ? &copied : NULL;
    bool defaulted = t ? t->defaulted : st->action == ACTION_INSERT;
    if (defaulted && !default_of(s, column, &computed))
        return false;
    static const struct target lost = {.fate = FATE_LOST};
    if (computed)
        t = t && t->fate != FATE_DEFAULT ? &lost : computed;
    else if (st->everywhere && (t || st->action == ACTION_INSERT))
        t = &lost;
    for (int r = 0; t && r < s->table->rows.n_rows; r++)
        if (s->fresh[r])
            resolve_cell(s, r, column, t);
    return true;
}

static bool any_fresh(const struct scene *s)
{
    for (int r = 0; r < s->table->rows.n_rows; r++)
        if (s->fresh[r])
            return true;
    return false;
}

/* Whether a value of the statement's own row came along: NEW.id. */
static bool in_own_row(const struct scene *s, const struct cell *cell)
{
    for (int r = 0; s->own && r < s->own->rows.n_rows; r++)
        for (size_t i = 0; i < s->own->n_columns; i++)
            if (cells_equal(rows_cell(&s->own->rows, r, (int)i), cell))
                return true;
    return false;
}

/* What a trigger may have computed: the columns that it names; where it names none of them, any. */
static bool may_be_computed(const struct scene *s, size_t column)
{
    for (size_t i = 0; i < s->table->n_columns; i++)
        if (text_has_token(s->triggers, s->table->columns[i]))
            return text_has_token(s->triggers, s->table->columns[column]);
    return true;
}

/* A row that triggers have written elsewhere: copies are kept, what came along stays, all else is computed. */
static void resolve_triggered(const struct scene *s, int row, size_t column)
{
    const struct cell *cell = rows_cell(&s->table->rows, row, (int)column);
    const char *expression = volatiles_anywhere(s->clock->volatiles, cell);
    if (expression)
        keep(s, row, column, expression);
    else if (cell->type != CELL_NULL && may_be_computed(s, column) && !in_own_row(s, cell))
        lose(s, column);
}

static bool resolve_own(const struct scene *s)
{
    for (size_t i = 0; i < s->table->n_columns; i++)
        if (!resolve_column(s, i))
            return false;
    return true;
}

/* What triggers have set in the row that the statement has written. */
static void resolve_own_triggered(const struct scene *s)
{
    for (size_t i = 0; i < s->table->n_columns; i++)
        for (int r = 0; r < s->table->rows.n_rows; r++)
            if (s->fresh[r] && assigned_in(s->triggers, s->table->columns[i]))
                lose(s, i);
}

/* ADD COLUMN fills the rows there are with the default; other changes are the statement's to tell. */
static bool resolve_altered(const struct scene *s)
{
    for (size_t i = 0; i < s->table->n_columns; i++) {
        const struct target *t = target_of(s->statement, s->table->columns[i], i);
        bool added = s->old && rows_column(s->old, s->table->columns[i]) < 0;
        if (!t && added && !default_of(s, i, &t))
            return false;
        for (int r = 0; t && r < s->table->rows.n_rows; r++)
            resolve_cell(s, r, i, t);
    }
    return true;
}

/* A table the statement does not name: a trigger wrote there, or a function did. */
static void resolve_other(const struct scene *s)
{
    for (size_t i = 0; i < s->table->n_columns; i++)
        for (int r = 0; r < s->table->rows.n_rows; r++)
            if (s->fresh[r] && s->triggers)
                resolve_triggered(s, r, i);
            else if (s->fresh[r] && s->statement->everywhere)
                lose(s, i);
}

static bool resolve_table(struct scene *s)
{
    bool own = s->table == s->own;
    s->fresh = rows_missing(s->ctx, s->table, s->old);
    s->gone = s->old ? rows_missing(s->ctx, s->old, s->table) : NULL;
    if (own && s->statement->action == ACTION_ALTER)
        return resolve_altered(s);
    if (!any_fresh(s))
        return true;
    if (own)
        return resolve_own(s);
    resolve_other(s);
    return true;
}

static bool is_clock_token(const void *data, const char *token)
{
    const struct clock *clock = data;
    return clock_function(clock->engine, token) || suspect_find(clock, SUSPECT_CALL, token) ||
           volatiles_in_column(clock->volatiles, token);
}

/* Triggers that compute with the clock, or with a column that holds it. */
static bool find_triggers(struct scene *s)
{
    if (!s->own)
        return true;
    if (!rows_triggers(s->clock->connection, s->own, s->ctx, &s->triggers, s->failure))
        return false;
    if (!tokens_any(s->triggers, is_clock_token, s->clock))
        s->triggers = NULL;
    return true;
}

static const struct table_rows *own_table(const struct clock *clock, const struct database_rows *after)
{
    for (size_t i = 0; clock->statement->table && i < after->n; i++)
        if (strcasecmp(clock->statement->table, after->tables[i].name) == 0)
            return &after->tables[i];
    return NULL;
}

/* Its own table first: what is kept there tells what triggers have copied elsewhere. */
bool clock_resolve(struct clock *clock, const struct database_rows *after, void *ctx, struct sql_failure *failure)
{
    struct problems problems = {.ctx = ctx};
    struct scene s = {.clock = clock,
                      .statement = clock->statement,
                      .own = own_table(clock, after),
                      .problems = &problems,
                      .ctx = clock->step,
                      .failure = failure};
    s.table = s.own;
    s.old = s.own ? rows_table(&clock->before, s.own->schema, s.own->name) : NULL;
    if (!(s.own ? resolve_table(&s) : clock_resolve_virtual(clock, after, &problems, failure)) || !find_triggers(&s))
        return false;
    if (s.triggers)
        resolve_own_triggered(&s);
    for (size_t i = 0; i < after->n; i++) {
        s.table = &after->tables[i];
        s.old = rows_table(&clock->before, s.table->schema, s.table->name);
        if (s.table != s.own && !resolve_table(&s))
            return false;
    }
    return clock->forgiving || problems_none(&problems, failure);
}
