/* Which columns rows have cells of, whatever becomes of the columns after the rows were read. */
#include <string.h>

#include "kind/postgres/table.h"
#include "model/postgres/reader.h"

size_t row_columns_place(const struct row_columns *columns, const char *name)
{
    size_t at = 0;
    while (at < columns->n_names && strcmp(columns->names[at], name) != 0)
        at++;
    return at;
}

static bool are_called(const struct row_columns *columns, const char *const *names, size_t n)
{
    if (columns->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(columns->names[i], names[i]) != 0)
            return false;
    return true;
}

/* Tables and types that the text does not make give the table columns that are not known. */
static bool could_have_more(const struct relation *table)
{
    return table->object->values[TABLE_OF_TYPE] || table->object->values[TABLE_PARENTS];
}

/* One that can be given a value, and is not named before. */
static bool can_hold(struct relation *table, const char *const *names, size_t at)
{
    const struct object *column = column_find(table, names[at]);
    if (column ? object_value(column, COLUMN_GENERATED)[0] : !names[at][0] || !could_have_more(table))
        return false;
    for (size_t i = 0; i < at; i++)
        if (strcmp(names[i], names[at]) == 0)
            return false;
    return true;
}

static void add_name(struct row_columns *columns, const char *name)
{
    size_t at = mem_grow(columns, &columns->names, &columns->n_names);
    columns->names[at] = mem_strdup(columns, name);
}

static void add_usual(struct reader *r, struct row_columns *columns, const struct object *column)
{
    struct cell_text cell;
    if (row_columns_place(columns, column->name) < columns->n_names || !usual_cell(r, column, &cell))
        return;
    add_name(columns, column->name);
    size_t at = mem_grow(columns, &columns->usual, &columns->n_usual);
    columns->usual[at] = cell;
}

static struct row_columns *columns_called(struct reader *r, struct relation *table, const char *const *names, size_t n)
{
    struct row_columns *before = table->n_rows ? table->rows[table->n_rows - 1].columns : NULL;
    if (before && before->age == r->n_changes && are_called(before, names, n))
        return before;
    for (size_t i = 0; i < n; i++)
        if (!can_hold(table, names, i))
            return NULL;
    struct row_columns *made = mem_new(table, struct row_columns);
    made->age = r->n_changes;
    made->n = n;
    for (size_t i = 0; i < n; i++)
        add_name(made, names[i]);
    for (size_t i = 0; i < table->n_columns; i++)
        add_usual(r, made, table->columns[i]);
    return made;
}

struct row_columns *row_columns_first(struct reader *r, struct relation *table, size_t n)
{
    if (n > table->n_columns)
        return NULL;
    const char **names = mem_array(table, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = table->columns[i]->name;
    struct row_columns *found = columns_called(r, table, names, n);
    mem_free(names);
    return found;
}

static struct row_columns *columns_not_generated(struct reader *r, struct relation *table)
{
    const char **names = mem_array(table, const char *, table->n_columns + 1);
    size_t n = 0;
    for (size_t i = 0; i < table->n_columns; i++)
        if (!object_value(table->columns[i], COLUMN_GENERATED)[0])
            names[n++] = table->columns[i]->name;
    struct row_columns *found = columns_called(r, table, names, n);
    mem_free(names);
    return found;
}

struct row_columns *row_columns_said(struct reader *r, struct relation *table, const char *const *names)
{
    size_t n = 0;
    while (names && names[n])
        n++;
    return names ? columns_called(r, table, names, n) : columns_not_generated(r, table);
}

/* Whether the `i`th row is the first of those that have its list. */
static bool begins_list(const struct relation *table, size_t i)
{
    return i == 0 || table->rows[i].columns != table->rows[i - 1].columns;
}

void rename_in_rows(struct relation *table, const char *old, const char *new)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        struct row_columns *columns = table->rows[i].columns;
        size_t at = begins_list(table, i) ? row_columns_place(columns, old) : columns->n_names;
        if (at < columns->n_names)
            columns->names[at] = mem_strdup(columns, new);
    }
}

static void take_out(void *items, size_t size, size_t n, size_t at)
{
    char *bytes = items;
    memmove(bytes + at * size, bytes + (at + 1) * size, (n - at - 1) * size);
}

static void drop_name(struct row_columns *columns, size_t at)
{
    if (at < columns->n)
        columns->n--;
    else
        take_out(columns->usual, sizeof(*columns->usual), columns->n_usual--, at - columns->n);
    take_out(columns->names, sizeof(*columns->names), columns->n_names--, at);
}

void drop_from_rows(struct relation *table, const char *name)
{
    size_t at = 0, n = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        struct row_columns *columns = table->rows[i].columns;
        if (begins_list(table, i)) {
            n = columns->n;
            at = row_columns_place(columns, name);
            if (at < columns->n_names)
                drop_name(columns, at);
        }
        if (at < n)
            take_out(table->rows[i].values, sizeof(*table->rows[i].values), n, at);
    }
}

void add_to_rows(struct reader *r, struct relation *table, const struct object *column)
{
    for (size_t i = 0; i < table->n_rows; i++)
        if (begins_list(table, i))
            add_usual(r, table->rows[i].columns, column);
}
