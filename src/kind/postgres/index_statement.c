/* CREATE INDEX, ALTER INDEX, and indexes as items. */
#include <stdlib.h>
#include <string.h>

#include "kind/grammar.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/text_column.h"
#include "sql/postgres/column_name.h"

/* ---- the parts of a statement ---- */

/* a_expr_expr1: columns of the same name are distinguished by numbers. */
static const char *distinct_name(void *ctx, const char *const *names, size_t n, const char *own)
{
    const char *name = own;
    int number = 1;
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) {
            name = mem_printf(ctx, "%s%d", own, number++);
            i = (size_t)-1;
        }
    return name;
}

const char *index_column_names(void *ctx, const json_t *elements, const json_t *included)
{
    size_t n = json_array_size(elements), all = n + json_array_size(included);
    const char **names = mem_array(ctx, const char *, all + 1);
    const char *text = "";
    for (size_t i = 0; i < all; i++) {
        const json_t *element =
            node_as(i < n ? json_array_get(elements, i) : json_array_get(included, i - n), "IndexElem");
        const char *own = field_node(element, "name") ? field_text(element, "name")
                                                      : index_column_name_of(field_node(element, "expr"));
        names[i] = distinct_name(ctx, names, i, own);
        text = mem_printf(ctx, "%s%s%s", text, i > 0 ? "_" : "", names[i]);
    }
    return text;
}

/* Keys without their order; what is computed anew when the type of a column changes. */
static void add_facts(struct parsing *parsing, struct object *o, const json_t *body)
{
    json_t *elements = field_node(body, "indexParams"), *where = field_node(body, "whereClause"), *element;
    size_t i;
    json_array_foreach(elements, i, element)
    {
        json_t *unordered = json_pack("[o]", json_deep_copy(element));
        json_t *own = node_body(json_array_get(unordered, 0));
        json_object_set_new(own, "ordering", json_string("SORTBY_DEFAULT"));
        json_object_set_new(own, "nulls_ordering", json_string("SORTBY_NULLS_DEFAULT"));
        const char *text = piece_text(parsing->ctx, PIECE_INDEX_ELEMENTS, unordered);
        parsing_add_fact(parsing, o, "key", text ? text : "");
        json_decref(unordered);
    }
    json_array_foreach(field_node(body, "indexIncludingParams"), i, element)
    {
        parsing_add_fact(parsing, o, "include",
                         name_text(parsing->ctx, field_text(node_as(element, "IndexElem"), "name")));
    }
    parsing->reader->find_uses(parsing, o, "computes from", elements, o->schema, o->relation);
    parsing->reader->find_uses(parsing, o, "computes from", where, o->schema, o->relation);
}

static const char *part_text(struct parsing *parsing, const struct object *o, enum piece piece, json_t *part)
{
    return part ? parsing->reader->short_text(parsing, piece, part, o->schema, o->relation) : NULL;
}

static void set_parts(struct parsing *parsing, struct object *o, json_t *body)
{
    const char *method = field_text(body, "accessMethod");
    bool distinct = field_flag(body, "nulls_not_distinct");
    if (field_flag(body, "unique"))
        o->values[INDEX_UNIQUE] = distinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE";
    o->values[INDEX_METHOD] = strcmp(method, "btree") != 0 ? mem_strdup(parsing->ctx, method) : NULL;
    o->values[INDEX_KEYS] = part_text(parsing, o, PIECE_INDEX_ELEMENTS, field_node(body, "indexParams"));
    o->values[INDEX_INCLUDED] = part_text(parsing, o, PIECE_INDEX_ELEMENTS, field_node(body, "indexIncludingParams"));
    o->values[INDEX_WHERE] = part_text(parsing, o, PIECE_EXPRESSION, field_node(body, "whereClause"));
    o->values[INDEX_STORAGE] = field_of_storage_options(parsing, NULL, field_node(body, "options"), false);
    o->values[INDEX_ONLY] = field_flag(field_node(body, "relation"), "inh") ? NULL : "t";
}

/* ---- statements ---- */

