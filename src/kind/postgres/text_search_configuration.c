#include <string.h>
#include <strings.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_text_search_configuration_query[];

enum { PARSER, MAPPING, N_FIELDS };
static const char *const fields[N_FIELDS] = {[PARSER] = "parser", [MAPPING] = "mapping"};
static const int forms[N_FIELDS] = {
    [PARSER] = ANSWER_LIST,
    [MAPPING] = ANSWER_LIST | ANSWER_NULL,
};

/* Three elements each: token type, schema and name of a dictionary. One statement for each token type. */
static void print_mapping(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    struct list mapping = parse_array(work, object_value(o, MAPPING));
    for (int i = 0; i + 2 < mapping.n; i += 3) {
        bool next = i > 0 && strcmp(mapping.items[i], mapping.items[i - 3]) == 0;
        if (!next) {
            fputs(i > 0 ? ";\n" : "", out);
            fputs("ALTER TEXT SEARCH CONFIGURATION ", out);
            print_object_name(out, o);
            fputs(" ADD MAPPING FOR ", out);
            print_name(out, mapping.items[i]);
        }
        fputs(next ? ", " : " WITH ", out);
        print_visible_name(out, mapping.items[i + 1], mapping.items[i + 2]);
    }
    fputs(mapping.n > 0 ? ";\n" : "", out);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TEXT SEARCH CONFIGURATION ", out);
    print_object_name(out, o);
    fputs(" (PARSER = ", out);
    print_visible(out, object_value(o, PARSER));
    fputs(");\n", out);
    print_mapping(out, o);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    const json_t *setting = node_body(json_array_get(field_node(body, "definition"), 0));
    if (strcasecmp(field_text(setting, "defname"), "parser") != 0)
        return false;
    struct object *o = parsing_add(parsing, &postgres_text_search_configuration, name.schema, "", name.name);
    o->values[PARSER] = field_of_function(parsing, setting);
    return true;
}

/* ---- mappings ---- */

struct mappings {
    const char **items; /* three each, as in the field */
    size_t n;
};

static bool is_of(const json_t *tokens, const char *token)
{
    for (size_t i = 0; i < json_array_size(tokens); i++)
        if (strcmp(list_text(tokens, i), token) == 0)
            return true;
    return json_array_size(tokens) == 0;
}

static struct name_pair dictionary_at(const json_t *dictionaries, size_t i)
{
    return field_of_names(field_node(node_as(json_array_get(dictionaries, i), "List"), "items"));
}

static void add(struct mappings *to, const char *token, const char *schema, const char *name)
{
    const char *const parts[] = {token, schema, name};
    memcpy(to->items + to->n, parts, sizeof(parts));
    to->n += 3;
}

/* The dictionaries of a token, behind those that tokens before it in order have. */
static void add_all(struct mappings *to, const char *token, const json_t *dictionaries)
{
    size_t at = 0, size = 3 * json_array_size(dictionaries);
    while (at < to->n && strcmp(to->items[at], token) <= 0)
        at += 3;
    memmove(to->items + at + size, to->items + at, (to->n - at) * sizeof(*to->items));
    struct mappings gap = {to->items + at, 0};
    for (size_t i = 0; i < json_array_size(dictionaries); i++) {
        struct name_pair pair = dictionary_at(dictionaries, i);
        add(&gap, token, pair.schema, pair.name);
    }
    to->n += size;
}

/* Whether a printed name without a schema, which may be the system's, is meant. */
static bool is_dictionary(const struct name_pair *pair, const char *schema, const char *name)
{
    bool bare = strcmp(schema, "public") == 0 || strcmp(schema, "pg_catalog") == 0;
    bool said_bare = strcmp(pair->schema, "public") == 0 || strcmp(pair->schema, "pg_catalog") == 0;
    return strcmp(pair->name, name) == 0 && (strcmp(pair->schema, schema) == 0 || (bare && said_bare));
}

/* ALTER MAPPING REPLACE old WITH new, of these tokens or of all; or without dictionaries, all of the tokens go. */
static void replace(struct mappings *to, char **old, size_t n, const json_t *tokens, const json_t *dictionaries)
{
    bool exchange = json_array_size(dictionaries) == 2;
    struct name_pair from = dictionary_at(dictionaries, 0), by = dictionary_at(dictionaries, 1);
    for (size_t i = 0; i + 2 < n; i += 3) {
        bool meant = is_of(tokens, old[i]);
        if (meant && exchange && is_dictionary(&from, old[i + 1], old[i + 2]))
            add(to, old[i], by.schema, by.name);
        else if (!meant || exchange)
            add(to, old[i], old[i + 1], old[i + 2]);
    }
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "cfgname"));
    struct object *o = parsing_find(parsing, &postgres_text_search_configuration, name.schema, "", name.name);
    if (!o)
        return false;
    void *work = mem_context(NULL);
    const json_t *tokens = field_node(body, "tokentype"), *dictionaries = field_node(body, "dicts");
    bool exchange = field_flag(body, "replace"), adds = field_is(body, "kind", "ALTER_TSCONFIG_ADD_MAPPING");
    struct list old = parse_array(work, o->values[MAPPING]);
    struct mappings all = {NULL, 0};
    all.items =
        mem_array(work, const char *, (size_t)old.n + 3 * json_array_size(tokens) * json_array_size(dictionaries));
    if (adds && old.n > 0) {
        memcpy(all.items, old.items, (size_t)old.n * sizeof(*old.items));
        all.n = (size_t)old.n;
    } else if (!adds) {
        replace(&all, old.items, (size_t)old.n, tokens, exchange ? dictionaries : NULL);
    }
    for (size_t i = 0; !exchange && i < json_array_size(tokens); i++)
        add_all(&all, list_text(tokens, i), dictionaries);
    o->values[MAPPING] = all.n > 0 ? array_text(parsing->ctx, all.items, all.n) : NULL;
    mem_free(work);
    return true;
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TSCONFIGURATION", .parse = parse_create},
    {.node = "AlterTSConfigurationStmt", .parse = parse_alter},
    {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_TSCONFIGURATION",
    .keyword = "TEXT SEARCH CONFIGURATION",
    .owned = true,
    .statements = statements,
};

const struct kind postgres_text_search_configuration = {
    .name = "text search configuration",
    .query = postgres_text_search_configuration_query,
    .present = "EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
    .grammar = &grammar,
};
