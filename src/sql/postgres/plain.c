#include "sql/postgres/plain.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/plain_private.h"

/* Plain forms come out no longer than they went in, but for a line break in triggers. */
enum { ROOM_MORE = 16 };

static void advance(struct plain *p)
{
    p->x = lex_next(&p->lexer);
}

bool plain_is(const struct plain *p, const char *token)
{
    size_t n = p->x.end - p->x.start;
    return (p->x.kind == LEXEME_WORD || p->x.kind == LEXEME_SIGN) && strlen(token) == n &&
           memcmp(p->lexer.text + p->x.start, token, n) == 0;
}

bool plain_take(struct plain *p, const char *token)
{
    if (!plain_is(p, token))
        return false;
    advance(p);
    return true;
}

void plain_put(struct plain *p, const char *text)
{
    size_t n = strlen(text);
    memcpy(p->out + p->n, text, n + 1);
    p->n += n;
}

static void put_lexeme(struct plain *p)
{
    size_t n = p->x.end - p->x.start;
    memcpy(p->out + p->n, p->lexer.text + p->x.start, n);
    p->n += n;
    p->out[p->n] = '\0';
    advance(p);
}

bool plain_token(struct plain *p, const char *token)
{
    if (!plain_is(p, token))
        return false;
    put_lexeme(p);
    return true;
}

bool plain_tokens(struct plain *p, const char *const *tokens)
{
    for (; *tokens; tokens++) {
        if (!plain_token(p, *tokens))
            return false;
        plain_put(p, tokens[1] ? " " : "");
    }
    return true;
}

/* A name as the server quotes it: without quotes only where it has none to lose. */
bool plain_name(struct plain *p)
{
    char name[LONGEST_NAME + 1];
    const char *text = p->lexer.text + p->x.start;
    size_t n = p->x.end - p->x.start;
    bool quoted = p->x.kind == LEXEME_QUOTED && text[0] == '"';
    if (quoted) {
        text++;
        n -= 2;
    }
    if ((!quoted && p->x.kind != LEXEME_WORD) || n == 0 || n > LONGEST_NAME)
        return false;
    memcpy(name, text, n);
    name[n] = '\0';
    bool bare = name_is_bare(name);
    if (!quoted && !bare)
        return false;
    if (!bare) {
        put_lexeme(p);
        return true;
    }
    plain_put(p, name);
    advance(p);
    return true;
}

bool plain_relation(struct plain *p, bool forget_public)
{
    size_t start = p->n;
    if (!plain_name(p))
        return false;
    if (!plain_is(p, "."))
        return true;
    if (forget_public && strcmp(p->out + start, "public") == 0) {
        p->n = start;
        advance(p);
        return plain_name(p) && relation_can_be_short(p->out + start);
    }
    return plain_token(p, ".") && plain_name(p);
}

bool plain_list(struct plain *p, bool (*item)(struct plain *p))
{
    if (!plain_token(p, "("))
        return false;
    do {
        if (!item(p))
            return false;
        if (plain_take(p, ",")) {
            plain_put(p, ", ");
            continue;
        }
        return plain_token(p, ")");
    } while (true);
}

/* Digits that are a constant of type integer, spelt as the printer spells it. */
bool plain_number(struct plain *p)
{
    enum { MOST_DIGITS = 9 };
    const char *text = p->lexer.text + p->x.start;
    size_t n = p->x.end - p->x.start;
    if (p->x.kind != LEXEME_NUMBER || n > MOST_DIGITS || strspn(text, "0123456789") < n || (n > 1 && text[0] == '0'))
        return false;
    put_lexeme(p);
    return true;
}

/* 'text' without anything that is escaped in one of its two spellings. */
bool plain_string(struct plain *p)
{
    const char *text = p->lexer.text + p->x.start;
    if (p->x.kind != LEXEME_STRING || text[0] != '\'')
        return false;
    for (const char *c = text; c < p->lexer.text + p->x.end; c++)
        if (*c == '\\' || (unsigned char)*c < 0x20 || *c == 0x7f)
            return false;
    put_lexeme(p);
    return true;
}

static void begin(struct plain *p, void *ctx, const char *text)
{
    size_t n = strlen(text);
    *p = (struct plain){.lexer = {text, 0, n}, .out = mem_array(ctx, char, n + ROOM_MORE)};
    advance(p);
}

static char *read_all(void *ctx, const char *text, bool (*reader)(struct plain *p))
{
    struct plain p;
    begin(&p, ctx, text);
    if (reader(&p) && p.x.kind == LEXEME_END)
        return p.out;
    mem_free(p.out);
    return NULL;
}

char *plain_text(void *ctx, enum canon_form form, const char *text)
{
    static bool (*const readers[])(struct plain * p) = {
        [CANON_EXPRESSION] = plain_constant,
        [CANON_DEFAULT] = plain_constant,
        [CANON_TYPE] = plain_type,
        [CANON_QUERY] = NULL,
        [CANON_CONSTRAINT] = plain_constraint,
        [CANON_DOMAIN_CONSTRAINT] = plain_domain_constraint,
        [CANON_STATEMENT] = plain_statement,
        [CANON_INDEX] = plain_index,
        [CANON_PARAMETERS] = plain_parameters,
        [CANON_RESULT] = plain_result,
        [CANON_BODY] = NULL,
    };
    return readers[form] ? read_all(ctx, text, readers[form]) : NULL;
}

char *plain_short_default(void *ctx, const char *text, const char *type)
{
    char *plain = plain_text(ctx, CANON_DEFAULT, text);
    size_t n = strlen(text), size = strlen(type);
    if (!plain || text[0] != '\'')
        return plain;
    if (strchr(type, '(')) {
        mem_free(plain);
        return NULL; /* which modifiers go without saying is not for here */
    }
    if (n > size + strlen("'::") && strcmp(text + n - size, type) == 0 && strncmp(text + n - size - 3, "'::", 3) == 0)
        plain[n - size - strlen("::")] = '\0';
    return plain;
}