struct object *index_find(struct parsing *parsing, const char *schema, const char *name)
{
    struct object *o = parsing_called(parsing, &postgres_index, schema, name);
    return o && o->kind == &postgres_index ? o : NULL;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const struct name_pair table = field_of_range(field_node(body, "relation"));
    const char *name = field_text(body, "idxname");
    const char *columns =
        index_column_names(parsing->ctx, field_node(body, "indexParams"), field_node(body, "indexIncludingParams"));
    if (!name[0])
        name = parsing->reader->choose_name(parsing, table.schema, table.name, columns, "idx");
    if (parsing->reader->is_relation(parsing, table.schema, name))
        return field_flag(body, "if_not_exists");
    struct object *o = parsing_add(parsing, &postgres_index, table.schema, table.name, name);
    add_facts(parsing, o, body);
    set_parts(parsing, o, body);
    o->values[INDEX_COLUMN_NAMES] = columns;
    return true;
}

struct object *index_copy(struct parsing *parsing, const struct object *from, const char *schema, const char *table,
                          const char *name)
{
    struct object *o = parsing_add(parsing, &postgres_index, schema, table, name);
    const struct parsed_fact *fact;
    memcpy(o->values, from->values, INDEX_N_TEXT_VALUES * sizeof(*o->values));
    o->values[INDEX_ATTACHED] = NULL;
    for (size_t i = 0; (fact = parsing_fact(from, i)); i++)
        parsing_add_fact(parsing, o, fact->name, fact->value);
    parsing_set_line(o, parsing_line(from));
    return o;
}

/* Statements name no table. */
static bool identify(struct parsing *parsing, const json_t *object, struct object *o)
{
    const struct name_pair name = field_of_names(field_node(node_as(object, "List"), "items"));
    const struct object *found = index_find(parsing, name.schema, name.name);
    o->schema = name.schema;
    o->relation = found ? found->relation : "";
    o->name = name.name;
    return true;
}

static bool attach(struct parsing *parsing, struct object *o, const json_t *command)
{
    const struct name_pair child =
        field_of_range(field_node(node_as(field_node(command, "def"), "PartitionCmd"), "name"));
    long attached = strtol(object_value(o, INDEX_ATTACHED), NULL, 10);
    if (!parsing->reader->is_relation(parsing, child.schema, child.name))
        return false;
    o->values[INDEX_ATTACHED] = mem_printf(parsing->ctx, "%ld", attached + 1);
    return true;
}

static bool parse_alter(struct parsing *parsing, struct object *o, const json_t *command)
{
    const char *storage = o->values[INDEX_STORAGE];
    if (field_is(command, "subtype", "AT_AttachPartition"))
        return attach(parsing, o, command);
    if (!parse_storage_change(parsing, command, &storage))
        return index_parse_target(parsing, o, command);
    o->values[INDEX_STORAGE] = storage;
    return true;
}

void index_rename_column(struct parsing *parsing, struct object *index, const char *old, const char *name)
{
    static const int parts[] = {INDEX_KEYS, INDEX_INCLUDED, INDEX_WHERE};
    const struct parsed_fact *fact;
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        const char **value = &index->values[parts[i]];
        enum text_of_columns what = parts[i] == INDEX_WHERE ? COLUMNS_OF_EXPRESSION : COLUMNS_OF_ELEMENTS;
        if (*value)
            *value = text_with_column(parsing->ctx, what, *value, old, name);
    }
    for (size_t i = 0; (fact = parsing_fact(index, i)); i++)
        if (!parsing_fact_is_use(fact->name))
            parsing_change_fact(parsing, index, i,
                                text_with_column(parsing->ctx, COLUMNS_OF_ELEMENTS, fact->value, old, name));
}

/*
 * An index that all partitions have one for is like any other; only one that lacks some is reported. Where there are
 * none, ONLY says nothing, but pg_dump writes it.
 */
static void finish(struct parsing *parsing, struct object *o)
{
    size_t partitions = parsing->reader->count_partitions(parsing, o->schema, o->relation);
    if (strtoul(object_value(o, INDEX_ATTACHED), NULL, 10) >= partitions)
        o->values[INDEX_ONLY] = NULL;
}

/* ---- items ---- */

