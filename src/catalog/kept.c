#include "catalog/kept.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* A value shorter than this (a digit, a truth value) may be the same by chance. */
enum { TELLING_SIZE = 8 };

struct entry {
    struct kept_row row;
    size_t at;
    const char *expression;
};

struct kept {
    struct entry *entries;
    size_t n;
};

struct kept *kept_new(void *ctx)
{
    return mem_new(ctx, struct kept);
}

bool cells_equal(const struct cell *a, const struct cell *b)
{
    if (a->type != b->type || a->type == CELL_NULL)
        return a->type == b->type;
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

static struct cell copy_cell(void *ctx, const struct cell *cell)
{
    struct cell copy = *cell;
    if (cell->type == CELL_NULL)
        return copy;
    copy.data = mem_strndup(ctx, "", 0);
    if (cell->size) {
        char *data = mem_zeroed(ctx, 1, cell->size + 1);
        memcpy(data, cell->data, cell->size);
        copy.data = data;
    }
    return copy;
}

void kept_add(struct kept *kept, const struct kept_row *row, size_t at, const char *expression)
{
    size_t i = mem_grow(kept, &kept->entries, &kept->n);
    const char **columns = mem_array(kept, const char *, row->n);
    struct cell *cells = mem_array(kept, struct cell, row->n);
    for (size_t c = 0; c < row->n; c++) {
        columns[c] = mem_strdup(kept, row->columns[c]);
        cells[c] = copy_cell(kept, &row->cells[c]);
    }
    kept->entries[i] = (struct entry){
        .row = {mem_strdup(kept, row->schema), mem_strdup(kept, row->table), row->n, columns, cells},
        .at = at,
        .expression = mem_strdup(kept, expression),
    };
}

/* Columns that only one of the two has were added or dropped since. */
static bool same_rest(const struct kept_row *a, const struct kept_row *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (strcmp(a->columns[i], b->columns[k]) == 0 && !cells_equal(&a->cells[i], &b->cells[k]))
                return false;
    return true;
}

const char *kept_expression(const struct kept *kept, const struct kept_row *row, size_t at)
{
    const char *telling = NULL;
    for (size_t i = 0; kept && i < kept->n; i++) {
        const struct entry *e = &kept->entries[i];
        if (strcmp(e->row.table, row->table) != 0 || strcmp(e->row.schema, row->schema) != 0 ||
            strcmp(e->row.columns[e->at], row->columns[at]) != 0 || !cells_equal(&e->row.cells[e->at], &row->cells[at]))
            continue;
        if (same_rest(&e->row, row))
            return e->expression;
        if (row->cells[at].size >= TELLING_SIZE)
            telling = e->expression;
    }
    return telling;
}

bool kept_empty(const struct kept *kept)
{
    return kept->n == 0;
}

bool kept_in_table(const struct kept *kept, const char *table)
{
    for (size_t i = 0; i < kept->n; i++)
        if (strcasecmp(kept->entries[i].row.table, table) == 0)
            return true;
    return false;
}

bool kept_in_column(const struct kept *kept, const char *column)
{
    for (size_t i = 0; i < kept->n; i++)
        if (strcasecmp(kept->entries[i].row.columns[kept->entries[i].at], column) == 0)
            return true;
    return false;
}

const char *kept_anywhere(const struct kept *kept, const struct cell *cell)
{
    for (size_t i = 0; i < kept->n; i++)
        if (cells_equal(&kept->entries[i].row.cells[kept->entries[i].at], cell))
            return kept->entries[i].expression;
    return NULL;
}

void kept_rename_table(struct kept *kept, const char *table, const char *name)
{
    for (size_t i = 0; i < kept->n; i++)
        if (strcasecmp(kept->entries[i].row.table, table) == 0)
            kept->entries[i].row.table = mem_strdup(kept, name);
}

void kept_rename_column(struct kept *kept, const char *table, const char *column, const char *name)
{
    for (size_t i = 0; i < kept->n; i++) {
        struct kept_row *row = &kept->entries[i].row;
        const char **columns = (const char **)row->columns;
        for (size_t c = 0; c < row->n; c++)
            if (strcasecmp(row->table, table) == 0 && strcasecmp(columns[c], column) == 0)
                columns[c] = mem_strdup(kept, name);
    }
}
