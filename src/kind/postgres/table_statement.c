/* Tables as statements make and change them: all but their columns and constraints. */
#include <string.h>
#include <strings.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/secret.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "kind/postgres/text_column.h"
#include "kind/postgres/unlogged.h"

/* ---- partitions ---- */

/* "VALUES" without parentheses: a list of expressions, MINVALUE and MAXVALUE being names to the parser. */
static const char *bound_values(struct parsing *parsing, const json_t *list)
{
    const char *text = "";
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *names = field_node(node_as(item, "ColumnRef"), "fields");
        const char *value = list_is_one(names, "minvalue")   ? "MINVALUE"
                            : list_is_one(names, "maxvalue") ? "MAXVALUE"
                                                             : piece_text(parsing->ctx, PIECE_EXPRESSION, item);
        if (!value)
            return NULL;
        text = mem_printf(parsing->ctx, "%s%s%s", text, i > 0 ? ", " : "", value);
    }
    return text;
}

static const char *field_of_bound(struct parsing *parsing, const json_t *bound)
{
    const char *strategy = field_text(bound, "strategy"), *from, *to;
    if (field_flag(bound, "is_default"))
        return "DEFAULT";
    if (strategy[0] == 'h')
        return mem_printf(parsing->ctx, "FOR VALUES WITH (modulus %ld, remainder %ld)", field_number(bound, "modulus"),
                          field_number(bound, "remainder"));
    if (strategy[0] == 'l') {
        from = bound_values(parsing, field_node(bound, "listdatums"));
        return from ? mem_printf(parsing->ctx, "FOR VALUES IN (%s)", from) : NULL;
    }
    from = bound_values(parsing, field_node(bound, "lowerdatums"));
    to = bound_values(parsing, field_node(bound, "upperdatums"));
    return from && to ? mem_printf(parsing->ctx, "FOR VALUES FROM (%s) TO (%s)", from, to) : NULL;
}

bool table_parse_bound(struct parsing *parsing, struct object *table, const json_t *bound)
{
    const json_t *body = node_as(bound, "PartitionBoundSpec");
    const char *text = field_of_bound(parsing, body ? body : bound);
    table->values[TABLE_PARTITION_BOUND] = text ? text : "";
    return text != NULL;
}

void table_finish_partition(struct parsing *parsing, const struct object *table)
{
    if (!table->values[TABLE_PARTITION_BOUND])
        return;
    struct object *o = parsing_add(parsing, &postgres_partition, table->schema, table->name, "");
    o->values[PARTITION_PARENT] = table->values[TABLE_PARENTS];
    o->values[PARTITION_BOUND] = table->values[TABLE_PARTITION_BOUND];
}

/* RANGE (at, lower(k)): elements are those of an index under another name. */
static const char *field_of_partition_key(struct parsing *parsing, const json_t *spec)
{
    static const char *const strategies[] = {"RANGE", "LIST", "HASH"};
    json_t *elements = json_array(), *item;
    size_t i;
    json_array_foreach(field_node(spec, "partParams"), i, item)
    {
        json_t *body = json_deep_copy(node_body(item));
        json_array_append_new(elements, json_pack("{s:o}", "IndexElem", body));
    }
    const char *strategy = field_text(spec, "strategy");
    const char *key = piece_text(parsing->ctx, PIECE_INDEX_ELEMENTS, elements);
    json_decref(elements);
    for (i = 0; i < sizeof(strategies) / sizeof(*strategies); i++)
        if (strcasecmp(strategy, strategies[i]) == 0)
            strategy = strategies[i];
    return key ? mem_printf(parsing->ctx, "%s (%s)", strategy, key) : NULL;
}

/* Items have no words for schema public. */
static const char *item_schema(const struct object *table)
{
    return strcmp(table->schema, "public") == 0 ? "" : table->schema;
}

/* What the key is made of keeps its type. */
static bool parse_partition_key(struct parsing *parsing, struct object *table, json_t *spec)
{
    size_t i;
    json_t *element;
    parsing->reader->find_uses(parsing, table, "uses", spec, table->schema, table->name);
    json_array_foreach(field_node(spec, "partParams"), i, element)
    {
        const char *name = field_text(node_body(element), "name");
        if (name[0])
            parsing_add_use(parsing, table, "uses",
                            mem_printf(parsing->ctx, "%s\n%s\n%s", item_schema(table), table->name, name));
    }
    parsing->reader->say_casts(parsing, spec, table->schema, table->name);
    const char *key = field_of_partition_key(parsing, spec);
    table->values[TABLE_PARTITION_KEY] = key ? key : "";
    return key != NULL;
}

void table_rename_column(struct parsing *parsing, struct object *table, const char *old, const char *name)
{
    const char *key = table->values[TABLE_PARTITION_KEY];
    if (key)
        table->values[TABLE_PARTITION_KEY] = text_with_column(parsing->ctx, COLUMNS_OF_KEY, key, old, name);
}

