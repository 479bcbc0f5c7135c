/* Expressions: which printer each node type has, and when parentheses are needed. */
#include "sql/postgres/print.h"

#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

void print_lost(struct printer *p)
{
    p->lost = true;
}

void print_names(struct printer *p, const json_t *list, const char *separator)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        if (i > 0)
            fputs(separator, p->out);
        if (node_as(item, "A_Star"))
            putc('*', p->out);
        else if (node_as(item, "String"))
            print_name(p->out, list_text(list, i));
        else
            print_lost(p);
    }
}

static void print_column(struct printer *p, const json_t *body)
{
    if (p->domain && list_is_one(field_node(body, "fields"), "value"))
        fputs("VALUE", p->out);
    else if (!print_newer_keyword(p, body))
        print_names(p, field_node(body, "fields"), ".");
}

static void print_parameter(struct printer *p, const json_t *body)
{
    fprintf(p->out, "$%ld", field_number(body, "number"));
}

static void print_boolean(struct printer *p, const json_t *body)
{
    const json_t *arguments = field_node(body, "args");
    if (field_is(body, "boolop", "NOT_EXPR")) {
        fputs("NOT ", p->out);
        print_operand(p, json_array_get(arguments, 0), BIND_NOT);
        return;
    }
    bool both = field_is(body, "boolop", "AND_EXPR");
    size_t i;
    json_t *argument;
    json_array_foreach(arguments, i, argument)
    {
        if (i > 0)
            fputs(both ? " AND " : " OR ", p->out);
        /* a AND b inside OR needs no parentheses, but reads better with them. */
        print_operand(p, argument, BIND_NOT);
    }
}

static void print_null_test(struct printer *p, const json_t *body)
{
    print_operand(p, field_node(body, "arg"), BIND_CAST);
    fputs(field_is(body, "nulltesttype", "IS_NULL") ? " IS NULL" : " IS NOT NULL", p->out);
}

static void print_boolean_test(struct printer *p, const json_t *body)
{
    static const char *const tests[][2] = {
        {"IS_TRUE", "TRUE"},           {"IS_NOT_TRUE", "NOT TRUE"}, {"IS_FALSE", "FALSE"},
        {"IS_NOT_FALSE", "NOT FALSE"}, {"IS_UNKNOWN", "UNKNOWN"},   {"IS_NOT_UNKNOWN", "NOT UNKNOWN"},
    };
    print_operand(p, field_node(body, "arg"), BIND_CAST);
    for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++)
        if (field_is(body, "booltesttype", tests[i][0]))
            fprintf(p->out, " IS %s", tests[i][1]);
}

static void print_cast(struct printer *p, const json_t *body)
{
    print_operand(p, field_node(body, "arg"), BIND_CAST);
    fputs("::", p->out);
    print_type(p, field_node(body, "typeName"));
}

static void print_collation(struct printer *p, const json_t *body)
{
    print_operand(p, field_node(body, "arg"), BIND_CAST);
    fputs(" COLLATE ", p->out);
    print_names(p, field_node(body, "collname"), ".");
}

static void print_case(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *branch;
    fputs("CASE", p->out);
    if (field_node(body, "arg")) {
        putc(' ', p->out);
        print_expression(p, field_node(body, "arg"));
    }
    json_array_foreach(field_node(body, "args"), i, branch)
    {
        fputs(" WHEN ", p->out);
        print_expression(p, field_node(node_body(branch), "expr"));
        fputs(" THEN ", p->out);
        print_expression(p, field_node(node_body(branch), "result"));
    }
    if (field_node(body, "defresult")) {
        fputs(" ELSE ", p->out);
        print_expression(p, field_node(body, "defresult"));
    }
    fputs(" END", p->out);
}

static void print_list_of(struct printer *p, const char *before, const json_t *list, const char *after)
{
    fputs(before, p->out);
    print_expressions(p, list);
    fputs(after, p->out);
}

static void print_coalesce(struct printer *p, const json_t *body)
{
    print_list_of(p, "COALESCE(", field_node(body, "args"), ")");
}

static void print_min_max(struct printer *p, const json_t *body)
{
    print_list_of(p, field_is(body, "op", "IS_GREATEST") ? "GREATEST(" : "LEAST(", field_node(body, "args"), ")");
}

static void print_array(struct printer *p, const json_t *body)
{
    print_list_of(p, "ARRAY[", field_node(body, "elements"), "]");
}

static void print_row(struct printer *p, const json_t *body)
{
    bool bare = field_is(body, "row_format", "COERCE_IMPLICIT_CAST");
    print_list_of(p, bare ? "(" : "ROW(", field_node(body, "args"), ")");
}

static void print_grouping(struct printer *p, const json_t *body)
{
    print_list_of(p, "GROUPING(", field_node(body, "args"), ")");
}

static void print_default(struct printer *p, const json_t *body)
{
    (void)body;
    fputs("DEFAULT", p->out);
}

/* a[1:2], but a[b: c]: psql takes :"c" and :c for variables of its own, and some it has without being told ("USER"). */
static void print_slice(struct printer *p, const json_t *upper)
{
    bool number = field_node(node_as(upper, "A_Const"), "ival") != NULL;
    fputs(upper && !number ? ": " : ":", p->out);
}

