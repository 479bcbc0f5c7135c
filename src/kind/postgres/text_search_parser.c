#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_text_search_parser_query[];
extern const struct kind postgres_text_search_parser;

enum { START, GETTOKEN, END, LEXTYPES, HEADLINE, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [START] = "start", [GETTOKEN] = "gettoken", [END] = "end", [LEXTYPES] = "lextypes", [HEADLINE] = "headline"};
static const int forms[N_FIELDS] = {[START] = ANSWER_LIST,
                                    [GETTOKEN] = ANSWER_LIST,
                                    [END] = ANSWER_LIST,
                                    [LEXTYPES] = ANSWER_LIST,
                                    [HEADLINE] = ANSWER_LIST | ANSWER_NULL};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TEXT SEARCH PARSER ", out);
    print_object_name(out, o);
    print_functions(out, o, fields, N_FIELDS);
    fputs(";\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    struct object *o = parsing_add(parsing, &postgres_text_search_parser, name.schema, "", name.name);
    return set_functions(parsing, o, field_node(body, "definition"), fields, N_FIELDS);
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "texts are searched in another way", "text-search-parser"                                     \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [START] = {.label = "start", .show = print_visible, .weight = OTHERWISE},
    [GETTOKEN] = {.label = "gettoken", .show = print_visible, .weight = OTHERWISE},
    [END] = {.label = "end", .show = print_visible, .weight = OTHERWISE},
    [LEXTYPES] = {.label = "lextypes", .show = print_visible, .weight = OTHERWISE},
    [HEADLINE] = {.label = "headline", .show = print_visible, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TSPARSER", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "text search parser", .plural = "text search parsers", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_ts_parser",
    .object_type = "OBJECT_TSPARSER",
    .keyword = "TEXT SEARCH PARSER",
    .statements = statements,
};

const struct kind postgres_text_search_parser = {
    .name = "text search parser",
    .query = postgres_text_search_parser_query,
    .present = "EXISTS (SELECT FROM pg_ts_parser WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
