#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"

/*
 * The shortest text of a number that reads back as the same number, and that
 * reads as a real, not an integer. Infinities have no literal in SQL; a
 * number too large to hold stands for them.
 */
static char *real_text(double value, void *ctx)
{
    char text[40];
    if (isinf(value))
        return mem_strdup(ctx, value > 0 ? "9e999" : "-9e999");
    snprintf(text, sizeof text, "%.15g", value);
    if (strtod(text, NULL) != value)
        snprintf(text, sizeof text, "%.17g", value);
    return mem_printf(ctx, "%s%s", text, strpbrk(text, ".e") ? "" : ".0");
}

static struct cell copy(const void *data, int size, enum cell_type type, void *ctx)
{
    char *bytes = mem_array(ctx, char, (size_t)size + 1);
    if (size)
        memcpy(bytes, data, (size_t)size);
    return (struct cell){type, bytes, (size_t)size};
}

struct cell sqlite_cell(sqlite3_stmt *s, int column, void *ctx)
{
    char *text;
    switch (sqlite3_column_type(s, column)) {
    case SQLITE_NULL:
        return (struct cell){.type = CELL_NULL};
    case SQLITE_BLOB: {
        const void *data = sqlite3_column_blob(s, column);
        return copy(data, sqlite3_column_bytes(s, column), CELL_BLOB, ctx);
    }
    case SQLITE_INTEGER:
        text = mem_printf(ctx, "%lld", (long long)sqlite3_column_int64(s, column));
        return (struct cell){CELL_INTEGER, text, strlen(text)};
    case SQLITE_FLOAT:
        text = real_text(sqlite3_column_double(s, column), ctx);
        return (struct cell){CELL_REAL, text, strlen(text)};
    default: {
        const void *data = sqlite3_column_text(s, column);
        return copy(data, sqlite3_column_bytes(s, column), CELL_TEXT, ctx);
    }
    }
}

int sqlite_collect(sqlite3_stmt *statement, void *ctx, struct rows *rows)
{
    *rows = (struct rows){.n_columns = sqlite3_column_count(statement)};
    rows->names = mem_array(ctx, const char *, (size_t)rows->n_columns);
    for (int i = 0; i < rows->n_columns; i++)
        rows->names[i] = mem_strdup(ctx, sqlite3_column_name(statement, i));
    struct cell *cells = NULL;
    size_t n = 0;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < rows->n_columns; i++) {
            struct cell c = sqlite_cell(statement, i, ctx);
            size_t at = mem_grow(ctx, &cells, &n);
            cells[at] = c;
        }
        rows->n_rows++;
    }
    rows->cells = cells;
    return code;
}
