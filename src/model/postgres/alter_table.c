/* ALTER TABLE, INDEX, VIEW, SEQUENCE and TYPE: each of its commands. */
#include <string.h>

#include "canon/normalise.h"
#include "model/postgres/reader.h"

struct change {
    struct reader *r;
    struct statement *s;
    struct relation *relation;
    json_t *command; /* the fields of an AlterTableCmd */
    const char *name;
    json_t *def;
};

static struct column *column_of(const struct change *c)
{
    return column_find(c->relation, c->name);
}

static bool add_column(const struct change *c)
{
    const json_t *definition = node_as(c->def, "ColumnDef");
    if (field_flag(c->command, "missing_ok") && column_find(c->relation, field_text(definition, "colname")))
        return true;
    if (column_find(c->relation, field_text(definition, "colname")))
        return false;
    read_column(c->r, c->s, c->relation, definition, c->s->line);
    return true;
}

/* Constraints on a column go with it. */
static bool drop_column(const struct change *c)
{
    for (size_t i = c->relation->n_constraints; i-- > 0;)
        for (const char *const *key = c->relation->constraints[i].keys; *key; key++)
            if (strcmp(*key, c->name) == 0) {
                constraint_forget(c->r, c->relation, c->relation->constraints[i].item->name);
                break;
            }
    column_forget(c->r, c->relation, c->name);
    return true;
}

/* A view has no columns of its own but those with a default. */
static bool change_default(const struct change *c)
{
    struct column *column = column_of(c);
    if (!column && c->relation->kind == RELATION_VIEW)
        column = column_add(c->r, c->relation, c->name, c->s->line);
    if (!column)
        return false;
    column->default_changed = true;
    if (c->def)
        set_default(c->r, c->s, c->relation, column, c->def);
    else
        model_set(c->r->draft, column->item, "default", NULL);
    return true;
}

static bool set_type(const struct change *c)
{
    const json_t *definition = node_as(c->def, "ColumnDef");
    const json_t *collation = field(field(definition, "collClause"), "collname");
    struct column *column = column_of(c);
    if (!column)
        return false;
    model_set(c->r->draft, column->item, "type", words(c->s, PIECE_TYPE, field(definition, "typeName")));
    model_set(c->r->draft, column->item, "collation",
              collation ? qualified(c->s->ctx, names_schema(collation), names_last(collation)) : NULL);
    return true;
}

static bool set_column(const struct change *c, const char *attribute, const char *value)
{
    struct column *column = column_of(c);
    if (!column && c->relation->kind == RELATION_VIEW)
        column = column_add(c->r, c->relation, c->name, c->s->line);
    if (!column)
        return false;
    model_set(c->r->draft, column->item, attribute, value);
    return true;
}

static bool set_not_null(const struct change *c)
{
    struct column *column = column_of(c);
    if (!column)
        return false;
    column->null_changed = true;
    return set_column(c, "null", "NOT NULL");
}

static bool drop_not_null(const struct change *c)
{
    return set_column(c, "null", NULL);
}

static bool drop_expression(const struct change *c)
{
    return set_column(c, "generated", NULL);
}

static bool drop_identity(const struct change *c)
{
    return set_column(c, "identity", NULL);
}

static const char *upper(struct statement *s, const char *word)
{
    char *text = mem_strdup(s->ctx, word);
    for (char *c = text; *c; c++)
        *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    return text;
}

static bool set_storage(const struct change *c)
{
    return set_column(c, "storage", upper(c->s, field_text(node_as(c->def, "String"), "sval")));
}

static bool set_compression(const struct change *c)
{
    const char *method = field_text(node_as(c->def, "String"), "sval");
    return set_column(c, "compression", strcmp(method, "default") == 0 ? NULL : method);
}

/* An index's columns are told by their number. */
static bool set_statistics(const struct change *c)
{
    const json_t *integer = node_as(c->def, "Integer");
    const char *target = mem_printf(c->s->ctx, "%ld", field_number(integer, "ival"));
    if (integer && !field(integer, "ival") && strstr(c->s->text, "-1"))
        target = NULL; /* what is usual; the tree leaves negative numbers out */
    if (c->relation->kind != RELATION_INDEX)
        return set_column(c, "statistics", target);
    const char *before = item_attribute(c->relation->item, "statistics");
    const char *own = mem_printf(c->s->ctx, "%ld: %s", field_number(c->command, "num"), target ? target : "-1");
    model_set(c->r->draft, c->relation->item, "statistics",
              before ? mem_printf(c->s->ctx, "%s, %s", before, own) : own);
    return true;
}

static bool set_column_options(const struct change *c)
{
    return set_column(c, "options", option_words(c->s, field(node_as(c->def, "List"), "items")));
}

static bool add_constraint(const struct change *c)
{
    json_t *constraint = node_as(c->def, "Constraint");
    const char *name = field_text(constraint, "conname");
    for (size_t i = 0; name[0] && i < c->relation->n_constraints; i++)
        if (strcmp(c->relation->constraints[i].item->name, name) == 0)
            return false;
    read_constraint(c->r, c->s, c->relation, constraint, c->s->line);
    return true;
}

