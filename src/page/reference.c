#include "page/reference.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/sqlite/lex.h"

/* A token of either engine's SQL. */
struct word {
    const char *text; /* a name without quotes, or the sign */
    bool name;
    size_t end; /* in the definition */
};

struct words {
    struct word *items;
    size_t n, at;
    const char *definition;
};

static void add_word(void *ctx, struct words *words, struct word word)
{
    size_t at = mem_grow(ctx, &words->items, &words->n);
    words->items[at] = word;
}

static void read_postgres(void *ctx, struct words *words)
{
    const char *text = words->definition;
    struct lexemes all = lex_all(ctx, text);
    for (size_t i = 0; i < all.n; i++) {
        struct lexeme x = all.items[i];
        bool name = lexeme_is_name(x);
        const char *plain = name ? lexeme_name(ctx, text, x) : mem_strndup(ctx, text + x.start, x.end - x.start);
        add_word(ctx, words, (struct word){plain, name, x.end});
    }
}

static void read_sqlite(void *ctx, struct words *words)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, words->definition);
    for (size_t i = 0; i < tokens.n; i++) {
        const struct sqlite_token *t = &tokens.items[i];
        bool name = t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
        size_t end = (size_t)(t->start - words->definition) + t->length;
        add_word(ctx, words, (struct word){sqlite_token_content(ctx, t), name, end});
    }
}

static struct words read_words(void *ctx, enum engine engine, const char *definition)
{
    struct words words = {.definition = definition};
    if (engine == ENGINE_POSTGRES)
        read_postgres(ctx, &words);
    else
        read_sqlite(ctx, &words);
    return words;
}

static bool at_word(const struct words *words, const char *text)
{
    return words->at < words->n && strcasecmp(words->items[words->at].text, text) == 0;
}

static bool take(struct words *words, const char *text)
{
    bool found = at_word(words, text);
    words->at += found;
    return found;
}

static const char *take_name(struct words *words)
{
    if (words->at >= words->n || !words->items[words->at].name)
        return NULL;
    return words->items[words->at++].text;
}

/* "(a, b)": names alone; what stands beside or instead of one is passed over. */
static struct names take_names(void *ctx, struct words *words)
{
    struct names names = {0};
    int depth = take(words, "(");
    bool first = true;
    while (depth > 0 && words->at < words->n) {
        const struct word *word = &words->items[words->at++];
        if (!word->name && strcmp(word->text, "(") == 0)
            depth++;
        else if (!word->name && strcmp(word->text, ")") == 0)
            depth--;
        else if (depth == 1 && word->name && first) {
            size_t at = mem_grow(ctx, &names.items, &names.n);
            names.items[at] = word->text;
        }
        first = depth == 1 && !word->name && strcmp(word->text, ",") == 0;
    }
    return names;
}

struct names key_columns(void *ctx, enum engine engine, const char *definition)
{
    struct words words = read_words(ctx, engine, definition);
    while (words.at < words.n && !at_word(&words, "("))
        words.at++;
    return take_names(ctx, &words);
}

/* A table's name, with its schema where that is said. */
static bool take_relation(struct words *words, enum engine engine, struct relation_name *relation)
{
    *relation = (struct relation_name){"", take_name(words)};
    if (!relation->name || !take(words, "."))
        return relation->name != NULL;
    bool usual = engine == ENGINE_POSTGRES && strcmp(relation->name, "public") == 0;
    *relation = (struct relation_name){usual ? "" : relation->name, take_name(words)};
    return relation->name != NULL;
}

size_t relation_names_read(void *ctx, enum engine engine, const char *list, struct relation_name **names)
{
    struct words words = read_words(ctx, engine, list);
    struct relation_name one;
    size_t n = 0;
    *names = NULL;
    do {
        if (!take_relation(&words, engine, &one))
            break;
        size_t at = mem_grow(ctx, names, &n);
        (*names)[at] = one;
    } while (take(&words, ","));
    return words.at == words.n ? n : 0;
}

bool reference_read(void *ctx, enum engine engine, const char *definition, struct reference *reference)
{
    struct relation_name to;
    struct words words = read_words(ctx, engine, definition);
    if (!take(&words, "FOREIGN") || !take(&words, "KEY"))
        return false;
    *reference = (struct reference){.schema = "", .columns = take_names(ctx, &words)};
    if (!take(&words, "REFERENCES") || !take_relation(&words, engine, &to))
        return false;
    reference->schema = to.schema;
    reference->table = to.name;
    reference->targets = take_names(ctx, &words);
    const char *rest = definition + words.items[words.at - 1].end;
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
