/*
 * The names under which the server prints what a body refers to, in the order in which it prints them: needed where two
 * things have the same name in its text.
 */
#ifndef KIND_POSTGRES_DISPLAY_H
#define KIND_POSTGRES_DISPLAY_H

#include "kind/postgres/meaning.h"
#include "kind/postgres/node_tree.h"

/* Something printed as PREFIX.NAME: a parameter, or a column where `parameter` is 0. */
struct displayed {
    long parameter;
    const char *name;
};

struct displays {
    struct displayed *items;
    size_t n;
};

/*
 * All that the text of a function's body prints with the prefix `function`, or, where nothing in it has a FROM, without
 * any: parameters under the names of `parameters` (n of them, by number from 1; NULL: it has none). Belongs to ctx.
 */
struct displays displays_of(void *ctx, const struct tree_node *body, const char *function,
                            const char *const *parameters, size_t n, const struct stored_names *names);

/* Whether anything in a tree has a FROM. */
bool has_range_table(const struct tree_node *node);

#endif
