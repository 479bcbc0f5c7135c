/* Types and parameters of the plain forms. */
#include <string.h>

#include "sql/postgres/plain_private.h"
#include "sql/postgres/print.h"

/* The types that SQL has tokens for; those with modifiers may have them behind the first `before` tokens. */
static const struct spoken {
    const char *tokens[5];
    int before; /* 0: none */
} spoken[] = {
    {{"bigint"}, 0},
    {{"boolean"}, 0},
    {{"character", "varying"}, 2},
    {{"double", "precision"}, 0},
    {{"integer"}, 0},
    {{"interval"}, 0},
    {{"json"}, 0},
    {{"numeric"}, 1},
    {{"real"}, 0},
    {{"smallint"}, 0},
    {{"timestamp", "with", "time", "zone"}, 1},
    {{"timestamp", "without", "time", "zone"}, 1},
    {{"time", "with", "time", "zone"}, 1},
    {{"time", "without", "time", "zone"}, 1},
};

/* (10,2) */
static bool modifiers(struct plain *p)
{
    if (!plain_token(p, "(") || !plain_number(p))
        return false;
    while (plain_token(p, ","))
        if (!plain_number(p))
            return false;
    return plain_token(p, ")");
}

static bool speak(struct plain *p, const struct spoken *type)
{
    for (int i = 0; type->tokens[i]; i++) {
        plain_put(p, i > 0 ? " " : "");
        if (!plain_token(p, type->tokens[i]))
            return false;
        size_t start = p->n;
        if (i + 1 == type->before && plain_is(p, "(") && (p->of_call || !modifiers(p)))
            return false;
        /* numeric(5) is printed otherwise. */
        if (strcmp(type->tokens[0], "numeric") == 0 && p->n > start && !strchr(p->out + start, ','))
            return false;
    }
    return true;
}

/* Somebody's own type, or one of the server's that SQL has no tokens for. */
static bool named(struct plain *p)
{
    size_t start = p->n;
    if (!plain_relation(p, false) || strncmp(p->out + start, "pg_catalog.", strlen("pg_catalog.")) == 0)
        return false;
    char name[LONGEST_NAME + 1] = "";
    size_t quote = p->out[start] == '"', n = p->n - start - 2 * quote;
    memcpy(name, p->out + start + quote, n <= LONGEST_NAME ? n : 0);
    return !type_is_spoken(name, true);
}

bool plain_type(struct plain *p)
{
    if (plain_take(p, "SETOF"))
        plain_put(p, "SETOF ");
    const struct plain before = *p;
    bool found = false;
    for (size_t i = 0; !found && i < sizeof(spoken) / sizeof(*spoken); i++) {
        *p = before;
        found = speak(p, &spoken[i]);
    }
    if (!found) {
        *p = before;
        found = named(p);
    }
    if (found && plain_token(p, "["))
        found = plain_token(p, "]");
    return found;
}

static bool parameter(struct plain *p)
{
    const struct plain before = *p;
    bool unnamed = plain_type(p) && (plain_is(p, ",") || p->x.kind == LEXEME_END);
    if (unnamed)
        return true;
    *p = before;
    /* A name that stands before a type of JSON may need quotes. */
    if (plain_is(p, "format") || !plain_name(p))
        return false;
    plain_put(p, " ");
    return plain_type(p);
}

bool plain_result(struct plain *p)
{
    p->of_call = true;
    return plain_type(p);
}

bool plain_parameters(struct plain *p)
{
    p->of_call = true;
    if (p->x.kind == LEXEME_END)
        return true;
    while (parameter(p)) {
        if (!plain_take(p, ","))
            return true;
        plain_put(p, ", ");
    }
    return false;
}
