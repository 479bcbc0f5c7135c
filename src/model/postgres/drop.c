/* DROP: what goes with whole objects. */
#include <string.h>

#include "kind/postgres/publication.h"
#include "model/postgres/described.h"
#include "model/postgres/extension_member.h"
#include "model/postgres/follow.h"
#include "model/postgres/statement_name.h"
#include "model/postgres/target.h"

void forget_members(struct reader *r, const char *schema, const char *name)
{
    model_remove_relation(r->draft, schema, name);
}

void move_members(struct reader *r, const char *schema, const char *name, const char *new_schema, const char *new_name)
{
    model_move_relation(r->draft, schema, name, new_schema, new_name);
    parsing_rename_uses(&r->parsing, mem_printf(r->work, "%s\n%s", schema, name),
                        mem_printf(r->work, "%s\n%s", new_schema, new_name));
}

static struct relation *find_child(struct reader *r, const struct relation *parent)
{
    for (struct relation *child = relations_below(r, parent); child; child = child->hh.next)
        for (size_t i = 0; i < child->n_parents; i++)
            if (child->parents[i] == parent)
                return child;
    return NULL;
}

void drop_relation(struct reader *r, struct statement *s, struct relation *relation)
{
    for (struct relation *child; (child = find_child(r, relation));)
        drop_relation(r, s, child);
    if (relation->n_parents > 0 && is_partition_of(relation, relation->parents[0]))
        relation->parents[0]->n_attached -= relation->parents[0]->n_attached > 0;
    drop_owned(r, s, (struct sequence_owner){object_schema(relation->schema), relation->name, NULL});
    for (size_t i = 0; i < relation->n_columns; i++)
        drop_identity_sequence(r, s, relation->columns[i]);
    forget_relation_privileges(r, relation);
    forget_members(r, relation->schema, relation->name);
    publications_forget(&r->parsing, object_schema(relation->schema), relation->name);
    parsing_remove_relation(&r->parsing, object_schema(relation->schema), relation->name);
    parsing_remove(&r->parsing, relation->object);
    relation_forget(r, relation);
}

void drop_extension(struct reader *r, struct item *extension)
{
    const struct target said = {"", "", mem_printf(r->work, "EXTENSION %s", extension->name), "", extension->name};
    drop_comment(r, &said);
    model_remove(r->draft, extension);
}

/* What DROP says of several objects. */
struct dropping {
    struct reader *r;
    struct statement *s;
    const char *type;
    bool all;      /* CASCADE */
    bool followed; /* all is known that goes with them */
};

static bool drop_table(struct dropping *d, const char *schema, const char *name)
{
    struct relation *relation = relation_find(d->r, schema, name);
    struct following f = {.r = d->r, .s = d->s};
    if (!relation)
        return false;
    follow_relation(&f, relation);
    drop_relation(d->r, d->s, relation);
    d->followed = (!d->all || follow_all(&f)) && d->followed;
    return true;
}

static bool drop_own_kind(struct dropping *d, const struct kind *kind, const json_t *object)
{
    const struct object *o = described_find(d->r, kind, object, NULL);
    struct following f = {.r = d->r, .s = d->s};
    if (!o)
        return false;
    follow_object(&f, o);
    const struct relation *table = relation_find(d->r, schema_of(o->schema), o->relation);
    if (table)
        drop_of_partitions(d->r, table, o);
    drop_described(d->r, kind, object);
    d->followed = (!d->all || follow_all(&f)) && d->followed;
    return true;
}

static bool drop_extension_of(struct dropping *d, const char *name)
{
    struct item *extension = model_draft_find(d->r->draft, &model_extension, "", "", name);
    if (!extension)
        return false;
    drop_extension(d->r, extension);
    d->followed = !(d->all && (is_referenced(d->r, name, NULL) || may_need_extension(d->r))) && d->followed;
    return true;
}

/* The last name of what is dropped, whatever it is. */
static const char *dropped_name(const json_t *object)
{
    const json_t *list = field_node(node_as(object, "List"), "items");
    const json_t *type = field_node(node_as(object, "TypeName"), "names");
    const json_t *call = field_node(node_as(object, "ObjectWithArgs"), "objname");
    const char *alone = field_text(node_as(object, "String"), "sval");
    return alone[0] ? alone : names_last(list ? list : type ? type : call);
}

/* Whether the text has made it. */
static bool drop_one(struct dropping *d, const json_t *object)
{
    struct reader *r = d->r;
    json_t *names = field_node(node_as(object, "List"), "items");
    const struct kind *kind = described_kind(r, d->type, object);
    const char *name = dropped_name(object);
    if (!kind && strcmp(d->type, "OBJECT_SCHEMA") == 0)
        return drop_schema(r, d->s, name, d->all, &d->followed);
    if (kind)
        return drop_own_kind(d, kind, object);
    if (strcmp(d->type, "OBJECT_EXTENSION") == 0)
        return drop_extension_of(d, name);
    forget_public(names);
    return drop_table(d, names_schema(names), name);
}

bool read_drop(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct dropping d = {r, s, field_text(body, "removeType"), field_is(body, "behavior", "DROP_CASCADE"), true};
    bool known = true;
    size_t i;
    json_t *object;
    json_array_foreach(field_node(body, "objects"), i, object)
    {
        known = drop_one(&d, object) && known;
    }
    return d.followed && (known || read_drop_missing(r, s, node));
}

bool read_drop_missing(struct reader *r, struct statement *s, json_t *node)
{
    return field_flag(node_body(node), "missing_ok") &&
           !model_has_statement(r->draft, statement_name(s->ctx, s->text, s->length));
}

static bool is_dropping(const json_t *command)
{
    return field_is(command, "subtype", "AT_DropConstraint") ||
           (field_is(command, "subtype", "AT_ColumnDefault") && !field_node(command, "def"));
}

static bool drops_parts(const json_t *commands)
{
    size_t i;
    const json_t *item;
    json_array_foreach(commands, i, item)
    {
        if (!is_dropping(node_as(item, "AlterTableCmd")))
            return false;
    }
    return true;
}

bool clears_first(struct reader *r, const json_t *node)
{
    const json_t *body = node_body(node), *range = field_node(body, "relation");
    const char *type = node_type(node);
    if (!r->dump || field_is(body, "behavior", "DROP_CASCADE"))
        return false;
    if (strcmp(type, "AlterTableStmt") == 0)
        return !relation_of(r, range) && !described_range(r, range) && drops_parts(field_node(body, "cmds"));
    return strncmp(type, "Drop", strlen("Drop")) == 0 ||
           (strcmp(type, "AlterDomainStmt") == 0 && field_is(body, "subtype", "X"));
}
