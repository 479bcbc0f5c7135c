#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_text_search_template_query[];
extern const struct kind postgres_text_search_template;

enum { INIT, LEXIZE, N_FIELDS };
static const char *const fields[N_FIELDS] = {[INIT] = "init", [LEXIZE] = "lexize"};
static const int forms[N_FIELDS] = {[INIT] = ANSWER_LIST | ANSWER_NULL, [LEXIZE] = ANSWER_LIST};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TEXT SEARCH TEMPLATE ", out);
    print_object_name(out, o);
    print_functions(out, o, fields, N_FIELDS);
    fputs(";\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    struct object *o = parsing_add(parsing, &postgres_text_search_template, name.schema, "", name.name);
    return set_functions(parsing, o, field_node(body, "definition"), fields, N_FIELDS);
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "texts are searched in another way", "text-search-template"                                   \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [INIT] = {.label = "init", .show = print_visible, .weight = OTHERWISE},
    [LEXIZE] = {.label = "lexize", .show = print_visible, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TSTEMPLATE", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "text search template",
             .plural = "text search templates",
             .forms = attributes,
             .n_forms = N_FIELDS},
    .catalog = "pg_ts_template",
    .object_type = "OBJECT_TSTEMPLATE",
    .keyword = "TEXT SEARCH TEMPLATE",
    .statements = statements,
};

const struct kind postgres_text_search_template = {
    .name = "text search template",
    .query = postgres_text_search_template_query,
    .present = "EXISTS (SELECT FROM pg_ts_template WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
