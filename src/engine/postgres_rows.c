#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

/* Texts are put one behind the other into blocks of this size; larger ones have a block of their own. */
enum { BLOCK_SIZE = 64 << 10 };

/* Short texts that came lately, each at a place of its own: names of schemas and types, flags and numbers recur. */
enum { RECENT = 512, LONGEST_RECENT = 64 };
struct recent {
    const char *text;
    size_t size;
};

/* Grows beyond what talloc gives at once. */
struct cells {
    struct cell *items;
    size_t n, room;
};

struct texts {
    char *block;
    size_t block_left;
    struct recent recent[RECENT];
};

bool result_has_rows(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
#ifdef LIBPQ_HAS_CHUNK_MODE
    if (status == PGRES_TUPLES_CHUNK)
        return true;
#endif
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

static const char *copy_text(struct rows_collector *c, const char *text, size_t size)
{
    struct texts *texts = c->texts;
    char *copy;
    if (size >= BLOCK_SIZE)
        return mem_copy(c->ctx, text, size + 1);
    if (texts->block_left < size + 1) {
        texts->block = mem_array(c->ctx, char, BLOCK_SIZE);
        texts->block_left = BLOCK_SIZE;
    }
    copy = texts->block;
    memcpy(copy, text, size + 1);
    texts->block += size + 1;
    texts->block_left -= size + 1;
    return copy;
}

/* One that is there already, or a copy. */
static const char *take_text(struct rows_collector *c, const char *text, size_t size)
{
    unsigned hash = (unsigned)size;
    if (size > LONGEST_RECENT)
        return copy_text(c, text, size);
    for (size_t i = 0; i < size; i++)
        hash = hash * 31 + (unsigned char)text[i];
    struct recent *recent = &c->texts->recent[hash % RECENT];
    if (!recent->text || recent->size != size || memcmp(recent->text, text, size) != 0)
        *recent = (struct recent){copy_text(c, text, size), size};
    return recent->text;
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
            *cell = (struct cell){CELL_TEXT, take_text(c, PQgetvalue(result, row, i), size), size};
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
                                 .texts = mem_new(ctx, struct texts),
                                 .left = left,
                                 .ctx = ctx};
    talloc_set_destructor(c->cells, cells_free);
    rows->list = c->cells;
}
