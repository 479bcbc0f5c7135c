/* Rows that INSERT brings. Most are plain, and are read without a tree. */
#include <string.h>

#include "kind/postgres/table.h"
#include "model/postgres/cursor.h"
#include "model/postgres/unparsed.h"

void add_row(struct relation *table, struct row_columns *columns, struct cell_text *values, int line)
{
    size_t at = mem_grow(table, &table->rows, &table->n_rows);
    table->rows[at] = (struct row){columns, values, line};
}

/* ---- the plain shape: INSERT INTO t (a, b) [OVERRIDING SYSTEM VALUE] VALUES (1, 'x'), ... ---- */

/* False where there is something else than names; *columns stays NULL where nothing is in parentheses. */
static bool take_columns(struct cursor *c, const char *const **columns)
{
    if (!lexeme_is(c->s->text, c->now, "("))
        return true;
    *columns = cursor_names(c, c->s->ctx);
    return *columns != NULL;
}

/* One that is printed as it stands: 5, 0.10; not 007, 1e2. */
static bool take_number(struct cursor *p, void *ctx, const char *sign, struct cell_text *value)
{
    const char *digits = p->s->text + p->now.start;
    size_t n = p->now.end - p->now.start;
    if (p->now.kind != LEXEME_NUMBER)
        return false;
    if (strspn(digits, "0123456789.") < n || *digits == '.' || digits[n - 1] == '.' ||
        (*digits == '0' && n > 1 && digits[1] != '.'))
        return false;
    value->kind = CELL_IS_TEXT;
    value->text = mem_printf(ctx, "%s%.*s", sign, (int)n, digits);
    cursor_advance(p);
    return true;
}

static bool take_value(struct cursor *p, void *ctx, struct cell_text *value)
{
    if (cursor_take(p, "null")) {
        value->kind = CELL_IS_NULL;
        return true;
    }
    if (cursor_take(p, "-"))
        return take_number(p, ctx, "-", value);
    bool yes = lexeme_is(p->s->text, p->now, "true"), no = lexeme_is(p->s->text, p->now, "false");
    value->kind = CELL_IS_TEXT;
    if (p->now.kind == LEXEME_STRING)
        value->text = lexeme_string(ctx, p->s->text, p->now);
    else if (yes || no)
        value->text = yes ? "true" : "false";
    else
        return take_number(p, ctx, "", value);
    cursor_advance(p);
    return value->text != NULL;
}

/* (1, 'x'); the array ends where the text does not go on so. */
static bool take_values(struct cursor *p, void *ctx, struct cell_text **values, size_t *n)
{
    if (!cursor_take(p, "("))
        return false;
    do {
        size_t at = mem_grow(ctx, values, n);
        if (!take_value(p, ctx, &(*values)[at]))
            return false;
    } while (cursor_take(p, ","));
    return cursor_take(p, ")");
}

static bool take_rows(struct cursor *p, struct relation *table, const char *const *names)
{
    size_t before = table->n_rows;
    struct row_columns *columns = NULL;
    do {
        void *ctx = mem_context(table);
        struct cell_text *values = NULL;
        size_t n = 0;
        bool fits = take_values(p, ctx, &values, &n);
        if (fits && (!columns || columns->n != n))
            columns = names ? row_columns_said(p->r, table, names) : row_columns_first(p->r, table, n);
        if (!fits || !columns || columns->n != n) {
            table->n_rows = before;
            return false;
        }
        add_row(table, columns, values, p->s->line);
    } while (cursor_take(p, ","));
    if (p->now.kind == LEXEME_END)
        return true;
    table->n_rows = before;
    return false;
}

static bool take_overriding(struct cursor *p)
{
    if (!cursor_take(p, "overriding"))
        return true;
    return (cursor_take(p, "system") || cursor_take(p, "user")) && cursor_take(p, "value");
}

bool read_plain_insert(struct reader *r, struct statement *s)
{
    struct cursor p = cursor_begin(r, s);
    const char *const *columns = NULL;
    if (!cursor_take(&p, "insert") || !cursor_take(&p, "into"))
        return false;
    struct relation *table = cursor_relation(&p);
    return table && take_columns(&p, &columns) && take_overriding(&p) && cursor_take(&p, "values") &&
           take_rows(&p, table, columns);
}

/* ---- any other INSERT of literals ---- */

static struct cell_text value_of(struct reader *r, struct statement *s, const json_t *node)
{
    const json_t *cast = node_as(node, "TypeCast");
    const json_t *constant = node_as(cast ? field_node(cast, "arg") : node, "A_Const");
    struct cell_text value = {CELL_IS_SQL, NULL};
    if (field_flag(constant, "isnull"))
        value.kind = CELL_IS_NULL;
    else if (constant)
        value.kind = CELL_IS_TEXT;
    if (field_node(constant, "sval"))
        value.text = field_text(field_node(constant, "sval"), "sval");
    else if (field_node(constant, "bsval") && field_text(field_node(constant, "bsval"), "bsval")[0] == 'b')
        value.text = field_text(field_node(constant, "bsval"), "bsval") + 1;
    else if (value.kind == CELL_IS_TEXT)
        value.text = statement_deparse(s, PIECE_EXPRESSION, cast ? field_node(cast, "arg") : node);
    else if (value.kind == CELL_IS_SQL)
        value.text = statement_deparse(s, PIECE_EXPRESSION, node);
    value.text = value.text ? mem_strdup(r->work, value.text) : NULL;
    return value;
}

/* The name of the column that the `i`th value goes to; "" where it goes to a part of one. */
static const char *target_name(const struct relation *table, const json_t *targets, size_t i)
{
    const json_t *target = node_as(json_array_get(targets, i), "ResTarget");
    if (targets)
        return field_node(target, "indirection") ? "" : field_text(target, "name");
    return i < table->n_columns ? table->columns[i]->name : "";
}

/* DEFAULT says no more of a column than silence. */
static bool read_values(struct reader *r, struct statement *s, struct relation *table, const json_t *targets,
                        const json_t *items)
{
    size_t n = json_array_size(items), kept = 0, i;
    if (targets ? n != json_array_size(targets) : n > table->n_columns)
        return false;
    const char **names = mem_array(s->ctx, const char *, n + 1);
    struct cell_text *values = mem_array(r->work, struct cell_text, n);
    json_t *item;
    json_array_foreach(items, i, item)
    {
        const char *name = target_name(table, targets, i);
        if (node_as(item, "SetToDefault") && column_find(table, name))
            continue;
        names[kept] = name;
        values[kept] = value_of(r, s, item);
        kept++;
    }
    struct row_columns *columns = row_columns_said(r, table, names);
    if (columns)
        add_row(table, columns, values, s->line);
    return columns != NULL;
}

bool read_insert(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct relation *table = relation_of(r, field_node(body, "relation"));
    const json_t *lists = field_node(node_as(field_node(body, "selectStmt"), "SelectStmt"), "valuesLists");
    if (!table || (!lists && field_node(body, "selectStmt")))
        return false;
    if (!lists)
        add_row(table, row_columns_first(r, table, 0), NULL, s->line);
    size_t i, before = table->n_rows;
    json_t *list;
    bool known = true;
    json_array_foreach(lists, i, list) known =
        read_values(r, s, table, field_node(body, "cols"), field_node(node_as(list, "List"), "items")) && known;
    if (!known)
        table->n_rows = before;
    return known && !field_node(body, "onConflictClause");
}
