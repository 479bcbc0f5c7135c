/* The parts of a function: parameters, result, body in SQL. */
#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

static const char *mode_keyword(const json_t *parameter)
{
    static const char *const modes[][2] = {
        {"FUNC_PARAM_OUT", "OUT "}, {"FUNC_PARAM_INOUT", "INOUT "}, {"FUNC_PARAM_VARIADIC", "VARIADIC "}};
    for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
        if (field_is(parameter, "mode", modes[i][0]))
            return modes[i][1];
    return "";
}

static void print_parameter(struct printer *p, const json_t *body)
{
    fputs(mode_keyword(body), p->out);
    if (field_node(body, "name"))
        print_declared(p, field_text(body, "name"), field_node(body, "argType"));
    else
        print_type(p, field_node(body, "argType"));
    if (field_node(body, "defexpr")) {
        fputs(" DEFAULT ", p->out);
        print_expression(p, field_node(body, "defexpr"));
    }
}

void print_parameters(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        fputs(i > 0 ? ", " : "", p->out);
        print_parameter(p, node_as(item, "FunctionParameter"));
    }
}

void print_result(struct printer *p, const json_t *body)
{
    const json_t *columns = field_node(body, "parameters");
    if (json_array_size(columns) == 0) {
        print_type(p, field_node(body, "returnType"));
        return;
    }
    fputs("TABLE(", p->out);
    print_parameters(p, columns);
    putc(')', p->out);
}

void print_body(struct printer *p, const json_t *body)
{
    const json_t *code = field_node(body, "sql_body");
    const json_t *result = node_as(code, "ReturnStmt");
    if (result) {
        fputs("    RETURN ", p->out);
        print_expression(p, field_node(result, "returnval"));
        return;
    }
    const json_t *block = field_node(node_as(code, "List"), "items");
    const json_t *statements = field_node(node_as(json_array_get(block, 0), "List"), "items");
    size_t i;
    json_t *item;
    fputs("    BEGIN ATOMIC", p->out);
    json_array_foreach(statements, i, item)
    {
        fputs("\n        ", p->out);
        print_query(p, item);
        putc(';', p->out);
    }
    fputs("\n    END", p->out);
    if (json_array_size(block) != 1)
        print_lost(p);
}