/* ---- tables above ---- */

void table_add_parent(struct parsing *parsing, struct object *table, const char *schema, const char *parent)
{
    struct list parents = parse_array(parsing->ctx, table->values[TABLE_PARENTS]);
    const char **names = mem_array(parsing->ctx, const char *, (size_t)parents.n + 2);
    for (int i = 0; i < parents.n; i++)
        names[i] = parents.items[i];
    names[parents.n] = schema;
    names[parents.n + 1] = parent;
    table->values[TABLE_PARENTS] = array_text(parsing->ctx, names, (size_t)parents.n + 2);
}

static bool is_parent(const struct list *parents, int i, const char *schema, const char *name)
{
    return strcmp(parents->items[i], schema) == 0 && strcmp(parents->items[i + 1], name) == 0;
}

void table_drop_parent(struct parsing *parsing, struct object *table, const char *schema, const char *parent)
{
    struct list parents = parse_array(parsing->ctx, table->values[TABLE_PARENTS]);
    table->values[TABLE_PARENTS] = table->values[TABLE_PARTITION_BOUND] = NULL;
    for (int i = 0; i + 1 < parents.n; i += 2)
        if (!is_parent(&parents, i, schema, parent))
            table_add_parent(parsing, table, parents.items[i], parents.items[i + 1]);
}

void table_rename_parent(struct parsing *parsing, struct object *table, const struct object *old,
                         const struct object *renamed)
{
    struct list parents = parse_array(parsing->ctx, table->values[TABLE_PARENTS]);
    for (int i = 0; i + 1 < parents.n; i += 2)
        if (is_parent(&parents, i, old->schema, old->name)) {
            parents.items[i] = (char *)renamed->schema;
            parents.items[i + 1] = (char *)renamed->name;
        }
    if (parents.n > 0)
        table->values[TABLE_PARENTS] = array_text(parsing->ctx, (const char *const *)parents.items, (size_t)parents.n);
}

/* ---- how it is stored ---- */

/* A partitioned table has one only where it is said, for its partitions. */
static void set_method(struct parsing *parsing, struct object *table, const char *method)
{
    const char *usual = parsing->table_method ? parsing->table_method : "heap";
    const char *own = method[0] ? method : usual;
    bool said = table->values[TABLE_PARTITION_KEY] ? method[0] : strcmp(own, "heap") != 0;
    table->values[TABLE_ACCESS_METHOD] = said ? mem_strdup(parsing->ctx, own) : NULL;
}

const char *changed_foreign_options(struct parsing *parsing, const char *before, const json_t *options)
{
    const char *left_out;
    return visible_options(parsing->ctx, field_of_options(parsing, before, options), SECRET_BY_NAME, &left_out);
}

bool table_parse_tail(struct parsing *parsing, struct object *table, const json_t *body)
{
    json_t *key = field_node(body, "partspec");
    bool known = !key || parse_partition_key(parsing, table, key);
    table->values[TABLE_OPTIONS] = field_of_storage_options(parsing, NULL, field_node(body, "options"), false);
    set_method(parsing, table, field_text(body, "accessMethod"));
    return known;
}

void table_parse_server(struct parsing *parsing, struct object *table, const json_t *body)
{
    table->values[TABLE_ACCESS_METHOD] = NULL;
    table->values[TABLE_SERVER] = field_of_text(parsing, body, "servername");
    table->values[TABLE_FOREIGN_OPTIONS] = changed_foreign_options(parsing, NULL, field_node(body, "options"));
}

/* ---- ALTER TABLE ---- */

/* What is said of it in statements of their own: an object without a name. */
static struct object *said_of(struct parsing *parsing, const struct kind *kind, const struct object *table)
{
    struct object *o = parsing_find(parsing, kind, table->schema, table->name, "");
    return o ? o : parsing_add(parsing, kind, table->schema, table->name, "");
}

static bool cluster(struct parsing *parsing, struct object *table, const json_t *command)
{
    struct object *o = said_of(parsing, &postgres_clustering, table);
    o->values[CLUSTERING_INDEX] = field_of_text(parsing, command, "name");
    if (field_is(command, "subtype", "AT_DropCluster"))
        parsing_remove(parsing, o);
    return true;
}

static bool identify_rows(struct parsing *parsing, struct object *table, const json_t *command)
{
    const json_t *body = node_body(field_node(command, "def"));
    struct object *o = said_of(parsing, &postgres_replica_identity, table);
    o->values[REPLICA_IDENTITY] = field_of_text(parsing, body, "identity_type");
    o->values[REPLICA_IDENTITY_INDEX] = field_of_text(parsing, body, "name");
    if (object_value(o, REPLICA_IDENTITY)[0] == 'd')
        parsing_remove(parsing, o);
    return true;
}

