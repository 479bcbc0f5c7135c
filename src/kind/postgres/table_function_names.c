#include "kind/postgres/table_function_names.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"

/* NAMEDATALEN - 1: of a longer alias the server cuts the end off, to put a number there. */
enum { LONGEST_ALIAS = 63, LONGEST_NUMBER = 11 };

/* XMLTABLE or JSON_TABLE as it is stored. */
struct entry {
    const char *word, *alias;
    const struct tree_node *names; /* NULL: those of COLUMNS */
};

struct entries {
    struct entry *items;
    size_t n;
};

/* The same in the text. */
struct occurrence {
    const char *word, *alias; /* "": it has none */
    size_t end;               /* of the alias */
    bool named;               /* with a list of names behind the alias */
};

struct occurrences {
    struct occurrence *items;
    size_t n;
};

static bool same_names(const struct tree_node *a, const struct tree_node *b)
{
    if (!a || !b || a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->items[i]->label, b->items[i]->label) != 0)
            return false;
    return true;
}

static void add_entry(void *ctx, struct entries *found, const struct tree_node *node)
{
    const struct tree_node *function = tree_field(node, "tablefunc"), *eref = tree_field(node, "eref");
    const struct tree_node *names = tree_field(eref, "colnames");
    size_t at = mem_grow(ctx, &found->items, &found->n);
    found->items[at] = (struct entry){
        .word = tree_number(function, "functype") == 0 ? "XMLTABLE" : "JSON_TABLE",
        .alias = tree_text(eref, "aliasname"),
        .names = same_names(names, tree_field(function, "colnames")) ? NULL : names,
    };
}

static void find_entries(void *ctx, struct entries *found, const struct tree_node *node)
{
    /* What the text has before the items of FROM. */
    static const char *const earlier[] = {"cteList", "targetList"};
    bool query = tree_is(node, "QUERY");
    for (size_t i = 0; query && i < sizeof(earlier) / sizeof(*earlier); i++)
        find_entries(ctx, found, tree_field(node, earlier[i]));
    if (tree_field(node, "tablefunc"))
        add_entry(ctx, found, node);
    for (size_t i = 0; node && i < node->n; i++)
        if (!query || !node->names ||
            (strcmp(node->names[i], earlier[0]) != 0 && strcmp(node->names[i], earlier[1]) != 0))
            find_entries(ctx, found, node->items[i]);
}

/* Behind the bracket that closes the one at the lexer. */
static void skip_brackets(struct lexer *lexer)
{
    int depth = 0;
    do {
        struct lexeme l = lex_next(lexer);
        if (l.kind == LEXEME_END || l.kind == LEXEME_OPEN)
            return;
        depth += lexeme_is(lexer->text, l, "(") ? 1 : lexeme_is(lexer->text, l, ")") ? -1 : 0;
    } while (depth > 0);
}

/* What the server writes as a keyword, in capitals; a function of such a name is in small letters or quoted. */
static const char *word_of(const char *text, struct lexeme l)
{
    static const char *const words[] = {"XMLTABLE", "JSON_TABLE"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (l.kind == LEXEME_WORD && l.end - l.start == strlen(words[i]) &&
            strncmp(text + l.start, words[i], l.end - l.start) == 0)
            return words[i];
    return NULL;
}

static bool is_capital(const char *text, struct lexeme l)
{
    return text[l.start] >= 'A' && text[l.start] <= 'Z';
}

static struct occurrences find_occurrences(void *ctx, const char *text)
{
    struct occurrences found = {0};
    struct lexer lexer = {text, 0, strlen(text)};
    for (struct lexeme l = lex_next(&lexer); l.kind != LEXEME_END && l.kind != LEXEME_OPEN; l = lex_next(&lexer)) {
        struct lexer behind = lexer;
        const char *word = word_of(text, l);
        if (!word || !lexeme_is(text, lex_next(&behind), "("))
            continue;
        behind = lexer;
        skip_brackets(&behind);
        struct lexeme alias = lex_next(&behind);
        /* An alias in capitals has quotes: this is the keyword that follows one without alias. */
        bool aliased = alias.kind == LEXEME_QUOTED || (alias.kind == LEXEME_WORD && !is_capital(text, alias));
        size_t at = mem_grow(ctx, &found.items, &found.n);
        found.items[at] = (struct occurrence){
            .word = word,
            .alias = aliased ? lexeme_name(ctx, text, alias) : "",
            .end = aliased ? alias.end : 0,
            .named = aliased && lexeme_is(text, lex_next(&behind), "("),
        };
    }
    return found;
}

/* The server puts a number behind an alias that stands in a query around it, too. */
static bool is_alias_of(const struct occurrence *o, const struct entry *e)
{
    size_t n = strlen(e->alias);
    if (n > LONGEST_ALIAS - LONGEST_NUMBER)
        n = LONGEST_ALIAS - LONGEST_NUMBER;
    return strcmp(o->word, e->word) == 0 && (!o->alias[0] || strncmp(o->alias, e->alias, n) == 0);
}

/* In the order of the text, which is that of the tree. */
static bool all_match(const struct occurrences *there, const struct entries *entries)
{
    if (there->n != entries->n)
        return false;
    for (size_t i = 0; i < there->n; i++)
        if (!is_alias_of(&there->items[i], &entries->items[i]) ||
            (entries->items[i].names && !there->items[i].alias[0]))
            return false;
    return true;
}

static bool stands_before(const struct tree_node *names, size_t at, const char *name)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(names->items[i]->label, name) == 0)
            return true;
    return false;
}

/* Labels have their quotes. A name that stands twice gets a number where the server speaks of its column. */
static void print_names(void *ctx, FILE *out, const struct tree_node *names)
{
    for (size_t i = 0; i < names->n; i++) {
        const char *label = names->items[i]->label, *own = label;
        for (int n = 1; stands_before(names, i, own); n++)
            own = mem_printf(ctx, "%.*s_%d\"", (int)strlen(label) - 1, label, n);
        fputs(i ? ", " : "(", out);
        print_name(out, mem_strndup(ctx, own + 1, strlen(own) - 2));
    }
    putc(')', out);
}

static const char *with_names(void *ctx, const char *text, const struct occurrences *there,
                              const struct entries *entries)
{
    struct text t;
    size_t done = 0;
    text_open(&t);
    /* Of one in the brackets of another the alias stands first. */
    for (;;) {
        size_t next = there->n;
        for (size_t i = 0; i < there->n; i++)
            if (entries->items[i].names && !there->items[i].named && there->items[i].end > done &&
                (next == there->n || there->items[i].end < there->items[next].end))
                next = i;
        if (next == there->n)
            break;
        fprintf(t.out, "%.*s", (int)(there->items[next].end - done), text + done);
        print_names(ctx, t.out, entries->items[next].names);
        done = there->items[next].end;
    }
    fputs(text + done, t.out);
    return text_close(&t, ctx);
}

const char *add_table_function_names(void *ctx, const char *text, const struct tree_node *tree)
{
    struct entries entries = {0};
    bool wanted = false;
    find_entries(ctx, &entries, tree);
    for (size_t i = 0; i < entries.n; i++)
        wanted |= entries.items[i].names != NULL;
    if (!wanted)
        return text;
    struct occurrences there = find_occurrences(ctx, text);
    return all_match(&there, &entries) ? with_names(ctx, text, &there, &entries) : NULL;
}
