/* Operators, and the keywords that the grammar treats as operators. */
#include "sql/postgres/print.h"

#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* Precedence goes by the operator's spelling; OPERATOR(s.+) binds like any other operator. */
static enum precedence name_precedence(const json_t *names)
{
    static const char *const comparisons[] = {"<", ">", "=", "<=", ">=", "<>", NULL};
    static const char *const additions[] = {"+", "-", NULL};
    static const char *const multiplications[] = {"*", "/", "%", NULL};
    if (json_array_size(names) != 1)
        return BIND_OPERATOR;
    const char *name = list_text(names, 0);
    if (is_one_of(name, comparisons))
        return BIND_COMPARE;
    if (is_one_of(name, additions))
        return BIND_ADD;
    if (is_one_of(name, multiplications))
        return BIND_MULTIPLY;
    return strcmp(name, "^") == 0 ? BIND_POWER : BIND_OPERATOR;
}

enum precedence operator_precedence(const json_t *body)
{
    const char *kind = field_text(body, "kind");
    if (strcmp(kind, "AEXPR_OP") == 0) {
        bool prefix = !field_node(body, "lexpr");
        enum precedence precedence = name_precedence(field_node(body, "name"));
        return prefix && precedence == BIND_ADD ? BIND_SIGN : precedence;
    }
    if (strcmp(kind, "AEXPR_NULLIF") == 0)
        return BIND_ATOM;
    if (strcmp(kind, "AEXPR_DISTINCT") == 0 || strcmp(kind, "AEXPR_NOT_DISTINCT") == 0)
        return BIND_IS;
    if (strcmp(kind, "AEXPR_OP_ANY") == 0 || strcmp(kind, "AEXPR_OP_ALL") == 0)
        return BIND_OPERATOR;
    return BIND_LIKE;
}

void print_operator_name(struct printer *p, const json_t *names)
{
    size_t n = json_array_size(names);
    if (n == 1) {
        fputs(list_text(names, 0), p->out);
        return;
    }
    fputs("OPERATOR(", p->out);
    for (size_t i = 0; i + 1 < n; i++) {
        print_name(p->out, list_text(names, i));
        putc('.', p->out);
    }
    fprintf(p->out, "%s)", n ? list_text(names, n - 1) : "");
}

static void print_plain_operator(struct printer *p, const json_t *body)
{
    enum precedence own = operator_precedence(body);
    const json_t *left = field_node(body, "lexpr"), *right = field_node(body, "rexpr");
    if (!left) {
        print_operator_name(p, field_node(body, "name"));
        /* A minus before a minus would begin a comment; words and numbers follow a sign at once. */
        bool sign = own == BIND_SIGN && precedence_of(right) == BIND_ATOM;
        fputs(sign ? "" : " ", p->out);
        print_operand(p, right, sign || own == BIND_SIGN ? BIND_CAST : BIND_OPERATOR + 1);
        return;
    }
    /* Comparisons do not chain, and reading a = (b LIKE c) needs the parentheses anyway. */
    print_operand(p, left, own == BIND_COMPARE ? BIND_OPERATOR : own);
    putc(' ', p->out);
    print_operator_name(p, field_node(body, "name"));
    putc(' ', p->out);
    print_operand(p, right, own == BIND_COMPARE ? BIND_OPERATOR : own + 1);
}

static void print_any_all(struct printer *p, const json_t *body)
{
    print_operand(p, field_node(body, "lexpr"), BIND_OPERATOR + 1);
    putc(' ', p->out);
    print_operator_name(p, field_node(body, "name"));
    fputs(field_is(body, "kind", "AEXPR_OP_ANY") ? " ANY (" : " ALL (", p->out);
    print_expression(p, field_node(body, "rexpr"));
    putc(')', p->out);
}

static void print_distinct(struct printer *p, const json_t *body)
{
    print_operand(p, field_node(body, "lexpr"), BIND_OPERATOR);
    fputs(field_is(body, "kind", "AEXPR_DISTINCT") ? " IS DISTINCT FROM " : " IS NOT DISTINCT FROM ", p->out);
    print_operand(p, field_node(body, "rexpr"), BIND_OPERATOR);
}

