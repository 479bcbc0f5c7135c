/* ALTER TABLE, INDEX, VIEW, SEQUENCE and TYPE: each of its commands; those on a column are in alter_column.c. */
#include <string.h>

#include "kind/postgres/constraint.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/alter.h"
#include "model/postgres/described.h"
#include "model/postgres/firing.h"
#include "model/postgres/follow.h"

static struct object *find_constraint(const struct alter *c, const char *name)
{
    return constraint_find(&c->r->parsing, object_schema(c->relation->schema), c->relation->name, name);
}

/* USING INDEX i: the index has the name of the constraint from now on, and what is said of it follows. */
static bool name_index(const struct alter *c, json_t *constraint)
{
    const char *name = field_text(constraint, "conname");
    struct object *index =
        index_find(&c->r->parsing, object_schema(c->relation->schema), field_text(constraint, "indexname"));
    if (!index || !name[0] || strcmp(name, index->name) == 0)
        return true;
    bool known = rename_described(c->r, c->s, index, NULL, name);
    json_object_set_new(constraint, "indexname", json_string(name));
    return known;
}

static bool add_constraint(const struct alter *c)
{
    json_t *constraint = node_as(c->def, "Constraint");
    const char *name = field_text(constraint, "conname");
    if (name[0] && find_constraint(c, name))
        return false;
    struct object *added;
    bool known = name_index(c, constraint);
    known = table_parse_constraint(&c->r->parsing, c->relation->object, constraint, &added) && known;
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
        if (c->only)
            keep_below(c->r, c->relation, constraint, c->s->line);
        else
            drop_of_partitions(c->r, c->relation, constraint);
        c->r->parsing.reader->drop(&c->r->parsing, constraint);
    }
    return followed && (column || constraint || field_flag(c->command, "missing_ok"));
}

static bool set_timing(const struct alter *c, const struct relation *table, struct object *constraint)
{
    bool known = true;
    for (struct relation *child = relations_below(c->r, table); child; child = child->hh.next) {
        struct object *below = is_partition_of(child, table) ? find_of_partition(c->r, child, constraint) : NULL;
        known = (!below || set_timing(c, child, below)) && known;
    }
    return constraint_set_timing(&c->r->parsing, constraint, node_as(c->def, "Constraint")) && known;
}

static bool alter_constraint(const struct alter *c)
{
    struct object *constraint = find_constraint(c, field_text(node_as(c->def, "Constraint"), "conname"));
    return constraint && set_timing(c, c->relation, constraint);
}

/* Of a table, or of one below it, where that has the constraint, too. */
static void validate_below(const struct alter *c, const struct relation *table, const struct object *constraint)
{
    for (struct relation *child = relations_below(c->r, table); child; child = child->hh.next) {
        struct object *below = is_below(child, table) ? find_of_partition(c->r, child, constraint) : NULL;
        if (is_below(child, table))
            validate_below(c, child, constraint);
        if (below)
            below->values[CONSTRAINT_UNCHECKED] = NULL;
    }
}

