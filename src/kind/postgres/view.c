#include <string.h>

#include "kind/change.h"
#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table.h"
#include "kind/postgres/view_query.h"
#include "sql/postgres/normalize.h"

extern const char postgres_view_query[];

enum { COLUMNS = VIEW_N_FIELDS, N_FORMS };
static const char *const fields[VIEW_N_FIELDS] = {[VIEW_DEFINITION] = "definition", [VIEW_OPTIONS] = "options"};
static const int forms[VIEW_N_FIELDS] = {
    [VIEW_DEFINITION] = ANSWER_TEXT,
    [VIEW_OPTIONS] = ANSWER_LIST | ANSWER_NULL,
};

/* Columns of views can have defaults, for INSERT into the view. */
static void print_defaults(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    for (size_t i = 0; i < columns.n; i++) {
        if (!columns.items[i]->values[COLUMN_DEFAULT] || catalog_postpones(catalog, columns.items[i]))
            continue;
        fputs("ALTER VIEW ", out);
        print_set_default(out, columns.items[i]);
    }
    mem_free(work);
}

/* A view of the same columns that needs nothing but their types, until its query can be said. */
static void print_columns_only(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    fputs("CREATE VIEW ", out);
    print_object_name(out, o);
    fputs(" AS\nSELECT", out);
    for (size_t i = 0; i < columns.n; i++) {
        fprintf(out, "%s NULL::%s", i > 0 ? "," : "", object_value(columns.items[i], COLUMN_TYPE));
        if (columns.items[i]->values[COLUMN_COLLATION]) {
            fputs(" COLLATE ", out);
            print_visible(out, columns.items[i]->values[COLUMN_COLLATION]);
        }
        fputs(" AS ", out);
        print_name(out, columns.items[i]->name);
    }
    fputs(";\n", out);
    mem_free(work);
}

static void print_query(FILE *out, const char *how, const struct catalog *catalog, const struct object *o)
{
    fprintf(out, "%s VIEW ", how);
    print_object_name(out, o);
    print_view_query(out, catalog, o);
    fputs(";\n", out);
    print_defaults(out, catalog, o);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (catalog_postpones(catalog, o))
        print_columns_only(out, catalog, o);
    else
        print_query(out, "CREATE", catalog, o);
}

static void print_postponed(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_query(out, "CREATE OR REPLACE", catalog, o);
}

static const struct postponable postponable = {.print = print_postponed};

/* WITH LOCAL CHECK OPTION is the option check_option = local. */
static const char *field_of_view_options(struct parsing *parsing, const json_t *body)
{
    json_t *options = field_node(body, "options") ? json_copy(field_node(body, "options")) : json_array();
    const char *check = field_text(body, "withCheckOption");
    const char *value = strcmp(check, "LOCAL_CHECK_OPTION") == 0      ? "local"
                        : strcmp(check, "CASCADED_CHECK_OPTION") == 0 ? "cascaded"
                                                                      : NULL;
    if (value)
        json_array_append_new(
            options, json_pack("{s:{s:s,s:o}}", "DefElem", "defname", "check_option", "arg", make_string(value)));
    const char *array = field_of_storage_options(parsing, NULL, options, false);
    json_decref(options);
    return array;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    if (field_is(field_node(body, "view"), "relpersistence", "t"))
        return true;
    struct object *o = view_add(parsing, &postgres_view, field_node(body, "view"));
    view_set_query(parsing, o, field_node(body, "aliases"), field_node(body, "query"));
    o->values[VIEW_OPTIONS] = field_of_view_options(parsing, body);
    return true;
}

/* The types of a view's columns are not known: a constant is believed to be of its column's. */
static bool set_default(struct parsing *parsing, const struct object *view, const char *column, json_t *value)
{
    const json_t *cast = node_as(value, "TypeCast");
    const char *type = cast ? field_of_type(parsing, field_node(cast, "typeName")) : "";
    const char *text = value && type ? piece_default(parsing->ctx, value, type) : NULL;
    struct object *o = parsing_find(parsing, &postgres_column, view->schema, view->name, column);
    if (o)
        parsing_remove(parsing, o);
    if (text && strcmp(text, "NULL") != 0)
        parsing_add(parsing, &postgres_column, view->schema, view->name, column)->values[COLUMN_DEFAULT] = text;
    return text || !value;
}

/* The columns that have one are in the order of all. */
static void finish(struct parsing *parsing, struct object *o)
{
    const struct parsed_fact *fact;
    size_t position = 0;
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++) {
        if (strcmp(fact->name, "column") != 0)
            continue;
        struct object *column = parsing_find(parsing, &postgres_column, o->schema, o->name, fact->value);
        position++;
        if (column)
            column->values[COLUMN_POSITION] = mem_printf(parsing->ctx, "%zu", position);
    }
    view_add_option_facts(parsing, o);
}

static bool parse_alter(struct parsing *parsing, struct object *o, const json_t *command)
{
    if (field_is(command, "subtype", "AT_ColumnDefault"))
        return set_default(parsing, o, field_text(command, "name"), field_node(command, "def"));
    /* A view's columns have no options but those that servers note for themselves. */
    if (field_is(command, "subtype", "AT_SetOptions"))
        return !field_of_storage_options(parsing, NULL,
                                         field_node(node_as(field_node(command, "def"), "List"), "items"), false);
    return view_alter_options(parsing, o, command);
}

static const struct attribute_form attributes[N_FORMS] = {
    [VIEW_DEFINITION] = {.label = "definition"},
    [VIEW_OPTIONS] = {.label = "options", .show = print_options_of},
    [COLUMNS] = {.label = "columns", .gather = show_view_columns},
};

static const struct grammar_statement statements[] = {{.node = "ViewStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FORMS},
    .item_kind = "view",
    .object_type = "OBJECT_VIEW",
    .keyword = "VIEW",
    .parts = (const struct kind *const[]){&postgres_column, NULL},
    .carries = true,
    .relation = true,
    .privileges = {.keyword = "TABLE"},
    .statements = statements,
    .alter = parse_alter,
    .finish = finish,
};

static bool alter(struct alteration *a)
{
    print_query(a->out, "CREATE OR REPLACE", a->after, a->to);
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("DROP VIEW ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_view = {
    .name = "view",
    .query = postgres_view_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'v')",
    .read = read_views,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = VIEW_N_FIELDS,
    .phase = PHASE_VIEW,
    .remark = REMARK_RELATION,
    .print = print,
    .postponable = &postponable,
    .grammar = &grammar,
    .changes = &changes,
};
