#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

/* What a cell costs beside its bytes. */
enum { CELL_OVERHEAD = 32 };

/* A statement begins: names and types of its columns, nothing of an earlier one. */
static void begin(struct collector *c, const PGresult *result)
{
    struct execution *e = c->execution;
    int n = PQnfields(result);
    *e = (struct execution){.has_rows = n > 0, .affected = -1, .rows.n_columns = n};
    e->rows.names = mem_array(c->ctx, const char *, (size_t)n);
    unsigned *types = mem_array(c->ctx, unsigned, (size_t)n);
    for (int i = 0; i < n; i++) {
        e->rows.names[i] = mem_strdup(c->ctx, PQfname(result, i));
        types[i] = PQftype(result, i);
    }
    e->types = types;
    mem_free(c->cells);
    c->cells = NULL;
    c->n_cells = c->size = 0;
    c->complete = false;
}

static void add_row(struct collector *c, const PGresult *result, int row)
{
    for (int i = 0; i < PQnfields(result); i++) {
        size_t at = mem_grow(c->ctx, &c->cells, &c->n_cells);
        size_t length = (size_t)PQgetlength(result, row, i);
        c->size += length + CELL_OVERHEAD;
        if (c->size <= c->limit && !PQgetisnull(result, row, i))
            c->cells[at] = (struct cell){CELL_TEXT, mem_strndup(c->ctx, PQgetvalue(result, row, i), length), length};
    }
    c->execution->rows.n_rows++;
    c->execution->rows.cells = c->cells;
}

static bool take(struct row_sink *sink, const PGresult *result)
{
    struct collector *c = (struct collector *)sink;
    ExecStatusType status = PQresultStatus(result);
    if (!result_has_rows(result) && status != PGRES_COMMAND_OK)
        return true;
    if (c->complete)
        begin(c, result);
    for (int row = 0; row < PQntuples(result); row++)
        add_row(c, result, row);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        const char *count = PQcmdTuples((PGresult *)result);
        c->execution->affected = *count ? atoll(count) : -1;
        c->complete = true;
    }
    return c->size <= c->limit;
}

void collector_init(struct collector *c, struct execution *execution, size_t limit, void *ctx)
{
    *c = (struct collector){
        .sink = {.take = take}, .execution = execution, .limit = limit, .ctx = ctx, .complete = true};
}
