#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/private.h"

void *call_memory(struct clock *clock)
{
    if (!clock->calls_ctx)
        clock->calls_ctx = mem_context(clock->ctx);
    return clock->calls_ctx;
}

void clock_call_begin(struct clock *clock)
{
    call_memory(clock);
    clock->calling = true;
    mem_grow(clock->calls_ctx, &clock->calls, &clock->n_calls);
}

void clock_call_end(struct clock *clock)
{
    clock->calling = false;
}

void clock_calls_forget(struct clock *clock)
{
    mem_free(clock->calls_ctx);
    clock->calls_ctx = NULL;
    clock->statement = NULL;
    clock->calls = NULL;
    clock->n_calls = 0;
}

void call_note(struct clock *clock, const char *sql)
{
    static const char *const words[] = {"create", "alter", "drop", "comment", "grant", "revoke"};
    size_t blanks = strspn(sql, " \t\r\n(");
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strncasecmp(sql + blanks, words[i], strlen(words[i])) == 0)
            clock->calls[clock->n_calls - 1].defines = true;
}

void call_record(struct clock *clock, const struct database_rows *after)
{
    struct call *call = &clock->calls[clock->n_calls - 1];
    for (size_t i = 0; i < after->n; i++) {
        const struct table_rows *t = &after->tables[i];
        const bool *fresh = rows_missing(clock->step, t, rows_table(&clock->before, t->schema, t->name));
        for (int r = 0; r < t->rows.n_rows; r++)
            if (fresh[r]) {
                size_t at = mem_grow(clock->calls_ctx, &call->rows, &call->n);
                call->rows[at] =
                    (struct volatile_row){t->schema, t->name, t->n_columns, t->columns, rows_cell(&t->rows, r, 0)};
            }
    }
}

/* A value as a cell shows it: the text of numbers may differ in form (1.5e9, 1500000000). */
static bool shows(const struct cell *cell, const char *value)
{
    char *end_of_cell, *end_of_value;
    if (cell->type == CELL_NULL)
        return false;
    if (cell->size == strlen(value) && memcmp(cell->data, value, cell->size) == 0)
        return true;
    if (cell->type == CELL_BLOB || !*value || !cell->size)
        return false;
    double a = strtod(cell->data, &end_of_cell), b = strtod(value, &end_of_value);
    return !*end_of_cell && !*end_of_value && a == b;
}

static bool is_tainted(const struct cell *cell, size_t n_values, const char *const *values)
{
    for (size_t i = 0; i < n_values; i++)
        if (shows(cell, values[i]))
            return true;
    return n_values == 0;
}

bool clock_call_tainted(struct clock *clock, size_t number, size_t n_values, const char *const *values, void *ctx,
                        struct sql_failure *failure)
{
    struct problems problems = {.ctx = ctx};
    const struct call *call = number < clock->n_calls ? &clock->calls[number] : NULL;
    if (call && call->defines && n_values == 0 && !clock->forgiving) {
        failure->message =
            "the statement that defines something here would be another in another run: it is made of the "
            "time or of chance";
        failure->hint = "write names and constants that are the same every time";
        return false;
    }
    for (size_t i = 0; call && i < call->n; i++)
        for (size_t c = 0; c < call->rows[i].n; c++)
            if (is_tainted(&call->rows[i].cells[c], n_values, values))
                problems_add(&problems, clock, call->rows[i].table, call->rows[i].columns[c]);
    return clock->forgiving || problems_none(&problems, failure);
}
