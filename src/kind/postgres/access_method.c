#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_access_method_query[];
extern const struct kind postgres_access_method;

enum { TYPE, HANDLER, N_FIELDS };
static const char *const fields[N_FIELDS] = {[TYPE] = "type", [HANDLER] = "handler"};
static const int forms[N_FIELDS] = {[TYPE] = ANSWER_TEXT, [HANDLER] = ANSWER_LIST};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE ACCESS METHOD ", out);
    print_name(out, o->name);
    fprintf(out, " TYPE %s HANDLER ", object_value(o, TYPE));
    print_visible(out, object_value(o, HANDLER));
    fputs(";\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_add(parsing, &postgres_access_method, "", "", field_text(body, "amname"));
    o->values[TYPE] = field_is(body, "amtype", "t") ? "TABLE" : "INDEX";
    o->values[HANDLER] = field_of_name_pair(parsing, field_node(body, "handler_name"));
    return true;
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "tables and indexes that use it are made anew", "access-method"                               \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [TYPE] = {.label = "type", .weight = OTHERWISE},
    [HANDLER] = {.label = "handler", .show = print_visible, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {{.node = "CreateAmStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "access method", .plural = "access methods", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_am",
    .object_type = "OBJECT_ACCESS_METHOD",
    .keyword = "ACCESS METHOD",
    .statements = statements,
};

const struct kind postgres_access_method = {
    .name = "access method",
    .query = postgres_access_method_query,
    .present = "EXISTS (SELECT FROM pg_am WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
