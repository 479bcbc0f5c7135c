#include "sql/postgres/form.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/cycle_mark.h"
#include "sql/postgres/newer.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

/* Of text that no server has printed: nothing is rewritten for servers of old. */
enum { NORMALIZE_VERSION = 130000, UNNAMED_BOOL_VERSION = 150000, TYPED_VERSION = 999999 };

json_t *form_expression(const json_t *statement)
{
    json_t *target = json_array_get(field_node(node_body(statement), "targetList"), 0);
    return field_node(node_as(target, "ResTarget"), "val");
}

static void print_anywhere(struct printer *p, const json_t *statement)
{
    print_expression(p, form_expression(statement));
}

/* DEFAULT takes less than any expression, and parentheses make long ones readable. */
static void print_as_default(struct printer *p, const json_t *statement)
{
    const json_t *expression = form_expression(statement);
    print_operand(p, expression, node_as(expression, "A_Const") ? BIND_SIGN : BIND_CAST);
}

static void print_cast_type(struct printer *p, const json_t *statement)
{
    print_type(p, field_node(node_as(form_expression(statement), "TypeCast"), "typeName"));
}

static void print_lines(struct printer *p, const json_t *statement)
{
    p->lines = true;
    print_query(p, statement);
}

static void print_added_constraint(struct printer *p, const json_t *statement)
{
    const json_t *command = json_array_get(field_node(node_body(statement), "cmds"), 0);
    print_constraint(p, node_as(field_node(node_as(command, "AlterTableCmd"), "def"), "Constraint"));
}

static void print_domain_constraint(struct printer *p, const json_t *statement)
{
    p->domain = true;
    print_added_constraint(p, statement);
}

static void print_function_parameters(struct printer *p, const json_t *statement)
{
    print_parameters(p, field_node(node_body(statement), "parameters"));
}

static void print_function_result(struct printer *p, const json_t *statement)
{
    print_result(p, node_body(statement));
}

static void print_function_body(struct printer *p, const json_t *statement)
{
    print_body(p, node_body(statement));
}

/* Since 14 the parameters of procedures are printed with IN, which is what they are without. */
static void forget_in(json_t *statement)
{
    size_t i;
    json_t *item;
    json_array_foreach(field_node(node_body(statement), "parameters"), i, item)
    {
        json_t *parameter = node_as(item, "FunctionParameter");
        if (field_is(parameter, "mode", "FUNC_PARAM_IN"))
            json_object_set_new(parameter, "mode", json_string("FUNC_PARAM_DEFAULT"));
    }
}

static void forget_public_name(json_t *names)
{
    if (json_array_size(names) == 2 && strcmp(list_text(names, 0), "public") == 0)
        json_array_remove(names, 0);
}

static void forget_public_relation(json_t *relation)
{
    if (field_is(relation, "schemaname", "public") && relation_can_be_short(field_text(relation, "relname")))
        json_object_del(relation, "schemaname");
}

/* In whole statements the server qualifies the object's own names even in schema public. */
static void forget_public(json_t *statement)
{
    json_t *body = node_body(statement);
    size_t i;
    json_t *item;
    forget_public_relation(field_node(body, "relation"));
    forget_public_relation(field_node(body, "constrrel"));
    forget_public_name(field_node(body, "defnames"));
    json_array_foreach(field_node(body, "relations"), i, item) forget_public_relation(node_as(item, "RangeVar"));
}

static void forget_only(json_t *statement)
{
    forget_public(statement);
    json_object_set_new(field_node(node_body(statement), "relation"), "inh", json_true());
}

/* How to wrap a text for the parser, and how to print what it found. */
static const struct form {
    const char *before, *after;
    void (*normalize)(json_t *statement); /* beyond tree_normalize; may be NULL */
    void (*print)(struct printer *p, const json_t *statement);
} forms[] = {
    [CANON_EXPRESSION] = {"SELECT ", "", NULL, print_anywhere},
    [CANON_DEFAULT] = {"SELECT ", "", NULL, print_as_default},
    [CANON_TYPE] = {"SELECT NULL::", "", NULL, print_cast_type},
    [CANON_QUERY] = {"", "", tree_unqualify, print_lines},
    [CANON_CONSTRAINT] = {"ALTER TABLE x ADD ", "", NULL, print_added_constraint},
    [CANON_DOMAIN_CONSTRAINT] = {"ALTER TABLE x ADD ", "", NULL, print_domain_constraint},
    [CANON_STATEMENT] = {"", "", forget_public, print_statement},
    [CANON_INDEX] = {"", "", forget_only, print_statement},
    [CANON_PARAMETERS] = {"CREATE FUNCTION f(", ") AS ''", forget_in, print_function_parameters},
    [CANON_RESULT] = {"CREATE FUNCTION f() RETURNS ", " AS ''", NULL, print_function_result},
    [CANON_BODY] = {"CREATE FUNCTION f() ", "", NULL, print_function_body},
};

json_t *form_parse(enum canon_form which, const char *text, int version)
{
    const struct form *form = &forms[which];
    if (has_newer_keywords(text, version))
        return NULL;
    void *work = mem_context(NULL);
    /* The grammar makes a syntax of its own of somebody's normalize(), which a server up to 12 prints without quotes.
     */
    text = version < NORMALIZE_VERSION ? with_newer_keywords_quoted(work, text, version) : text;
    text = with_constant_marks(work, without_newer_defaults(work, text, version));
    json_t *tree = tree_parse(mem_printf(work, "%s%s%s", form->before, text, form->after));
    mem_free(work);
    if (tree && !tree_statement(tree)) {
        json_decref(tree);
        return NULL;
    }
    if (tree) {
        tree_normalize(tree, version);
        if (which == CANON_QUERY)
            normalize_query_targets(tree_statement(tree), version);
        if (form->normalize)
            form->normalize(tree_statement(tree));
    }
    return tree;
}

/* A canonical text has no names that only a server before 15 says (normalize_target.c). */
static bool means(enum canon_form form, const char *text, int version, const json_t *tree)
{
    json_t *again = form_parse(form, text, version < UNNAMED_BOOL_VERSION ? UNNAMED_BOOL_VERSION : version);
    bool same = again && json_equal(again, tree);
    json_decref(again);
    return same;
}

char *form_print(void *ctx, enum canon_form form, const json_t *tree, int version)
{
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    forms[form].print(&p, tree_statement((json_t *)tree));
    char *printed = text_close(&t, ctx);
    if (!p.lost && means(form, printed, version, tree))
        return printed;
    mem_free(printed);
    return NULL;
}

char *form_print_node(void *ctx, const json_t *expression)
{
    json_t *tree = tree_parse("SELECT NULL");
    json_t *target = json_array_get(field_node(node_body(tree_statement(tree)), "targetList"), 0);
    json_object_set_new(node_body(target), "val", json_deep_copy(expression));
    tree_normalize(tree, TYPED_VERSION);
    char *printed = form_print(ctx, CANON_EXPRESSION, tree, TYPED_VERSION);
    json_decref(tree);
    return printed;
}
