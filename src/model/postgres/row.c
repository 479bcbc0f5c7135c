/* Rows: INSERT and COPY. Most are plain, and are read without a tree. */
#include <string.h>

#include "canon/float.h"
#include "canon/lex.h"
#include "canon/name.h"
#include "model/postgres/reader.h"

static struct row *add_row(struct relation *table, const char *const *columns, struct cell_text *values, size_t n, int line)
{
    size_t at = mem_grow(table, &table->rows, &table->n_rows);
    table->rows[at] = (struct row){columns, values, n, line};
    return &table->rows[at];
}

/* ---- the plain shape: INSERT INTO t (a, b) [OVERRIDING SYSTEM VALUE] VALUES (1, 'x'), ... ---- */

struct plain {
    struct reader *r;
    struct statement *s;
    struct lexer lexer;
    struct lexeme now;
};

static void advance(struct plain *p)
{
    p->now = lex_next(&p->lexer);
}

static bool take(struct plain *p, const char *word)
{
    bool found = lexeme_is(p->s->text, p->now, word);
    if (found)
        advance(p);
    return found;
}

static const char *take_name(struct plain *p, void *ctx)
{
    if (p->now.kind != LEXEME_WORD && p->now.kind != LEXEME_QUOTED)
        return NULL;
    const char *name = lexeme_name(ctx, p->s->text, p->now);
    advance(p);
    return name;
}

static struct relation *take_table(struct plain *p)
{
    const char *schema = "", *name = take_name(p, p->s->ctx);
    if (name && take(p, ".")) {
        schema = name;
        name = take_name(p, p->s->ctx);
    }
    struct relation *found = name ? relation_find(p->r, schema, name) : NULL;
    return found && found->kind == RELATION_TABLE ? found : NULL;
}

/* False where there is something else than names; *columns stays NULL where nothing is in parentheses. */
static bool take_columns(struct plain *p, const char *const **columns)
{
    const char **names = NULL;
    size_t n = 0;
    if (!take(p, "("))
        return true;
    do {
        const char *name = take_name(p, p->r->work);
        size_t at = mem_grow(p->r->work, &names, &n);
        names[at] = name;
        if (!name)
            return false;
    } while (take(p, ","));
    mem_grow(p->r->work, &names, &n);
    *columns = names;
    return take(p, ")");
}

/* The columns of the row before, where they are the same: one list serves all rows of a table. */
static const char *const *shared_columns(const struct relation *table, const char *const *columns)
{
    const char *const *before = table->n_rows ? table->rows[table->n_rows - 1].columns : NULL;
    size_t i = 0;
    if (!before || !columns)
        return columns;
    while (columns[i] && before[i] && strcmp(columns[i], before[i]) == 0)
        i++;
    if (columns[i] || before[i])
        return columns;
    mem_free((void *)columns);
    return before;
}

static bool take_number(struct plain *p, void *ctx, const char *sign, struct cell_text *value)
{
    if (p->now.kind != LEXEME_NUMBER)
        return false;
    value->kind = CELL_IS_TEXT;
    value->text = mem_printf(ctx, "%s%.*s", sign, (int)(p->now.end - p->now.start), p->s->text + p->now.start);
    advance(p);
    return true;
}

static bool take_value(struct plain *p, void *ctx, struct cell_text *value)
{
    if (take(p, "null")) {
        value->kind = CELL_IS_NULL;
        return true;
    }
    if (take(p, "-"))
        return take_number(p, ctx, "-", value);
    bool yes = lexeme_is(p->s->text, p->now, "true"), no = lexeme_is(p->s->text, p->now, "false");
    value->kind = CELL_IS_TEXT;
    if (p->now.kind == LEXEME_STRING)
        value->text = lexeme_string(ctx, p->s->text, p->now);
    else if (yes || no)
        value->text = yes ? "true" : "false";
    else
        return take_number(p, ctx, "", value);
    advance(p);
    return value->text != NULL;
}

/* (1, 'x'); the array ends where the text does not go on so. */
static bool take_values(struct plain *p, void *ctx, struct cell_text **values, size_t *n)
{
    if (!take(p, "("))
        return false;
    do {
        size_t at = mem_grow(ctx, values, n);
        if (!take_value(p, ctx, &(*values)[at]))
            return false;
    } while (take(p, ","));
    return take(p, ")");
}

static bool take_rows(struct plain *p, struct relation *table, const char *const *columns)
{
    size_t before = table->n_rows;
    do {
        void *ctx = mem_context(table);
        struct cell_text *values = NULL;
        size_t n = 0;
        if (!take_values(p, ctx, &values, &n)) {
            table->n_rows = before;
            return false;
        }
        columns = shared_columns(table, columns);
        add_row(table, columns, values, n, p->s->line);
    } while (take(p, ","));
    if (p->now.kind == LEXEME_END)
        return true;
    table->n_rows = before;
    return false;
}

