#include "catalog/volatile.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* A value shorter than this (a digit, a truth value) may be the same by chance. */
enum { TELLING_SIZE = 8 };

struct entry {
    struct volatile_row row;
    size_t at;
    const char *expression;
};

struct volatiles {
    struct entry *entries;
    size_t n;
    const char **server_names; /* in order */
    size_t n_server_names;
};

struct volatiles *volatiles_new(void *ctx)
{
    return mem_new(ctx, struct volatiles);
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

void volatiles_add(struct volatiles *volatiles, const struct volatile_row *row, size_t at, const char *expression)
{
    size_t i = mem_grow(volatiles, &volatiles->entries, &volatiles->n);
    const char **columns = mem_array(volatiles, const char *, row->n);
    struct cell *cells = mem_array(volatiles, struct cell, row->n);
    for (size_t c = 0; c < row->n; c++) {
        columns[c] = mem_strdup(volatiles, row->columns[c]);
        cells[c] = copy_cell(volatiles, &row->cells[c]);
    }
    volatiles->entries[i] = (struct entry){
        .row = {mem_strdup(volatiles, row->schema), mem_strdup(volatiles, row->table), row->n, columns, cells},
        .at = at,
        .expression = mem_strdup(volatiles, expression),
    };
}

/* Columns that only one of the two has were added or dropped since. */
static bool same_rest(const struct volatile_row *a, const struct volatile_row *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (strcmp(a->columns[i], b->columns[k]) == 0 && !cells_equal(&a->cells[i], &b->cells[k]))
                return false;
    return true;
}

const char *volatiles_expression(const struct volatiles *volatiles, const struct volatile_row *row, size_t at)
{
    const char *telling = NULL;
    for (size_t i = 0; volatiles && i < volatiles->n; i++) {
        const struct entry *e = &volatiles->entries[i];
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

bool volatiles_empty(const struct volatiles *volatiles)
{
    return volatiles->n == 0;
}

bool volatiles_in_table(const struct volatiles *volatiles, const char *table)
{
    for (size_t i = 0; i < volatiles->n; i++)
        if (strcasecmp(volatiles->entries[i].row.table, table) == 0)
            return true;
    return false;
}

bool volatiles_in_column(const struct volatiles *volatiles, const char *column)
{
    for (size_t i = 0; i < volatiles->n; i++)
        if (strcasecmp(volatiles->entries[i].row.columns[volatiles->entries[i].at], column) == 0)
            return true;
    return false;
}

const char *volatiles_anywhere(const struct volatiles *volatiles, const struct cell *cell)
{
    for (size_t i = 0; i < volatiles->n; i++)
        if (cells_equal(&volatiles->entries[i].row.cells[volatiles->entries[i].at], cell))
            return volatiles->entries[i].expression;
    return NULL;
}

/* The place of the first name that is not before this one. */
static size_t place_of(const struct volatiles *volatiles, const char *name)
{
    size_t low = 0, high = volatiles->n_server_names;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(volatiles->server_names[middle], name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool volatiles_is_server_name(const struct volatiles *volatiles, const char *name)
{
    size_t at = volatiles ? place_of(volatiles, name) : 0;
    return volatiles && at < volatiles->n_server_names && strcmp(volatiles->server_names[at], name) == 0;
}

void volatiles_add_server_name(struct volatiles *volatiles, const char *name)
{
    size_t at = place_of(volatiles, name);
    if (volatiles_is_server_name(volatiles, name))
        return;
    mem_grow(volatiles, &volatiles->server_names, &volatiles->n_server_names);
    memmove(&volatiles->server_names[at + 1], &volatiles->server_names[at],
            (volatiles->n_server_names - 1 - at) * sizeof(*volatiles->server_names));
    volatiles->server_names[at] = mem_strdup(volatiles, name);
}

const char *const *volatiles_server_names(const struct volatiles *volatiles, size_t *n)
{
    *n = volatiles->n_server_names;
    return volatiles->server_names;
}

void volatiles_rename_table(struct volatiles *volatiles, const char *table, const char *name)
{
    for (size_t i = 0; i < volatiles->n; i++)
        if (strcasecmp(volatiles->entries[i].row.table, table) == 0)
            volatiles->entries[i].row.table = mem_strdup(volatiles, name);
}

void volatiles_rename_column(struct volatiles *volatiles, const char *table, const char *column, const char *name)
{
    for (size_t i = 0; i < volatiles->n; i++) {
        struct volatile_row *row = &volatiles->entries[i].row;
        const char **columns = (const char **)row->columns;
        for (size_t c = 0; c < row->n; c++)
            if (strcasecmp(row->table, table) == 0 && strcasecmp(columns[c], column) == 0)
                columns[c] = mem_strdup(volatiles, name);
    }
}
