#include <string.h>
#include <strings.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_text_search_dictionary_query[];

enum { TEMPLATE, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[TEMPLATE] = "template", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [TEMPLATE] = ANSWER_LIST,
};

/* The options are kept by the server as the text of a list of definitions. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TEXT SEARCH DICTIONARY ", out);
    print_object_name(out, o);
    fputs(" (TEMPLATE = ", out);
    print_visible(out, object_value(o, TEMPLATE));
    if (o->values[OPTIONS])
        fprintf(out, ", %s", o->values[OPTIONS]);
    fputs(");\n", out);
}

/* As the server writes it (its serialize_deflist), but for numbers: to it they are no texts, which says nothing. */
static void print_option(FILE *out, const json_t *setting)
{
    const char *text = element_text(setting);
    print_name(out, field_text(setting, "defname"));
    fputs(strchr(text, '\\') ? " = E'" : " = '", out);
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putc(*text, out);
        putc(*text, out);
    }
    putc('\'', out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field(body, "defnames"));
    struct object *o = parsing_add(parsing, &postgres_text_search_dictionary, name.schema, "", name.name);
    struct text t;
    size_t i, n = 0;
    json_t *setting;
    text_open(&t);
    json_array_foreach(field(body, "definition"), i, setting)
    {
        if (strcasecmp(field_text(node_body(setting), "defname"), "template") == 0) {
            o->values[TEMPLATE] = field_of_function(parsing, node_body(setting));
            continue;
        }
        fputs(n++ > 0 ? ", " : "", t.out);
        print_option(t.out, node_body(setting));
    }
    const char *options = text_close(&t, parsing->ctx);
    o->values[OPTIONS] = n > 0 ? options : NULL;
    return true;
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TSDICTIONARY", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_TSDICTIONARY",
    .word = "TEXT SEARCH DICTIONARY",
    .owned = true,
    .statements = statements,
};

const struct kind postgres_text_search_dictionary = {
    .name = "text search dictionary",
    .query = postgres_text_search_dictionary_query,
    .present = "EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
    .grammar = &grammar,
};
