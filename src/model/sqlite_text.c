/* Statements that SQLite refuses to run, as items that are compared as text. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/token_text.h"
#include "model/sqlite.h"
#include "model/statement.h"

/* Reserved words in capitals, others in small letters; names have the same quotes; "x" may be a string, and stays. */
static const char *token_text(void *ctx, const struct sqlite_token *t)
{
    if (t->type == TOKEN_BRACKET) {
        const char *name = sqlite_token_content(ctx, t), *quoted = sqlite_quote_string(ctx, name);
        char *text = mem_strdup(ctx, quoted);
        text[0] = text[strlen(text) - 1] = '"';
        return text;
    }
    char *text = mem_strndup(ctx, t->start, t->length);
    bool keyword = t->type == TOKEN_WORD && sqlite_reserved(t->start, t->length);
    for (char *c = text; t->type == TOKEN_WORD && *c; c++)
        *c = (char)(keyword ? toupper((unsigned char)*c) : tolower((unsigned char)*c));
    return text;
}

static const char *spelling(void *ctx, const struct sqlite_statement *s)
{
    struct text t;
    char last = '\0';
    text_open(&t);
    for (size_t i = 0; i < s->n; i++) {
        const char *text = token_text(ctx, &s->tokens[i]);
        token_text_put(t.out, &last, text, strlen(text));
    }
    return text_close(&t, ctx);
}

static bool is_any(const struct sqlite_statement *s, size_t at, const char *const *words)
{
    while (*words && !sqlite_token_is(statement_token(s, at), *words))
        words++;
    return *words != NULL;
}

/* What an INSERT, UPDATE, ALTER, ... is about: the name behind the words that may stand before it. */
static const char *name_behind(void *ctx, const struct sqlite_statement *s)
{
    static const char *const verbs[] = {"INSERT", "REPLACE", "UPDATE", "DELETE", "ALTER", "DROP", "PRAGMA", NULL};
    static const char *const fillers[] = {"OR",   "ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE",
                                          "INTO", "FROM",     "TABLE", "IF",   "EXISTS", NULL};
    size_t at = 1;
    if (!is_any(s, 0, verbs))
        return NULL;
    while (is_any(s, at, fillers))
        at++;
    const char *name = sqlite_name_at(ctx, s, &at);
    bool rows = !is_any(s, 0, (const char *const[]){"ALTER", "DROP", NULL});
    const char *verb = rows ? mem_upper(ctx, s->tokens[0].start, s->tokens[0].length) : "TABLE";
    return name ? mem_printf(ctx, "%s %s", verb, name) : NULL;
}

static const char *name_of(void *ctx, const struct sqlite_statement *s)
{
    struct sqlite_creation created = sqlite_creation_of(ctx, s);
    if (created.type)
        return mem_printf(ctx, "%s %s", mem_upper(ctx, created.type, strlen(created.type)), created.name);
    const char *name = name_behind(ctx, s);
    return name ? name : statement_name_of_text(ctx, spelling(ctx, s));
}

void sqlite_add_as_text(void *ctx, struct model_draft *draft, const struct sqlite_statement *s, int line)
{
    const struct sqlite_token *first = &s->tokens[0], *last = &s->tokens[s->n - 1];
    size_t size = (size_t)(last->start - first->start) + last->length;
    model_add_statement(draft, name_of(ctx, s), spelling(ctx, s), mem_printf(ctx, "%.*s;", (int)size, first->start),
                        line);
}
