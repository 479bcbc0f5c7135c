#include "page/reference.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/sqlite/lex.h"

/* A token of either engine's SQL. */
struct definition_token {
    const char *text; /* a name without quotes, or the sign */
    bool name;
    size_t end; /* in the definition */
};

struct definition_tokens {
    struct definition_token *items;
    size_t n, at;
    const char *definition;
};

static void add_token(void *ctx, struct definition_tokens *tokens, struct definition_token token)
{
    size_t at = mem_grow(ctx, &tokens->items, &tokens->n);
    tokens->items[at] = token;
}

static void read_postgres(void *ctx, struct definition_tokens *tokens)
{
    const char *text = tokens->definition;
    struct lexemes all = lex_all(ctx, text);
    for (size_t i = 0; i < all.n; i++) {
        struct lexeme x = all.items[i];
        bool name = lexeme_is_name(x);
        const char *plain = name ? lexeme_name(ctx, text, x) : mem_strndup(ctx, text + x.start, x.end - x.start);
        add_token(ctx, tokens, (struct definition_token){plain, name, x.end});
    }
}

static void read_sqlite(void *ctx, struct definition_tokens *tokens)
{
    struct sqlite_tokens all = sqlite_tokenize(ctx, tokens->definition);
    for (size_t i = 0; i < all.n; i++) {
        const struct sqlite_token *t = &all.items[i];
        bool name = t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
        size_t end = (size_t)(t->start - tokens->definition) + t->length;
        add_token(ctx, tokens, (struct definition_token){sqlite_token_content(ctx, t), name, end});
    }
}

static struct definition_tokens read_tokens(void *ctx, enum engine engine, const char *definition)
{
    struct definition_tokens tokens = {.definition = definition};
    if (engine == ENGINE_POSTGRES)
        read_postgres(ctx, &tokens);
    else
        read_sqlite(ctx, &tokens);
    return tokens;
}

static bool at_token(const struct definition_tokens *tokens, const char *text)
{
    return tokens->at < tokens->n && strcasecmp(tokens->items[tokens->at].text, text) == 0;
}

static bool take(struct definition_tokens *tokens, const char *text)
{
    bool found = at_token(tokens, text);
    tokens->at += found;
    return found;
}

static const char *take_name(struct definition_tokens *tokens)
{
    if (tokens->at >= tokens->n || !tokens->items[tokens->at].name)
        return NULL;
    return tokens->items[tokens->at++].text;
}

/* "(a, b)": names alone; what stands beside or instead of one is passed over. */
static struct names take_names(void *ctx, struct definition_tokens *tokens)
{
    struct names names = {0};
    int depth = take(tokens, "(");
    bool first = true;
    while (depth > 0 && tokens->at < tokens->n) {
        const struct definition_token *token = &tokens->items[tokens->at++];
        if (!token->name && strcmp(token->text, "(") == 0)
            depth++;
        else if (!token->name && strcmp(token->text, ")") == 0)
            depth--;
        else if (depth == 1 && token->name && first) {
            size_t at = mem_grow(ctx, &names.items, &names.n);
            names.items[at] = token->text;
        }
        first = depth == 1 && !token->name && strcmp(token->text, ",") == 0;
    }
    return names;
}

struct names key_columns(void *ctx, enum engine engine, const char *definition)
{
    struct definition_tokens tokens = read_tokens(ctx, engine, definition);
    while (tokens.at < tokens.n && !at_token(&tokens, "("))
        tokens.at++;
    return take_names(ctx, &tokens);
}

/* A table's name, with its schema where that is said. */
static bool take_relation(struct definition_tokens *tokens, enum engine engine, struct relation_name *relation)
{
    *relation = (struct relation_name){"", take_name(tokens)};
    if (!relation->name || !take(tokens, "."))
        return relation->name != NULL;
    bool usual = engine == ENGINE_POSTGRES && strcmp(relation->name, "public") == 0;
    *relation = (struct relation_name){usual ? "" : relation->name, take_name(tokens)};
    return relation->name != NULL;
}

size_t relation_names_read(void *ctx, enum engine engine, const char *list, struct relation_name **names)
{
    struct definition_tokens tokens = read_tokens(ctx, engine, list);
    struct relation_name one;
    size_t n = 0;
    *names = NULL;
    do {
        if (!take_relation(&tokens, engine, &one))
            break;
        size_t at = mem_grow(ctx, names, &n);
        (*names)[at] = one;
    } while (take(&tokens, ","));
    return tokens.at == tokens.n ? n : 0;
}

bool reference_read(void *ctx, enum engine engine, const char *definition, struct reference *reference)
{
    struct relation_name to;
    struct definition_tokens tokens = read_tokens(ctx, engine, definition);
    if (!take(&tokens, "FOREIGN") || !take(&tokens, "KEY"))
        return false;
    *reference = (struct reference){.schema = "", .columns = take_names(ctx, &tokens)};
    if (!take(&tokens, "REFERENCES") || !take_relation(&tokens, engine, &to))
        return false;
    reference->schema = to.schema;
    reference->table = to.name;
    reference->targets = take_names(ctx, &tokens);
    const char *rest = definition + tokens.items[tokens.at - 1].end;
    reference->rest = mem_strdup(ctx, rest + strspn(rest, " \n"));
    return true;
}

bool equal_names(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool names_hold(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (equal_names(names->items[i], name))
            return true;
    return false;
}
