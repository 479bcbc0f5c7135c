#include "kind/postgres/node_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MOST_NESTED = 2000 };

struct reader {
    void *ctx;
    const char *at;
    int depth;
};

struct items {
    struct tree_node **items;
    const char **names;
    size_t n, n_names;
};

static void skip_blanks(struct reader *r)
{
    r->at += strspn(r->at, " \t\n\r");
}

/* A token ends at a blank or a bracket; a backslash takes the next character as it is. */
static char *read_token(struct reader *r)
{
    size_t n = 0;
    const char *c = r->at;
    while (*c && !strchr(" \t\n\r(){}", *c))
        c += *c == '\\' && c[1] ? 2 : 1;
    char *token = mem_array(r->ctx, char, (size_t)(c - r->at) + 1);
    for (const char *from = r->at; from < c; from++) {
        from += *from == '\\' && from + 1 < c;
        token[n++] = *from;
    }
    r->at = c;
    return token;
}

static struct tree_node *new_node(struct reader *r, const char *label)
{
    struct tree_node *node = mem_new(r->ctx, struct tree_node);
    node->label = label;
    return node;
}

static struct tree_node *read_value(struct reader *r);

static struct tree_node *read_list(struct reader *r)
{
    struct items found = {0};
    r->at++;
    for (skip_blanks(r); *r->at && *r->at != ')'; skip_blanks(r)) {
        struct tree_node *value = read_value(r);
        if (!value)
            return NULL;
        size_t at = mem_grow(r->ctx, &found.items, &found.n);
        found.items[at] = value;
    }
    r->at += *r->at == ')';
    struct tree_node *list = new_node(r, NULL);
    list->items = found.items;
    list->n = found.n;
    return list;
}

/* The value of a field is one token, list or node; a constant's has its bytes behind it, which are passed over. */
static struct tree_node *read_field(struct reader *r)
{
    struct tree_node *value = read_value(r);
    struct items bytes = {0};
    for (skip_blanks(r); value && *r->at && *r->at != ':' && *r->at != '}'; skip_blanks(r)) {
        struct tree_node *byte = read_value(r);
        if (!byte)
            return NULL;
        size_t at = mem_grow(r->ctx, &bytes.items, &bytes.n);
        bytes.items[at] = byte;
    }
    if (bytes.n == 0)
        return value;
    struct tree_node *list = new_node(r, NULL);
    list->items = bytes.items;
    list->n = bytes.n;
    return list;
}

static struct tree_node *read_node(struct reader *r)
{
    struct items found = {0};
    r->at++;
    skip_blanks(r);
    struct tree_node *node = new_node(r, read_token(r));
    for (skip_blanks(r); *r->at == ':'; skip_blanks(r)) {
        const char *name = read_token(r) + 1;
        skip_blanks(r);
        struct tree_node *value = read_field(r);
        if (!value)
            return NULL;
        size_t at = mem_grow(r->ctx, &found.items, &found.n);
        found.items[at] = value;
        at = mem_grow(r->ctx, &found.names, &found.n_names);
        found.names[at] = name;
    }
    if (*r->at != '}')
        return NULL;
    r->at++;
    node->items = found.items;
    node->names = found.names;
    node->n = found.n;
    return node;
}

static struct tree_node *read_value(struct reader *r)
{
    struct tree_node *value = NULL;
    if (++r->depth > MOST_NESTED || !*r->at || *r->at == ')' || *r->at == '}')
        return NULL;
    if (*r->at == '{')
        value = read_node(r);
    else if (*r->at == '(')
        value = read_list(r);
    else
        value = new_node(r, read_token(r));
    r->depth--;
    return value;
}

bool tree_is_too_deep(const char *text)
{
    int depth = 0;
    for (const char *c = text; *c && depth < MOST_NESTED; c++)
        if (*c == '\\' && c[1])
            c++;
        else
            depth += (*c == '(' || *c == '{') - (*c == ')' || *c == '}');
    return depth == MOST_NESTED;
}

const struct tree_node *tree_read(void *ctx, const char *text)
{
    struct reader r = {ctx, text, 0};
    struct items found = {0};
    for (skip_blanks(&r); *r.at; skip_blanks(&r)) {
        struct tree_node *value = read_value(&r);
        if (!value)
            return NULL;
        size_t at = mem_grow(ctx, &found.items, &found.n);
        found.items[at] = value;
    }
    struct tree_node *list = new_node(&r, NULL);
    list->items = found.items;
    list->n = found.n;
    return list;
}

bool tree_is(const struct tree_node *node, const char *label)
{
    return node && node->names && strcmp(node->label, label) == 0;
}

const struct tree_node *tree_field(const struct tree_node *node, const char *name)
{
    for (size_t i = 0; node && node->names && i < node->n; i++)
        if (strcmp(node->names[i], name) == 0)
            return node->items[i]->label && strcmp(node->items[i]->label, "<>") == 0 ? NULL : node->items[i];
    return NULL;
}

const char *tree_text(const struct tree_node *node, const char *name)
{
    const struct tree_node *value = tree_field(node, name);
    return value && value->label ? value->label : "";
}

long tree_number(const struct tree_node *node, const char *name)
{
    return strtol(tree_text(node, name), NULL, 10);
}

const struct tree_node *tree_member(const struct tree_node *list, long at)
{
    return list && !list->names && at > 0 && (size_t)at <= list->n ? list->items[at - 1] : NULL;
}
