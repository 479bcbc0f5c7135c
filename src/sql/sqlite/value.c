/* Types and defaults: the parts of a column that SQLite also reports apart from its statement. */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/sqlite/parse.h"

/* INT, DOUBLE PRECISION, VARCHAR(20), NUMERIC(10,2). */
static bool is_plain_type(const struct parser *p)
{
    size_t n = 0;
    while (parser_peek(p, n)->type == TOKEN_WORD)
        n++;
    if (n == 0 || parser_peek(p, n)->type == TOKEN_END)
        return n > 0;
    for (size_t i = n; i < p->tokens.n; i++)
        if (parser_peek(p, i)->type != TOKEN_NUMBER &&
            (parser_peek(p, i)->type != TOKEN_SYMBOL || !strchr("(),+-", *parser_peek(p, i)->start)))
            return false;
    return *parser_peek(p, n)->start == '(' && *parser_peek(p, p->tokens.n - 1)->start == ')';
}

/* WITH is a keyword that SQLite takes for a name where it can, as in TIMESTAMP WITH TIME ZONE. */
static bool has_reserved_word(const struct parser *p)
{
    for (size_t i = 0; i < p->tokens.n; i++) {
        const struct sqlite_token *t = parser_peek(p, i);
        if (t->type == TOKEN_WORD && !sqlite_token_is(t, "WITH") && sqlite_reserved(t->start, t->length))
            return true;
    }
    return false;
}

/* The tokens of a plain type: words apart, what is in parentheses close together. */
static char *join_type(struct parser *p)
{
    for (size_t i = 0; i < p->tokens.n; i++) {
        const struct sqlite_token *t = parser_peek(p, i);
        parser_add(p, mem_strndup(p->ctx, t->start, t->length), t->type == TOKEN_WORD ? GLUE_NONE : GLUE_LEFT);
    }
    return ascii_upper(span_text(p, span_from(p, 0)));
}

/* "nvarchar](50", which SQLite stores of [nvarchar](50) (see stored_type), as it was written; else NULL. */
static const char *bracketed(void *ctx, const char *type)
{
    const char *end = strchr(type, ']');
    if (!end || strcspn(type, "\"'`[") != strlen(type))
        return NULL;
    struct parser p;
    parser_start(&p, ctx, end + 1);
    bool lengths = take_symbol(&p, "(", GLUE_BOTH);
    do {
        lengths = lengths && parser_peek(&p, 0)->type == TOKEN_NUMBER;
        parse_literal(&p);
    } while (take_symbol(&p, ",", GLUE_BOTH) && p.n_printed < 5);
    if (!lengths || !at_end(&p))
        return NULL;
    return mem_printf(ctx, "[%.*s]%s)", (int)(end - type), type, span_text(&p, span_from(&p, 0)));
}

/* So that SQLite stores it again. */
static const char *type_in_quotes(void *ctx, const char *type)
{
    const char *written = bracketed(ctx, type);
    if (written)
        return ascii_upper(mem_strdup(ctx, written));
    struct text t;
    text_open(&t);
    putc('"', t.out);
    for (const char *c = type; *c; c++)
        fprintf(t.out, "%s%c", *c == '"' ? "\"" : "", *c);
    putc('"', t.out);
    return ascii_upper(text_close(&t, ctx));
}

const char *sqlite_canonical_type(void *ctx, const char *type)
{
    struct parser p;
    parser_start(&p, ctx, type);
    if (p.tokens.n == 0)
        return "";
    if (is_plain_type(&p) && !has_reserved_word(&p))
        return join_type(&p);
    return type_in_quotes(ctx, type);
}

/*
 * What SQLite stores of a type that begins with a quote: without its first and
 * its last character, though that need not be a quote, where no other quote
 * stands between; else what stands before the quote that closes the first.
 */
static const char *stored_type(void *ctx, const char *type)
{
    static const char opening[] = "\"'`[";
    size_t n = strlen(type);
    if (n < 2 || !strchr(opening, *type))
        return type;
    if (strcspn(type + 1, opening) + 2 >= n)
        return mem_strndup(ctx, type + 1, n - 2);
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, type);
    return sqlite_token_content(ctx, &tokens.items[0]);
}

/* Declared with an empty name it is not the same as not declared: its affinity is NUMERIC, not BLOB. */
const char *sqlite_written_type(void *ctx, const char *type)
{
    const char *canonical = *type ? sqlite_canonical_type(ctx, stored_type(ctx, type)) : "";
    return *type && !*canonical ? "\"\"" : canonical;
}

const char *sqlite_canonical_collation(const char *name)
{
    static const char *const built_in[] = {"BINARY", "NOCASE", "RTRIM"};
    for (size_t i = 0; i < sizeof(built_in) / sizeof(*built_in); i++)
        if (strcasecmp(name, built_in[i]) == 0)
            return built_in[i];
    return name;
}

/* True when the parenthesis at `from` is closed by the last token. */
static bool wraps_all(const struct parser *p, size_t from, size_t to)
{
    int depth = 0;
    for (size_t i = from; i < to; i++) {
        const struct sqlite_token *t = &p->tokens.items[i];
        if (t->type != TOKEN_SYMBOL)
            continue;
        depth += *t->start == '(';
        depth -= *t->start == ')';
        if (depth == 0)
            return i == to - 1;
    }
    return false;
}

/* A bare or quoted name as a default is a string, but for the truth values. */
static const char *default_of_name(struct parser *p)
{
    const struct sqlite_token *t = parser_peek(p, 0);
    if (sqlite_token_is(t, "TRUE"))
        return "true";
    if (sqlite_token_is(t, "FALSE"))
        return "false";
    return sqlite_quote_string(p->ctx, sqlite_token_content(p->ctx, t));
}

const char *sqlite_canonical_default(void *ctx, const char *value)
{
    struct parser p;
    parser_start(&p, ctx, value);
    size_t from = 0;
    while (p.tokens.n > from + 2 && *p.tokens.items[from].start == '(' && wraps_all(&p, from, p.tokens.n)) {
        from++;
        p.tokens.n--;
        p.tokens.items[p.tokens.n].type = TOKEN_END;
    }
    p.at = from;
    if (p.tokens.n == from + 1 && at_name(&p) && !at_literal(&p))
        return default_of_name(&p);
    size_t sign = at_symbol(&p, "-") || at_symbol(&p, "+");
    bool literal = p.tokens.n == from + sign + 1 && is_literal(parser_peek(&p, sign));
    parse_expression(&p);
    if (!at_end(&p) || p.failed)
        return NULL;
    span_resolve(&p, span_from(&p, 0), NULL);
    const char *text = span_text(&p, span_from(&p, 0));
    return literal ? text : mem_printf(ctx, "(%s)", text);
}

const char *sqlite_affinity(const char *type)
{
    if (strcasestr(type, "int"))
        return "INTEGER";
    if (strcasestr(type, "char") || strcasestr(type, "clob") || strcasestr(type, "text"))
        return "TEXT";
    if (strcasestr(type, "blob") || !*type)
        return "BLOB";
    if (strcasestr(type, "real") || strcasestr(type, "floa") || strcasestr(type, "doub"))
        return "REAL";
    return "NUMERIC";
}
