#include "sql/postgres/cycle_mark.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"

struct rewriting {
    void *ctx;
    struct lexer lexer;
    FILE *out;
    size_t done; /* what is copied so far */
};

static struct lexeme next_of(struct rewriting *r)
{
    return lex_next(&r->lexer);
}

static bool goes_on(struct lexeme l)
{
    return l.kind != LEXEME_END && l.kind != LEXEME_OPEN;
}

/* A constant, cast to the type that ends before `end` ("DEFAULT", "USING"); *l moves to that word. */
static void rewrite_mark(struct rewriting *r, struct lexeme *l, const char *end)
{
    const char *text = r->lexer.text;
    struct lexeme constant = *l, colon = next_of(r), second = {0}, last = {0};
    *l = colon;
    if (constant.kind != LEXEME_STRING || !lexeme_is(text, colon, ":"))
        return;
    second = next_of(r);
    struct lexeme first = next_of(r);
    for (*l = first; goes_on(*l) && !lexeme_is(text, *l, end); *l = next_of(r))
        last = *l;
    if (!goes_on(*l) || !last.end || !lexeme_is(text, second, ":"))
        return;
    fprintf(r->out, "%.*s", (int)(constant.start - r->done), text + r->done);
    if (last.end != first.end || !lexeme_is(text, first, "text"))
        fprintf(r->out, "%.*s ", (int)(last.end - first.start), text + first.start);
    fprintf(r->out, "%.*s", (int)(constant.end - constant.start), text + constant.start);
    r->done = last.end;
}

/* From CYCLE on; *l is what stands behind. */
static void rewrite_cycle(struct rewriting *r, struct lexeme *l)
{
    const char *text = r->lexer.text;
    while (goes_on(*l) && !lexeme_is(text, *l, "TO") && !lexeme_is(text, *l, "USING"))
        *l = next_of(r);
    if (!lexeme_is(text, *l, "TO"))
        return;
    *l = next_of(r);
    rewrite_mark(r, l, "DEFAULT");
    while (goes_on(*l) && !lexeme_is(text, *l, "DEFAULT") && !lexeme_is(text, *l, "USING"))
        *l = next_of(r);
    if (!lexeme_is(text, *l, "DEFAULT"))
        return;
    *l = next_of(r);
    rewrite_mark(r, l, "USING");
}

const char *with_constant_marks(void *ctx, const char *text)
{
    if (!strstr(text, "CYCLE ") || !strstr(text, " USING "))
        return text;
    struct text t;
    text_open(&t);
    struct rewriting r = {ctx, {text, 0, strlen(text)}, t.out, 0};
    for (struct lexeme l = next_of(&r); goes_on(l);) {
        bool cycle = lexeme_is(text, l, "CYCLE");
        l = next_of(&r);
        if (cycle)
            rewrite_cycle(&r, &l);
    }
    fputs(text + r.done, t.out);
    return text_close(&t, ctx);
}
