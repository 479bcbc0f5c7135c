/* SQL of two engines, compared without what is only spelling. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "parity/private.h"
#include "sql/postgres/lex.h"

static struct lexer begin(const char *sql)
{
    return (struct lexer){sql, 0, strlen(sql)};
}

/* The next lexeme, which is left where it is. */
static struct lexeme peek(struct lexer l)
{
    return lex_next(&l);
}

static bool take(struct lexer *l, const char *word)
{
    bool is = lexeme_is(l->text, peek(*l), word);
    if (is)
        lex_next(l);
    return is;
}

/* Passes over a cast, "::character varying(5)[]", whose first colon was passed over; false where none stands. */
static bool skip_cast(struct lexer *l)
{
    static const char *const tails[] = {"varying", "precision", "without", "with", "time", "zone"};
    struct lexer colon = *l;
    if (!take(l, ":") || !lexeme_is_name(peek(*l))) {
        *l = colon;
        return false;
    }
    do
        lex_next(l);
    while (take(l, "."));
    for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
        take(l, tails[i]);
    if (take(l, "("))
        while (!take(l, ")") && peek(*l).kind != LEXEME_END)
            lex_next(l);
    while (take(l, "["))
        take(l, "]");
    return true;
}

/* True when the first parenthesis is closed by the last character. */
static bool is_enclosed(const char *sql)
{
    struct lexer l = begin(sql);
    struct lexeme x = lex_next(&l);
    int depth = lexeme_is(sql, x, "(");
    while (depth > 0 && (x = lex_next(&l)).kind != LEXEME_END)
        depth += lexeme_is(sql, x, "(") - lexeme_is(sql, x, ")");
    return x.end > 1 && l.at == l.end && lexeme_is(sql, x, ")");
}

static void print_lower(FILE *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        putc(tolower((unsigned char)text[i]), out);
}

/* Words go without quotes, which engines need for others. */
static void print_plain_name(FILE *out, const char *name)
{
    bool word = name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
    fputs(word ? "" : "\"", out);
    print_lower(out, name, strlen(name));
    fputs(word ? "" : "\"", out);
}

char *parity_name(void *ctx, const char *name)
{
    struct text t;
    text_open(&t);
    print_plain_name(t.out, name);
    return text_close(&t, ctx);
}

/* Canonical texts of both engines have the same quotes. */
static void print_spelling(FILE *out, const char *sql, struct lexeme x)
{
    char *name = x.kind == LEXEME_QUOTED ? lexeme_name(NULL, sql, x) : NULL;
    if (name)
        print_plain_name(out, name);
    else if (x.kind == LEXEME_STRING)
        fwrite(sql + x.start, 1, x.end - x.start, out);
    else
        print_lower(out, sql + x.start, x.end - x.start);
    mem_free(name);
}

static char *spelling(void *ctx, const char *sql, bool casts)
{
    struct lexer l = begin(sql);
    struct text t;
    text_open(&t);
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END; x = lex_next(&l)) {
        if (lexeme_is(sql, x, "!") && take(&l, "="))
            fputs("<>", t.out); /* which SQLite's canonical text leaves as it was typed */
        else if (casts || !lexeme_is(sql, x, ":") || !skip_cast(&l))
            print_spelling(t.out, sql, x);
    }
    return text_close(&t, ctx);
}

static char *text_of(void *ctx, const char *sql, bool casts)
{
    char *text = spelling(ctx, sql, casts);
    for (size_t n = strlen(text); n > 1 && is_enclosed(text); n -= 2) {
        text[n - 1] = '\0';
        text++;
    }
    return text;
}

char *parity_text(void *ctx, const char *sql)
{
    return text_of(ctx, sql, false);
}

char *parity_text_of(const struct parity *p, const char *sql)
{
    return text_of(p->ctx, sql, parity_is_one_engine(p));
}

bool parity_same_text(const struct parity *p, const char *a, const char *b)
{
    return strcmp(parity_text_of(p, a), parity_text_of(p, b)) == 0;
}

/* SQLite's AUTOINCREMENT is no part of the key. */
char *parity_list(const struct parity *p, const char *list)
{
    struct lexer l = begin(list);
    struct text t;
    size_t from = 0;
    int depth = 0;
    text_open(&t);
    putc('\n', t.out);
    for (struct lexeme x = lex_next(&l); depth >= 0; x = lex_next(&l)) {
        depth += lexeme_is(list, x, "(") - (lexeme_is(list, x, ")") || x.kind == LEXEME_END);
        bool ends = depth < 0 || (depth == 0 && lexeme_is(list, x, ","));
        if (!ends && !lexeme_is(list, x, "autoincrement"))
            continue;
        if (x.start > from)
            fprintf(t.out, "%s\n", parity_text_of(p, mem_strndup(p->ctx, list + from, x.start - from)));
        from = x.end;
    }
    return text_close(&t, p->ctx);
}

char *parity_columns(const struct parity *p, const char *definition)
{
    struct lexer l = begin(definition);
    while (peek(l).kind != LEXEME_END && !take(&l, "("))
        lex_next(&l);
    return parity_list(p, definition + l.at);
}

/* How it is stored is none of it, nor what an index of it holds beside. */
char *parity_key_manner(void *ctx, const char *definition)
{
    static const char *const others[] = {"unique", "primary", "key", "include", "with", "autoincrement"};
    struct lexer l = begin(definition);
    struct text t;
    int depth = 0;
    text_open(&t);
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END; x = lex_next(&l)) {
        bool counts = depth == 0 && x.kind == LEXEME_WORD;
        depth += lexeme_is(definition, x, "(") - lexeme_is(definition, x, ")");
        for (size_t i = 0; counts && i < sizeof(others) / sizeof(*others); i++)
            counts = !lexeme_is(definition, x, others[i]);
        if (!counts)
            continue;
        putc(' ', t.out);
        print_lower(t.out, definition + x.start, x.end - x.start);
    }
    return text_close(&t, ctx);
}

static char *upper(char *bytes)
{
    for (char *c = bytes; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return bytes;
}

char *parity_literal(void *ctx, const char *literal)
{
    struct lexer l = begin(literal);
    struct lexeme x = lex_next(&l);
    bool alone = peek(l).kind == LEXEME_END || (take(&l, ":") && skip_cast(&l));
    if (strcasecmp(literal, "true") == 0 || strcasecmp(literal, "false") == 0)
        return mem_strdup(ctx, tolower((unsigned char)*literal) == 't' ? "1" : "0");
    if (strncasecmp(literal, "X'", 2) == 0)
        return upper(mem_strdup(ctx, literal));
    if (x.kind != LEXEME_STRING || *literal != '\'' || !alone)
        return parity_text(ctx, literal);
    char *text = lexeme_string(ctx, literal, x);
    return strncmp(text, "\\x", 2) == 0 ? upper(mem_printf(ctx, "X'%s'", text + 2)) : text;
}
