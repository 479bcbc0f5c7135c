#include <string.h>
#include <strings.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_collation_query[];

enum { PROVIDER, DETERMINISTIC, COLLATE, CTYPE, RULES, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PROVIDER] = "provider", [DETERMINISTIC] = "deterministic", [COLLATE] = "collate", [CTYPE] = "ctype",
    [RULES] = "rules",
};
static const int forms[N_FIELDS] = {
    [PROVIDER] = ANSWER_TEXT,
    [DETERMINISTIC] = ANSWER_FLAG,
};

static void print_setting(FILE *out, const char *keyword, const char *value)
{
    fprintf(out, ", %s = ", keyword);
    print_literal(out, value);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    char provider = object_value(o, PROVIDER)[0];
    fputs("CREATE COLLATION ", out);
    print_object_name(out, o);
    fprintf(out, " (provider = %s", provider == 'i' ? "icu" : provider == 'b' ? "builtin" : "libc");
    if (strcmp(object_value(o, COLLATE), object_value(o, CTYPE)) == 0) {
        print_setting(out, "locale", object_value(o, COLLATE));
    } else {
        print_setting(out, "lc_collate", object_value(o, COLLATE));
        print_setting(out, "lc_ctype", object_value(o, CTYPE));
    }
    fputs(object_flag(o, DETERMINISTIC) ? "" : ", deterministic = false", out);
    if (o->values[RULES])
        print_setting(out, "rules", o->values[RULES]);
    fputs(");\n", out);
}

/* False where a setting is unknown. */
static bool set_field(struct parsing *parsing, struct object *o, const json_t *setting)
{
    const char *name = field_text(setting, "defname"), *text = mem_strdup(parsing->ctx, element_text(setting));
    if (strcasecmp(name, "provider") == 0)
        o->values[PROVIDER] = strcasecmp(text, "icu") == 0 ? "i" : strcasecmp(text, "builtin") == 0 ? "b" : "c";
    else if (strcasecmp(name, "locale") == 0)
        o->values[COLLATE] = o->values[CTYPE] = text;
    else if (strcasecmp(name, "lc_collate") == 0)
        o->values[COLLATE] = text;
    else if (strcasecmp(name, "lc_ctype") == 0)
        o->values[CTYPE] = text;
    else if (strcasecmp(name, "rules") == 0)
        o->values[RULES] = text;
    else if (strcasecmp(name, "deterministic") == 0)
        o->values[DETERMINISTIC] = element_flag(setting) ? "t" : "f";
    else
        return strcasecmp(name, "version") == 0;
    return true;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    if (field_flag(body, "if_not_exists") && parsing_find(parsing, &postgres_collation, name.schema, "", name.name))
        return true;
    struct object *o = parsing_add(parsing, &postgres_collation, name.schema, "", name.name);
    bool known = true;
    size_t i;
    json_t *setting;
    o->values[PROVIDER] = "c";
    o->values[DETERMINISTIC] = "t";
    json_array_foreach(field_node(body, "definition"), i, setting) known =
        known && set_field(parsing, o, node_body(setting));
    if (!known)
        parsing_remove(parsing, o);
    return known;
}

/* REFRESH VERSION: the version is no part of a schema. */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    (void)parsing, (void)body;
    return true;
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_COLLATION", .parse = parse_create},
    {.node = "AlterCollationStmt", .parse = parse_alter},
    {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_COLLATION",
    .keyword = "COLLATION",
    .owned = true,
    .statements = statements,
};

const struct kind postgres_collation = {
    .name = "collation",
    .query = postgres_collation_query,
    .present = "EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
    .grammar = &grammar,
};
