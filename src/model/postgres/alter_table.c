/* ALTER TABLE, INDEX, VIEW, SEQUENCE and TYPE: each of its commands; those on a column are in alter_column.c. */
#include <string.h>

#include "kind/postgres/constraint.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/alter.h"
#include "model/postgres/described.h"
#include "model/postgres/follow.h"

static struct object *find_constraint(const struct alter *c, const char *name)
{
    return constraint_find(&c->r->parsing, object_schema(c->relation->schema), c->relation->name, name);
}

static bool add_constraint(const struct alter *c)
{
    json_t *constraint = node_as(c->def, "Constraint");
    const char *name = field_text(constraint, "conname");
    if (name[0] && find_constraint(c, name))
        return false;
    struct object *added;
    bool known = table_parse_constraint(&c->r->parsing, c->relation->object, constraint, &added);
    if (added)
        parsing_set_line(added, c->s->line);
    if (added && !c->only) {
        copy_check_to_partitions(c->r, c->relation, added, c->s->line);
        copy_key_to_partitions(c->r, c->relation, added, c->s->line);
    }
    return known;
}

static bool drop_constraint(const struct alter *c)
{
    struct object *column = not_null_called(&c->r->parsing, c->relation->object, c->name);
    struct object *constraint = find_constraint(c, c->name);
    bool all = constraint && !column && field_is(c->command, "behavior", "DROP_CASCADE");
    bool followed = !all || follow_key(c->r, c->relation, constraint);
    if (column)
        column_drop_not_null(column);
    if (constraint && !column) {
        drop_of_partitions(c->r, c->relation, constraint);
        c->r->parsing.reader->drop(&c->r->parsing, constraint);
    }
    return followed && (column || constraint || field_flag(c->command, "missing_ok"));
}

static bool set_owner(const struct alter *c)
{
    /* An index is its table's owner's. */
    if (c->object && c->object->relation[0])
        return true;
    if (c->object)
        set_object_owner(c->r, c->s, c->object, field_node(c->command, "newowner"));
    else if (c->relation)
        set_relation_owner(c->r, c->s, c->relation, field_node(c->command, "newowner"));
    return true;
}

static bool set_trigger(const struct alter *c)
{
    static const char *const states[][2] = {
        {"AT_EnableTrig", NULL}, {"AT_EnableAlwaysTrig", "A"}, {"AT_EnableReplicaTrig", "R"}, {"AT_DisableTrig", "D"},
        {"AT_EnableRule", NULL}, {"AT_EnableAlwaysRule", "A"}, {"AT_EnableReplicaRule", "R"}, {"AT_DisableRule", "D"}};
    for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
        if (field_is(c->command, "subtype", states[i][0]))
            return set_firing(c->r, c->relation, i < 4 ? &postgres_trigger : &postgres_rule, c->name, states[i][1],
                              c->only);
    return false;
}

static bool attach(const struct alter *c)
{
    const json_t *command = node_as(c->def, "PartitionCmd");
    struct relation *child = relation_of(c->r, field_node(command, "name"));
    if (!child || !may_inherit(child, c->relation))
        return false;
    attach_partition(c->r, c->s, c->relation, child, field_node(command, "bound"));
    take_keys_from(c->r, c->relation, child, c->s->line);
    return true;
}

static bool detach(const struct alter *c)
{
    struct relation *child = relation_of(c->r, field_node(node_as(c->def, "PartitionCmd"), "name"));
    if (!child)
        return false;
    keep_of_partition(c->r, c->relation, child, c->s->line);
    forget_firing_of_parents(c->r, child);
    table_drop_parent(&c->r->parsing, child->object, object_schema(c->relation->schema), c->relation->name);
    child->n_parents = 0;
    return true;
}

static bool add_parent(const struct alter *c)
{
    struct relation *parent = relation_of(c->r, node_as(c->def, "RangeVar"));
    if (!parent || !may_inherit(c->relation, parent))
        return false;
    inherit_from(c->r, parent, c->relation, c->s->line);
    return true;
}