static void print_indirection(struct printer *p, const json_t *body)
{
    const json_t *base = field_node(body, "arg");
    size_t i;
    json_t *step;
    bool field_next = node_as(json_array_get(field_node(body, "indirection"), 0), "A_Indices") == NULL;
    /* A field of anything but a parenthesis would read as schema.table. */
    print_operand(p, base, field_next || !node_as(base, "ColumnRef") ? BIND_ATOM + 1 : BIND_ATOM);
    json_array_foreach(field_node(body, "indirection"), i, step)
    {
        const json_t *index = node_as(step, "A_Indices");
        if (index) {
            putc('[', p->out);
            if (field_node(index, "lidx"))
                print_expression(p, field_node(index, "lidx"));
            if (field_flag(index, "is_slice"))
                print_slice(p, field_node(index, "uidx"));
            if (field_node(index, "uidx"))
                print_expression(p, field_node(index, "uidx"));
            putc(']', p->out);
        } else {
            putc('.', p->out);
            if (node_as(step, "A_Star"))
                putc('*', p->out);
            else
                print_name(p->out, field_text(node_as(step, "String"), "sval"));
        }
    }
}

static void print_sublink(struct printer *p, const json_t *body)
{
    const json_t *names = field_node(body, "operName");
    if (field_is(body, "subLinkType", "EXISTS_SUBLINK"))
        fputs("EXISTS ", p->out);
    else if (field_is(body, "subLinkType", "ARRAY_SUBLINK"))
        fputs("ARRAY", p->out);
    else if (!field_is(body, "subLinkType", "EXPR_SUBLINK")) {
        bool any = field_is(body, "subLinkType", "ANY_SUBLINK");
        print_operand(p, field_node(body, "testexpr"), BIND_OPERATOR + 1);
        putc(' ', p->out);
        if (json_array_size(names) == 0)
            fputs("IN ", p->out);
        else {
            print_operator_name(p, names);
            fputs(any ? " ANY " : " ALL ", p->out);
        }
    }
    print_subquery(p, field_node(body, "subselect"));
}

static enum precedence boolean_precedence(const json_t *body)
{
    if (field_is(body, "boolop", "NOT_EXPR"))
        return BIND_NOT;
    return field_is(body, "boolop", "AND_EXPR") ? BIND_AND : BIND_OR;
}

static enum precedence sublink_precedence(const json_t *body)
{
    bool tests = field_is(body, "subLinkType", "ANY_SUBLINK") || field_is(body, "subLinkType", "ALL_SUBLINK");
    return tests ? BIND_LIKE : BIND_ATOM;
}

/* Negative numbers are one constant to the parser, but start with an operator. */
static enum precedence constant_precedence(const json_t *body)
{
    bool negative =
        field_number(field_node(body, "ival"), "ival") < 0 || field_text(field_node(body, "fval"), "fval")[0] == '-';
    return negative ? BIND_SIGN : BIND_ATOM;
}

struct expression_kind {
    const char *type;
    void (*print)(struct printer *p, const json_t *body);
    enum precedence precedence;
    enum precedence (*precedence_of)(const json_t *body); /* where it depends on the fields */
};

static const struct expression_kind expression_kinds[] = {
    {"A_ArrayExpr", print_array, BIND_ATOM, NULL},
    {"A_Const", print_constant, BIND_ATOM, constant_precedence},
    {"A_Expr", print_operator_expression, BIND_ATOM, operator_precedence},
    {"A_Indirection", print_indirection, BIND_ATOM, NULL},
    {"BoolExpr", print_boolean, BIND_ATOM, boolean_precedence},
    {"BooleanTest", print_boolean_test, BIND_IS, NULL},
    {"CaseExpr", print_case, BIND_ATOM, NULL},
    {"CoalesceExpr", print_coalesce, BIND_ATOM, NULL},
    {"CollateClause", print_collation, BIND_COLLATE, NULL},
    {"ColumnRef", print_column, BIND_ATOM, NULL},
    {"FuncCall", print_call, BIND_ATOM, call_precedence},
    {"GroupingFunc", print_grouping, BIND_ATOM, NULL},
    {"MinMaxExpr", print_min_max, BIND_ATOM, NULL},
    {"NullTest", print_null_test, BIND_IS, NULL},
    {"ParamRef", print_parameter, BIND_ATOM, NULL},
    {"RowExpr", print_row, BIND_ATOM, NULL},
    {"SQLValueFunction", print_value_function, BIND_ATOM, NULL},
    {"SetToDefault", print_default, BIND_ATOM, NULL},
    {"SubLink", print_sublink, BIND_ATOM, sublink_precedence},
    {"TypeCast", print_cast, BIND_CAST, NULL},
    {"XmlExpr", print_xml, BIND_ATOM, NULL},
    {"XmlSerialize", print_xml_serialize, BIND_ATOM, NULL},
};

static const struct expression_kind *find(const json_t *node)
{
    const char *type = node_type(node);
    for (size_t i = 0; i < sizeof(expression_kinds) / sizeof(*expression_kinds); i++)
        if (strcmp(expression_kinds[i].type, type) == 0)
            return &expression_kinds[i];
    return NULL;
}

enum precedence precedence_of(const json_t *node)
{
    const struct expression_kind *kind = find(node);
    if (!kind)
        return BIND_OR;
    return kind->precedence_of ? kind->precedence_of(node_body(node)) : kind->precedence;
}

void print_expression(struct printer *p, const json_t *node)
{
    const struct expression_kind *kind = find(node);
    if (kind)
        kind->print(p, node_body(node));
    else
        print_lost(p);
}

void print_operand(struct printer *p, const json_t *node, enum precedence least)
{
    bool parentheses = precedence_of(node) < least;
    if (parentheses)
        putc('(', p->out);
    print_expression(p, node);
    if (parentheses)
        putc(')', p->out);
}

void print_expressions(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        if (i > 0)
            fputs(", ", p->out);
        print_expression(p, item);
    }
}
