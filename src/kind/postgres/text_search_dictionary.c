#include <string.h>
#include <strings.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/normalize.h"

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

static const char *options_text(struct parsing *parsing, const json_t *settings)
{
    struct text t;
    size_t i;
    json_t *setting;
    const char *separator = "";
    text_open(&t);
    json_array_foreach(settings, i, setting)
    {
        if (strcasecmp(field_text(node_body(setting), "defname"), "template") == 0)
            continue;
        fputs(separator, t.out);
        print_option(t.out, node_body(setting));
        separator = ", ";
    }
    const char *text = text_close(&t, parsing->ctx);
    return text[0] ? text : NULL;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    struct object *o = parsing_add(parsing, &postgres_text_search_dictionary, name.schema, "", name.name);
    const json_t *settings = field_node(body, "definition");
    size_t i;
    json_t *setting;
    json_array_foreach(settings, i, setting) if (strcasecmp(field_text(node_body(setting), "defname"), "template") == 0)
        o->values[TEMPLATE] = field_of_function(parsing, node_body(setting));
    o->values[OPTIONS] = options_text(parsing, settings);
    return o->values[TEMPLATE] != NULL;
}

/* The settings that are there, and those that take their place or, without a value, only go. */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "dictname"));
    struct object *o = parsing_find(parsing, &postgres_text_search_dictionary, name.schema, "", name.name);
    json_t *before = tree_parse(mem_printf(parsing->ctx, "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = d%s%s)",
                                           o && o->values[OPTIONS] ? ", " : "", o ? object_value(o, OPTIONS) : ""));
    if (!o || !before) {
        json_decref(before);
        return false;
    }
    tree_normalize(before, 0);
    json_t *settings = field_node(node_body(tree_statement(before)), "definition"), *setting;
    size_t i;
    json_array_foreach(field_node(body, "options"), i, setting)
    {
        const char *changed = field_text(node_body(setting), "defname");
        for (size_t at = json_array_size(settings); at-- > 0;)
            if (field_is(node_body(json_array_get(settings, at)), "defname", changed))
                json_array_remove(settings, at);
        if (field_node(node_body(setting), "arg"))
            json_array_append(settings, setting);
    }
    o->values[OPTIONS] = options_text(parsing, settings);
    json_decref(before);
    return true;
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TSDICTIONARY", .parse = parse_create},
    {.node = "AlterTSDictionaryStmt", .parse = parse_alter},
    {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_TSDICTIONARY",
    .keyword = "TEXT SEARCH DICTIONARY",
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
