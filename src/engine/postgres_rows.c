#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/texts.h"
#include "engine/postgres.h"

/* Grows beyond what talloc gives at once. */
struct cells {
    struct cell *items;
    size_t n, room;
};

bool result_has_rows(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK;
}

static int cells_free(struct cells *cells)
{
    free(cells->items);
    return 0;
}

static struct cell *add_cell(struct cells *cells)
{
    if (cells->n == cells->room) {
        size_t room = cells->room ? cells->room * 2 : 64;
        struct cell *items = realloc(cells->items, room * sizeof(*items));
        if (!items)
            mem_exhausted();
        cells->items = items;
        cells->room = room;
    }
    cells->items[cells->n] = (struct cell){.type = CELL_NULL};
    return &cells->items[cells->n++];
}

static bool refuse(struct rows_collector *c, const char *fault)
{
    c->fault = fault;
    return false;
}

/* Columns come with every part of the rows, and are those of the first. */
static bool take_columns(struct rows_collector *c, const PGresult *result)
{
    int n = PQnfields(result);
    if (c->rows->names)
        return c->rows->n_columns == n || refuse(c, "the rows of one answer have different columns");
    c->rows->n_columns = n;
    c->rows->names = mem_array(c->ctx, const char *, (size_t)n);
    for (int i = 0; i < n; i++) {
        c->rows->names[i] = mem_strdup(c->ctx, PQfname(result, i));
        if (PQfformat(result, i) != 0)
            return refuse(c, "a column came in another format than text");
    }
    return true;
}

static bool spend(struct rows_collector *c, size_t size)
{
    size_t cost = size + 1 + sizeof(struct cell);
    if (!c->left)
        return true;
    size_t left = *c->left;
    do
        if (left < cost)
            return refuse(c, "");
    while (!atomic_compare_exchange_weak(c->left, &left, left - cost));
    c->spent += cost;
    return true;
}

static bool take_row(struct rows_collector *c, const PGresult *result, int row)
{
    for (int i = 0; i < c->rows->n_columns; i++) {
        bool null = PQgetisnull(result, row, i);
        size_t size = null ? 0 : (size_t)PQgetlength(result, row, i);
        if (!spend(c, size))
            return false;
        struct cell *cell = add_cell(c->cells);
        if (!null)
            *cell = (struct cell){CELL_TEXT, texts_take(c->texts, PQgetvalue(result, row, i), size), size};
    }
    if (c->rows->n_columns == 0 && !spend(c, 0))
        return false;
    c->rows->n_rows++;
    c->rows->cells = c->cells->items;
    return true;
}

static bool take(struct row_sink *sink, const PGresult *result)
{
    struct rows_collector *c = (struct rows_collector *)sink;
    if (!result_has_rows(result))
        return true;
    if (c->complete)
        return refuse(c, "one query was answered twice");
    c->complete = PQresultStatus(result) == PGRES_TUPLES_OK;
    bool ok = take_columns(c, result);
    for (int row = 0; ok && row < PQntuples(result); row++)
        ok = take_row(c, result, row);
    return ok;
}

void rows_collector_init(struct rows_collector *c, struct rows *rows, _Atomic size_t *left, void *ctx)
{
    *rows = (struct rows){0};
    *c = (struct rows_collector){.sink = {.take = take},
                                 .rows = rows,
                                 .cells = mem_new(ctx, struct cells),
                                 .texts = texts_new(ctx),
                                 .left = left,
                                 .ctx = ctx};
    talloc_set_destructor(c->cells, cells_free);
    rows->list = c->cells;
}
