#include <string.h>

#include "apply/program_private.h"
#include "base/base64.h"
#include "base/files.h"
#include "base/mem.h"

enum { DEEPEST = 16 };

static bool read_list(const json_t *list, void *ctx, struct value **values, size_t *n, int depth);

/* What JSON has no words for: an object with one member, whose name says what it is. */
static bool read_tagged(const json_t *json, void *ctx, struct value *v, int depth)
{
    const json_t *number = json_object_get(json, "number");
    const json_t *bytes = json_object_get(json, "bytes");
    const json_t *list = json_object_get(json, "list");
    const json_t *tuple = json_object_get(json, "tuple");
    struct value *items = NULL;
    if (json_is_string(number)) {
        v->type = VALUE_NUMBER;
        v->data = mem_strdup(ctx, json_string_value(number));
        return true;
    }
    if (json_is_string(bytes)) {
        v->type = VALUE_BLOB;
        v->data = base64_decode(ctx, json_string_value(bytes), &v->size);
        return v->data != NULL;
    }
    if ((!list && !tuple) || depth == DEEPEST)
        return false;
    v->type = list ? VALUE_LIST : VALUE_TUPLE;
    bool ok = read_list(list ? list : tuple, ctx, &items, &v->n_items, depth + 1);
    v->items = items;
    return ok;
}

static bool read_value(const json_t *json, void *ctx, struct value *v, int depth)
{
    *v = (struct value){.type = VALUE_NULL};
    switch (json_typeof(json)) {
    case JSON_NULL:
        return true;
    case JSON_TRUE:
    case JSON_FALSE:
        v->type = VALUE_BOOL;
        v->integer = json_is_true(json);
        return true;
    case JSON_INTEGER:
        v->type = VALUE_INTEGER;
        v->integer = json_integer_value(json);
        return true;
    case JSON_STRING:
        v->type = VALUE_TEXT;
        v->size = json_string_length(json);
        v->data = talloc_memdup(ctx, json_string_value(json), v->size + 1);
        return v->data != NULL;
    case JSON_OBJECT:
        return read_tagged(json, ctx, v, depth);
    default:
        return false;
    }
}

static bool read_list(const json_t *list, void *ctx, struct value **values, size_t *n, int depth)
{
    if (!json_is_array(list))
        return false;
    *n = json_array_size(list);
    *values = mem_array(ctx, struct value, *n + 1);
    for (size_t i = 0; i < *n; i++)
        if (!read_value(json_array_get(list, i), ctx, &(*values)[i], depth))
            return false;
    return true;
}

bool values_read(const json_t *list, void *ctx, struct value **values, size_t *n)
{
    return read_list(list, ctx, values, n, 0);
}

static json_t *base64_json(const char *tag, const struct cell *cell)
{
    char *text = base64_encode(NULL, cell->data, cell->size);
    json_t *json = json_pack("{s:s}", tag, text);
    mem_free(text);
    return json;
}

static json_t *cell_json(const struct cell *cell)
{
    switch (cell->type) {
    case CELL_NULL:
        return json_null();
    case CELL_INTEGER:
        return json_integer(strtoll(cell->data, NULL, 10));
    case CELL_REAL:
        return json_pack("{s:s}", "number", cell->data);
    case CELL_BLOB:
        return base64_json("bytes", cell);
    default: {
        /* SQLite keeps text that is not UTF-8, or has a NUL within, as it was given. */
        json_t *json = json_stringn(cell->data, cell->size);
        return json ? json : base64_json("text", cell);
    }
    }
}

static json_t *columns_json(const struct execution *e)
{
    json_t *columns = json_array();
    for (int i = 0; i < e->rows.n_columns; i++)
        json_array_append_new(columns, json_pack("[s, I]", e->rows.names[i], (json_int_t)(e->types ? e->types[i] : 0)));
    return columns;
}

json_t *execution_json(const struct execution *e)
{
    json_t *rows = json_array();
    for (int r = 0; r < e->rows.n_rows; r++) {
        json_t *row = json_array();
        for (int i = 0; i < e->rows.n_columns; i++)
            json_array_append_new(row, cell_json(rows_cell(&e->rows, r, i)));
        json_array_append_new(rows, row);
    }
    return json_pack("{s:o, s:o, s:I}", "columns", e->has_rows ? columns_json(e) : json_null(), "rows", rows,
                     "affected", (json_int_t)e->affected);
}
