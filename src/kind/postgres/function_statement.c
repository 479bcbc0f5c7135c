/* CREATE FUNCTION and PROCEDURE: their parts as the query brings them. */
#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/entries.h"
#include "kind/postgres/function.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/constant.h"
#include "sql/postgres/float.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/setting.h"

static const char *field_of_number(struct parsing *parsing, const json_t *value)
{
    char shortest[FLOAT_TEXT_SIZE];
    const char *digits = field_text(node_body(value), node_as(value, "Float") ? "fval" : "sval");
    if (node_as(value, "Integer"))
        digits = mem_printf(parsing->ctx, "%ld", field_number(node_body(value), "ival"));
    return mem_strdup(parsing->ctx, float4_text(digits, shortest) ? shortest : digits);
}

static const char *field_of_flag(const json_t *value)
{
    bool is = node_as(value, "Boolean") ? field_flag(node_body(value), "boolval")
                                        : field_number(node_body(value), "ival") != 0;
    return is ? "t" : "f";
}

/* NULL where it is no constant. */
static const char *setting_value(struct parsing *parsing, const json_t *constant)
{
    if (field_node(constant, "sval"))
        return field_text(field_node(constant, "sval"), "sval");
    if (field_node(constant, "ival"))
        return mem_printf(parsing->ctx, "%ld", field_number(field_node(constant, "ival"), "ival"));
    return field_node(constant, "fval") ? field_text(field_node(constant, "fval"), "fval") : NULL;
}

/* Lists of names have quotes as the server stores them. */
static void print_stored(FILE *out, const char *value, bool quoted)
{
    for (const char *c = value; quoted && *c; c++)
        fputs(*c == '"' ? "\"\"" : (const char[]){*c, '\0'}, out);
    fputs(quoted ? "" : value, out);
}

/* The settings with that one; `setting` NULL: without any of that name. */
static const char *with_setting(void *ctx, const char *array, const char *name, const char *setting)
{
    struct entries entries = entries_read(ctx, array);
    entries_set(&entries, name, setting);
    return entries_text(ctx, &entries, NULL);
}

/* One more of SET ... TO; DEFAULT and RESET take it away, and FROM CURRENT could be anything. */
static bool add_setting(struct parsing *parsing, struct object *o, const json_t *setting)
{
    const char *name = field_text(setting, "name"), *before = object_value(o, FUNCTION_SETTINGS);
    bool known = field_is(setting, "kind", "VAR_SET_VALUE"), list = setting_is_list(name);
    bool reset = field_is(setting, "kind", "VAR_SET_DEFAULT") || field_is(setting, "kind", "VAR_RESET");
    bool all = field_is(setting, "kind", "VAR_RESET_ALL");
    size_t i;
    json_t *node;
    struct text t;
    if (reset || all)
        o->values[FUNCTION_SETTINGS] = all ? NULL : with_setting(parsing->ctx, before, name, NULL);
    if (!known)
        return reset || all;
    text_open(&t);
    fprintf(t.out, "%s=", name);
    json_array_foreach(field_node(setting, "args"), i, node)
    {
        const char *value = setting_value(parsing, node_as(node, "A_Const"));
        known = known && value;
        fputs(i > 0 ? list ? "\", \"" : ", " : list ? "\"" : "", t.out);
        print_stored(t.out, value ? value : "", list);
    }
    fputs(list ? "\"" : "", t.out);
    o->values[FUNCTION_SETTINGS] = with_setting(parsing->ctx, before, name, text_close(&t, parsing->ctx));
    return known;
}

