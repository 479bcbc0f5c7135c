#include "kind/postgres/meaning.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What an entry of a query's range table is. */
enum {
    ENTRY_RELATION,
    ENTRY_SUBQUERY,
    ENTRY_JOIN,
    ENTRY_FUNCTION,
    ENTRY_TABLE_FUNCTION,
    ENTRY_VALUES,
    ENTRY_CTE,
    ENTRY_TRANSITION,
    ENTRY_RESULT,
    ENTRY_GROUP
};
/* How a call is written: f(x), as a cast that is said or goes without saying, with words of its own. */
enum { AS_CALL, AS_CAST, AS_SILENT_CAST, AS_WORDS };
enum { PARAMETER_OF_FUNCTION = 0 };

/* A query, and those it stands in. */
struct scope {
    const struct tree_node *query;
    const struct scope *outer;
};

struct walk {
    FILE *out;
    const struct stored_names *names;
    unsigned relation;
};

static void visit(struct walk *w, const struct tree_node *node, const struct scope *scope);

/* Of what comes with the server nothing is said: it has the same name for everybody, and servers before 12 have
 * operators for names that later ones do without. */
static void print_named(struct walk *w, const char *what, unsigned number)
{
    const char *name = stored_name(w->names, number, 0);
    if (name)
        fprintf(w->out, "%s %s\n", what, name);
}

/* Where a column is, as the beginning of a line. */
static void print_place(struct walk *w, unsigned relation)
{
    const char *name = stored_name(w->names, relation, 0);
    if (name)
        fprintf(w->out, "%s, ", name);
    else if (relation)
        fprintf(w->out, "relation number %u of the server, ", relation);
}

static void print_column(struct walk *w, unsigned relation, long column)
{
    const char *name = stored_name(w->names, relation, (int)column);
    if (column == 0)
        fputs("the whole row\n", w->out);
    else if (name)
        fprintf(w->out, "column %s\n", name);
    else
        fprintf(w->out, "column number %ld\n", column);
}

static long entry_kind(const struct tree_node *entry)
{
    return tree_number(entry, "rtekind");
}

/* Which entry it is among those that are not made of others. */
static long ordinal_of(const struct scope *scope, long at)
{
    const struct tree_node *table = tree_field(scope->query, "rtable");
    long ordinal = 0;
    for (long i = 1; i <= at; i++) {
        long kind = entry_kind(tree_member(table, i));
        ordinal += kind != ENTRY_JOIN && kind != ENTRY_GROUP;
    }
    return ordinal;
}

static unsigned row_relation(const struct walk *w, const struct tree_node *call)
{
    return stored_relation(w->names, (unsigned)tree_number(call, "funcresulttype"));
}

static void print_function_column(struct walk *w, const struct tree_node *entry, long column)
{
    const struct tree_node *functions = tree_field(entry, "functions");
    for (long i = 1; tree_member(functions, i); i++) {
        long columns = tree_number(tree_member(functions, i), "funccolcount");
        if (column <= columns) {
            print_column(w, row_relation(w, tree_field(tree_member(functions, i), "funcexpr")), column);
            return;
        }
        column -= columns;
    }
    fputs("the ordinality\n", w->out);
}

/* A column of a join or a group is one of what that is made of. */
static void print_made_column(struct walk *w, const struct tree_node *made, long column, const struct scope *scope)
{
    if (column > 0)
        visit(w, tree_member(made, column), scope);
    else
        fputs("the row of a join\n", w->out);
}

static void print_entry_column(struct walk *w, const struct scope *scope, long at, long column)
{
    const struct tree_node *entry = tree_member(tree_field(scope->query, "rtable"), at);
    long kind = entry_kind(entry);
    if (kind == ENTRY_JOIN) {
        print_made_column(w, tree_field(entry, "joinaliasvars"), column, scope);
        return;
    }
    if (kind == ENTRY_GROUP) {
        print_made_column(w, tree_field(entry, "groupexprs"), column, scope);
        return;
    }
    fprintf(w->out, "item %ld of FROM, ", ordinal_of(scope, at));
    if (kind == ENTRY_RELATION)
        print_place(w, (unsigned)tree_number(entry, "relid"));
    if (kind == ENTRY_FUNCTION)
        print_function_column(w, entry, column);
    else
        print_column(w, kind == ENTRY_RELATION ? (unsigned)tree_number(entry, "relid") : 0, column);
}

static void visit_column(struct walk *w, const struct tree_node *node, const struct scope *scope)
{
    for (long up = tree_number(node, "varlevelsup"); up > 0 && scope; up--)
        scope = scope->outer;
    long at = tree_number(node, "varno"), column = tree_number(node, "varattno");
    if (scope) {
        print_entry_column(w, scope, at, column);
    } else {
        print_place(w, w->relation);
        fprintf(w->out, "row %ld, ", at);
        print_column(w, w->relation, column);
    }
    if (tree_number(node, "varreturningtype"))
        fprintf(w->out, "returned as %s\n", tree_text(node, "varreturningtype"));
}

