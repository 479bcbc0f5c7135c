/* Rows that COPY t (a, b) FROM stdin brings, in the lines behind it. */
#include <string.h>

#include "base/files.h"
#include "model/postgres/cursor.h"
#include "model/postgres/temporary.h"
#include "model/postgres/unparsed.h"

/* \101, of one to three digits, or \x41, of one or two; `digits` is where they begin. */
static const char *take_code(const char *digits, const char *end, int base, char *code)
{
    static const char all[] = "0123456789abcdefABCDEF";
    int most = base == 8 ? 3 : 2, value = 0;
    const char *at = digits, *found;
    for (; at < end && at - digits < most && *at && (found = strchr(all, *at)); at++) {
        int digit = (int)(found - all);
        digit = digit > 15 ? digit - 6 : digit;
        if (digit >= base)
            break;
        value = value * base + digit;
    }
    *code = (char)(value & 0xff);
    return at;
}

/* What stands behind a backslash; gives what is behind that. */
static const char *take_escape(const char *at, const char *end, char *out)
{
    static const char from[] = "bfnrtv", to[] = "\b\f\n\r\t\v";
    const char *found = *at ? strchr(from, *at) : NULL, *behind;
    if (*at >= '0' && *at <= '7')
        return take_code(at, end, 8, out);
    if (*at == 'x' && (behind = take_code(at + 1, end, 16, out)) > at + 1)
        return behind;
    *out = (char)(found ? to[found - from] : *at);
    return at + 1;
}

/* One field. False where it holds a byte that no text does. */
static bool copy_field(void *ctx, const char *text, const char *end, struct cell_text *value)
{
    size_t n = (size_t)(end - text), length = 0;
    *value = (struct cell_text){CELL_IS_NULL, NULL};
    if (n == 2 && memcmp(text, "\\N", 2) == 0)
        return true;
    char *out = mem_strndup(ctx, text, n);
    for (const char *at = text; at < end; length++)
        if (*at == '\\' && at + 1 < end)
            at = take_escape(at + 1, end, &out[length]);
        else
            out[length] = *at++;
    out[length] = '\0';
    *value = (struct cell_text){CELL_IS_TEXT, out};
    return utf8_check(out, length) == length;
}

/* The next tab or line end that no backslash makes a part of the field. */
static const char *field_end(const char *at, const char *end)
{
    while (at < end && *at != '\t' && *at != '\n')
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at;
}

/* A line, from `line` on, which is moved behind it. False where the table cannot have such a row. */
static bool copy_line(struct relation *table, struct row_columns *columns, const char **line, const char *end,
                      int number)
{
    void *ctx = mem_context(table);
    struct cell_text *values = NULL;
    size_t n = 0;
    bool ends = false;
    for (const char *at = *line; !ends; at = *line) {
        const char *stop = field_end(at, end);
        ends = stop == end || *stop == '\n';
        *line = stop < end ? stop + 1 : end;
        if (ends && stop > at && stop[-1] == '\r')
            stop--;
        /* Of a table without columns each line is empty. */
        if (columns->n == 0 && ends && stop == at)
            break;
        size_t i = mem_grow(ctx, &values, &n);
        if (n > columns->n || !copy_field(ctx, at, stop, &values[i]))
            return false;
    }
    if (n == columns->n)
        add_row(table, columns, values, number);
    return n == columns->n;
}

/* COPY t (a, b) FROM stdin: false where it is of another form. A table without columns has no names there. */
static bool take_copy(struct cursor *p, struct relation **table, const char *const **names)
{
    p->any_name = true;
    cursor_take(p, "copy");
    *table = cursor_relation(p);
    if (!*table || !lexeme_is(p->s->text, p->now, "("))
        return *table != NULL;
    struct cursor list = *p;
    *names = cursor_names(&list, p->s->ctx);
    if (*names) {
        *p = list;
        return true;
    }
    *names = mem_array(p->s->ctx, const char *, 1);
    return cursor_take(p, "(") && cursor_take(p, ")");
}

static bool copy_lines(const struct statement *s, struct relation *table, struct row_columns *columns)
{
    size_t before = table->n_rows;
    const char *end = s->data + s->data_length;
    int number = s->data_line;
    for (const char *line = s->data; line < end;) {
        const char *from = line;
        if (!copy_line(table, columns, &line, end, number)) {
            table->n_rows = before;
            return false;
        }
        for (; (from = memchr(from, '\n', (size_t)(line - from))); from++)
            number++;
    }
    return true;
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
    const char *const *names = NULL;
    bool plain = take_copy(&p, &table, &names) && cursor_take(&p, "from") && cursor_take(&p, "stdin") &&
                 p.now.kind == LEXEME_END;
    struct row_columns *columns = plain ? row_columns_said(r, table, names) : NULL;
    if (!columns || !copy_lines(s, table, columns))
        read_as_text(r, s);
    return true;
}
