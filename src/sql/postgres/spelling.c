#include "sql/postgres/spelling.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/token_text.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"

/* Of an operator's signs; the server takes no more than 63 for one. Each + of a row of them looks at the rest. */
enum { MOST_SIGNS = 128 };

static bool has_any(const char *text, size_t n, const char *signs)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(signs, text[i]))
            return true;
    return false;
}

/*
 * Signs that stand together are one operator, as the server's scan.l cuts them: it may end in + or - only where it
 * holds a sign that no standard operator has.
 */
static struct lexeme whole_operator(struct lexer *l, struct lexeme first)
{
    static const char signs[] = "+-*/<>=~!@#%^&|`?:";
    struct lexeme whole = first;
    struct lexer ahead = *l;
    if (!strchr(signs, l->text[first.start]))
        return first;
    for (struct lexeme x = lex_next(&ahead); x.kind == LEXEME_SIGN && x.start == whole.end; x = lex_next(&ahead)) {
        if (!strchr(signs, l->text[x.start]) || whole.end - whole.start >= MOST_SIGNS)
            break;
        whole.end = x.end;
    }
    size_t n = whole.end - whole.start;
    const char *text = l->text + whole.start;
    bool special = has_any(text, n, "~!@#%^&|`?");
    while (!special && n > 1 && strchr("+-", text[n - 1]))
        n--;
    whole.end = whole.start + n;
    l->at = whole.end;
    return whole;
}

/* What stands without quotes though it is reserved is a keyword. U&"..." is left as it is: NULL, as for no name. */
static char *name_text(void *ctx, const char *text, struct lexeme x)
{
    struct text t;
    if (x.kind == LEXEME_WORD) {
        char *word = lexeme_name(ctx, text, x);
        bool keyword = name_is_reserved(word);
        for (char *c = word; keyword && *c; c++)
            *c = (char)toupper((unsigned char)*c);
        return word;
    }
    if (x.kind != LEXEME_QUOTED || text[x.start] != '"')
        return NULL;
    text_open(&t);
    print_name(t.out, lexeme_name(ctx, text, x));
    return text_close(&t, ctx);
}

/* $x$...$x$ as $$...$$, whose text is the same; a text that holds $$ keeps its tag. */
static char *dollar_text(void *ctx, const char *text, struct lexeme x)
{
    char *value = text[x.start] == '$' ? lexeme_string(ctx, text, x) : NULL;
    size_t n = value ? strlen(value) : 0;
    if (!value || strstr(value, "$$") || (n > 0 && value[n - 1] == '$'))
        return NULL;
    return mem_printf(ctx, "$$%s$$", value);
}

static bool is_public(const struct lexer *l, struct lexeme x, const char *name)
{
    struct lexer ahead = *l;
    bool after_dot = x.start > 0 && l->text[x.start - 1] == '.';
    return name && !after_dot && strcasecmp(name, "public") == 0 && lexeme_is(l->text, lex_next(&ahead), ".");
}

char *spelling_of(void *ctx, const char *text, size_t length)
{
    struct lexer l = {text, 0, length};
    void *work = mem_context(NULL);
    struct text t;
    char last = '\0';
    text_open(&t);
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END; x = lex_next(&l)) {
        const char *own = x.kind == LEXEME_STRING ? dollar_text(work, text, x) : name_text(work, text, x);
        if (x.kind == LEXEME_OPEN)
            x.end = length;
        else if (x.kind == LEXEME_SIGN)
            x = whole_operator(&l, x);
        if (is_public(&l, x, own)) {
            lex_next(&l);
            continue;
        }
        token_text_put(t.out, &last, own ? own : text + x.start, own ? strlen(own) : x.end - x.start);
        if (x.kind == LEXEME_OPEN)
            break;
    }
    mem_free(work);
    return text_close(&t, ctx);
}
