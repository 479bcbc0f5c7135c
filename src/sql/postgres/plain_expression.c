/* Expressions of the plain forms. */
#include <string.h>

#include "sql/postgres/plain_private.h"

/* What is cast to these may be written in another way. */
static bool is_number_type(const char *type)
{
    static const char *const types[] = {"integer", "bigint", "real", "double precision"};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(type, types[i]) == 0)
            return true;
    return false;
}

/* ::text, which may be all there is of it. */
static bool cast(struct plain *p)
{
    size_t start = p->n + strlen("::");
    for (int colons = 0; colons < 2; colons++)
        if (!plain_token(p, ":"))
            return false;
    return plain_type(p) && !is_number_type(p->out + start);
}

static bool literal(struct plain *p)
{
    if (p->x.kind == LEXEME_STRING)
        return plain_string(p) && cast(p);
    return plain_number(p) || plain_token(p, "true") || plain_token(p, "false");
}

/* now(), nextval('numbers'::regclass) */
static bool call(struct plain *p)
{
    if (!plain_name(p) || !plain_token(p, "("))
        return false;
    return plain_token(p, ")") || (plain_string(p) && cast(p) && plain_token(p, ")"));
}

bool plain_constant(struct plain *p)
{
    static const char *const tokens[] = {"CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "CURRENT_USER"};
    for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++)
        if (plain_token(p, tokens[i]))
            return !plain_is(p, "(");
    if (plain_token(p, "NULL"))
        return cast(p);
    return literal(p) || (p->n == 0 && p->x.kind == LEXEME_WORD && call(p));
}

static bool comparison_sign(struct plain *p)
{
    static const char *const signs[] = {"=", "<>", "<=", ">=", "<", ">"};
    const char *text = p->lexer.text + p->x.start;
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        size_t n = strlen(signs[i]);
        if (strncmp(text, signs[i], n) != 0 || text[n] != ' ')
            continue;
        plain_put(p, " ");
        for (size_t k = 0; k < n; k++)
            plain_token(p, (char[]){signs[i][k], '\0'});
        plain_put(p, " ");
        return true;
    }
    return false;
}

/* A column, or new.column; VALUE of a domain. */
static bool column(struct plain *p)
{
    return p->domain ? plain_token(p, "VALUE") : plain_relation(p, false);
}

/* (a > 0), (a IS NOT NULL) */
static bool comparison(struct plain *p)
{
    static const char *const null[] = {"IS", "NULL", NULL}, *const not_null[] = {"IS", "NOT", "NULL", NULL};
    if (!plain_take(p, "(") || !column(p))
        return false;
    if (plain_is(p, "IS")) {
        plain_put(p, " ");
        const struct plain before = *p;
        bool found = plain_tokens(p, null);
        if (!found) {
            *p = before;
            found = plain_tokens(p, not_null);
        }
        return found && plain_take(p, ")");
    }
    return comparison_sign(p) && (literal(p) || column(p)) && plain_take(p, ")");
}

/* ((a > 0) AND (b < 1)) */
bool plain_predicate(struct plain *p)
{
    struct plain before = *p;
    if (comparison(p))
        return true;
    *p = before;
    if (!plain_take(p, "(") || !comparison(p))
        return false;
    const char *token = plain_is(p, "AND") ? "AND" : "OR";
    while (plain_is(p, token)) {
        plain_put(p, " ");
        plain_token(p, token);
        plain_put(p, " ");
        if (!comparison(p))
            return false;
    }
    return plain_take(p, ")");
}
