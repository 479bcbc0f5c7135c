/* CREATE AGGREGATE, whose parts are a list of names and values. */
#include <string.h>
#include <strings.h>

#include "model/postgres/signature.h"
#include "sql/postgres/name.h"

/* The order in which a snapshot says them; those not listed come behind, as they stand. */
static const char *const aggregate_order[] = {"sfunc",
                                              "stype",
                                              "sspace",
                                              "finalfunc",
                                              "finalfunc_extra",
                                              "finalfunc_modify",
                                              "combinefunc",
                                              "serialfunc",
                                              "deserialfunc",
                                              "initcond",
                                              "msfunc",
                                              "minvfunc",
                                              "mstype",
                                              "msspace",
                                              "mfinalfunc",
                                              "mfinalfunc_extra",
                                              "mfinalfunc_modify",
                                              "minitcond",
                                              "sortop",
                                              "parallel",
                                              "hypothetical",
                                              NULL};
static const char *operator_words(struct statement *s, const json_t *names)
{
    const char *schema = names_schema(names);
    if (strcmp(schema, "pg_catalog") == 0 || !schema[0])
        return names_last(names);
    return mem_printf(s->ctx, "OPERATOR(%s.%s)", quoted_name(s->ctx, schema), names_last(names));
}

/* OPERATOR(public.+) is a list of names. */
static const char *value_words(struct statement *s, const json_t *value)
{
    if (node_as(value, "List"))
        return operator_words(s, field_node(node_body(value), "items"));
    return field_text(node_body(value), node_as(value, "Float") ? "fval" : "sval");
}

static const char *upper(struct statement *s, const char *word)
{
    return mem_upper(s->ctx, word, strlen(word));
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcasecmp(*names, name) == 0)
            return true;
    return false;
}

/* `NAME = value` as a snapshot says it; "" for what is usual. */
static const char *setting_words(struct statement *s, const json_t *option)
{
    static const char *const flags[] = {"finalfunc_extra", "mfinalfunc_extra", "hypothetical", NULL};
    static const char *const literals[] = {"initcond", "minitcond", NULL};
    static const char *const word_values[] = {"parallel", "finalfunc_modify", "mfinalfunc_modify", NULL};
    const char *name = field_text(option, "defname");
    const json_t *value = field_node(option, "arg");
    const char *text = value_words(s, value);
    if (is_one_of(name, flags))
        return strcmp(text, "false") == 0 ? "" : upper(s, name);
    if (is_one_of(name, literals))
        text = quoted_literal(s->ctx, text);
    else if (is_one_of(name, word_values))
        text = upper(s, text);
    else if (!node_as(value, "List") && strcasecmp(name, "sortop") != 0 && !node_as(value, "Float"))
        text = name_words(s, value);
    if (strcasecmp(name, "parallel") == 0 && strcmp(text, "UNSAFE") == 0)
        return "";
    return mem_printf(s->ctx, "%s = %s", upper(s, name), text);
}

static size_t place(const char *name)
{
    size_t i = 0;
    while (aggregate_order[i] && strcasecmp(aggregate_order[i], name) != 0)
        i++;
    return i;
}

/* All settings in order. */
static const char *settings_words(struct statement *s, const json_t *list)
{
    const char *text = "";
    size_t last = place(""), i;
    json_t *item;
    for (size_t at = 0; at <= last; at++)
        json_array_foreach(list, i, item)
        {
            const json_t *option = node_as(item, "DefElem");
            const char *one = place(field_text(option, "defname")) == at ? setting_words(s, option) : "";
            if (one[0])
                text = mem_printf(s->ctx, "%s%s%s", text, text[0] ? ",\n    " : "", one);
        }
    return text;
}

/* The arguments of an aggregate: a list and, behind ORDER BY, those from a certain one on. */
static const char *aggregate_arguments(struct statement *s, const json_t *arguments, bool types)
{
    const json_t *list = field_node(node_as(json_array_get(arguments, 0), "List"), "items");
    const json_t *number = node_as(json_array_get(arguments, 1), "Integer");
    long direct = number && field_node(number, "ival") ? field_number(number, "ival") : number ? 0 : -1;
    const char *text = "";
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *parameter = node_as(json_array_get(list, i), "FunctionParameter");
        json_t *one = json_pack("[{s:O}]", "FunctionParameter", parameter);
        const char *own = types ? statement_deparse(s, PIECE_TYPE, field_node(parameter, "argType"))
                                : statement_deparse(s, PIECE_PARAMETERS, one);
        json_decref(one);
        bool order = direct >= 0 && (long)i == direct && !types;
        text = mem_printf(s->ctx, "%s%s%s", text,
                          i == 0  ? (order ? "ORDER BY " : "")
                          : order ? " ORDER BY "
                                  : ", ",
                          own);
    }
    return text[0] ? text : types ? "" : "*";
}

static bool read_aggregate(struct reader *r, struct statement *s, const json_t *body)
{
    const json_t *names = field_node(body, "defnames"), *arguments = field_node(body, "args");
    const char *schema = names_schema(names);
    const char *settings = settings_words(s, field_node(body, "definition"));
    const char *name = mem_printf(s->ctx, "%s(%s)", names_last(names), aggregate_arguments(s, arguments, true));
    struct item *item = model_draft_find(r->draft, &model_function, schema, "", name);
    if (!item)
        item = model_add(r->draft, &model_function, schema, "", name, s->line);
    const char *text =
        mem_printf(s->ctx, "CREATE AGGREGATE %s(%s) (\n    %s\n)", qualified_name(s->ctx, schema, names_last(names)),
                   aggregate_arguments(s, arguments, false), settings);
    model_set(r->draft, item, "kind", "aggregate");
    model_set(r->draft, item, "body", text);
    model_set_text(r->draft, item, mem_printf(s->ctx, "%s;", text));
    return true;
}

bool read_define(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    return field_is(body, "kind", "OBJECT_AGGREGATE") && !field_flag(body, "oldstyle") && read_aggregate(r, s, body);
}
