/* Which definitions SQLite is certain to take, and to understand as they are read here. */
#include <string.h>
#include <strings.h>

#include "model/sqlite_plain.h"

/* SQLite's own limit, unless it was built with another one. */
enum { MOST_COLUMNS = 2000 };

/* Any other has to be known to the library. */
static bool is_usual_collation(const char *name)
{
    return strcasecmp(name, "BINARY") == 0 || strcasecmp(name, "NOCASE") == 0 || strcasecmp(name, "RTRIM") == 0;
}

/* An expression is looked at by SQLite, and stands in parentheses; a name would be a string. */
static bool is_usual_column(const struct sqlite_column *c)
{
    bool literal = !c->value || (*c->value != '(' && *c->value != '"');
    return literal && !c->generated;
}

static bool has_twin(const struct sqlite_table *table, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcasecmp(table->columns[i].name, table->columns[at].name) == 0)
            return true;
    return false;
}

/* How many columns the list of a foreign key's parent has; 0: it has none. */
static size_t parent_columns(void *ctx, const char *definition)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, definition);
    size_t at = 0, n = 0;
    while (at < tokens.n && !sqlite_token_is(&tokens.items[at], "REFERENCES"))
        at++;
    at += 2;
    for (; at < tokens.n && !sqlite_token_is_symbol(&tokens.items[at], ")"); at++) {
        if (n == 0 && !sqlite_token_is_symbol(&tokens.items[at], "("))
            return 0;
        n += sqlite_token_is_symbol(&tokens.items[at], "(") || sqlite_token_is_symbol(&tokens.items[at], ",");
    }
    return n;
}

static bool is_usual_constraint(void *ctx, const struct sqlite_constraint *c)
{
    if (c->type == SQLITE_CHECK || c->autoincrement)
        return false;
    for (size_t i = 0; i < c->n_keys; i++)
        if (!c->keys[i].column)
            return false;
    size_t parents = c->type == SQLITE_FOREIGN_KEY ? parent_columns(ctx, c->definition) : 0;
    return parents == 0 || parents == c->n_keys;
}

/* Of several collations of a column the last one counts, and all have to be known. */
static bool has_usual_collations(void *ctx, const struct sqlite_statement *s)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        if (sqlite_token_is(&s->tokens[i], "COLLATE") &&
            !is_usual_collation(sqlite_token_content(ctx, &s->tokens[i + 1])))
            return false;
    return true;
}

/* Columns of a foreign key are names alone: SQLite refuses an order or a collation there. */
static bool has_plain_foreign_keys(const struct sqlite_statement *s)
{
    bool inside = false;
    for (size_t i = 0; i < s->n; i++) {
        const struct sqlite_token *t = &s->tokens[i];
        bool begins = sqlite_token_is(t, "FOREIGN") && sqlite_token_is_symbol(statement_token(s, i + 2), "(");
        inside = (inside && !sqlite_token_is_symbol(t, ")")) || begins;
        if (inside && (sqlite_token_is(t, "ASC") || sqlite_token_is(t, "DESC") || sqlite_token_is(t, "COLLATE")))
            return false;
    }
    return true;
}

bool plain_table_is_certain(void *ctx, const struct sqlite_statement *s, const struct sqlite_table *table)
{
    int primary_keys = 0;
    bool usual = !table->without_rowid && !table->strict && table->n_columns <= MOST_COLUMNS;
    for (size_t i = 0; usual && i < table->n_columns; i++)
        usual = is_usual_column(&table->columns[i]) && !has_twin(table, i);
    for (size_t i = 0; usual && i < table->n_constraints; i++) {
        primary_keys += table->constraints[i].type == SQLITE_PRIMARY_KEY;
        usual = is_usual_constraint(ctx, &table->constraints[i]);
    }
    return usual && primary_keys <= 1 && has_plain_foreign_keys(s) && has_usual_collations(ctx, s);
}

static bool is_column(void *ctx, const struct sqlite_table *table, const struct sqlite_token *t)
{
    const char *name = sqlite_token_content(ctx, t);
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcasecmp(table->columns[i].name, name) == 0)
            return true;
    return false;
}

/* Words of keys and of simple conditions; functions and collations may be unknown to the library. */
static bool is_usual_word(const struct sqlite_token *t, bool condition)
{
    static const char *const of_keys[] = {"ASC", "DESC", NULL};
    static const char *const of_conditions[] = {"IS", "NOT", "NULL", "AND", "OR", "IN", "BETWEEN", NULL};
    const char *const *word = condition ? of_conditions : of_keys;
    while (*word && !sqlite_token_is(t, *word))
        word++;
    return *word != NULL;
}

/* What may stand in an index: columns of its table, literals and operators of its condition. */
static bool is_usual_token(void *ctx, const struct sqlite_table *table, const struct sqlite_token *t, bool condition)
{
    switch (t->type) {
    case TOKEN_WORD:
        return is_usual_word(t, condition) || is_column(ctx, table, t);
    case TOKEN_DOUBLE:
    case TOKEN_BRACKET:
        return is_column(ctx, table, t);
    case TOKEN_SYMBOL:
        return condition ? *t->start != '.' : strchr("(),", *t->start) != NULL;
    case TOKEN_STRING:
    case TOKEN_NUMBER:
        return condition;
    default:
        return false;
    }
}

bool plain_index_is_certain(void *ctx, const struct sqlite_table *table, const struct sqlite_statement *s, size_t keys)
{
    bool condition = false;
    for (size_t i = keys; i < s->n; i++) {
        const struct sqlite_token *t = &s->tokens[i];
        if (!condition && sqlite_token_is(t, "WHERE"))
            condition = true;
        else if (!is_usual_token(ctx, table, t, condition))
            return false;
        /* A function, but for IN (...) and AND (...). */
        bool name = t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET || t->type == TOKEN_WORD;
        if (name && sqlite_token_is_symbol(statement_token(s, i + 1), "(") && !is_usual_word(t, true) &&
            !sqlite_token_is(t, "WHERE"))
            return false;
    }
    return true;
}
