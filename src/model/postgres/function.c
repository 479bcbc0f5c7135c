/* Functions and procedures. */
#include <string.h>

#include "model/postgres/facts.h"
#include "model/postgres/signature.h"
#include "model/postgres/unparsed.h"
#include "sql/postgres/float.h"
#include "sql/postgres/name.h"
#include "sql/postgres/setting.h"

static const char *joined(struct statement *s, const char *before, const char *next)
{
    return before[0] ? mem_printf(s->ctx, "%s, %s", before, next) : next;
}

const char *parameter_types(struct statement *s, const json_t *parameters)
{
    const char *types = "";
    size_t i;
    json_t *item;
    json_array_foreach(parameters, i, item)
    {
        const json_t *parameter = node_as(item, "FunctionParameter");
        const char *mode = field_text(parameter, "mode");
        if (strcmp(mode, "FUNC_PARAM_OUT") != 0 && strcmp(mode, "FUNC_PARAM_TABLE") != 0)
            types = joined(s, types, statement_deparse(s, PIECE_TYPE, field_node(parameter, "argType")));
    }
    return types;
}

const char *deparse_signature(struct statement *s, const json_t *object)
{
    const char *types = "";
    size_t i;
    json_t *item;
    if (field_node(object, "objfuncargs"))
        types = parameter_types(s, field_node(object, "objfuncargs"));
    else
        json_array_foreach(field_node(object, "objargs"), i, item) types =
            joined(s, types, statement_deparse(s, PIECE_TYPE, node_as(item, "TypeName")));
    return mem_printf(s->ctx, "%s(%s)", names_last(field_node(object, "objname")), types);
}

/* Without arguments the name is enough where it is the only one. */
struct item *function_find(struct reader *r, struct statement *s, const json_t *object)
{
    return model_draft_find(r->draft, &model_function, names_schema(field_node(object, "objname")), "",
                            deparse_signature(s, object));
}

/* What CREATE FUNCTION says behind the result, by its own words. */
struct options {
    const char *language, *volatility, *parallel, *cost, *rows, *support, *transforms, *settings, *library, *body;
    bool window, strict, leakproof, definer;
};

static bool flag(const json_t *value)
{
    return node_as(value, "Boolean") ? field_flag(node_body(value), "boolval")
                                     : field_number(node_body(value), "ival") != 0;
}

static const char *plain_number(struct statement *s, const json_t *value)
{
    char shortest[FLOAT_TEXT_SIZE];
    const char *digits = field_text(node_body(value), node_as(value, "Float") ? "fval" : "sval");
    if (node_as(value, "Integer"))
        digits = mem_printf(s->ctx, "%ld", field_number(node_body(value), "ival"));
    return float4_text(digits, shortest) ? mem_strdup(s->ctx, shortest) : digits;
}

static const char *setting_value(struct statement *s, const json_t *constant)
{
    if (field_node(constant, "sval"))
        return field_text(field_node(constant, "sval"), "sval");
    if (field_node(constant, "ival"))
        return mem_printf(s->ctx, "%ld", field_number(field_node(constant, "ival"), "ival"));
    s->lost = s->lost || !field_node(constant, "fval");
    return field_text(field_node(constant, "fval"), "fval");
}

/* "" for SET ... TO DEFAULT, which says nothing; FROM CURRENT could be anything. */
static const char *setting_words(struct statement *s, const json_t *setting)
{
    const char *kind = field_text(setting, "kind");
    if (strcmp(kind, "VAR_SET_DEFAULT") == 0)
        return "";
    s->lost = s->lost || strcmp(kind, "VAR_SET_VALUE") != 0;
    const json_t *arguments = field_node(setting, "args");
    const char **values = mem_array(s->ctx, const char *, json_array_size(arguments) + 1);
    size_t i;
    json_t *item;
    json_array_foreach(arguments, i, item) values[i] = setting_value(s, node_as(item, "A_Const"));
    struct text t;
    text_open(&t);
    print_setting(t.out, field_text(setting, "name"), values);
    return mem_printf(s->ctx, "    SET %s\n", text_close(&t, s->ctx));
}

static const char *transform_words(struct statement *s, const json_t *types)
{
    const char *text = "    TRANSFORM";
    size_t i;
    json_t *item;
    json_array_foreach(types, i, item) text = mem_printf(s->ctx, "%s%s FOR TYPE %s", text, i > 0 ? "," : "",
                                                         statement_deparse(s, PIECE_TYPE, node_as(item, "TypeName")));
    return mem_printf(s->ctx, "%s\n", text);
}

static const char *support_words(struct statement *s, const json_t *names)
{
    const char *schema = names_schema(names);
    return qualified_name(s->ctx, strcmp(schema, "pg_catalog") == 0 ? "" : schema, names_last(names));
}

static void take_code(struct options *o, const json_t *parts)
{
    bool library = json_array_size(parts) > 1;
    o->library = library ? list_text(parts, 0) : NULL;
    o->body = list_text(parts, library ? 1 : 0);
}