static void print_parts(FILE *out, const struct object *o)
{
    const char *unique = o->values[INDEX_UNIQUE];
    fputs(unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ", out);
    print_name(out, o->name);
    fputs(o->values[INDEX_ONLY] ? " ON ONLY " : " ON ", out);
    print_object_relation(out, o);
    if (o->values[INDEX_METHOD])
        fprintf(out, " USING %s", o->values[INDEX_METHOD]);
    fprintf(out, " (%s)", object_value(o, INDEX_KEYS));
    if (o->values[INDEX_INCLUDED])
        fprintf(out, " INCLUDE (%s)", o->values[INDEX_INCLUDED]);
    fputs(unique && strstr(unique, "NULLS") ? " NULLS NOT DISTINCT" : "", out);
    if (o->values[INDEX_STORAGE]) {
        fputs(" WITH (", out);
        print_options_of(out, o->values[INDEX_STORAGE]);
        putc(')', out);
    }
    if (o->values[INDEX_WHERE])
        fprintf(out, " WHERE %s", o->values[INDEX_WHERE]);
    fputs(";\n", out);
}

static void print_alone(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const struct object *option = index_option_of(catalog, o);
    if (catalog->of_text) {
        print_parts(out, o);
    } else {
        print_short(out, catalog, o, CANON_STATEMENT, object_value(o, INDEX_DEFINITION));
        fputs(";\n", out);
    }
    if (option)
        option->kind->print(out, catalog, option);
}

static const char *text_of_piece(struct parsing *parsing, enum piece piece, json_t *part, const char *schema,
                                 const char *relation)
{
    (void)schema, (void)relation;
    return piece_text(parsing->ctx, piece, part);
}

/* The object with the parts of its statement, which a catalog does not have apart. */
static const struct object *with_parts(void *ctx, const struct catalog *catalog, const struct object *o)
{
    static const struct parsing_reader reader = {.short_text = text_of_piece};
    struct parsing parsing = {.ctx = ctx, .reader = &reader};
    struct object *copy = mem_new(ctx, struct object);
    struct text t;
    *copy = *o;
    copy->values = mem_array(ctx, const char *, INDEX_N_TEXT_VALUES);
    text_open(&t);
    print_short(t.out, catalog, o, CANON_STATEMENT, object_value(o, INDEX_DEFINITION));
    json_t *tree = tree_parse(text_close(&t, ctx)), *body = node_as(tree_statement(tree), "IndexStmt");
    if (body)
        set_parts(&parsing, copy, body);
    json_decref(tree);
    return copy;
}

static void show_only(FILE *out, const char *value)
{
    fputs(value[0] == 't' ? "ON ONLY" : "", out);
}

/* Of a catalog's index. */
static void show_part(FILE *out, const struct catalog *catalog, const struct object *o, int part)
{
    void *work = mem_context(NULL);
    const char *value = with_parts(work, catalog, o)->values[part];
    if (value && part == INDEX_STORAGE)
        print_options_of(out, value);
    else if (value && part == INDEX_ONLY)
        show_only(out, value);
    else if (value)
        fputs(value, out);
    mem_free(work);
}

#define SHOW(name, part)                                                                                               \
    static void name(FILE *out, const struct catalog *catalog, const struct object *o)                                 \
    {                                                                                                                  \
        show_part(out, catalog, o, part);                                                                              \
    }
SHOW(gather_unique, INDEX_UNIQUE)
SHOW(gather_method, INDEX_METHOD)
SHOW(gather_keys, INDEX_KEYS)
SHOW(gather_included, INDEX_INCLUDED)
SHOW(gather_where, INDEX_WHERE)
SHOW(gather_storage, INDEX_STORAGE)
SHOW(gather_only, INDEX_ONLY)

static const struct attribute_form attributes[] = {
    {.label = "unique", .apart = INDEX_UNIQUE, .gather = gather_unique},
    {.label = "method", .apart = INDEX_METHOD, .gather = gather_method},
    {.label = "keys", .apart = INDEX_KEYS, .gather = gather_keys},
    {.label = "include", .apart = INDEX_INCLUDED, .gather = gather_included},
    {.label = "where", .apart = INDEX_WHERE, .gather = gather_where},
    {.label = "options", .apart = INDEX_STORAGE, .show = print_options_of, .gather = gather_storage},
    {.label = "statistics", .gather = print_index_targets},
    {.label = "definition", .apart = INDEX_ONLY, .show = show_only, .gather = gather_only},
};

static const struct grammar_statement statements[] = {{.node = "IndexStmt", .parse = parse_create}, {0}};

const struct grammar index_grammar = {
    .item = {.forms = attributes, .n_forms = sizeof(attributes) / sizeof(*attributes)},
    .item_kind = "index",
    .object_type = "OBJECT_INDEX",
    .keyword = "INDEX",
    .relation = true,
    .twin = &postgres_index_option,
    .identify = identify,
    .alter = parse_alter,
    .finish = finish,
    .print_alone = print_alone,
    .statements = statements,
};