static void print_nullif(struct printer *p, const json_t *body)
{
    fputs("NULLIF(", p->out);
    print_expression(p, field_node(body, "lexpr"));
    fputs(", ", p->out);
    print_expression(p, field_node(body, "rexpr"));
    putc(')', p->out);
}

static void print_in(struct printer *p, const json_t *body)
{
    print_operand(p, field_node(body, "lexpr"), BIND_OPERATOR);
    fputs(list_is_one(field_node(body, "name"), "=") ? " IN (" : " NOT IN (", p->out);
    const json_t *list = node_as(field_node(body, "rexpr"), "List");
    print_expressions(p, list ? field_node(list, "items") : field_node(body, "rexpr"));
    putc(')', p->out);
}

/* Patterns may be wrapped in a call that stands for ESCAPE. */
static void print_pattern(struct printer *p, const json_t *body, const char *keyword, const char *escape_function)
{
    const json_t *pattern = field_node(body, "rexpr");
    const json_t *call = node_as(pattern, "FuncCall");
    const json_t *escape = NULL;
    if (call && list_is_two(field_node(call, "funcname"), "pg_catalog", escape_function)) {
        pattern = json_array_get(field_node(call, "args"), 0);
        escape = json_array_get(field_node(call, "args"), 1);
    }
    print_operand(p, field_node(body, "lexpr"), BIND_OPERATOR);
    fprintf(p->out, "%s %s ", list_text(field_node(body, "name"), 0)[0] == '!' ? " NOT" : "", keyword);
    print_operand(p, pattern, BIND_OPERATOR);
    if (escape) {
        fputs(" ESCAPE ", p->out);
        print_operand(p, escape, BIND_OPERATOR);
    }
}

static void print_between(struct printer *p, const json_t *body, const char *keywords)
{
    const json_t *bounds = node_as(field_node(body, "rexpr"), "List");
    bounds = bounds ? field_node(bounds, "items") : field_node(body, "rexpr");
    print_operand(p, field_node(body, "lexpr"), BIND_OPERATOR);
    fprintf(p->out, " %s ", keywords);
    print_operand(p, json_array_get(bounds, 0), BIND_OPERATOR);
    fputs(" AND ", p->out);
    print_operand(p, json_array_get(bounds, 1), BIND_OPERATOR);
}

void print_operator_expression(struct printer *p, const json_t *body)
{
    const char *kind = field_text(body, "kind");
    if (strcmp(kind, "AEXPR_OP") == 0)
        print_plain_operator(p, body);
    else if (strcmp(kind, "AEXPR_OP_ANY") == 0 || strcmp(kind, "AEXPR_OP_ALL") == 0)
        print_any_all(p, body);
    else if (strcmp(kind, "AEXPR_DISTINCT") == 0 || strcmp(kind, "AEXPR_NOT_DISTINCT") == 0)
        print_distinct(p, body);
    else if (strcmp(kind, "AEXPR_NULLIF") == 0)
        print_nullif(p, body);
    else if (strcmp(kind, "AEXPR_IN") == 0)
        print_in(p, body);
    else if (strcmp(kind, "AEXPR_LIKE") == 0)
        print_pattern(p, body, "LIKE", "like_escape");
    else if (strcmp(kind, "AEXPR_ILIKE") == 0)
        print_pattern(p, body, "ILIKE", "like_escape");
    else if (strcmp(kind, "AEXPR_SIMILAR") == 0)
        print_pattern(p, body, "SIMILAR TO", "similar_to_escape");
    else if (strcmp(kind, "AEXPR_BETWEEN") == 0)
        print_between(p, body, "BETWEEN");
    else if (strcmp(kind, "AEXPR_NOT_BETWEEN") == 0)
        print_between(p, body, "NOT BETWEEN");
    else if (strcmp(kind, "AEXPR_BETWEEN_SYM") == 0)
        print_between(p, body, "BETWEEN SYMMETRIC");
    else if (strcmp(kind, "AEXPR_NOT_BETWEEN_SYM") == 0)
        print_between(p, body, "NOT BETWEEN SYMMETRIC");
    else
        print_lost(p);
}
