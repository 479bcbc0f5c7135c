/* RENAME and SET SCHEMA: what else says the name follows, or the statement is one whose effects are not known. */
#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "kind/postgres/text_column.h"
#include "model/postgres/described.h"
#include "model/postgres/rename_uses.h"
#include "model/postgres/target.h"
#include "sql/postgres/renamed.h"

struct new_name {
    struct statement *s;
    const char *old, *new;
};

static void rename_in_key(struct reader *r, struct object *key, const void *data)
{
    const struct new_name *name = data;
    constraint_rename_referenced(&r->parsing, key, name->old, name->new);
}

/* In what hangs on the table and says names of its columns. */
static void rename_in_members(struct reader *r, const struct relation *table, const struct new_name *name)
{
    struct object *o = parsing_child(&r->parsing, object_schema(table->schema), table->name);
    for (; o; o = parsing_next_child(o))
        if (o->kind == &postgres_index)
            index_rename_column(&r->parsing, o, name->old, name->new);
        else if (o->kind == &postgres_constraint)
            constraint_rename_column(&r->parsing, o, name->old, name->new);
}

static void rename_in_expressions(struct reader *r, const struct relation *table, const struct new_name *name)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const char **values = table->columns[i]->values;
        if (values[COLUMN_GENERATED])
            values[COLUMN_DEFAULT] =
                text_with_column(r->work, COLUMNS_OF_EXPRESSION, values[COLUMN_DEFAULT], name->old, name->new);
    }
}

/* The comment on a COLUMN or a CONSTRAINT. */
static void rename_comment(struct reader *r, struct statement *s, const char *keyword, const char *schema,
                           const char *relation, const struct new_name *name)
{
    const struct target before = member_target(s, keyword, schema, relation, name->old),
                        after = member_target(s, keyword, schema, relation, name->new);
    move_comment(r, s, &before, &after);
}

/* False where something says the old name that is not followed. */
static bool rename_own_column(struct reader *r, struct statement *s, struct relation *table, const char *old,
                              const char *new)
{
    struct object *column = column_find(table, old);
    if (!column)
        return false;
    const struct new_name name = {s, old, new};
    rename_comment(r, s, "COLUMN", table->schema, table->name, &name);
    rename_column_privileges(r, table, old, new);
    each_key_to(r, table->schema, table->name, rename_in_key, &name);
    rename_owner(r, s, (struct sequence_owner){column->schema, table->name, old},
                 (struct sequence_owner){column->schema, table->name, new});
    struct object *option = parsing_find(&r->parsing, &postgres_column_option, column->schema, table->name, old);
    if (option)
        parsing_move(&r->parsing, option, option->schema, new);
    parsing_move(&r->parsing, column, column->schema, new);
    rename_in_rows(table, old, new);
    parsing_rename_uses(&r->parsing, mem_printf(s->ctx, "%s\n%s\n%s", table->schema, table->name, old),
                        mem_printf(s->ctx, "%s\n%s\n%s", table->schema, table->name, new));
    rename_in_expressions(r, table, &name);
    table_rename_column(&r->parsing, table->object, old, new);
    rename_in_members(r, table, &name);
    const struct renaming renaming = {.schema = table->schema,
                                      .relation = table->name,
                                      .new_relation = table->name,
                                      .column = old,
                                      .new_column = new};
    return follow_renaming(r, &renaming) && !column_is_said(r, table, old);
}

/* The tables below have the column from this one. */
static bool rename_column(struct reader *r, struct statement *s, struct relation *table, const char *old,
                          const char *new)
{
    bool known = true;
    for (struct relation *child = relations_below(r, table); child; child = child->hh.next)
        if (is_below(child, table) && column_find(child, old))
            known = rename_column(r, s, child, old, new) && known;
    return rename_own_column(r, s, table, old, new) && known;
}

/* What is said of a table names it. */
static void rename_said_of_table(struct reader *r, struct statement *s, const struct relation *table,
                                 const char *schema, const char *name)
{
    static const char *const keywords[] = {"TABLE", "FOREIGN TABLE"};
    for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++) {
        const struct target old = named_target_of(s, keywords[i], table->schema, table->name, table->name),
                            now = named_target_of(s, keywords[i], schema, name, name);
        move_comment(r, s, &old, &now);
        move_owner(r, s, &old, &now);
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *column = table->columns[i]->name;
        const struct target old = member_target(s, "COLUMN", table->schema, table->name, column),
                            now = member_target(s, "COLUMN", schema, name, column);
        move_comment(r, s, &old, &now);
    }
}

static void refer_to(struct reader *r, struct object *key, const void *table)
{
    constraint_refer_to(&r->parsing, key, table);
}