static bool validate(const struct alter *c)
{
    const struct object *constraint = find_constraint(c, c->name);
    if (constraint && !c->only)
        validate_below(c, c->relation, constraint);
    return table_alter(&c->r->parsing, c->relation->object, c->command);
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

static bool set_all_triggers(const struct alter *c)
{
    bool all =
        field_is(c->command, "subtype", "AT_DisableTrigAll") || field_is(c->command, "subtype", "AT_EnableTrigAll");
    bool disables =
        field_is(c->command, "subtype", "AT_DisableTrigAll") || field_is(c->command, "subtype", "AT_DisableTrigUser");
    if (all)
        set_key_firing(c->r, c->s, c->relation, !disables);
    return set_all_firing(c->r, c->relation, disables ? "D" : NULL, c->only);
}

static bool attach(const struct alter *c)
{
    const json_t *command = node_as(c->def, "PartitionCmd");
    struct relation *child = relation_of(c->r, field_node(command, "name"));
    if (!child || !may_inherit(child, c->relation))
        return false;
    take_keys_from(c->r, c->relation, child, c->s->line);
    attach_partition(c->r, c->s, c->relation, child, field_node(command, "bound"));
    return true;
}

static bool detach(const struct alter *c)
{
    struct relation *child = relation_of(c->r, field_node(node_as(c->def, "PartitionCmd"), "name"));
    if (!child)
        return false;
    forget_firing_of_parents(c->r, child);
    table_drop_parent(&c->r->parsing, child->object, object_schema(c->relation->schema), c->relation->name);
    child->n_parents = 0;
    c->relation->n_attached -= c->relation->n_attached > 0;
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
    {"AT_AddColumn", add_column},
    {"AT_AddConstraint", add_constraint},
    {"AT_AddInherit", add_parent},
    {"AT_AlterConstraint", alter_constraint},
    {"AT_AttachPartition", attach},
    {"AT_ChangeOwner", set_owner},
    {"AT_DetachPartition", detach},
    {"AT_DisableRule", set_trigger},
    {"AT_DisableTrig", set_trigger},
    {"AT_DropColumn", drop_column},
    {"AT_DropConstraint", drop_constraint},
    {"AT_DropInherit", drop_parent},
    {"AT_EnableAlwaysRule", set_trigger},
    {"AT_EnableAlwaysTrig", set_trigger},
    {"AT_EnableReplicaRule", set_trigger},
    {"AT_EnableReplicaTrig", set_trigger},
    {"AT_EnableRule", set_trigger},
    {"AT_EnableTrig", set_trigger},
    {"AT_DisableTrigAll", set_all_triggers},
    {"AT_DisableTrigUser", set_all_triggers},
    {"AT_EnableTrigAll", set_all_triggers},
    {"AT_EnableTrigUser", set_all_triggers},
    {"AT_SetTableSpace", nothing},
    {"AT_ValidateConstraint", validate},
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

/* ---- the order of commands ---- */

/*
 * The server runs all commands of one statement in passes (AT_PASS_DROP and so on in its tablecmds.c), the first of
 * which are these; what none of them has runs last. A drop thus never undoes what the statement adds.
 */
enum pass {
    DROPS,
    TYPES,
    COLUMNS,
    EXPRESSIONS,
    COLUMN_ATTRIBUTES,
    INDEXES_TAKEN,
    INDEXES,
    OTHER_CONSTRAINTS,
    THE_REST
};

static enum pass pass_of_constraint(const json_t *constraint)
{
    if (field_is(constraint, "contype", "CONSTR_NOTNULL"))
        return COLUMN_ATTRIBUTES;
    if (field_node(constraint, "indexname"))
        return INDEXES_TAKEN;
    bool key = field_is(constraint, "contype", "CONSTR_PRIMARY") || field_is(constraint, "contype", "CONSTR_UNIQUE") ||
               field_is(constraint, "contype", "CONSTR_EXCLUSION");
    return key ? INDEXES : OTHER_CONSTRAINTS;
}

static enum pass pass_of(const json_t *command)
{
    static const struct {
        const char *subtype;
        enum pass pass;
    } passes[] = {
        {"AT_AddColumn", COLUMNS},         {"AT_AddIdentity", OTHER_CONSTRAINTS},
        {"AT_AlterColumnType", TYPES},     {"AT_DropColumn", DROPS},
        {"AT_DropConstraint", DROPS},      {"AT_DropExpression", DROPS},
        {"AT_DropIdentity", DROPS},        {"AT_DropNotNull", DROPS},
        {"AT_SetExpression", EXPRESSIONS}, {"AT_SetNotNull", COLUMN_ATTRIBUTES},
    };
    const json_t *def = field_node(command, "def");
    if (field_is(command, "subtype", "AT_ColumnDefault"))
        return def ? OTHER_CONSTRAINTS : DROPS;
    if (field_is(command, "subtype", "AT_AddConstraint"))
        return pass_of_constraint(node_as(def, "Constraint"));
    for (size_t i = 0; i < sizeof(passes) / sizeof(*passes); i++)
        if (field_is(command, "subtype", passes[i].subtype))
            return passes[i].pass;
    return THE_REST;
}

static bool run_pass(const struct alter *statement, struct object *identity, const json_t *commands, enum pass pass)
{
    bool known = true;
    size_t i;
    json_t *item;
    json_array_foreach(commands, i, item)
    {
        struct alter c = *statement;
        c.command = node_as(item, "AlterTableCmd");
        if (pass_of(c.command) != pass)
            continue;
        c.name = field_text(c.command, "name");
        c.def = field_node(c.command, "def");
        known = (identity ? alter_identity(identity, c.command) : make_change(&c)) && known;
    }
    return known;
}

bool read_alter_table(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct object *object = described_range(r, field_node(body, "relation"));
    struct relation *relation = relation_of(r, field_node(body, "relation"));
    const struct name_pair name = field_of_range(field_node(body, "relation"));
    struct object *identity = relation || object ? NULL : identity_of_sequence(&r->parsing, name.schema, name.name);
    const struct alter statement = {.r = r,
                                    .s = s,
                                    .relation = relation,
                                    .object = object,
                                    .only = !field_flag(field_node(body, "relation"), "inh")};
    bool known = true;
    if (!relation && !object && !identity && field_flag(body, "missing_ok"))
        return true;
    for (enum pass pass = DROPS; pass <= THE_REST; pass++)
        known = run_pass(&statement, identity, field_node(body, "cmds"), pass) && known;
    return known;
}

/* CLUSTER t USING i: that is remembered, as by ALTER TABLE ... CLUSTER ON. */
bool read_cluster(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *range = field_node(node_body(node), "relation");
    const char *index = field_text(node_body(node), "indexname");
    struct alter c = {.r = r, .s = s, .relation = relation_of(r, range), .object = described_range(r, range)};
    if (!index[0] || (!c.relation && !c.object))
        return true;
    /* Of a partitioned table each partition is clustered by its own index. */
    if (c.relation && c.relation->object->values[TABLE_PARTITION_KEY])
        return false;
    json_t *command = c.command = json_pack("{s:s, s:s}", "subtype", "AT_ClusterOn", "name", index);
    bool known = make_change(&c);
    json_decref(command);
    return known;
}
