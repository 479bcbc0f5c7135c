#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_conversion_query[];
extern const struct kind postgres_conversion;

enum { DEFAULT, SOURCE, TARGET, FUNCTION, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFAULT] = "default", [SOURCE] = "source", [TARGET] = "target", [FUNCTION] = "function"};
static const int forms[N_FIELDS] = {
    [DEFAULT] = ANSWER_FLAG,
    [SOURCE] = ANSWER_TEXT,
    [TARGET] = ANSWER_TEXT,
    [FUNCTION] = ANSWER_LIST,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(object_flag(o, DEFAULT) ? "CREATE DEFAULT CONVERSION " : "CREATE CONVERSION ", out);
    print_object_name(out, o);
    fprintf(out, " FOR '%s' TO '%s' FROM ", object_value(o, SOURCE), object_value(o, TARGET));
    print_visible(out, object_value(o, FUNCTION));
    fputs(";\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "conversion_name"));
    struct object *o = parsing_add(parsing, &postgres_conversion, name.schema, "", name.name);
    o->values[DEFAULT] = field_flag(body, "def") ? "t" : "f";
    o->values[SOURCE] = field_of_text(parsing, body, "for_encoding_name");
    o->values[TARGET] = field_of_text(parsing, body, "to_encoding_name");
    o->values[FUNCTION] = field_of_name_pair(parsing, field_node(body, "func_name"));
    return true;
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "texts are converted in another way", "conversion"                                            \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [DEFAULT] = {.label = "default", .weight = OTHERWISE},
    [SOURCE] = {.label = "source", .weight = OTHERWISE},
    [TARGET] = {.label = "target", .weight = OTHERWISE},
    [FUNCTION] = {.label = "function", .show = print_visible, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {{.node = "CreateConversionStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "conversion", .plural = "conversions", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_conversion",
    .object_type = "OBJECT_CONVERSION",
    .keyword = "CONVERSION",
    .owned = true,
    .statements = statements,
};

const struct kind postgres_conversion = {
    .name = "conversion",
    .query = postgres_conversion_query,
    .present = "EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