static struct item *constraint_of(const struct change *c)
{
    for (size_t i = 0; i < c->relation->n_constraints; i++)
        if (strcmp(c->relation->constraints[i].item->name, c->name) == 0)
            return c->relation->constraints[i].item;
    return NULL;
}

static bool drop_constraint(const struct change *c)
{
    if (!constraint_of(c))
        return field_flag(c->command, "missing_ok");
    constraint_forget(c->r, c->relation, c->name);
    return true;
}

static bool validate_constraint(const struct change *c)
{
    struct item *item = constraint_of(c);
    if (item)
        model_set(c->r->draft, item, "validated", NULL);
    return item != NULL;
}

static bool set_identity(const struct change *c)
{
    struct column *column = column_of(c);
    const json_t *constraint = node_as(c->def, "Constraint");
    if (!column || !constraint)
        return false;
    add_identity(c->r, c->s, c->relation, column, constraint);
    return true;
}

static bool set_owner(const struct change *c)
{
    const json_t *role = field(c->command, "newowner");
    if (field_is(role, "roletype", "ROLESPEC_CSTRING"))
        c->r->owner = mem_strdup(c->r->work, field_text(role, "rolename"));
    return true;
}

static bool set_table(const struct change *c, const char *attribute, const char *value)
{
    if (c->relation->kind != RELATION_TABLE)
        return false;
    model_set(c->r->draft, c->relation->item, attribute, value);
    return true;
}

static bool cluster_on(const struct change *c)
{
    return set_table(c, "clustered on", c->name);
}

static bool drop_cluster(const struct change *c)
{
    return set_table(c, "clustered on", NULL);
}

static bool set_logged(const struct change *c)
{
    return set_table(c, "variety", NULL);
}

static bool set_unlogged(const struct change *c)
{
    return set_table(c, "variety", "unlogged");
}

static bool replica_identity(const struct change *c)
{
    const json_t *body = node_body(c->def);
    const char *type = field_text(body, "identity_type");
    const char *value = type[0] == 'f'   ? "FULL"
                        : type[0] == 'n' ? "NOTHING"
                        : type[0] == 'i'
                            ? mem_printf(c->s->ctx, "USING INDEX %s", quoted(c->s->ctx, field_text(body, "name")))
                            : NULL;
    return set_table(c, "replica identity", value);
}

/* "ENABLED", "FORCED", "ENABLED, FORCED" */
static bool row_security(const struct change *c)
{
    const char *what = field_text(c->command, "subtype"), *before = item_attribute(c->relation->item, "row security");
    bool enabled = before && strstr(before, "ENABLED"), forced = before && strstr(before, "FORCED");
    enabled = strcmp(what, "AT_EnableRowSecurity") == 0 || (enabled && strcmp(what, "AT_DisableRowSecurity") != 0);
    forced = strcmp(what, "AT_ForceRowSecurity") == 0 || (forced && strcmp(what, "AT_NoForceRowSecurity") != 0);
    return set_table(c, "row security",
                     enabled && forced ? "ENABLED, FORCED"
                     : enabled         ? "ENABLED"
                     : forced          ? "FORCED"
                                       : NULL);
}

/* The list that ALTER ... SET (a = 1) makes of the list before. Both as "a = 1, b = 2". */
static const char *merged(struct statement *s, const char *before, const json_t *changes, bool reset)
{
    struct tree_failure failure;
    char *sql = mem_printf(s->ctx, "ALTER TABLE t SET (%s)", before ? before : "");
    json_t *tree = before ? tree_parse_located(s->ctx, sql, &failure) : NULL;
    const json_t *command = json_array_get(field(node_body(tree_statement(tree)), "cmds"), 0);
    json_t *list = field(node_as(field(node_as(command, "AlterTableCmd"), "def"), "List"), "items");
    json_t *kept = json_array(), *item, *other;
    size_t i, k;
    json_array_foreach(list, i, item)
    {
        bool replaced = false;
        json_array_foreach(changes, k, other) replaced =
            replaced || field_is(node_body(item), "defname", field_text(node_body(other), "defname"));
        if (!replaced)
            json_array_append(kept, item);
    }
    if (!reset)
        json_array_extend(kept, (json_t *)changes);
    tree_normalise(kept, NEWEST_VERSION);
    const char *text = option_words(s, kept);
    json_decref(kept);
    json_decref(tree);
    return text[0] ? text : NULL;
}

static bool set_options(const struct change *c)
{
    bool reset = field_is(c->command, "subtype", "AT_ResetRelOptions");
    struct item *item = c->relation->item;
    if (!item)
        return false;
    model_set(c->r->draft, item, "options",
              merged(c->s, item_attribute(item, "options"), field(node_as(c->def, "List"), "items"), reset));
    return true;
}