static void take_option(struct statement *s, struct options *o, const json_t *option)
{
    const char *name = field_text(option, "defname");
    const json_t *value = field_node(option, "arg"), *items = field_node(node_as(value, "List"), "items");
    const char *text = field_text(node_body(value), "sval");
    if (strcmp(name, "language") == 0)
        o->language = text;
    else if (strcmp(name, "volatility") == 0)
        o->volatility = text;
    else if (strcmp(name, "parallel") == 0)
        o->parallel = text;
    else if (strcmp(name, "cost") == 0)
        o->cost = plain_number(s, value);
    else if (strcmp(name, "rows") == 0)
        o->rows = plain_number(s, value);
    else if (strcmp(name, "support") == 0)
        o->support = support_words(s, items);
    else if (strcmp(name, "transform") == 0)
        o->transforms = transform_words(s, items);
    else if (strcmp(name, "set") == 0)
        o->settings = mem_printf(s->ctx, "%s%s", o->settings, setting_words(s, node_as(value, "VariableSetStmt")));
    else if (strcmp(name, "as") == 0)
        take_code(o, items);
    else if (strcmp(name, "window") == 0)
        o->window = flag(value);
    else if (strcmp(name, "strict") == 0)
        o->strict = flag(value);
    else if (strcmp(name, "leakproof") == 0)
        o->leakproof = flag(value);
    else if (strcmp(name, "security") == 0)
        o->definer = flag(value);
}

/* C and internal functions cost 1, others 100; sets have 1000 rows: that goes without saying. */
static void forget_usual(struct options *o)
{
    bool c = strcmp(o->language, "c") == 0 || strcmp(o->language, "internal") == 0;
    if (o->cost && strcmp(o->cost, c ? "1" : "100") == 0)
        o->cost = NULL;
    if (o->rows && strcmp(o->rows, "1000") == 0)
        o->rows = NULL;
}

/* As the parser knows it; by its own words where it does not, or the printer does not. */
static const char *body_words(struct statement *s, const json_t *body)
{
    const char *text = s->stub ? NULL : piece_text(s->ctx, PIECE_BODY, body);
    return text ? text : mem_printf(s->ctx, "    %s", inner_words(s));
}

static const char *code_words(struct statement *s, const json_t *body, const struct options *o)
{
    if (field_node(body, "sql_body"))
        return body_words(s, body);
    if (o->library)
        return mem_printf(s->ctx, "    AS %s, %s", quoted_literal(s->ctx, o->library), quoted_literal(s->ctx, o->body));
    struct text t;
    text_open(&t);
    fputs("    AS ", t.out);
    print_dollar_quoted(t.out, o->body ? o->body : "");
    return text_close(&t, s->ctx);
}

static const char *volatility_words(const struct options *o)
{
    return strcmp(o->volatility, "immutable") == 0 ? "IMMUTABLE"
           : strcmp(o->volatility, "stable") == 0  ? "STABLE"
                                                   : NULL;
}

static const char *parallel_words(const struct options *o)
{
    return strcmp(o->parallel, "safe") == 0         ? "PARALLEL SAFE"
           : strcmp(o->parallel, "restricted") == 0 ? "PARALLEL RESTRICTED"
                                                    : NULL;
}

static const char *cost_words(struct statement *s, const struct options *o)
{
    struct text t;
    text_open(&t);
    if (o->cost)
        fprintf(t.out, " COST %s", o->cost);
    if (o->rows)
        fprintf(t.out, " ROWS %s", o->rows);
    if (o->support)
        fprintf(t.out, " SUPPORT %s", o->support);
    return text_close(&t, s->ctx);
}

/* All that stands behind the language, with a blank before each. */
static const char *attribute_words(struct statement *s, const struct options *o)
{
    const char *const parts[] = {o->window ? "WINDOW" : NULL,
                                 volatility_words(o),
                                 o->strict ? "STRICT" : NULL,
                                 o->leakproof ? "LEAKPROOF" : NULL,
                                 o->definer ? "SECURITY DEFINER" : NULL,
                                 parallel_words(o)};
    const char *text = "";
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        text = parts[i] ? mem_printf(s->ctx, "%s %s", text, parts[i]) : text;
    return mem_printf(s->ctx, "%s%s", text, cost_words(s, o));
}

/* "SET a TO 'b'\nSET c TO 'd'" of lines that are indented. */
static const char *setting_lines(struct statement *s, const char *settings)
{
    const char *text = "";
    for (size_t n; *settings; settings += n + (settings[n] == '\n')) {
        settings += strspn(settings, " ");
        n = strcspn(settings, "\n");
        text = mem_printf(s->ctx, "%s%s%.*s", text, *text ? "\n" : "", (int)n, settings);
    }
    return text;
}

static const char *unless_empty(const char *text)
{
    return text && *text ? text : NULL;
}

