/* What each kind of item looks like on the page: one entry a kind. */
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/facet.h"
#include "page/html.h"

void facet_name(FILE *out, const struct place *place, const struct pair *pair)
{
    const struct item *item = pair_item(pair);
    bool is_grouped = place->relation || item->schema[0] == '\0' || item->kind == &model_schema;
    html_print(out, "<code>%s%s", is_grouped ? "" : item->schema, is_grouped ? "" : ".");
    html_breakable(out, item->name);
    fputs("</code>", out);
}

/* Attributes one after the other, each with a word before it where the value does not say what it is. */
static void print_attribute(FILE *out, const struct item *item, const char *name, const char *before)
{
    const char *value = item_attribute(item, name);
    if (value)
        html_print(out, " <span>%s%s</span>", before, value);
}

static void print_column_head(FILE *out, const struct place *place, const struct pair *pair)
{
    facet_name(out, place, pair);
    keys_print(out, &place->keys, pair);
    print_column_comment(out, place, pair_item(pair)->name);
}

enum { NOT_NULL };

/* What stands before an attribute of a column; of others their name in capitals. */
static const struct {
    const char *attribute, *before;
} column_words[] = {
    [NOT_NULL] = {"not null", ""},
    {"not null name", NULL},
    {"not null inherit", ""},
    {"not null validated", ""},
    {"identity options", ""},
    {"collation", "COLLATE "},
    {"options", "WITH "},
    {"foreign options", "OPTIONS "},
    {"type", NULL},
    {"position", NULL}, /* stand elsewhere */
};

static void print_column_attribute(FILE *out, const struct item *item, const struct attribute *attribute)
{
    for (size_t i = 0; i < sizeof(column_words) / sizeof(*column_words); i++) {
        if (strcmp(column_words[i].attribute, attribute->name) != 0)
            continue;
        if (i == NOT_NULL)
            print_attribute(out, item, "not null name", "CONSTRAINT ");
        if (column_words[i].before)
            print_attribute(out, item, attribute->name, column_words[i].before);
        return;
    }
    char *before = mem_upper(NULL, attribute->name, strlen(attribute->name));
    print_attribute(out, item, attribute->name, mem_printf(before, "%s ", before));
    mem_free(before);
}

static void print_column(FILE *out, const struct item *item)
{
    const char *type = item_attribute(item, "type");
    html_print(out, "<code>%s", type ? type : "");
    for (size_t i = 0; i < item->n_attributes; i++)
        print_column_attribute(out, item, &item->attributes[i]);
    fputs("</code>", out);
}

/* Keys and checks are reported by what they say; engines give them different names or none. */
static const char *key_of_definition(void *ctx, enum engine engine, const struct item *item)
{
    const char *type = item_attribute(item, "type"), *definition = item_attribute(item, "definition");
    (void)ctx;
    (void)engine;
    if (type && strcmp(type, "FOREIGN KEY") == 0)
        return NULL;
    return definition ? definition : item->name;
}

/* What makes a row what it is, then what else has to be, then what is checked. */
static int rank_of_constraint(const struct item *item)
{
    static const char *const order[] = {"PRIMARY KEY", "UNIQUE", "EXCLUDE"};
    const char *type = item_attribute(item, "type");
    int rank = 0;
    while (rank < 3 && (!type || strcmp(type, order[rank]) != 0))
        rank++;
    return rank;
}

/* That of a domain stands among what belongs to no table, behind the domain's name. */
static void print_definition(FILE *out, const struct place *place, const struct pair *pair)
{
    const struct item *item = pair_item(pair);
    const char *definition = item_attribute(item, "definition");
    fputs("<code>", out);
    if (!place->relation && item->schema[0])
        html_print(out, "%s.", item->schema);
    if (!place->relation)
        html_print(out, "%s: ", item->relation);
    html_print(out, "%s</code>", definition ? definition : item->name);
}

/* Of what SQLite runs or looks at one after the other. */
static void print_order(FILE *out, const struct item *item)
{
    const char *order = item_attribute(item, "order");
    if (order)
        html_print(out, " <span class=\"unnamed\">order: %s</span>", order);
}

static void print_constraint(FILE *out, const struct item *item)
{
    const char *definition = item_attribute(item, "definition"), *validated = item_attribute(item, "validated");
    const char *options = item_attribute(item, "options");
    if (definition && strcmp(definition, item->name) == 0)
        fputs("<span class=\"unnamed\">unnamed</span>", out);
    else {
        fputs("<code>", out);
        html_breakable(out, item->name);
        fputs("</code>", out);
    }
    if (validated)
        html_print(out, " <code>%s</code>", validated);
    if (options)
        html_print(out, " <code>%s</code>", options);
    print_attribute(out, item, "statistics", "STATISTICS ");
    print_order(out, item);
}

static void print_list(FILE *out, const struct names *names)
{
    fputs("(", out);
    for (size_t i = 0; i < names->n; i++)
        html_print(out, i ? ", %s" : "%s", names->items[i]);
    fputs(")", out);
}

/* (creator) → users (name) ON DELETE CASCADE */
static void print_reference(FILE *out, const struct place *place, const struct pair *pair)
{
    void *ctx = mem_context(NULL);
    struct reference r;
    reference_read(ctx, pair_engine(pair), item_attribute(pair_item(pair), "definition"), &r);
    const struct relation *to = database_find(place->database, r.schema, r.table);
    fputs("<code>", out);
    print_list(out, &r.columns);
    fputs(" → ", out);
    if (to)
        html_print(out, "<a href=\"#%s\">", to->anchor);
    html_print(out, r.schema[0] ? "%s." : "%s", r.schema);
    html_print(out, to ? "%s</a>" : "%s", r.table);
    if (r.targets.n > 0) {
        fputs(" ", out);
        print_list(out, &r.targets);
    }
    html_print(out, r.rest[0] ? " <span>%s</span></code>" : "%s</code>", r.rest);
    mem_free(ctx);
}

