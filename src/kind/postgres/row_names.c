#include "kind/postgres/row_names.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"

enum { MOST_COLUMNS = 1600 };

/* The list of one item of FROM as it is printed, and as it has to be. */
struct name_list {
    const char *item;
    const char **printed, **wanted;
    size_t n_printed, n_wanted;
};

struct completion {
    void *ctx;
    const struct stored_names *names;
    struct name_list *lists;
    size_t n;
};

static void add_name(void *ctx, const char ***list, size_t *n, const char *name)
{
    size_t at = mem_grow(ctx, list, n);
    (*list)[at] = name;
}

static const char *column_name(const struct completion *c, const struct tree_node *token)
{
    size_t n = token && token->label ? strlen(token->label) : 0;
    return n >= 2 ? mem_strndup(c->ctx, token->label + 1, n - 2) : "";
}

static bool is_among(const char *const *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], name) == 0)
            return true;
    return false;
}

static unsigned row_relation(const struct completion *c, const struct tree_node *function)
{
    return stored_relation(c->names, (unsigned)tree_number(tree_field(function, "funcexpr"), "funcresulttype"));
}

/* Columns that the type of a function's rows has got since. */
static bool add_new_columns(const struct completion *c, struct name_list *l, const struct tree_node *function)
{
    unsigned relation = row_relation(c, function);
    bool added = false;
    for (int k = (int)tree_number(function, "funccolcount") + 1; relation && k <= MOST_COLUMNS; k++) {
        const char *name = stored_name(c->names, relation, k);
        if (!name)
            continue;
        const char *own = name;
        for (int i = 1; is_among(l->printed, l->n_printed, own) || is_among(l->wanted, l->n_wanted, own); i++)
            own = mem_printf(c->ctx, "%s_%d", name, i);
        add_name(c->ctx, &l->wanted, &l->n_wanted, own);
        added = true;
    }
    return added;
}

/* The names of a function's own columns; a dropped one is not printed. */
static void add_old_columns(struct completion *c, struct name_list *l, const struct tree_node *function,
                            const struct tree_node *names, long first)
{
    unsigned relation = row_relation(c, function);
    for (long k = 1; k <= tree_number(function, "funccolcount"); k++) {
        const char *name = column_name(c, tree_member(names, first + k - 1));
        if (!name[0] || (relation && !stored_name(c->names, relation, (int)k)))
            continue;
        add_name(c->ctx, &l->printed, &l->n_printed, name);
        add_name(c->ctx, &l->wanted, &l->n_wanted, name);
    }
}

static void complete_entry(struct completion *c, const struct tree_node *entry)
{
    const struct tree_node *functions = tree_field(entry, "functions");
    const struct tree_node *names = tree_field(tree_field(entry, "eref"), "colnames");
    struct name_list l = {.item = tree_text(tree_field(entry, "eref"), "aliasname")}, old = {0};
    bool grown = false;
    long at = 1;
    for (long f = 1; tree_member(functions, f); f++) {
        add_old_columns(c, &old, tree_member(functions, f), names, at);
        at += tree_number(tree_member(functions, f), "funccolcount");
    }
    if (strcmp(tree_text(entry, "funcordinality"), "true") == 0)
        add_name(c->ctx, &old.printed, &old.n_printed, column_name(c, tree_member(names, at)));
    l.printed = old.printed;
    l.n_printed = old.n_printed;
    at = 1;
    for (long f = 1; tree_member(functions, f); f++) {
        struct name_list own = {0};
        add_old_columns(c, &own, tree_member(functions, f), names, at);
        at += tree_number(tree_member(functions, f), "funccolcount");
        for (size_t i = 0; i < own.n_wanted; i++)
            add_name(c->ctx, &l.wanted, &l.n_wanted, own.wanted[i]);
        grown = add_new_columns(c, &l, tree_member(functions, f)) || grown;
    }
    if (l.n_printed > old.n_wanted)
        add_name(c->ctx, &l.wanted, &l.n_wanted, l.printed[l.n_printed - 1]);
    if (!grown)
        return;
    size_t last = mem_grow(c->ctx, &c->lists, &c->n);
    c->lists[last] = l;
}

static void find_entries(struct completion *c, const struct tree_node *node)
{
    if (tree_field(node, "funcordinality"))
        complete_entry(c, node);
    for (size_t i = 0; node && i < node->n; i++)
        find_entries(c, node->items[i]);
}

/* Where the list stands that the lexer is in front of; 0 where it is another. */
static size_t end_of_list(void *ctx, struct lexer lexer, const struct name_list *l)
{
    for (size_t i = 0; i < l->n_printed; i++) {
        struct lexeme name = lex_next(&lexer), sign = lex_next(&lexer);
        if ((name.kind != LEXEME_WORD && name.kind != LEXEME_QUOTED) ||
            strcmp(lexeme_name(ctx, lexer.text, name), l->printed[i]) != 0 ||
            !lexeme_is(lexer.text, sign, i + 1 < l->n_printed ? "," : ")"))
            return 0;
    }
    return lexer.at;
}

/* The text with the complete list; NULL where the printed one does not stand in it just once. */
static char *replace_list(void *ctx, const char *text, const struct name_list *l)
{
    size_t start = 0, end = 0, times = 0;
    struct lexer lexer = {text, 0, strlen(text)};
    struct lexeme before = {0}, lexeme = lex_next(&lexer);
    for (; lexeme.kind != LEXEME_END && lexeme.kind != LEXEME_OPEN; before = lexeme, lexeme = lex_next(&lexer)) {
        bool item = (before.kind == LEXEME_WORD || before.kind == LEXEME_QUOTED) && lexeme_is(text, lexeme, "(") &&
                    strcmp(lexeme_name(ctx, text, before), l->item) == 0;
        size_t found = item ? end_of_list(ctx, lexer, l) : 0;
        if (!found)
            continue;
        times++;
        start = lexeme.end;
        end = found;
    }
    if (times != 1)
        return NULL;
    struct text t;
    text_open(&t);
    fprintf(t.out, "%.*s", (int)start, text);
    for (size_t i = 0; i < l->n_wanted; i++) {
        fputs(i ? ", " : "", t.out);
        print_name(t.out, l->wanted[i]);
    }
    fprintf(t.out, ")%s", text + end);
    return text_close(&t, ctx);
}

const char *complete_row_names(void *ctx, const char *text, const struct tree_node *tree,
                               const struct stored_names *names)
{
    struct completion c = {.ctx = ctx, .names = names};
    find_entries(&c, tree);
    for (size_t i = 0; text && i < c.n; i++)
        text = replace_list(ctx, text, &c.lists[i]);
    return text;
}