/* True for the types whose values are numbers of objects: regclass and its like. */
static bool is_object_type(long type)
{
    static const long types[] = {24, 2202, 2203, 2204, 2205, 2206, 3734, 3769, 4089, 4096, 4191};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (types[i] == type)
            return true;
    return false;
}

static void visit_constant(struct walk *w, const struct tree_node *node)
{
    const struct tree_node *bytes = tree_field(node, "constvalue");
    print_named(w, "type", (unsigned)tree_number(node, "consttype"));
    if (!is_object_type(tree_number(node, "consttype")) || !bytes || bytes->n < 5)
        return;
    /* Between brackets, the lowest first, as on every machine that we are built for. */
    unsigned char raw[4];
    for (int i = 0; i < 4; i++)
        raw[i] = (unsigned char)strtol(bytes->items[i + 1]->label, NULL, 10);
    uint32_t number;
    memcpy(&number, raw, sizeof(number));
    print_named(w, "object", number);
}

static void visit_target(struct walk *w, const struct tree_node *query, long reference, const struct scope *scope)
{
    const struct tree_node *targets = tree_field(query, "targetList");
    for (long i = 1; tree_member(targets, i); i++)
        if (tree_number(tree_member(targets, i), "ressortgroupref") == reference)
            visit(w, tree_field(tree_member(targets, i), "expr"), scope);
}

static void visit_entry(struct walk *w, const struct tree_node *node)
{
    long kind = entry_kind(node);
    if (kind == ENTRY_RELATION)
        print_named(w, "relation", (unsigned)tree_number(node, "relid"));
    else if (kind == ENTRY_CTE || kind == ENTRY_TRANSITION)
        fprintf(w->out, "named %s%s\n", tree_text(node, "ctename"), tree_text(node, "enrname"));
}

struct handler {
    const char *label, *field, *what;
};

/* Nodes that refer to one object by a number in a field. */
static const struct handler handlers[] = {
    {"AGGREF", "aggfnoid", "function"},
    {"WINDOWFUNC", "winfnoid", "function"},
    {"OPEXPR", "opno", "operator"},
    {"DISTINCTEXPR", "opno", "operator"},
    {"NULLIFEXPR", "opno", "operator"},
    {"NEXTVALUEEXPR", "seqid", "sequence"},
    {"SCALARARRAYOPEXPR", "opno", "operator"},
};

static void visit_itself(struct walk *w, const struct tree_node *node, const struct scope *scope)
{
    long form = tree_number(node, "funcformat");
    for (size_t i = 0; i < sizeof(handlers) / sizeof(*handlers); i++)
        if (tree_is(node, handlers[i].label))
            print_named(w, handlers[i].what, (unsigned)tree_number(node, handlers[i].field));
    if (tree_is(node, "VAR"))
        visit_column(w, node, scope);
    else if (tree_is(node, "PARAM") && tree_number(node, "paramkind") == PARAMETER_OF_FUNCTION)
        fprintf(w->out, "parameter %ld\n", tree_number(node, "paramid"));
    else if (tree_is(node, "FUNCEXPR") && form != AS_CAST && form != AS_SILENT_CAST)
        print_named(w, "function", (unsigned)tree_number(node, "funcid"));
    else if (tree_is(node, "CONST"))
        visit_constant(w, node);
    else if (tree_is(node, "COERCETODOMAIN"))
        print_named(w, "type", (unsigned)tree_number(node, "resulttype"));
    else if (tree_is(node, "RTE") || tree_is(node, "RANGETBLENTRY"))
        visit_entry(w, node);
    else if (tree_is(node, "SORTGROUPCLAUSE") && scope)
        visit_target(w, scope->query, tree_number(node, "tleSortGroupRef"), scope);
}

/* What repeats something else, or says what a text cannot hide. */
static bool is_passed_over(const char *field)
{
    static const char *const fields[] = {"eref",         "alias",          "joinaliasvars", "groupexprs",
                                         "exclRelTlist", "securityQuals",  "rteperminfos",  "groupClause",
                                         "aggdistinct",  "distinctClause", "aggorder",      "constraintDeps"};
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        if (strcmp(fields[i], field) == 0)
            return true;
    return false;
}

static void visit(struct walk *w, const struct tree_node *node, const struct scope *scope)
{
    const struct scope inner = {node, scope};
    if (!node || (node->label && !node->names))
        return;
    if (tree_is(node, "QUERY"))
        scope = &inner;
    if (node->names)
        visit_itself(w, node, scope);
    for (size_t i = 0; i < node->n; i++)
        if (!node->names || !is_passed_over(node->names[i]))
            visit(w, node->items[i], scope);
}

char *stored_meaning(void *ctx, const struct tree_node *tree, unsigned relation, const struct stored_names *names)
{
    struct text t;
    text_open(&t);
    struct walk w = {t.out, names, relation};
    visit(&w, tree, NULL);
    return text_close(&t, ctx);
}