/* What the index's table says by that name; NULL: nothing. */
static struct object *said_of_index(struct parsing *parsing, const struct kind *kind, int field,
                                    const struct object *index, const char *name)
{
    bool can_be = index->kind == &postgres_index || index->kind == &postgres_constraint;
    struct object *o = can_be ? parsing_find(parsing, kind, index->schema, index->relation, "") : NULL;
    return o && strcmp(object_value(o, field), name) == 0 ? o : NULL;
}

void table_rename_index(struct parsing *parsing, const struct object *index, const char *old)
{
    struct object *clustering = said_of_index(parsing, &postgres_clustering, CLUSTERING_INDEX, index, old),
                  *identity = said_of_index(parsing, &postgres_replica_identity, REPLICA_IDENTITY_INDEX, index, old);
    if (clustering)
        clustering->values[CLUSTERING_INDEX] = index->name;
    if (identity)
        identity->values[REPLICA_IDENTITY_INDEX] = index->name;
}

void table_drop_index(struct parsing *parsing, const struct object *index)
{
    struct object *clustering = said_of_index(parsing, &postgres_clustering, CLUSTERING_INDEX, index, index->name),
                  *identity =
                      said_of_index(parsing, &postgres_replica_identity, REPLICA_IDENTITY_INDEX, index, index->name);
    if (clustering)
        parsing_remove(parsing, clustering);
    /* The server goes on to look for an index that is no more, and finds no row. */
    if (identity) {
        identity->values[REPLICA_IDENTITY] = "n";
        identity->values[REPLICA_IDENTITY_INDEX] = NULL;
    }
}

static bool secure_rows(struct parsing *parsing, struct object *table, const json_t *command)
{
    struct object *o = said_of(parsing, &postgres_row_security, table);
    bool forced =
        field_is(command, "subtype", "AT_ForceRowSecurity") || field_is(command, "subtype", "AT_NoForceRowSecurity");
    bool on =
        field_is(command, "subtype", "AT_ForceRowSecurity") || field_is(command, "subtype", "AT_EnableRowSecurity");
    o->values[forced ? ROW_SECURITY_FORCED : ROW_SECURITY_ENABLED] = on ? "t" : "f";
    if (!object_flag(o, ROW_SECURITY_ENABLED) && !object_flag(o, ROW_SECURITY_FORCED))
        parsing_remove(parsing, o);
    return true;
}

static bool change_options(struct parsing *parsing, struct object *table, const json_t *command)
{
    return parse_storage_change(parsing, command, &table->values[TABLE_OPTIONS]);
}

static bool change_method(struct parsing *parsing, struct object *table, const json_t *command)
{
    set_method(parsing, table, field_text(command, "name"));
    return true;
}

static bool change_foreign(struct parsing *parsing, struct object *table, const json_t *command)
{
    const json_t *options = field_node(node_as(field_node(command, "def"), "List"), "items");
    table->values[TABLE_FOREIGN_OPTIONS] =
        changed_foreign_options(parsing, table->values[TABLE_FOREIGN_OPTIONS], options);
    return true;
}

static bool change_persistence(struct parsing *parsing, struct object *table, const json_t *command)
{
    table_set_unlogged(parsing, table, field_is(command, "subtype", "AT_SetUnLogged"));
    return true;
}

static bool validate(struct parsing *parsing, struct object *table, const json_t *command)
{
    const char *name = field_text(command, "name");
    struct object *constraint = constraint_find(parsing, table->schema, table->name, name);
    struct object *column = constraint ? NULL : not_null_called(parsing, table, name);
    if (constraint)
        constraint->values[CONSTRAINT_UNCHECKED] = NULL;
    else if (column)
        column->values[COLUMN_NOT_NULL_VALID] = "t";
    return constraint || column;
}

bool table_alter_beside(struct parsing *parsing, struct object *relation, const json_t *command)
{
    if (field_is(command, "subtype", "AT_ClusterOn") || field_is(command, "subtype", "AT_DropCluster"))
        return cluster(parsing, relation, command);
    return field_is(command, "subtype", "AT_ReplicaIdentity") && identify_rows(parsing, relation, command);
}

bool table_alter(struct parsing *parsing, struct object *table, const json_t *command)
{
    static const struct {
        const char *subtype; /* as libpg_query calls the command */
        bool (*make)(struct parsing *parsing, struct object *table, const json_t *command);
    } rules[] = {
        {"AT_DisableRowSecurity", secure_rows}, {"AT_EnableRowSecurity", secure_rows},
        {"AT_ForceRowSecurity", secure_rows},   {"AT_GenericOptions", change_foreign},
        {"AT_NoForceRowSecurity", secure_rows}, {"AT_ResetRelOptions", change_options},
        {"AT_SetAccessMethod", change_method},  {"AT_SetLogged", change_persistence},
        {"AT_SetRelOptions", change_options},   {"AT_SetUnLogged", change_persistence},
        {"AT_ValidateConstraint", validate},
    };
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
        if (field_is(command, "subtype", rules[i].subtype))
            return rules[i].make(parsing, table, command);
    return table_alter_beside(parsing, table, command);
}