static const char *field_of_transforms(struct parsing *parsing, const json_t *types)
{
    size_t n = json_array_size(types);
    const char **items = mem_array(parsing->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        items[i] = field_of_type(parsing, node_as(json_array_get(types, i), "TypeName"));
    return array_text(parsing->ctx, items, n);
}

static void set_code(struct parsing *parsing, struct object *o, const json_t *parts)
{
    bool library = json_array_size(parts) > 1;
    o->values[FUNCTION_LIBRARY] = library ? mem_strdup(parsing->ctx, list_text(parts, 0)) : NULL;
    o->values[FUNCTION_BODY] = mem_strdup(parsing->ctx, list_text(parts, library ? 1 : 0));
}

static bool set_option(struct parsing *parsing, struct object *o, const json_t *option)
{
    const char *name = field_text(option, "defname");
    const json_t *value = field_node(option, "arg"), *items = field_node(node_as(value, "List"), "items");
    const char *text = field_text(node_body(value), "sval");
    if (strcmp(name, "language") == 0)
        o->values[FUNCTION_LANGUAGE] = mem_strdup(parsing->ctx, text);
    else if (strcmp(name, "volatility") == 0 || strcmp(name, "parallel") == 0)
        o->values[name[0] == 'v' ? FUNCTION_VOLATILITY : FUNCTION_PARALLEL] = mem_strndup(parsing->ctx, text, 1);
    else if (strcmp(name, "cost") == 0 || strcmp(name, "rows") == 0)
        o->values[name[0] == 'c' ? FUNCTION_COST : FUNCTION_ROWS] = field_of_number(parsing, value);
    else if (strcmp(name, "support") == 0)
        o->values[FUNCTION_SUPPORT] = field_of_name_pair(parsing, items);
    else if (strcmp(name, "transform") == 0)
        o->values[FUNCTION_TRANSFORMS] = field_of_transforms(parsing, items);
    else if (strcmp(name, "set") == 0)
        return add_setting(parsing, o, node_as(value, "VariableSetStmt"));
    else if (strcmp(name, "as") == 0)
        set_code(parsing, o, items);
    else if (strcmp(name, "window") == 0)
        o->values[FUNCTION_KIND] = field_of_flag(value)[0] == 't' ? "w" : "f";
    else if (strcmp(name, "strict") == 0)
        o->values[FUNCTION_STRICT] = field_of_flag(value);
    else if (strcmp(name, "leakproof") == 0)
        o->values[FUNCTION_LEAKPROOF] = field_of_flag(value);
    else if (strcmp(name, "security") == 0)
        o->values[FUNCTION_SECURITY_DEFINER] = field_of_flag(value);
    return true;
}

/* C and internal functions cost 1, others 100; sets have 1000 rows: that goes without saying. */
static void forget_usual(struct object *o)
{
    const char *language = object_value(o, FUNCTION_LANGUAGE);
    bool c = strcmp(language, "c") == 0 || strcmp(language, "internal") == 0;
    if (strcmp(object_value(o, FUNCTION_COST), c ? "1" : "100") == 0)
        o->values[FUNCTION_COST] = NULL;
    if (strcmp(object_value(o, FUNCTION_ROWS), "1000") == 0)
        o->values[FUNCTION_ROWS] = NULL;
}

/* The columns of RETURNS TABLE are parameters to the parser. */
static json_t *parameters_of(const json_t *parameters, bool results)
{
    json_t *found = json_array(), *node;
    size_t i;
    json_array_foreach(parameters, i, node)
    {
        if (field_is(node_body(node), "mode", "FUNC_PARAM_TABLE") == results)
            json_array_append(found, node);
    }
    return found;
}

/* Since 14 the parameters of procedures are printed with IN, which is what they are without. */
static void forget_in(const json_t *parameters)
{
    size_t i;
    json_t *node;
    json_array_foreach(parameters, i, node)
    {
        if (field_is(node_body(node), "mode", "FUNC_PARAM_IN"))
            json_object_set_new(node_body(node), "mode", json_string("FUNC_PARAM_DEFAULT"));
    }
}

/*
 * DEFAULT 'x' and DEFAULT NULL are printed as casts to the parameter's type, of a domain to what it is stored as; not
 * those of what could be of any type.
 */
static void cast_default(struct parsing *parsing, json_t *parameter)
{
    json_t *value = field_node(parameter, "defexpr"), *type = field_node(parameter, "argType");
    const char *name = value ? field_of_type(parsing, type) : NULL;
    if (!name || strncmp(name, "any", strlen("any")) == 0)
        return;
    constant_as_stored(value, domain_stored_type_of_text(parsing, name));
    if (is_domain_type(parsing, type)) {
        cast_domain_constant(parsing, value, name);
        return;
    }
    const json_t *constant = node_as(value, "A_Const");
    if (!field_node(constant, "sval") && !field_flag(constant, "isnull"))
        return;
    json_t *to = json_deep_copy(type);
    /* Without a length the one is character(1) to the parser, the other any. */
    if (strncmp(name, "character(", strlen("character(")) == 0 &&
        json_array_size(field_node(type, "arrayBounds")) == 0) {
        json_object_set_new(to, "names", json_pack("[o]", make_string("bpchar")));
        json_object_del(to, "typmods");
    }
    cast_node(value, to);
}

/* Without RETURNS it is what comes out: one parameter's type, or a record. NULL: nothing does. */
static json_t *implied_result(const json_t *parameters)
{
    json_t *found = NULL, *node;
    size_t i, n = 0;
    json_array_foreach(parameters, i, node)
    {
        const json_t *parameter = node_body(node);
        if (field_is(parameter, "mode", "FUNC_PARAM_OUT") || field_is(parameter, "mode", "FUNC_PARAM_INOUT")) {
            found = field_node(parameter, "argType");
            n++;
        }
    }
    if (n > 1)
        return json_pack("{s:[{s:{s:s}}], s:i}", "names", "String", "sval", "record", "typemod", -1);
    return json_incref(found);
}

/* What stands behind RETURNS. False where it cannot be determined. */
static bool set_result(struct parsing *parsing, struct object *o, const json_t *body)
{
    const json_t *parameters = field_node(body, "parameters");
    json_t *columns = parameters_of(parameters, true), *type = json_incref(field_node(body, "returnType"));
    json_t *shown = json_pack("{s:O}", "parameters", columns);
    if (!type && json_array_size(columns) == 0)
        type = implied_result(parameters);
    bool any = type || json_array_size(columns) > 0;
    if (type)
        json_object_set_new(shown, "returnType", type);
    o->values[FUNCTION_RESULT] =
        any && !function_is_procedure(o) ? piece_text(parsing->ctx, PIECE_RESULT, shown) : NULL;
    any = any && !function_is_procedure(o);
    json_decref(columns);
    json_decref(shown);
    return !any || o->values[FUNCTION_RESULT];
}

/* "" where the words cannot be determined. */
static void add_argument_facts(struct parsing *parsing, struct object *o, const json_t *parameters)
{
    size_t i;
    json_t *node;
    json_array_foreach(parameters, i, node)
    {
        const json_t *parameter = node_body(node), *value = field_node(parameter, "defexpr");
        const char *mode = field_text(parameter, "mode"),
                   *type = field_of_type(parsing, field_node(parameter, "argType"));
        const char *text = value ? piece_text(parsing->ctx, PIECE_EXPRESSION, value) : NULL;
        bool in = strcmp(mode, "FUNC_PARAM_DEFAULT") == 0;
        parsing_add_fact(parsing, o, "argument name", field_text(parameter, "name"));
        parsing_add_fact(parsing, o, "argument mode", in ? "IN" : mode + strlen("FUNC_PARAM_"));
        parsing_add_fact(parsing, o, "argument type", type ? type : "");
        parsing_add_fact(parsing, o, "argument default", text ? text : "");
    }
}

/* As the parser knows it; by its own words where it does not, or the printer does not. */
static void set_statement(struct parsing *parsing, struct object *o, json_t *body)
{
    if (!field_node(body, "sql_body"))
        return;
    const char *text = parsing->stub ? NULL : piece_text(parsing->ctx, PIECE_BODY, body);
    o->values[FUNCTION_STATEMENT] =
        text ? text : mem_printf(parsing->ctx, "    %s", parsing->reader->inner_text(parsing));
    parsing->reader->find_uses(parsing, o, "uses", field_node(body, "sql_body"), "", "");
}

static void set_volatility(struct parsing *parsing, struct object *o)
{
    const char *letter = object_value(o, FUNCTION_VOLATILITY);
    parsing_set_fact(parsing, o, "volatility",
                     letter[0] == 'i'   ? "immutable"
                     : letter[0] == 's' ? "stable"
                                        : "volatile");
}

bool parse_create_function(struct parsing *parsing, json_t *body)
{
    const json_t *parameters = field_node(body, "parameters");
    struct name_pair own = field_of_names(field_node(body, "funcname"));
    const char *types = call_types(parsing, parameters);
    if (!types)
        return false;
    struct object *o = parsing_add(parsing, &postgres_function, own.schema, "", call_name(parsing, own.name, types));
    o->values[FUNCTION_NAME] = mem_strdup(parsing->ctx, own.name);
    o->values[FUNCTION_KIND] = field_flag(body, "is_procedure") ? "p" : "f";
    o->values[FUNCTION_LANGUAGE] = "sql";
    bool known = true;
    size_t i;
    json_t *node;
    json_array_foreach(field_node(body, "options"), i, node) known = set_option(parsing, o, node_body(node)) && known;
    forget_usual(o);
    forget_in(parameters);
    json_array_foreach(parameters, i, node) cast_default(parsing, node_body(node));
    json_t *taken = parameters_of(parameters, false);
    o->values[FUNCTION_ARGUMENTS] = piece_text(parsing->ctx, PIECE_PARAMETERS, taken);
    json_decref(taken);
    known = set_result(parsing, o, body) && o->values[FUNCTION_ARGUMENTS] && known;
    set_statement(parsing, o, body);
    add_argument_facts(parsing, o, parameters);
    set_volatility(parsing, o);
    return known;
}

bool parse_alter_function(struct parsing *parsing, json_t *body)
{
    struct object *o = find_call(parsing, &postgres_function, field_node(body, "func"));
    bool known = o != NULL;
    size_t i;
    json_t *node;
    if (!o)
        return false;
    json_array_foreach(field_node(body, "actions"), i, node) known = set_option(parsing, o, node_body(node)) && known;
    forget_usual(o);
    set_volatility(parsing, o);
    return known;
}
