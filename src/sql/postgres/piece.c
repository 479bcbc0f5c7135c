#include "sql/postgres/piece.h"

#include "base/mem.h"
#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/shorten.h"
#include "sql/postgres/tree.h"

/* DEFAULT takes less than any expression, and parentheses make long ones readable. */
static void print_default_expression(struct printer *p, const json_t *expression)
{
    print_operand(p, expression, node_as(expression, "A_Const") ? BIND_SIGN : BIND_CAST);
}

static void print_lines(struct printer *p, const json_t *statement)
{
    p->lines = true;
    print_query(p, statement);
}

static void print_domain_constraint(struct printer *p, const json_t *body)
{
    p->domain = true;
    print_constraint(p, body);
}

static void (*const printers[])(struct printer *p, const json_t *part) = {
    [PIECE_EXPRESSION] = print_expression,
    [PIECE_DEFAULT] = print_default_expression,
    [PIECE_TYPE] = print_type,
    [PIECE_QUERY] = print_lines,
    [PIECE_CONSTRAINT] = print_constraint,
    [PIECE_DOMAIN_CONSTRAINT] = print_domain_constraint,
    [PIECE_STATEMENT] = print_statement,
    [PIECE_INDEX_ELEMENTS] = print_index_elements,
    [PIECE_ELEMENT] = print_element,
    [PIECE_OPTIONS] = print_options,
    [PIECE_PARAMETERS] = print_parameters,
    [PIECE_RESULT] = print_result,
    [PIECE_BODY] = print_body,
};

char *piece_text(void *ctx, enum piece piece, const json_t *part)
{
    struct text t;
    text_open(&t);
    struct printer p = {.out = t.out};
    printers[piece](&p, part);
    char *printed = text_close(&t, ctx);
    if (!p.lost)
        return printed;
    mem_free(printed);
    return NULL;
}

char *piece_default(void *ctx, json_t *expression, const char *type)
{
    static const struct canon_columns none = {"", NULL, NULL, NULL, NULL};
    const json_t *cast = node_as(expression, "TypeCast");
    const json_t *constant = field_node(node_as(field_node(cast, "arg"), "A_Const"), "sval");
    if (!constant || !is_cast_to_type(cast, type)) {
        tree_shorten(expression, &none);
        return piece_text(ctx, PIECE_DEFAULT, expression);
    }
    struct text t;
    text_open(&t);
    print_literal(t.out, field_text(constant, "sval"));
    return text_close(&t, ctx);
}
