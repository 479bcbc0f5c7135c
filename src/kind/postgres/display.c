#include "kind/postgres/display.h"

#include <string.h>

#include "base/mem.h"

enum { SELECT = 1, UPDATE, INSERT, DELETE, MERGE };
enum { ENTRY_RELATION = 0, ENTRY_JOIN = 2, ENTRY_GROUP = 9 };

struct level {
    const struct tree_node *query;
    const struct level *outer;
};

struct printing {
    void *ctx;
    struct displays found;
    const char *function;
    const char *const *parameters;
    size_t n_parameters;
    const struct stored_names *names;
};

static void print(struct printing *p, const struct tree_node *node, const struct level *level);

static void add(struct printing *p, long parameter, const char *name)
{
    size_t at = mem_grow(p->ctx, &p->found.items, &p->found.n);
    p->found.items[at] = (struct displayed){parameter, name};
}

/* A name among others is "name" in quotes. */
static const char *unquoted(struct printing *p, const struct tree_node *token)
{
    size_t n = token && token->label ? strlen(token->label) : 0;
    return n >= 2 && token->label[0] == '"' ? mem_strndup(p->ctx, token->label + 1, n - 2) : "";
}

static const struct tree_node *entry_at(const struct level *level, long at)
{
    return tree_member(tree_field(level->query, "rtable"), at);
}

/* A relation without an alias goes by the name that it has now. */
static const char *entry_name(struct printing *p, const struct tree_node *entry)
{
    const struct tree_node *alias = tree_field(entry, "alias");
    if (alias)
        return tree_text(alias, "aliasname");
    const char *name = NULL;
    if (tree_number(entry, "rtekind") == ENTRY_RELATION)
        name = stored_name(p->names, (unsigned)tree_number(entry, "relid"), 0);
    const char *dot = name ? strrchr(name, '.') : NULL;
    return dot ? dot + 1 : tree_text(tree_field(entry, "eref"), "aliasname");
}

/* Of several items with one name only the first, in the outermost query, is printed under it. */
static bool goes_by(struct printing *p, const struct level *level, long at, const char *name)
{
    for (const struct level *outer = level->outer; outer; outer = outer->outer)
        for (long i = 1; entry_at(outer, i); i++)
            if (strcmp(entry_name(p, entry_at(outer, i)), name) == 0)
                return false;
    for (long i = 1; i < at; i++)
        if (strcmp(entry_name(p, entry_at(level, i)), name) == 0)
            return false;
    return strcmp(entry_name(p, entry_at(level, at)), name) == 0;
}

static const char *column_name(struct printing *p, const struct tree_node *entry, long column)
{
    const char *name = NULL;
    if (tree_number(entry, "rtekind") == ENTRY_RELATION)
        name = stored_name(p->names, (unsigned)tree_number(entry, "relid"), (int)column);
    const struct tree_node *names = tree_field(tree_field(entry, "eref"), "colnames");
    return name ? name : unquoted(p, tree_member(names, column));
}

static void print_variable(struct printing *p, const struct tree_node *node, const struct level *level)
{
    for (long up = tree_number(node, "varlevelsup"); up > 0 && level; up--)
        level = level->outer;
    long at = tree_number(node, "varno"), column = tree_number(node, "varattno");
    const struct tree_node *entry = level ? entry_at(level, at) : NULL;
    long kind = tree_number(entry, "rtekind");
    if (!entry)
        return;
    if (kind == ENTRY_GROUP)
        print(p, tree_member(tree_field(entry, "groupexprs"), column), level);
    else if (kind == ENTRY_JOIN && !tree_field(entry, "alias"))
        print(p, tree_member(tree_field(entry, "joinaliasvars"), column), level);
    else if (column > 0 && goes_by(p, level, at, p->function))
        add(p, 0, column_name(p, entry, column));
}

static void print_parameter(struct printing *p, const struct tree_node *node)
{
    long number = tree_number(node, "paramid");
    if (tree_number(node, "paramkind") == 0 && number > 0 && (size_t)number <= p->n_parameters &&
        p->parameters[number - 1])
        add(p, number, p->parameters[number - 1]);
}

static void print_fields(struct printing *p, const struct tree_node *node, const char *const *fields,
                         const struct level *level)
{
    for (size_t i = 0; fields[i]; i++)
        print(p, tree_field(node, fields[i]), level);
}

