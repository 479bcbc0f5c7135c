#include "canon/canon.h"

#include <string.h>

#include "base/mem.h"
#include "canon/name.h"
#include "canon/normalise.h"
#include "canon/print.h"
#include "canon/tree.h"

/* For texts that are canonical already: no rewriting for servers of old. */
enum { SAME_VERSION = 999999 };

/* What is being printed: how to wrap the text for the parser, and how to print what it found. */
struct form {
    const char *before, *after;
    void (*normalise)(json_t *statement); /* beyond tree_normalise; may be NULL */
    void (*print)(struct printer *p, const json_t *statement);
};

static json_t *first_target(const json_t *statement)
{
    json_t *target = json_array_get(field(node_body(statement), "targetList"), 0);
    return field(node_as(target, "ResTarget"), "val");
}

static void print_anywhere(struct printer *p, const json_t *statement)
{
    print_expression(p, first_target(statement));
}

/* DEFAULT takes less than any expression, and parentheses make long ones readable. */
static void print_as_default(struct printer *p, const json_t *statement)
{
    const json_t *expression = first_target(statement);
    print_operand(p, expression, node_as(expression, "A_Const") ? BIND_SIGN : BIND_CAST);
}

static void print_as_element(struct printer *p, const json_t *statement)
{
    print_element(p, first_target(statement));
}

static void print_cast_type(struct printer *p, const json_t *statement)
{
    print_type(p, field(node_as(first_target(statement), "TypeCast"), "typeName"));
}

static void print_lines(struct printer *p, const json_t *statement)
{
    p->lines = true;
    print_query(p, statement);
}

static void print_added_constraint(struct printer *p, const json_t *statement)
{
    const json_t *command = json_array_get(field(node_body(statement), "cmds"), 0);
    print_constraint(p, node_as(field(node_as(command, "AlterTableCmd"), "def"), "Constraint"));
}

static void print_function_parameters(struct printer *p, const json_t *statement)
{
    print_parameters(p, field(node_body(statement), "parameters"));
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
    json_array_foreach(field(node_body(statement), "parameters"), i, item)
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
    if (field_is(relation, "schemaname", "public"))
        json_object_del(relation, "schemaname");
}

/* In whole statements the server qualifies the object's own names even in schema public. */
static void forget_public(json_t *statement)
{
    json_t *body = node_body(statement);
    size_t i;
    json_t *item;
    forget_public_relation(field(body, "relation"));
    forget_public_relation(field(body, "constrrel"));
    forget_public_name(field(body, "defnames"));
    json_array_foreach(field(body, "relations"), i, item) forget_public_relation(node_as(item, "RangeVar"));
}

static void forget_only(json_t *statement)
{
    forget_public(statement);
    json_object_set_new(field(node_body(statement), "relation"), "inh", json_true());
}

static const struct form form_expressions[] = {
    [CANON_ANYWHERE] = {"SELECT ", "", NULL, print_anywhere},
    [CANON_DEFAULT] = {"SELECT ", "", NULL, print_as_default},
    [CANON_ELEMENT] = {"SELECT ", "", NULL, print_as_element},
};
static const struct form form_type = {"SELECT NULL::", "", NULL, print_cast_type};
static const struct form form_query = {"", "", tree_unqualify, print_lines};
static const struct form form_constraint = {"ALTER TABLE x ADD ", "", NULL, print_added_constraint};
static const struct form form_statement = {"", "", forget_public, print_statement};

static const struct form form_index = {"", "", forget_only, print_statement};
static const struct form form_parameters = {"CREATE FUNCTION f(", ") AS ''", forget_in, print_function_parameters};
static const struct form form_result = {"CREATE FUNCTION f() RETURNS ", " AS ''", NULL, print_function_result};
static const struct form form_body = {"CREATE FUNCTION f() ", "", NULL, print_function_body};

static json_t *parse(const struct form *form, const char *text, int version)
{
    char *sql = mem_printf(NULL, "%s%s%s", form->before, text, form->after);
    json_t *tree = tree_parse(sql);
    mem_free(sql);
    if (tree && !tree_statement(tree)) {
        json_decref(tree);
        return NULL;
    }
    if (tree) {
        tree_normalise(tree, version);
        if (form->normalise)
            form->normalise(tree_statement(tree));
    }
    return tree;
}

