#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_language_query[];
extern const struct kind postgres_language;

enum { TRUSTED, HANDLER, INLINE, VALIDATOR, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [TRUSTED] = "trusted", [HANDLER] = "handler", [INLINE] = "inline", [VALIDATOR] = "validator"};
static const int forms[N_FIELDS] = {
    [TRUSTED] = ANSWER_FLAG,
    [HANDLER] = ANSWER_LIST | ANSWER_NULL,
    [INLINE] = ANSWER_LIST | ANSWER_NULL,
    [VALIDATOR] = ANSWER_LIST | ANSWER_NULL,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(object_flag(o, TRUSTED) ? "CREATE TRUSTED LANGUAGE " : "CREATE LANGUAGE ", out);
    print_name(out, o->name);
    print_keyword_and_function(out, " HANDLER", o->values[HANDLER]);
    print_keyword_and_function(out, " INLINE", o->values[INLINE]);
    print_keyword_and_function(out, " VALIDATOR", o->values[VALIDATOR]);
    fputs(";\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_add(parsing, &postgres_language, "", "", field_text(body, "plname"));
    o->values[TRUSTED] = field_flag(body, "pltrusted") ? "t" : "f";
    o->values[HANDLER] = field_of_name_pair(parsing, field_node(body, "plhandler"));
    o->values[INLINE] = field_of_name_pair(parsing, field_node(body, "plinline"));
    o->values[VALIDATOR] = field_of_name_pair(parsing, field_node(body, "plvalidator"));
    return true;
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "its functions are run in another way", "language"                                            \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [TRUSTED] = {.label = "trusted",
                 .weight = {CHANGE_BREAKING, "roles may make functions in it that might not, or the other way round",
                            "language"}},
    [HANDLER] = {.label = "handler", .show = print_visible, .weight = OTHERWISE},
    [INLINE] = {.label = "inline", .show = print_visible, .weight = OTHERWISE},
    [VALIDATOR] = {.label = "validator",
                   .show = print_visible,
                   .weight = {CHANGE_SAFE, "checks functions that are made from then on", "language"}},
};

static const struct grammar_statement statements[] = {{.node = "CreatePLangStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "language", .plural = "languages", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_language",
    .object_type = "OBJECT_LANGUAGE",
    .keyword = "LANGUAGE",
    .owned = true,
    .privileges = {'l', "lan", "LANGUAGE", "USAGE", "USAGE"},
    .statements = statements,
};

const struct kind postgres_language = {
    .name = "language",
    .query = postgres_language_query,
    .present = "EXISTS (SELECT FROM pg_language WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