static bool drop_parent(const struct alter *c)
{
    const struct relation *parent = relation_of(c->r, node_as(c->def, "RangeVar"));
    if (!parent)
        return false;
    keep_inherited_checks(c->r, parent, c->relation, c->s->line);
    stop_inheriting(c->r, parent, c->relation);
    return true;
}

static bool nothing(const struct alter *c)
{
    (void)c;
    return true;
}

static const struct alter_rule {
    const char *subtype;                 /* of the AlterTableCmd */
    bool (*make)(const struct alter *c); /* false: the model cannot say what comes of it */
} rules[] = {
    {"AT_AddColumn", add_column},          {"AT_AddConstraint", add_constraint},
    {"AT_AddInherit", add_parent},         {"AT_AttachPartition", attach},
    {"AT_ChangeOwner", set_owner},         {"AT_DetachPartition", detach},
    {"AT_DisableRule", set_trigger},       {"AT_DisableTrig", set_trigger},
    {"AT_DropColumn", drop_column},        {"AT_DropConstraint", drop_constraint},
    {"AT_DropInherit", drop_parent},       {"AT_EnableAlwaysRule", set_trigger},
    {"AT_EnableAlwaysTrig", set_trigger},  {"AT_EnableReplicaRule", set_trigger},
    {"AT_EnableReplicaTrig", set_trigger}, {"AT_EnableRule", set_trigger},
    {"AT_EnableTrig", set_trigger},        {"AT_SetTableSpace", nothing},
};

static const struct alter_rule *rule_for(const struct alter *c)
{
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
        if (field_is(c->command, "subtype", rules[i].subtype))
            return &rules[i];
    return NULL;
}

/*
 * ALTER INDEX ... ATTACH PARTITION of an exclusion that has itself been attached, and so is its parent's: below it
 * pg_dump goes on.
 */
static bool attach_below(const struct alter *c)
{
    struct object *child = described_range(c->r, field_node(node_as(c->def, "PartitionCmd"), "name"));
    return field_is(c->command, "subtype", "AT_AttachPartition") && child && child->kind == &postgres_constraint &&
           child->kind->grammar->alter(&c->r->parsing, child, c->command);
}

static bool make_change(const struct alter *c)
{
    /* Whose the object is and where it lies is the same whatever it is. */
    bool anything =
        field_is(c->command, "subtype", "AT_ChangeOwner") || field_is(c->command, "subtype", "AT_SetTableSpace");
    if (c->object && !anything)
        return c->object->kind->grammar->alter &&
               c->object->kind->grammar->alter(&c->r->parsing, c->object, c->command);
    if (!c->relation && !anything)
        return attach_below(c);
    const struct alter_rule *rule = rule_for(c);
    struct column_command command;
    if (rule)
        return rule->make(c);
    if (!c->relation)
        return false;
    return column_command(c->command, &command) ? alter_column(c, &command)
                                                : table_alter(&c->r->parsing, c->relation->object, c->command);
}

/* Of a sequence that is no object of its own: whose it is says its table. */
static bool alter_identity(struct object *column, const json_t *command)
{
    bool unlogged = field_is(command, "subtype", "AT_SetUnLogged");
    if (unlogged || field_is(command, "subtype", "AT_SetLogged"))
        identity_set_unlogged(column, unlogged);
    else
        return field_is(command, "subtype", "AT_ChangeOwner");
    return true;
}

bool read_alter_table(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct object *object = described_range(r, field_node(body, "relation"));
    struct relation *relation = relation_of(r, field_node(body, "relation"));
    const struct name_pair name = field_of_range(field_node(body, "relation"));
    struct object *identity = relation || object ? NULL : identity_of_sequence(&r->parsing, name.schema, name.name);
    bool known = true, only = !field_flag(field_node(body, "relation"), "inh");
    size_t i;
    json_t *item;
    if (!relation && !object && !identity && field_flag(body, "missing_ok"))
        return true;
    json_array_foreach(field_node(body, "cmds"), i, item)
    {
        json_t *command = node_as(item, "AlterTableCmd");
        struct alter c = {
            r, s, relation, object, only, command, field_text(command, "name"), field_node(command, "def")};
        known = (identity ? alter_identity(identity, command) : make_change(&c)) && known;
    }
    return known;
}
