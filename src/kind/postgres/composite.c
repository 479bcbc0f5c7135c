#include <stdlib.h>
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_composite_query[];

static void print_fields(FILE *out, const struct catalog *catalog, const struct object *o, const char *before,
                         const char *between)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    for (size_t i = 0; i < columns.n; i++) {
        fputs(i > 0 ? between : before, out);
        print_column(out, catalog, columns.items[i]);
    }
    fputs(columns.n > 0 && before[0] ? "\n)" : ")", out);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fputs(" AS (", out);
    print_fields(out, catalog, o, "\n    ", ",\n    ");
    fputs(";\n", out);
}

/* On one line. */
static void print_definition(FILE *out, const struct catalog *catalog, const struct object *o)
{
    putc('(', out);
    print_fields(out, catalog, o, "", ", ");
}

static bool parse_field(struct parsing *parsing, const struct object *type, size_t at, const json_t *field)
{
    struct object *o = parsing_add(parsing, &postgres_column, type->schema, type->name, field_text(field, "colname"));
    o->values[COLUMN_POSITION] = mem_printf(parsing->ctx, "%zu", at + 1);
    o->values[COLUMN_TYPE] = field_of_type(parsing, field_node(field, "typeName"));
    o->values[COLUMN_COLLATION] = field_of_name_pair(parsing, field_node(field_node(field, "collClause"), "collname"));
    add_type_facts(parsing, o, field_node(field, "typeName"));
    return o->values[COLUMN_TYPE] != NULL;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_range(field_node(body, "typevar"));
    const struct object *o = parsing_add(parsing, &postgres_composite, name.schema, "", name.name);
    bool known = true;
    size_t i;
    json_t *field;
    json_array_foreach(field_node(body, "coldeflist"), i, field) known =
        parse_field(parsing, o, i, node_as(field, "ColumnDef")) && known;
    return known;
}

static const char *next_position(struct parsing *parsing, const struct object *type)
{
    long last = 0;
    for (struct object *o = parsing_child(parsing, type->schema, type->name); o; o = parsing_next_child(o)) {
        long position = o->kind == &postgres_column ? strtol(object_value(o, COLUMN_POSITION), NULL, 10) : 0;
        last = position > last ? position : last;
    }
    return mem_printf(parsing->ctx, "%ld", last + 1);
}

/* The same for the column that is there, in its place. */
static bool change_field(struct parsing *parsing, const struct object *type, struct object *field, json_t *definition)
{
    const char *position = field ? object_value(field, COLUMN_POSITION) : next_position(parsing, type);
    const char *name = mem_strdup(parsing->ctx, field ? field->name : field_text(definition, "colname"));
    json_object_set_new(definition, "colname", json_string(name));
    bool known = parse_field(parsing, type, 0, definition);
    parsing_find(parsing, &postgres_column, type->schema, type->name, name)->values[COLUMN_POSITION] = position;
    return known;
}

static bool change_type(struct parsing *parsing, const struct object *type, const json_t *command)
{
    const char *name = field_text(command, "name");
    json_t *definition = node_as(field_node(command, "def"), "ColumnDef");
    bool adds = field_is(command, "subtype", "AT_AddColumn");
    struct object *field = parsing_find(parsing, &postgres_column, type->schema, type->name,
                                        adds ? field_text(definition, "colname") : name);
    if (field_is(command, "subtype", "AT_DropColumn")) {
        if (field)
            parsing->reader->drop(parsing, field);
        return field || field_flag(command, "missing_ok");
    }
    bool alters = field_is(command, "subtype", "AT_AlterColumnType");
    if (!(adds && !field) && !(alters && field))
        return false;
    return change_field(parsing, type, field, definition);
}

/* Tables of the type get its columns, which is not followed. */
static bool has_tables(struct parsing *parsing, const struct object *type)
{
    struct object *o = parsing_next(parsing, NULL);
    struct text t;
    text_open(&t);
    print_visible_name(t.out, type->schema, type->name);
    const char *spelt = text_close(&t, parsing->ctx);
    while (o && !(o->kind == &postgres_table && strcmp(object_value(o, TABLE_OF_TYPE), spelt) == 0))
        o = parsing_next(parsing, o);
    return o != NULL;
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_range(field_node(body, "relation"));
    const struct object *type = parsing_find(parsing, &postgres_composite, name.schema, "", name.name);
    bool known = type != NULL;
    size_t i;
    json_t *command;
    if (!type)
        return false;
    json_array_foreach(field_node(body, "cmds"), i, command) known =
        change_type(parsing, type, node_as(command, "AlterTableCmd")) && known;
    return known && !has_tables(parsing, type);
}

static bool is_of_type(const json_t *body)
{
    return field_is(body, "objtype", "OBJECT_TYPE");
}

static const struct grammar_statement statements[] = {
    {.node = "CompositeTypeStmt", .parse = parse_create},
    {.node = "AlterTableStmt", .applies = is_of_type, .parse = parse_alter},
    {0},
};

static const struct grammar grammar = {
    .item_kind = "type",
    .item_subkind = "composite",
    .item_whole = "definition",
    .print_whole = print_definition,
    .object_type = "OBJECT_TYPE",
    .shared = true,
    .keyword = "TYPE",
    .parts = (const struct kind *const[]){&postgres_column, NULL},
    .carries = true,
    .identify = identify_type,
    .statements = statements,
};

static const struct change_forms changes = {.stays = true};

const struct kind postgres_composite = {
    .name = "composite type",
    .query = postgres_composite_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'c')",
    .phase = PHASE_TYPE,
    .print = print,
    .changes = &changes,
    .grammar = &grammar,
};