/* Expressions of the targets that a clause names by number. */
static void print_sorted(struct printing *p, const char *clause, const struct level *level)
{
    const struct tree_node *items = tree_field(level->query, clause), *targets = tree_field(level->query, "targetList");
    for (long i = 1; tree_member(items, i); i++)
        for (long t = 1; tree_member(targets, t); t++)
            if (tree_number(tree_member(targets, t), "ressortgroupref") ==
                tree_number(tree_member(items, i), "tleSortGroupRef"))
                print(p, tree_field(tree_member(targets, t), "expr"), level);
}

static void print_from_item(struct printing *p, const struct tree_node *item, const struct level *level)
{
    static const char *const entry_parts[] = {"subquery",     "functions",   "tablefunc",
                                              "values_lists", "tablesample", NULL};
    if (tree_is(item, "RANGETBLREF")) {
        print_fields(p, entry_at(level, tree_number(item, "rtindex")), entry_parts, level);
    } else if (tree_is(item, "JOINEXPR")) {
        print_from_item(p, tree_field(item, "larg"), level);
        print_from_item(p, tree_field(item, "rarg"), level);
        if (!tree_field(item, "usingClause"))
            print(p, tree_field(item, "quals"), level);
    } else if (tree_is(item, "SETOPERATIONSTMT")) {
        print_from_item(p, tree_field(item, "larg"), level);
        print_from_item(p, tree_field(item, "rarg"), level);
    }
}

/* What is written to is no item of what is printed as FROM or USING. */
static void print_from(struct printing *p, const struct level *level)
{
    const struct tree_node *items = tree_field(tree_field(level->query, "jointree"), "fromlist");
    long written = tree_number(level->query, "resultRelation");
    for (long i = 1; tree_member(items, i); i++)
        if (!written || tree_number(tree_member(items, i), "rtindex") != written)
            print_from_item(p, tree_member(items, i), level);
}

/* Targets that stand in the text; others are there to be sorted by. */
static void print_targets(struct printing *p, const char *list, const struct level *level)
{
    const struct tree_node *targets = tree_field(level->query, list);
    for (long i = 1; tree_member(targets, i); i++)
        if (strcmp(tree_text(tree_member(targets, i), "resjunk"), "true") != 0)
            print(p, tree_field(tree_member(targets, i), "expr"), level);
}

static void print_query(struct printing *p, const struct level *level)
{
    static const char *const last[] = {"limitOffset", "limitCount", NULL};
    static const char *const conflict[] = {"arbiterElems", "arbiterWhere", "onConflictSet", "onConflictWhere", NULL};
    const struct tree_node *query = level->query, *operations = tree_field(query, "setOperations");
    long command = tree_number(query, "commandType");
    print(p, tree_field(query, "cteList"), level);
    if (operations) {
        print_from_item(p, operations, level);
    } else if (command == INSERT) {
        print_from(p, level);
        if (!tree_field(tree_field(query, "jointree"), "fromlist"))
            print_targets(p, "targetList", level);
        print_fields(p, tree_field(query, "onConflict"), conflict, level);
    } else {
        if (command == SELECT)
            print_sorted(p, "distinctClause", level);
        if (command != DELETE)
            print_targets(p, "targetList", level);
        print_from(p, level);
        print(p, tree_field(tree_field(query, "jointree"), "quals"), level);
        print_sorted(p, "groupClause", level);
        print(p, tree_field(query, "havingQual"), level);
        print_sorted(p, "sortClause", level);
    }
    print_fields(p, query, last, level);
    print_targets(p, "returningList", level);
}

static void print(struct printing *p, const struct tree_node *node, const struct level *level)
{
    const struct level inner = {node, level};
    if (!node || (node->label && !node->names))
        return;
    if (tree_is(node, "QUERY")) {
        print_query(p, &inner);
    } else if (tree_is(node, "VAR")) {
        print_variable(p, node, level);
    } else if (tree_is(node, "PARAM")) {
        print_parameter(p, node);
    } else {
        for (size_t i = 0; i < node->n; i++)
            print(p, node->items[i], level);
    }
}

bool has_range_table(const struct tree_node *node)
{
    if (tree_is(node, "QUERY") && tree_field(node, "rtable"))
        return true;
    for (size_t i = 0; node && i < node->n; i++)
        if (has_range_table(node->items[i]))
            return true;
    return false;
}

struct displays displays_of(void *ctx, const struct tree_node *body, const char *function,
                            const char *const *parameters, size_t n, const struct stored_names *names)
{
    struct printing p = {.ctx = ctx, .function = function, .parameters = parameters, .n_parameters = n, .names = names};
    print(&p, body, NULL);
    return p.found;
}