bool rename_relation(struct reader *r, struct statement *s, struct relation *relation, const char *schema,
                     const char *name)
{
    const struct object before = {.schema = object_schema(mem_strdup(s->ctx, relation->schema)),
                                  .name = mem_strdup(s->ctx, relation->name)};
    const char *old = mem_strdup(s->ctx, relation->name);
    rename_owner(r, s, (struct sequence_owner){before.schema, before.name, NULL},
                 (struct sequence_owner){object_schema(schema), name, NULL});
    rename_said_of_table(r, s, relation, schema, name);
    rename_relation_privileges(r, relation, schema, name);
    if (strcmp(relation->schema, schema) != 0)
        move_identity_sequences(r, s, relation, schema);
    each_key_to(r, relation->schema, relation->name, refer_to, qualified_name(r->work, schema, name));
    move_members(r, relation->schema, relation->name, schema, name);
    parsing_move_relation(&r->parsing, object_schema(relation->schema), relation->name, object_schema(schema), name);
    parsing_move(&r->parsing, relation->object, object_schema(schema), name);
    relation_rename(r, relation, schema, name);
    rename_parent(r, relation, &before);
    const struct renaming renaming = {.schema = schema_of(before.schema),
                                      .relation = old,
                                      .new_relation = relation->name,
                                      .new_schema = relation->schema};
    return follow_renaming(r, &renaming) && !relation_is_said(r, old, relation, true);
}

/* Constraints NOT NULL are their columns'. */
static bool rename_not_null(struct reader *r, const struct relation *table, const char *old, const char *new)
{
    struct object *column = not_null_called(&r->parsing, table->object, old);
    if (column)
        column->values[COLUMN_NOT_NULL_NAME] = mem_strdup(r->work, new);
    return column != NULL;
}

/* Of a relation, or of a domain. */
static struct object *find_member(struct reader *r, const struct kind *kind, const json_t *body)
{
    const json_t *range = field_node(body, "relation");
    const struct name_pair owner =
        range ? field_of_range(range)
              : field_of_names(field_node(node_as(field_node(body, "object"), "List"), "items"));
    return parsing_find(&r->parsing, kind, owner.schema, owner.name, field_text(body, "subname"));
}

/* What RENAME and SET SCHEMA are about; NULL where the text has made none of a kind that describes itself. */
static struct object *changed_object(struct reader *r, const struct kind *kind, const json_t *body)
{
    if (kind && kind->grammar->member)
        return find_member(r, kind, body);
    if (kind && !kind->grammar->relation)
        return described_find(r, kind, field_node(body, "object"), NULL);
    return field_text(body, "subname")[0] ? NULL : described_range(r, field_node(body, "relation"));
}

static bool rename_attribute(struct reader *r, struct statement *s, const json_t *range, const char *old,
                             const char *new)
{
    const struct name_pair type = field_of_range(range);
    struct object *attribute = parsing_find(&r->parsing, &postgres_column, type.schema, type.name, old);
    if (!attribute)
        return false;
    parsing_move(&r->parsing, attribute, type.schema, new);
    rename_comment(r, s, "COLUMN", schema_of(type.schema), type.name, &(struct new_name){s, old, new});
    return !relation_is_said(r, old, NULL, false);
}

/* A check that tables below have from this one is called as it is. */
static bool rename_checks_below(struct reader *r, struct statement *s, const struct relation *table,
                                const struct object *check, const char *new)
{
    bool known = true;
    for (struct relation *child = relations_below(r, table); child; child = child->hh.next) {
        if (!is_below(child, table))
            continue;
        struct object *o = constraint_find(&r->parsing, object_schema(child->schema), child->name, check->name);
        known = rename_checks_below(r, s, child, check, new) && known;
        known = (!o || rename_described(r, s, o, NULL, new)) && known;
    }
    return known;
}

static bool rename_object(struct reader *r, struct statement *s, struct object *o, const char *new)
{
    const struct relation *table = relation_find(r, o->schema, o->relation);
    bool below = table && constraint_is(o, 'c') && !constraint_is_not_inherited(o);
    bool known = !below || rename_checks_below(r, s, table, o, new);
    return rename_described(r, s, o, NULL, new) && known;
}

bool read_rename(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *type = field_text(body, "renameType"), *new = field_text(body, "newname");
    const char *old = field_text(body, "subname");
    if (strcmp(type, "OBJECT_ATTRIBUTE") == 0)
        return rename_attribute(r, s, field_node(body, "relation"), old, new);
    if (strcmp(type, "OBJECT_SCHEMA") == 0)
        return rename_schema(r, s, old, new);
    const struct kind *kind = described_kind(r, type, field_node(body, "object"));
    struct object *o = changed_object(r, kind, body);
    if (o)
        return rename_object(r, s, o, new);
    bool other = kind && kind != &postgres_constraint && !kind->grammar->relation;
    const struct name_pair range = field_of_range(field_node(body, "relation"));
    struct object *identity = other ? NULL : identity_of_sequence(&r->parsing, range.schema, range.name);
    struct relation *relation = other ? NULL : relation_find(r, range.schema, range.name);
    if (identity)
        return rename_identity_sequence(r, s, identity, new);
    if (!relation)
        return field_flag(body, "missing_ok");
    if (strcmp(type, "OBJECT_COLUMN") == 0)
        return rename_column(r, s, relation, old, new);
    if (strcmp(type, "OBJECT_TABCONSTRAINT") == 0)
        return rename_not_null(r, relation, old, new);
    return rename_relation(r, s, relation, relation->schema, new);
}

bool read_move(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const struct kind *kind = described_kind(r, field_text(body, "objectType"), field_node(body, "object"));
    struct object *o = changed_object(r, kind, body);
    if (o)
        return rename_described(r, s, o, field_text(body, "newschema"), NULL);
    struct relation *relation = kind ? NULL : relation_of(r, field_node(body, "relation"));
    if (!relation)
        return false;
    return rename_relation(r, s, relation, schema_of(field_text(body, "newschema")), relation->name);
}
