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
    const char **server_names; /* in order */
    size_t n_server_names;
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

/* The place of the first name that is not before this one. */
static size_t place_of(const struct kept *kept, const char *name)
{
    size_t low = 0, high = kept->n_server_names;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(kept->server_names[middle], name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool kept_is_server_name(const struct kept *kept, const char *name)
{
    size_t at = kept ? place_of(kept, name) : 0;
    return kept && at < kept->n_server_names && strcmp(kept->server_names[at], name) == 0;
}

void kept_add_server_name(struct kept *kept, const char *name)
{
    size_t at = place_of(kept, name);
    if (kept_is_server_name(kept, name))
        return;
    mem_grow(kept, &kept->server_names, &kept->n_server_names);
    memmove(&kept->server_names[at + 1], &kept->server_names[at],
            (kept->n_server_names - 1 - at) * sizeof(*kept->server_names));
    kept->server_names[at] = mem_strdup(kept, name);
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