static bool means(const struct form *form, const char *text, int version, const json_t *tree)
{
    json_t *again = parse(form, text, version);
    bool same = again && json_equal(again, tree);
    json_decref(again);
    return same;
}

/* NULL where the text cannot be canonicalised. */
static char *canonical(void *ctx, const struct form *form, const char *text, int version)
{
    json_t *tree = parse(form, text, version);
    if (!tree)
        return NULL;
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    form->print(&p, tree_statement(tree));
    char *printed = text_close(&t, ctx);
    if (p.lost || !means(form, printed, version, tree)) {
        mem_free(printed);
        printed = NULL;
    }
    json_decref(tree);
    return printed;
}

static char *or_original(void *ctx, char *canonical_text, const char *text)
{
    return canonical_text ? canonical_text : mem_strdup(ctx, text);
}

char *canon_expression(void *ctx, const char *text, int version, enum canon_place place)
{
    char *printed = canonical(ctx, &form_expressions[place], text, version);
    if (!printed && place != CANON_ANYWHERE)
        return mem_printf(ctx, "(%s)", text);
    return or_original(ctx, printed, text);
}

/* varchar(10) takes what is cast to varchar, and so on: the modifier is the column's affair. */
static char *without_modifier(void *ctx, const char *type)
{
    const char *open = strchr(type, '('), *close = open ? strchr(open, ')') : NULL;
    bool quoted = strchr(type, '"') != NULL;
    return close && !quoted ? mem_printf(ctx, "%.*s%s", (int)(open - type), type, close + 1) : mem_strdup(ctx, type);
}

static bool is_type(const json_t *cast, const char *type)
{
    void *work = mem_context(NULL);
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    print_type(&p, field(cast, "typeName"));
    char *printed = text_close(&t, work);
    bool same = strcmp(printed, type) == 0 || strcmp(printed, without_modifier(work, type)) == 0;
    mem_free(work);
    return same;
}

char *canon_short_default(void *ctx, const char *text, const char *type)
{
    json_t *tree = parse(&form_expressions[CANON_DEFAULT], text, SAME_VERSION);
    const json_t *cast = node_as(first_target(tree_statement(tree)), "TypeCast");
    const json_t *constant = node_as(field(cast, "arg"), "A_Const");
    struct text t;
    text_open(&t);
    if (field(constant, "sval") && is_type(cast, type))
        print_literal(t.out, field_text(field(constant, "sval"), "sval"));
    else
        fputs(text, t.out);
    json_decref(tree);
    return text_close(&t, ctx);
}

char *canon_type(void *ctx, const char *text)
{
    return or_original(ctx, canonical(ctx, &form_type, text, SAME_VERSION), text);
}

char *canon_constraint(void *ctx, const char *text, int version)
{
    return or_original(ctx, canonical(ctx, &form_constraint, text, version), text);
}

char *canon_index(void *ctx, const char *text, int version, bool only)
{
    return or_original(ctx, canonical(ctx, only ? &form_statement : &form_index, text, version), text);
}

char *canon_statement(void *ctx, const char *text, int version)
{
    return or_original(ctx, canonical(ctx, &form_statement, text, version), text);
}

char *canon_parameters(void *ctx, const char *text, int version)
{
    return or_original(ctx, canonical(ctx, &form_parameters, text, version), text);
}

char *canon_result(void *ctx, const char *text)
{
    return or_original(ctx, canonical(ctx, &form_result, text, SAME_VERSION), text);
}

char *canon_body(void *ctx, const char *text, int version)
{
    return or_original(ctx, canonical(ctx, &form_body, text, version), text);
}

/* pg_get_viewdef() ends with a semicolon and begins with a blank. */
static char *trimmed(void *ctx, const char *text)
{
    text += strspn(text, " \n");
    size_t n = strlen(text);
    while (n > 0 && strchr("; \n", text[n - 1]))
        n--;
    return mem_strndup(ctx, text, n);
}

char *canon_query(void *ctx, const char *text, int version)
{
    char *query = trimmed(ctx, text);
    return or_original(ctx, canonical(ctx, &form_query, query, version), query);
}