static bool take_overriding(struct plain *p)
{
    if (!take(p, "overriding"))
        return true;
    return (take(p, "system") || take(p, "user")) && take(p, "value");
}

bool read_plain_insert(struct reader *r, struct statement *s)
{
    struct plain p = {.r = r, .s = s, .lexer = {s->text, 0, s->length}};
    const char *const *columns = NULL;
    advance(&p);
    if (!take(&p, "insert") || !take(&p, "into"))
        return false;
    struct relation *table = take_table(&p);
    return table && take_columns(&p, &columns) && take_overriding(&p) && take(&p, "values") &&
           take_rows(&p, table, columns);
}

/* ---- any other INSERT of literals ---- */

static struct cell_text value_of(struct reader *r, struct statement *s, const json_t *node)
{
    const json_t *cast = node_as(node, "TypeCast");
    const json_t *constant = node_as(cast ? field(cast, "arg") : node, "A_Const");
    struct cell_text value = {CELL_IS_SQL, NULL};
    if (field_flag(constant, "isnull"))
        value.kind = CELL_IS_NULL;
    else if (constant)
        value.kind = CELL_IS_TEXT;
    if (field(constant, "sval"))
        value.text = field_text(field(constant, "sval"), "sval");
    else if (field(constant, "bsval") && field_text(field(constant, "bsval"), "bsval")[0] == 'b')
        value.text = field_text(field(constant, "bsval"), "bsval") + 1;
    else if (value.kind == CELL_IS_TEXT)
        value.text = words(s, PIECE_EXPRESSION, cast ? field(cast, "arg") : node);
    else if (node_as(node, "SetToDefault"))
        value.text = "DEFAULT";
    else if (value.kind == CELL_IS_SQL)
        value.text = words(s, PIECE_EXPRESSION, node);
    value.text = value.text ? mem_strdup(r->work, value.text) : NULL;
    return value;
}

bool read_insert(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *targets = field(body, "cols");
    struct relation *table = relation_of(r, field(body, "relation"));
    const json_t *lists = field(node_as(field(body, "selectStmt"), "SelectStmt"), "valuesLists");
    if (!table || table->kind != RELATION_TABLE || (!lists && field(body, "selectStmt")))
        return false;
    size_t n = json_array_size(targets), i, k;
    const char **columns = n ? mem_array(r->work, const char *, n + 1) : NULL;
    for (i = 0; i < n; i++)
        columns[i] = mem_strdup(r->work, field_text(node_as(json_array_get(targets, i), "ResTarget"), "name"));
    if (!lists)
        add_row(table, mem_array(r->work, const char *, 1), NULL, 0, s->line);
    json_t *list, *item;
    json_array_foreach(lists, i, list)
    {
        const json_t *items = field(node_as(list, "List"), "items");
        struct cell_text *values = mem_array(r->work, struct cell_text, json_array_size(items));
        json_array_foreach(items, k, item) values[k] = value_of(r, s, item);
        add_row(table, columns, values, json_array_size(items), s->line);
    }
    return !field(body, "onConflictClause");
}

/* ---- COPY t (a, b) FROM stdin ---- */

static char unescaped(char c)
{
    static const char from[] = "bfnrtv", to[] = "\b\f\n\r\t\v";
    const char *found = strchr(from, c);
    return found && c ? to[found - from] : c;
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
        out[length++] = escape ? unescaped(text[++i]) : text[i];
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
    bool empty = columns && !columns[0];
    for (const char *at = line; !empty && at <= end;) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        const char *stop = tab ? tab : end;
        size_t i = mem_grow(ctx, &values, &n);
        values[i] = copy_field(ctx, at, (size_t)(stop - at));
        at = stop + 1;
    }
    add_row(table, columns, values, n, number);
}

bool read_copy(struct reader *r, struct statement *s)
{
    struct plain p = {.r = r, .s = s, .lexer = {s->text, 0, s->length}};
    const char *const *columns = NULL;
    advance(&p);
    take(&p, "copy");
    struct relation *table = take_table(&p);
    bool nothing = table && take(&p, "(") && take(&p, ")"); /* a table without columns */
    if (nothing)
        columns = mem_array(r->work, const char *, 1);
    else
        p.lexer = (struct lexer){s->text, 0, s->length};
    if (!nothing) {
        advance(&p);
        take(&p, "copy");
        table = take_table(&p);
    }
    bool plain = table && (nothing || take_columns(&p, &columns)) && take(&p, "from") && take(&p, "stdin") &&
                 p.now.kind == LEXEME_END;
    if (!plain) {
        model_not_compared(r->draft, "COPY", s->line);
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
