/* Which columns rows have cells of, whatever becomes of the columns after the rows were read. */
#include <string.h>

#include "kind/postgres/table.h"
#include "model/postgres/reader.h"

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

static struct row_columns *columns_called(struct relation *table, const char *const *names, size_t n)
{
    struct row_columns *before = table->n_rows ? table->rows[table->n_rows - 1].columns : NULL;
    if (before && are_called(before, names, n))
        return before;
    for (size_t i = 0; i < n; i++)
        if (!can_hold(table, names, i))
            return NULL;
    struct row_columns *made = mem_new(table, struct row_columns);
    made->names = mem_array(made, const char *, n + 1);
    made->n = n;
    for (size_t i = 0; i < n; i++)
        made->names[i] = mem_strdup(made, names[i]);
    return made;
}

struct row_columns *row_columns_first(struct relation *table, size_t n)
{
    if (n > table->n_columns)
        return NULL;
    const char **names = mem_array(table, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = table->columns[i]->name;
    struct row_columns *found = columns_called(table, names, n);
    mem_free(names);
    return found;
}

static struct row_columns *columns_not_generated(struct relation *table)
{
    const char **names = mem_array(table, const char *, table->n_columns + 1);
    size_t n = 0;
    for (size_t i = 0; i < table->n_columns; i++)
        if (!object_value(table->columns[i], COLUMN_GENERATED)[0])
            names[n++] = table->columns[i]->name;
    struct row_columns *found = columns_called(table, names, n);
    mem_free(names);
    return found;
}

struct row_columns *row_columns_said(struct relation *table, const char *const *names)
{
    size_t n = 0;
    while (names && names[n])
        n++;
    return names ? columns_called(table, names, n) : columns_not_generated(table);
}

/* Whether the `i`th row is the first of those that have its list. */
static bool begins_list(const struct relation *table, size_t i)
{
    return i == 0 || table->rows[i].columns != table->rows[i - 1].columns;
}

size_t row_columns_place(const struct row_columns *columns, const char *name)
{
    size_t at = 0;
    while (at < columns->n && strcmp(columns->names[at], name) != 0)
        at++;
    return at;
}

void rename_in_rows(struct relation *table, const char *old, const char *new)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        struct row_columns *columns = table->rows[i].columns;
        size_t at = begins_list(table, i) ? row_columns_place(columns, old) : columns->n;
        if (at < columns->n)
            columns->names[at] = mem_strdup(columns, new);
    }
}

void drop_from_rows(struct relation *table, const char *name)
{
    size_t at = 0, n = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        struct row_columns *columns = table->rows[i].columns;
        if (begins_list(table, i)) {
            n = columns->n;
            at = row_columns_place(columns, name);
            columns->n -= at < n;
            memmove(&columns->names[at], &columns->names[at < n ? at + 1 : n], (columns->n - at) * sizeof(char *));
        }
        struct cell_text *values = table->rows[i].values;
        if (at < n)
            memmove(&values[at], &values[at + 1], (n - at - 1) * sizeof(*values));
    }
}
