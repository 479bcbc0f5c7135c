/* What a function takes, one argument after the other: lists of facts of one length. */
#include <string.h>

#include "model/postgres/facts.h"

static const char *mode_words(const char *mode)
{
    static const char *const modes[][2] = {{"FUNC_PARAM_OUT", "OUT"},
                                           {"FUNC_PARAM_INOUT", "INOUT"},
                                           {"FUNC_PARAM_VARIADIC", "VARIADIC"},
                                           {"FUNC_PARAM_TABLE", "TABLE"}};
    for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
        if (strcmp(modes[i][0], mode) == 0)
            return modes[i][1];
    return "IN";
}

void set_argument_facts(struct reader *r, struct statement *s, struct item *item, const json_t *parameters)
{
    size_t i;
    json_t *node;
    json_array_foreach(parameters, i, node)
    {
        const json_t *parameter = node_as(node, "FunctionParameter"), *value = field_node(parameter, "defexpr");
        model_add_fact(r->draft, item, "argument name", field_text(parameter, "name"));
        model_add_fact(r->draft, item, "argument mode", mode_words(field_text(parameter, "mode")));
        model_add_fact(r->draft, item, "argument type",
                       statement_deparse(s, PIECE_TYPE, field_node(parameter, "argType")));
        model_add_fact(r->draft, item, "argument default", value ? statement_deparse(s, PIECE_EXPRESSION, value) : "");
    }
}