static bool set_trigger(const struct change *c)
{
    static const char *const states[][2] = {{"AT_EnableTrig", ""},
                                            {"AT_EnableAlwaysTrig", "ENABLE ALWAYS"},
                                            {"AT_EnableReplicaTrig", "ENABLE REPLICA"},
                                            {"AT_DisableTrig", "DISABLE"},
                                            {"AT_EnableRule", ""},
                                            {"AT_EnableAlwaysRule", "ENABLE ALWAYS"},
                                            {"AT_EnableReplicaRule", "ENABLE REPLICA"},
                                            {"AT_DisableRule", "DISABLE"}};
    for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
        if (field_is(c->command, "subtype", states[i][0]))
            set_firing(c->r, c->relation, i < 4 ? &model_trigger : &model_rule, c->name,
                       states[i][1][0] ? states[i][1] : NULL);
    return true;
}

static bool attach(const struct change *c)
{
    const json_t *command = node_as(c->def, "PartitionCmd");
    struct relation *child = relation_of(c->r, field(command, "name"));
    if (!child)
        return false;
    if (c->relation->kind == RELATION_INDEX)
        c->relation->n_attached++;
    else
        attach_partition(c->r, c->s, c->relation, child, field(command, "bound"));
    return true;
}

static bool detach(const struct change *c)
{
    struct relation *child = relation_of(c->r, field(node_as(c->def, "PartitionCmd"), "name"));
    if (!child)
        return false;
    model_set(c->r->draft, child->item, "variety", NULL);
    child->n_parents = 0;
    return true;
}

static bool add_parent(const struct change *c)
{
    struct relation *parent = relation_of(c->r, node_as(c->def, "RangeVar"));
    const char *before = item_attribute(c->relation->item, "inherits");
    if (!parent)
        return false;
    const char *name = qualified(c->s->ctx, parent->schema, parent->name);
    model_set(c->r->draft, c->relation->item, "inherits",
              before ? mem_printf(c->s->ctx, "%s, %s", before, name) : name);
    inherit(c->r, parent, c->relation, c->s->line);
    return true;
}

static bool nothing(const struct change *c)
{
    (void)c;
    return true;
}

static const struct {
    const char *subtype;
    bool (*make)(const struct change *c);
} changes[] = {
    {"AT_AddColumn", add_column},
    {"AT_AddConstraint", add_constraint},
    {"AT_AddIdentity", set_identity},
    {"AT_AddInherit", add_parent},
    {"AT_AlterColumnType", set_type},
    {"AT_AttachPartition", attach},
    {"AT_ChangeOwner", set_owner},
    {"AT_ClusterOn", cluster_on},
    {"AT_ColumnDefault", change_default},
    {"AT_DetachPartition", detach},
    {"AT_DisableRowSecurity", row_security},
    {"AT_DisableRule", set_trigger},
    {"AT_DisableTrig", set_trigger},
    {"AT_DropCluster", drop_cluster},
    {"AT_DropColumn", drop_column},
    {"AT_DropConstraint", drop_constraint},
    {"AT_DropExpression", drop_expression},
    {"AT_DropIdentity", drop_identity},
    {"AT_DropNotNull", drop_not_null},
    {"AT_EnableAlwaysRule", set_trigger},
    {"AT_EnableAlwaysTrig", set_trigger},
    {"AT_EnableReplicaRule", set_trigger},
    {"AT_EnableReplicaTrig", set_trigger},
    {"AT_EnableRowSecurity", row_security},
    {"AT_EnableRule", set_trigger},
    {"AT_EnableTrig", set_trigger},
    {"AT_ForceRowSecurity", row_security},
    {"AT_NoForceRowSecurity", row_security},
    {"AT_ReplicaIdentity", replica_identity},
    {"AT_ResetRelOptions", set_options},
    {"AT_SetCompression", set_compression},
    {"AT_SetLogged", set_logged},
    {"AT_SetNotNull", set_not_null},
    {"AT_SetOptions", set_column_options},
    {"AT_SetRelOptions", set_options},
    {"AT_SetStatistics", set_statistics},
    {"AT_SetStorage", set_storage},
    {"AT_SetTableSpace", nothing},
    {"AT_SetUnLogged", set_unlogged},
    {"AT_ValidateConstraint", validate_constraint},
};

static bool make_change(const struct change *c)
{
    /* Whose the object is and where it lies is the same whatever it is. */
    bool anything =
        field_is(c->command, "subtype", "AT_ChangeOwner") || field_is(c->command, "subtype", "AT_SetTableSpace");
    if (!c->relation && !anything)
        return false;
    for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
        if (field_is(c->command, "subtype", changes[i].subtype))
            return changes[i].make(c);
    return false;
}

bool read_alter_table(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct relation *relation = relation_of(r, field(body, "relation"));
    bool known = true;
    size_t i;
    json_t *item;
    if (!relation && field_flag(body, "missing_ok"))
        return true;
    json_array_foreach(field(body, "cmds"), i, item)
    {
        json_t *command = node_as(item, "AlterTableCmd");
        struct change c = {r, s, relation, command, field_text(command, "name"), field(command, "def")};
        known = make_change(&c) && known;
    }
    return known;
}