static void set_options(struct reader *r, struct statement *s, struct item *function, const struct options *o)
{
    const char *costs = cost_words(s, o);
    const char *const values[][2] = {
        {"language", o->language},
        {"volatility", volatility_words(o)},
        {"strict", o->strict ? "STRICT" : NULL},
        {"security", o->definer ? "SECURITY DEFINER" : NULL},
        {"settings", unless_empty(setting_lines(s, o->settings))},
        {"transforms", o->transforms ? setting_lines(s, o->transforms) : NULL},
        {"leakproof", o->leakproof ? "LEAKPROOF" : NULL},
        {"parallel", parallel_words(o)},
        {"costs", *costs ? costs + 1 : NULL},
    };
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        model_set(r->draft, function, values[i][0], values[i][1]);
    model_add_fact(r->draft, function, "volatility", o->volatility[0] ? o->volatility : "volatile");
}

/* Since 14 the parameters of procedures are printed with IN, which is what they are without. */
static void forget_in(const json_t *parameters)
{
    size_t i;
    json_t *item;
    json_array_foreach(parameters, i, item)
    {
        json_t *parameter = node_as(item, "FunctionParameter");
        if (field_is(parameter, "mode", "FUNC_PARAM_IN"))
            json_object_set_new(parameter, "mode", json_string("FUNC_PARAM_DEFAULT"));
    }
}

/* The columns of RETURNS TABLE are parameters to the parser. */
static json_t *without_results(const json_t *parameters)
{
    json_t *kept = json_array(), *item;
    size_t i;
    json_array_foreach(parameters, i, item)
    {
        if (!field_is(node_body(item), "mode", "FUNC_PARAM_TABLE"))
            json_array_append(kept, item);
    }
    return kept;
}

static json_t *results(const json_t *parameters)
{
    json_t *kept = json_array(), *item;
    size_t i;
    json_array_foreach(parameters, i, item)
    {
        if (field_is(node_body(item), "mode", "FUNC_PARAM_TABLE"))
            json_array_append(kept, item);
    }
    return kept;
}

static const char *result_words(struct statement *s, const json_t *body)
{
    json_t *columns = results(field_node(body, "parameters"));
    json_t *shown = json_pack("{s:O}", "parameters", columns);
    if (field_node(body, "returnType"))
        json_object_set(shown, "returnType", field_node(body, "returnType"));
    const char *text =
        field_node(body, "returnType") || json_array_size(columns) ? statement_deparse(s, PIECE_RESULT, shown) : NULL;
    json_decref(columns);
    json_decref(shown);
    return text;
}

static struct item *function_item(struct reader *r, const char *schema, const char *name, int line)
{
    struct item *old = model_draft_find(r->draft, &model_function, schema, "", name);
    if (old)
        model_remove(r->draft, old);
    return model_add(r->draft, &model_function, schema, "", name, line);
}

bool read_create_function(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *names = field_node(body, "funcname"),
                 *parameters = field_node(body, "parameters");
    struct options o = {.language = "sql", .volatility = "", .parallel = "", .settings = ""};
    bool procedure = field_flag(body, "is_procedure");
    size_t i;
    json_t *item;
    json_array_foreach(field_node(body, "options"), i, item) take_option(s, &o, node_as(item, "DefElem"));
    forget_usual(&o);
    forget_in(parameters);
    json_t *taken = without_results(parameters);
    const char *result = procedure ? NULL : result_words(s, body),
               *arguments = statement_deparse(s, PIECE_PARAMETERS, taken);
    json_decref(taken);
    const char *schema = names_schema(names), *attributes = attribute_words(s, &o), *code = code_words(s, body, &o);
    struct item *function = function_item(
        r, schema, mem_printf(s->ctx, "%s(%s)", names_last(names), parameter_types(s, parameters)), s->line);
    add_references(r, function, "uses", field_node(body, "sql_body"), "", "");
    model_add_fact(r->draft, function, "name", names_last(names));
    set_argument_facts(r, s, function, parameters);
    model_set(r->draft, function, "kind", procedure ? "procedure" : o.window ? "window" : NULL);
    model_set(r->draft, function, "returns", result);
    model_set(r->draft, function, "arguments", unless_empty(arguments));
    set_options(r, s, function, &o);
    model_set(r->draft, function, "body", field_node(body, "sql_body") || o.library ? code : o.body ? o.body : "");
    model_set_text(r->draft, function,
                   mem_printf(s->ctx, "CREATE %s %s(%s)%s%s\n    LANGUAGE %s%s\n%s%s%s;",
                              procedure ? "PROCEDURE" : "FUNCTION", qualified_name(s->ctx, schema, names_last(names)),
                              arguments, result ? " RETURNS " : "", result ? result : "",
                              quoted_name(s->ctx, o.language), attributes, o.transforms ? o.transforms : "", o.settings,
                              code));
    return true;
}