static void print_index(FILE *out, const struct item *item)
{
    const char *keys = item_attribute(item, "keys"), *definition = item_attribute(item, "definition");
    fputs("<code>", out);
    print_attribute(out, item, "unique", "");
    print_attribute(out, item, "method", "USING ");
    if (keys)
        html_print(out, " (%s)", keys);
    if (item_attribute(item, "include"))
        html_print(out, " <span>INCLUDE (%s)</span>", item_attribute(item, "include"));
    print_attribute(out, item, "where", "WHERE ");
    print_attribute(out, item, "options", "WITH ");
    print_attribute(out, item, "statistics", "STATISTICS ");
    if (definition)
        html_print(out, " <span>%s</span>", definition);
    fputs("</code>", out);
}

static void print_text(FILE *out, const struct item *item)
{
    print_sql(out, item->text);
}

static void print_trigger(FILE *out, const struct item *item)
{
    print_text(out, item);
    print_order(out, item);
}

static void print_value(FILE *out, const struct item *item)
{
    const char *value = item_attribute(item, "value"), *used = item_attribute(item, "used");
    html_print(out, "<code>%s</code>", value ? value : "");
    if (used && strcmp(used, "false") == 0)
        fputs(" <span class=\"unnamed\">not used yet</span>", out);
}

/* Kinds that are reported by their SQL. */
#define BY_TEXT(variable, kind, title, head, look)                                                                     \
    static const struct facet variable = {&(kind), title, head, key_of_name, facet_name, print_text, look, NULL, NULL}

static const struct facet columns = {
    .kind = &model_column,
    .title = "Columns",
    .head = "Column",
    .key = key_of_name,
    .print_head = print_column_head,
    .print_cell = print_column,
};
static const struct facet constraints = {
    .kind = &model_constraint,
    .title = "Keys and checks",
    .head = "Constraint",
    .key = key_of_definition,
    .print_head = print_definition,
    .print_cell = print_constraint,
    .rank = rank_of_constraint,
};
static const struct facet foreign_keys = {
    .kind = &model_constraint,
    .title = "Foreign keys",
    .head = "Refers to",
    .key = key_of_reference,
    .print_head = print_reference,
    .print_cell = print_constraint,
};
static const struct facet indexes = {
    .kind = &model_index,
    .title = "Indexes",
    .head = "Index",
    .key = key_of_name,
    .print_head = facet_name,
    .print_cell = print_index,
};
static const struct facet positions = {
    .kind = &model_sequence_position,
    .title = "Sequence positions",
    .head = "Sequence",
    .key = key_of_name,
    .print_head = facet_name,
    .print_cell = print_value,
};
static const struct facet settings = {
    .kind = &model_setting,
    .title = "Settings",
    .head = "Setting",
    .key = key_of_name,
    .print_head = facet_name,
    .print_cell = print_value,
};
static const struct facet triggers = {
    .kind = &model_trigger,
    .title = "Triggers",
    .head = "Trigger",
    .key = key_of_name,
    .print_head = facet_name,
    .print_cell = print_trigger,
    .look = "by-sql",
};
BY_TEXT(rules, model_rule, "Rules", "Rule", "by-sql");
BY_TEXT(policies, model_policy, "Policies", "Policy", "by-sql");
BY_TEXT(statistics, model_statistics, "Statistics", "Statistics", "by-sql");
BY_TEXT(owners, model_owner, "Owners", "Of", "by-sql");
BY_TEXT(privileges, model_privilege, "Privileges", "On", "by-sql");
BY_TEXT(extensions, model_extension, "Extensions", "Extension", "by-sql");
BY_TEXT(schemas, model_schema, "Schemas", "Schema", "by-sql");
BY_TEXT(types, model_type, "Types", "Type", "by-sql");
BY_TEXT(sequences, model_sequence, "Sequences", "Sequence", "by-sql");
BY_TEXT(functions, model_function, "Functions", "Function", "by-sql");
BY_TEXT(others, model_other, "Other objects", "Object", "by-sql");
BY_TEXT(statements, model_statement, "Statements compared as text", "About", "by-sql");

BY_TEXT(tables, model_table, "As SQL", "Table", "self");
BY_TEXT(views, model_view, "Definition", "View", "self");
BY_TEXT(materialized_views, model_materialized_view, "Definition", "View", "self");

static const struct facet *const own_facets[] = {
    &columns,    &constraints, &foreign_keys, &indexes,       &triggers, &rules,      &policies,
    &statistics, &settings,    &extensions,   &schemas,       &types,    &sequences,  &positions,
    &functions,  &others,      &statements,   &comment_facet, &owners,   &privileges,
};

enum { N_OWN_FACETS = sizeof(own_facets) / sizeof(*own_facets) };

/* Kinds that describe themselves come behind them. */
static const struct facet described = {
    .key = key_of_name, .print_head = facet_name, .print_cell = print_text, .look = "by-sql"};

bool facet_at(size_t i, struct facet *facet)
{
    if (i < N_OWN_FACETS) {
        *facet = *own_facets[i];
        return true;
    }
    i -= N_OWN_FACETS;
    for (size_t k = 0; (facet->kind = model_kind_at(k)); k++)
        if (model_kind_is_described(facet->kind) && i-- == 0) {
            const struct model_kind *kind = facet->kind;
            *facet = described;
            facet->kind = kind;
            facet->title = kind->plural;
            facet->head = kind->name;
            return true;
        }
    return false;
}

const struct facet *const self_facets[] = {&tables, &views, &materialized_views, NULL};
