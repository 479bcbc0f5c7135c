#include <string.h>

#include "kind/change.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table_item.h"
#include "kind/postgres/view_query.h"

extern const char postgres_materialized_view_query[];

enum { ACCESS_METHOD = VIEW_N_FIELDS, N_FIELDS, COLUMNS = N_FIELDS, IDENTITY, CLUSTERED, N_FORMS };
static const char *const fields[N_FIELDS] = {
    [VIEW_DEFINITION] = "definition", [VIEW_OPTIONS] = "options", [ACCESS_METHOD] = "access_method"};
static const int forms[N_FIELDS] = {
    [VIEW_DEFINITION] = ANSWER_TEXT,
    [VIEW_OPTIONS] = ANSWER_LIST | ANSWER_NULL,
};

/* Always empty at first: what it selects from has no rows yet. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("CREATE MATERIALIZED VIEW ", out);
    print_object_name(out, o);
    if (o->values[ACCESS_METHOD]) {
        fputs(" USING ", out);
        print_name(out, o->values[ACCESS_METHOD]);
    }
    print_view_query(out, catalog, o);
    fputs("\nWITH NO DATA;\n", out);
}

static const struct kind *const parts[] = {&postgres_column_option, &postgres_replica_identity, &postgres_clustering,
                                           NULL};

static void print_alone(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print(out, catalog, o);
    for (const struct kind *const *part = parts; *part; part++) {
        struct objects found = catalog_children(catalog, *part, o->schema, o->name);
        for (size_t i = 0; i < found.n; i++)
            (*part)->print(out, catalog, found.items[i]);
    }
}

static void set_access_method(struct parsing *parsing, struct object *o, const char *name)
{
    const char *own = name[0] ? name : parsing->table_method ? parsing->table_method : "heap";
    o->values[ACCESS_METHOD] = strcmp(own, "heap") != 0 ? mem_strdup(parsing->ctx, own) : NULL;
}

static bool is_materialized_view(const json_t *body)
{
    return field_is(body, "objtype", "OBJECT_MATVIEW");
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const json_t *into = field_node(body, "into"), *range = field_node(into, "rel");
    struct name_pair name = field_of_range(range);
    if (field_flag(body, "if_not_exists") &&
        parsing_find(parsing, &postgres_materialized_view, name.schema, "", name.name))
        return true;
    struct object *o = view_add(parsing, &postgres_materialized_view, range);
    view_set_query(parsing, o, field_node(into, "colNames"), field_node(body, "query"));
    o->values[VIEW_OPTIONS] = field_of_storage_options(parsing, NULL, field_node(into, "options"), false);
    set_access_method(parsing, o, field_text(into, "accessMethod"));
    return true;
}

static bool parse_alter(struct parsing *parsing, struct object *o, const json_t *command)
{
    bool method = field_is(command, "subtype", "AT_SetAccessMethod");
    if (method)
        set_access_method(parsing, o, field_text(command, "name"));
    return method || view_alter_options(parsing, o, command) || parse_column_setting(parsing, o, command) ||
           table_alter_beside(parsing, o, command);
}

static const struct attribute_form attributes[N_FORMS] = {
    [VIEW_DEFINITION] = {.label = "definition"},
    [VIEW_OPTIONS] = {.label = "options", .show = print_options_of},
    [ACCESS_METHOD] = {.label = "access method"},
    [COLUMNS] = {.label = "columns", .gather = show_view_columns},
    [IDENTITY] = {.label = "replica identity", .gather = show_replica_identity_of},
    [CLUSTERED] = {.label = "clustered on", .gather = show_clustering_of},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateTableAsStmt", .applies = is_materialized_view, .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FORMS},
    .item_kind = "materialized view",
    .object_type = "OBJECT_MATVIEW",
    .keyword = "MATERIALIZED VIEW",
    .parts = parts,
    .carries = true,
    .relation = true,
    .privileges = {.keyword = "TABLE"},
    .statements = statements,
    .alter = parse_alter,
    .finish = view_add_option_facts,
    .print_alone = print_alone,
};

/* Its query is that of a new one. */
static bool alter(struct alteration *a)
{
    const char *from = a->from->values[VIEW_OPTIONS], *to = a->to->values[VIEW_OPTIONS];
    if (strcmp(object_value(a->from, VIEW_DEFINITION), object_value(a->to, VIEW_DEFINITION)) != 0 ||
        strcmp(object_value(a->from, ACCESS_METHOD), object_value(a->to, ACCESS_METHOD)) != 0)
        return false;
    print_storage_change(a->out, "MATERIALIZED VIEW", a->to, from, to);
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("DROP MATERIALIZED VIEW ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_materialized_view = {
    .name = "materialized view",
    .query = postgres_materialized_view_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'm')",
    .read = read_views,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_VIEW,
    .remark = REMARK_RELATION,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
