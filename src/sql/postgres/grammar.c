#include "sql/postgres/grammar.h"

#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/newer.h"
#include "sql/postgres/number.h"

struct hiding {
    void *ctx;
    struct grammar_text *text;
    FILE *out;
    size_t done; /* what is copied so far */
};

static void replace(struct hiding *h, size_t start, size_t end, const char *with)
{
    size_t at = mem_grow(h->ctx, &h->text->edits, &h->text->n);
    h->text->edits[at] = (struct grammar_edit){start, end - start, strlen(with)};
    fwrite(h->text->original + h->done, 1, start - h->done, h->out);
    fputs(with, h->out);
    h->done = end;
}

/* As long as the longest of the words. */
enum { LONGEST_KEYWORD = 16 };

static void hide_keyword(struct hiding *h, struct lexeme x)
{
    char keyword[LONGEST_KEYWORD + 1];
    size_t n = x.end - x.start;
    if (n > LONGEST_KEYWORD)
        return;
    ascii_copy_lower(keyword, h->text->original + x.start, n);
    if (is_newer_keyword(keyword))
        replace(h, x.start, x.end, mem_printf(h->ctx, "\"%s\"", keyword));
}

static void hide_number(struct hiding *h, struct lexeme x, struct lexer *l)
{
    size_t end = x.start;
    const char *decimal = number_as_decimal(h->ctx, l->text, &end);
    if (!decimal)
        return;
    replace(h, x.start, end, decimal);
    l->at = end;
}

struct grammar_text grammar_hide(void *ctx, const char *sql)
{
    struct grammar_text hidden = {.original = sql, .given = sql};
    struct text t;
    text_open(&t);
    struct hiding h = {ctx, &hidden, t.out, 0};
    struct lexer l = {sql, 0, strlen(sql)};
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        if (x.kind == LEXEME_WORD)
            hide_keyword(&h, x);
        else if (x.kind == LEXEME_NUMBER)
            hide_number(&h, x, &l);
    }
    if (hidden.n > 0)
        fputs(sql + h.done, t.out);
    char *given = text_close(&t, ctx);
    if (hidden.n > 0)
        hidden.given = given;
    return hidden;
}

size_t grammar_place(const struct grammar_text *text, size_t given)
{
    size_t before = 0, after = 0; /* bytes of all edits so far, in the original and in what was given */
    for (size_t i = 0; i < text->n; i++) {
        const struct grammar_edit *e = &text->edits[i];
        size_t begins = e->at - before + after;
        if (given <= begins)
            break;
        if (given < begins + e->given)
            return e->at;
        before += e->length;
        after += e->given;
    }
    return given + before - after;
}

char *grammar_message(void *ctx, const struct grammar_text *text, const char *message)
{
    static const char near[] = "\"\"";
    const char *word = strstr(message, near), *end = word ? strstr(word + strlen(near), near) : NULL;
    if (text->n == 0 || !end)
        return mem_strdup(ctx, message);
    return mem_printf(ctx, "%.*s%.*s%s", (int)(word + 1 - message), message, (int)(end - word - 1), word + 2, end + 2);
}
