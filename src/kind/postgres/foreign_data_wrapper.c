#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/secret.h"

extern const char postgres_foreign_data_wrapper_query[];
extern const struct kind postgres_foreign_data_wrapper;

enum { HANDLER, VALIDATOR, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[HANDLER] = "handler", [VALIDATOR] = "validator", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [HANDLER] = ANSWER_LIST | ANSWER_NULL,
    [VALIDATOR] = ANSWER_LIST | ANSWER_NULL,
    [OPTIONS] = ANSWER_LIST | ANSWER_NULL,
};

static bool read_objects(const struct kind *kind, struct reading *reading)
{
    return read_without_secrets(kind, reading, OPTIONS, SECRET_BY_NAME);
}

static void set_options(struct parsing *parsing, struct object *o, const json_t *body)
{
    const char *left_out, *all = field_of_options(parsing, o->values[OPTIONS], field_node(body, "options"));
    o->values[OPTIONS] = visible_options(parsing->ctx, all, SECRET_BY_NAME, &left_out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE FOREIGN DATA WRAPPER ", out);
    print_name(out, o->name);
    print_keyword_and_function(out, " HANDLER", o->values[HANDLER]);
    print_keyword_and_function(out, " VALIDATOR", o->values[VALIDATOR]);
    print_fdw_options(out, o->values[OPTIONS]);
    fputs(";\n", out);
}

static bool parse_parts(struct parsing *parsing, struct object *o, const json_t *body)
{
    size_t i;
    json_t *node;
    json_array_foreach(field_node(body, "func_options"), i, node)
    {
        const json_t *option = node_body(node);
        if (field_is(option, "defname", "handler"))
            o->values[HANDLER] = field_of_function(parsing, option);
        else if (field_is(option, "defname", "validator"))
            o->values[VALIDATOR] = field_of_function(parsing, option);
        else
            return false;
    }
    set_options(parsing, o, body);
    return true;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    return parse_parts(parsing,
                       parsing_add(parsing, &postgres_foreign_data_wrapper, "", "", field_text(body, "fdwname")), body);
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_find(parsing, &postgres_foreign_data_wrapper, "", "", field_text(body, "fdwname"));
    return o && parse_parts(parsing, o, body);
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "its foreign tables are read in another way", "foreign-data-wrapper"                          \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [HANDLER] = {.label = "handler", .show = print_visible, .weight = OTHERWISE},
    [VALIDATOR] = {.label = "validator",
                   .show = print_visible,
                   .weight = {CHANGE_SAFE, "counts for options that are set from then on", "foreign-data-wrapper"}},
    [OPTIONS] = {.label = "options", .show = show_fdw_options, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateFdwStmt", .parse = parse_create}, {.node = "AlterFdwStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.name = "foreign-data wrapper",
             .plural = "foreign-data wrappers",
             .forms = attributes,
             .n_forms = N_FIELDS},
    .catalog = "pg_foreign_data_wrapper",
    .object_type = "OBJECT_FDW",
    .keyword = "FOREIGN DATA WRAPPER",
    .owned = true,
    .statements = statements,
    .privileges = {'F', "fdw", "FOREIGN DATA WRAPPER", "USAGE", ""},
};

const struct kind postgres_foreign_data_wrapper = {
    .name = "foreign-data wrapper",
    .query = postgres_foreign_data_wrapper_query,
    .present = "EXISTS (SELECT FROM pg_foreign_data_wrapper)",
    .read = read_objects,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
