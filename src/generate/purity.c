#include "generate/purity.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"

/* A constant in a constant, and so on: more are in no schema. */
enum { DEEPEST = 16 };

static bool is_among(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcasecmp(name, *names) == 0)
            return true;
    return false;
}

/* EXECUTE of a trigger and the privilege of that name are other things. */
static bool executes(const char *text, const struct lexemes *all, size_t at)
{
    if (!lexeme_is(text, all->items[at], "execute"))
        return false;
    return at + 1 >= all->n ||
           !(lexeme_is(text, all->items[at + 1], "function") || lexeme_is(text, all->items[at + 1], "procedure") ||
             lexeme_is(text, all->items[at + 1], "on"));
}

/* Functions that run a text as a query. */
static const char *const running[] = {
    "query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "cursor_to_xml", "ts_stat", "ts_rewrite", NULL};
static const char *const remembering[] = {"currval", "lastval", NULL};

static void look(void *ctx, const char *text, int depth, struct purity *p);

static void look_at(void *ctx, const char *text, const struct lexemes *all, size_t at, int depth, struct purity *p)
{
    struct lexeme l = all->items[at];
    if (lexeme_is_name(l)) {
        const char *name = lexeme_name(ctx, text, l);
        p->makes_up = p->makes_up || executes(text, all, at) || is_among(name, running);
        p->extends = p->extends || lexeme_is(text, l, "extension");
        p->remembers = p->remembers || is_among(name, remembering);
    } else if (l.kind == LEXEME_STRING && !strchr("bBxX", text[l.start])) {
        const char *held = lexeme_string(ctx, text, l);
        if (held)
            look(ctx, held, depth + 1, p);
        else
            p->makes_up = true;
    }
}

/* Whether a quote or a comment does not end; a text of comments alone has no lexemes, either. */
static bool is_open(const char *text)
{
    struct lexer lexer = {text, 0, strlen(text)};
    enum lexeme_kind kind;
    do
        kind = lex_next(&lexer).kind;
    while (kind != LEXEME_END && kind != LEXEME_OPEN);
    return kind == LEXEME_OPEN;
}

/* What is no SQL inside is nobody's body, and only data. */
static void look(void *ctx, const char *text, int depth, struct purity *p)
{
    void *work = mem_context(ctx);
    const struct lexemes all = lex_all(work, text);
    p->makes_up = p->makes_up || (depth == 0 && all.n == 0 && is_open(text)) || depth > DEEPEST;
    for (size_t i = 0; i < all.n && depth <= DEEPEST; i++)
        look_at(work, text, &all, i, depth, p);
    mem_free(work);
}

/* Most files have none of the words, and are not taken apart. */
static bool is_plain(const char *text)
{
    static const char *const words[] = {"execute", "extension", "_to_xml", "ts_stat", "ts_rewrite",
                                        "currval", "lastval",   "u&",      NULL};
    for (const char *const *word = words; *word; word++)
        if (strcasestr(text, *word))
            return false;
    return true;
}

struct purity purity_of(const char *text)
{
    struct purity p = {false};
    if (is_plain(text))
        return p;
    /* Escapes for code points may spell any of the words. */
    p.makes_up = strcasestr(text, "u&'") || strcasestr(text, "u&\"");
    void *ctx = mem_root("purity");
    look(ctx, text, 0, &p);
    mem_free(ctx);
    return p;
}
