/* Rows: INSERT and COPY. Most are plain, and are read without a tree. */
#include <string.h>

#include "kind/postgres/table.h"
#include "model/postgres/cursor.h"
#include "model/postgres/temporary.h"
#include "model/postgres/unparsed.h"

static struct row *add_row(struct relation *table, const char *const *columns, struct cell_text *values, size_t n,
                           int line)
{
    size_t at = mem_grow(table, &table->rows, &table->n_rows);
    table->rows[at] = (struct row){columns, values, n, line};
    return &table->rows[at];
}

/* ---- the plain shape: INSERT INTO t (a, b) [OVERRIDING SYSTEM VALUE] VALUES (1, 'x'), ... ---- */

static struct relation *take_table(struct cursor *c)
{
    const char *schema, *name;
    struct relation *found = cursor_qualified(c, &schema, &name) ? relation_find(c->r, schema, name) : NULL;
    return found;
}

/* False where there is something else than names; *columns stays NULL where nothing is in parentheses. */
static bool take_columns(struct cursor *c, const char *const **columns)
{
    if (!lexeme_is(c->s->text, c->now, "("))
        return true;
    *columns = cursor_names(c, c->r->work);
    return *columns != NULL;
}

/* The columns of the row before, where they are the same: one list serves all rows of a table. */
static const char *const *shared_columns(const struct relation *table, const char *const *columns)
{
    const char *const *before = table->n_rows ? table->rows[table->n_rows - 1].columns : NULL;
    size_t i = 0;
    if (!before || !columns || before == columns)
        return columns;
    while (columns[i] && before[i] && strcmp(columns[i], before[i]) == 0)
        i++;
    if (columns[i] || before[i])
        return columns;
    mem_free((void *)columns);
    return before;
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

/* As many values as columns are named, or at most as there are. */
static bool values_fit(const struct relation *table, const char *const *columns, size_t n)
{
    size_t named = 0;
    while (columns && columns[named])
        named++;
    return columns ? n == named : n <= table->n_columns;
}

static bool take_rows(struct cursor *p, struct relation *table, const char *const *columns)
{
    size_t before = table->n_rows;
    do {
        void *ctx = mem_context(table);
        struct cell_text *values = NULL;
        size_t n = 0;
        if (!take_values(p, ctx, &values, &n) || !values_fit(table, columns, n)) {
            table->n_rows = before;
            return false;
        }
        columns = shared_columns(table, columns);
        add_row(table, columns, values, n, p->s->line);
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
    struct relation *table = take_table(&p);
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

/* The name of the column that the `i`th value goes to. */
static const char *target_name(const struct relation *table, const json_t *targets, size_t i)
{
    if (targets)
        return field_text(node_as(json_array_get(targets, i), "ResTarget"), "name");
    return i < table->n_columns ? table->columns[i]->name : "";
}

/* DEFAULT is the column's default; of a generated column it says nothing. */
static bool read_values(struct reader *r, struct statement *s, struct relation *table, const json_t *targets,
                        const json_t *items)
{
    size_t n = json_array_size(items), kept = 0, i;
    if (targets ? n != json_array_size(targets) : n > table->n_columns)
        return false;
    const char **columns = mem_array(r->work, const char *, n + 1);
    struct cell_text *values = mem_array(r->work, struct cell_text, n);
    json_t *item;
    json_array_foreach(items, i, item)
    {
        const char *name = target_name(table, targets, i);
        const struct object *column = column_find(table, name);
        bool usual = node_as(item, "SetToDefault") != NULL;
        if (usual && column && column->values[COLUMN_GENERATED])
            continue;
        const char *text = usual && column ? column_default(column) : NULL;
        columns[kept] = mem_strdup(r->work, name);
        values[kept] = usual ? (struct cell_text){text ? CELL_IS_SQL : CELL_IS_NULL, text} : value_of(r, s, item);
        kept++;
    }
    add_row(table, columns, values, kept, s->line);
    return true;
}

bool read_insert(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct relation *table = relation_of(r, field_node(body, "relation"));
    const json_t *lists = field_node(node_as(field_node(body, "selectStmt"), "SelectStmt"), "valuesLists");
    if (!table || (!lists && field_node(body, "selectStmt")))
        return false;
    if (!lists)
        add_row(table, mem_array(r->work, const char *, 1), NULL, 0, s->line);
    size_t i;
    json_t *list;
    bool known = !field_node(body, "onConflictClause");
    json_array_foreach(lists, i, list) known =
        read_values(r, s, table, field_node(body, "cols"), field_node(node_as(list, "List"), "items")) && known;
    return known;
}

/* ---- COPY t (a, b) FROM stdin ---- */

static char unescaped(char c)
{
    static const char from[] = "bfnrtv", to[] = "\b\f\n\r\t\v";
    const char *found = strchr(from, c);
    if (!found || !c)
        return c;
    return to[found - from];
}

/* One field, up to a tab or the end of the line. */
static struct cell_text copy_field(void *ctx, const char *text, size_t n)
{
    struct cell_text value = {CELL_IS_NULL, NULL};
    if (n == 2 && memcmp(text, "\\N", 2) == 0)
        return value;
    char *out = mem_strndup(ctx, text, n);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        bool escape = text[i] == '\\' && i + 1 < n;
        if (escape)
            out[length++] = unescaped(text[++i]);
        else
            out[length++] = text[i];
    }
    out[length] = '\0';
    value.kind = CELL_IS_TEXT;
    value.text = out;
    return value;
}

static void copy_line(struct relation *table, const char *const *columns, const char *line, size_t length, int number)
{
    void *ctx = mem_context(table);
    struct cell_text *values = NULL;
    size_t n = 0;
    const char *end = line + length;
    bool empty = columns ? !columns[0] : table->n_columns == 0;
    for (const char *at = line; !empty && at <= end;) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        const char *stop = tab ? tab : end;
        size_t i = mem_grow(ctx, &values, &n);
        values[i] = copy_field(ctx, at, (size_t)(stop - at));
        at = stop + 1;
    }
    add_row(table, columns, values, n, number);
}

/* COPY t (a, b) FROM stdin: false where it is of another form. A table without columns has no names there. */
static bool take_copy(struct cursor *p, struct relation **table, const char *const **columns)
{
    p->any_name = true;
    cursor_take(p, "copy");
    *table = take_table(p);
    if (!*table || !lexeme_is(p->s->text, p->now, "("))
        return *table != NULL;
    struct cursor names = *p;
    *columns = cursor_names(&names, p->r->work);
    if (*columns) {
        *p = names;
        return true;
    }
    *columns = mem_array(p->r->work, const char *, 1);
    return cursor_take(p, "(") && cursor_take(p, ")");
}

static bool copies_temporary(struct reader *r, struct statement *s)
{
    struct cursor p = cursor_begin(r, s);
    p.any_name = true;
    cursor_take(&p, "copy");
    const char *schema = "", *name = cursor_name(&p, s->ctx);
    if (name && cursor_take(&p, ".")) {
        schema = name;
        name = cursor_name(&p, s->ctx);
    }
    return name && is_temporary_name(r, schema, name);
}

bool read_copy(struct reader *r, struct statement *s)
{
    struct cursor p = cursor_begin(r, s);
    struct relation *table = NULL;
    if (copies_temporary(r, s))
        return true;
    const char *const *columns = NULL;
    bool plain = take_copy(&p, &table, &columns) && cursor_take(&p, "from") && cursor_take(&p, "stdin") &&
                 p.now.kind == LEXEME_END;
    if (!plain) {
        read_as_text(r, s);
        return true;
    }
    const char *end = s->data + s->data_length;
    int number = s->data_line;
    for (const char *line = s->data; line < end; number++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        copy_line(table, columns, line, (size_t)(stop - line), number);
        line = stop + 1;
    }
    return true;
}
