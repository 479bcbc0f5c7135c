#include "engine/answer.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/shown.h"

/* Of a row so much is reported that a person finds it. */
enum { CELLS_TOLD = 6, LONGEST_CELL = 40, MOST_DIMENSIONS = 6 };

static bool is_text(const struct cell *c)
{
    return c->type != CELL_BLOB && utf8_check(c->data, c->size) == c->size;
}

static bool is_integer(const struct cell *c, long long least, long long most)
{
    char *end;
    errno = 0;
    long long n = strtoll(c->data, &end, 10);
    return errno == 0 && c->size > 0 && end == c->data + c->size && n >= least && n <= most;
}

static bool is_flag(const struct cell *c)
{
    return c->size == 1 && strchr("tf10", c->data[0]);
}

/* One element of an array, quoted or not; NULL where it is none. */
static const char *skip_element(const char *c, bool gaps)
{
    const char *begin = c;
    if (*c != '"') {
        c += strcspn(c, "{},\"\\");
        bool null = c - begin == 4 && strncmp(begin, "NULL", 4) == 0;
        return c == begin || (null && !gaps) ? NULL : c;
    }
    for (c++; *c && *c != '"'; c++)
        c += *c == '\\' && c[1];
    return *c ? c + 1 : NULL;
}

/* {a,"b c",{}} */
static const char *skip_list(const char *c, bool gaps, int depth)
{
    if (*c++ != '{' || depth > MOST_DIMENSIONS)
        return NULL;
    if (*c == '}')
        return c + 1;
    for (;;) {
        c = *c == '{' ? skip_list(c, gaps, depth + 1) : skip_element(c, gaps);
        if (!c || *c == '}')
            return c ? c + 1 : NULL;
        if (*c++ != ',')
            return NULL;
    }
}

static bool is_list(const char *text, bool gaps)
{
    const char *end = skip_list(text, gaps, 1);
    return end && *end == '\0';
}

static const char *form_fault(const struct cell *c, int form)
{
    if (c->type == CELL_NULL)
        return form & ANSWER_NULL || form == ANSWER_ANY ? NULL : "is NULL";
    if (!is_text(c))
        return c->type == CELL_BLOB ? "is a blob" : "is not UTF-8";
    switch (form & ~ANSWER_NULL) {
    case ANSWER_NUMBER:
        return is_integer(c, INT_MIN, INT_MAX) ? NULL : "is not an integer";
    case ANSWER_OID:
        return is_integer(c, 0, UINT32_MAX) ? NULL : "is not an object identifier";
    case ANSWER_FLAG:
        return is_flag(c) ? NULL : "is not true or false";
    case ANSWER_LIST:
    case ANSWER_GAPPY_LIST:
        return is_list(c->data, (form & ~ANSWER_NULL) == ANSWER_GAPPY_LIST) ? NULL : "is not a list as it has to be";
    default:
        return NULL;
    }
}

/* "version 59, file NULL" */
static char *wording_row(void *ctx, const struct rows *rows, int row)
{
    struct text t;
    text_open(&t);
    for (int i = 0; i < rows->n_columns && i < CELLS_TOLD; i++) {
        const struct cell *c = rows_cell(rows, row, i);
        const char *value = c->type == CELL_NULL   ? "NULL"
                            : c->type == CELL_BLOB ? "a blob"
                                                   : shown_at_most(ctx, c->data, LONGEST_CELL);
        fprintf(t.out, "%s%s %s", i ? ", " : "", rows->names[i], value);
    }
    return text_close(&t, ctx);
}

char *answer_cell_fault(void *ctx, const struct rows *rows, int row, int column, int form)
{
    const char *fault = form_fault(rows_cell(rows, row, column), form);
    return fault
               ? mem_printf(ctx, "row %d (%s): %s %s", row + 1, wording_row(ctx, rows, row), rows->names[column], fault)
               : NULL;
}

/* NULL where the columns are these, by number and name; else what is wrong. Belongs to ctx. */
static char *answer_columns_fault(void *ctx, const struct rows *rows, const struct answer_column *columns, size_t n)
{
    if ((size_t)rows->n_columns != n)
        return mem_printf(ctx, "%d columns came, %zu were asked for", rows->n_columns, n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows->names[i], columns[i].name) != 0)
            return mem_printf(ctx, "column %zu is %s, %s was asked for", i + 1, rows->names[i], columns[i].name);
    return NULL;
}

char *answer_fault(void *ctx, const struct rows *rows, const struct answer_column *columns, size_t n)
{
    char *fault = answer_columns_fault(ctx, rows, columns, n);
    for (int r = 0; !fault && r < rows->n_rows; r++)
        for (size_t i = 0; !fault && i < n; i++)
            fault = answer_cell_fault(ctx, rows, r, (int)i, columns[i].form);
    return fault;
}
