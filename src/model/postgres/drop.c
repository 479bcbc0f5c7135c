/* DROP: what goes with whole objects. */
#include <string.h>

#include "model/postgres/described.h"
#include "model/postgres/facts.h"
#include "model/postgres/target.h"

void forget_members(struct reader *r, const char *schema, const char *name)
{
    model_remove_relation(r->draft, schema, name);
}

void move_members(struct reader *r, const char *schema, const char *name, const char *new_schema, const char *new_name)
{
    model_move_relation(r->draft, schema, name, new_schema, new_name);
    rename_references(r, mem_printf(r->work, "%s\n%s", schema, name),
                      mem_printf(r->work, "%s\n%s", new_schema, new_name));
}

static void drop_relation(struct reader *r, struct statement *s, struct relation *relation)
{
    if (relation->kind == RELATION_TABLE)
        drop_owned(r, s, (struct owned_by){relation->schema, relation->name, NULL});
    forget_relation_privileges(r, relation);
    forget_members(r, relation->schema, relation->name);
    parsing_remove_relation(&r->parsing, object_schema(relation->schema), relation->name);
    if (relation->object)
        parsing_remove(&r->parsing, relation->object);
    relation_forget(r, relation);
}

static bool drop_item(struct reader *r, const struct model_kind *kind, const char *schema, const char *relation,
                      const char *name)
{
    struct item *item = model_draft_find(r->draft, kind, schema, relation, name);
    if (item)
        model_remove(r->draft, item);
    return item != NULL;
}

static bool drop_one(struct reader *r, struct statement *s, const char *type, const json_t *object)
{
    json_t *names = field_node(node_as(object, "List"), "items");
    const struct kind *kind = described_kind(r, type, object);
    if (kind)
        return drop_described(r, kind, object);
    const char *name = field_text(node_as(object, "String"), "sval");
    if (strcmp(type, "OBJECT_SCHEMA") == 0)
        return drop_item(r, &model_schema, name, "", name);
    if (strcmp(type, "OBJECT_EXTENSION") == 0)
        return drop_item(r, &model_extension, "", "", name);
    forget_public(names);
    const char *schema = names_schema(names);
    struct relation *relation = relation_find(r, schema, names_last(names));
    if (relation)
        drop_relation(r, s, relation);
    return relation != NULL;
}

/* A schema goes with all that is in it. */
static void empty_schema(struct reader *r, const char *schema)
{
    for (struct relation *next, *relation = r->relations; relation; relation = next) {
        next = relation->hh.next;
        if (strcmp(relation->schema, schema) == 0)
            relation_forget(r, relation);
    }
    for (struct item *next, *item = model_draft_next(r->draft, NULL); item; item = next) {
        next = model_draft_next(r->draft, item);
        if (strcmp(item->schema, schema) == 0 && item->kind != &model_schema)
            model_remove(r->draft, item);
    }
    for (struct object *next, *o = parsing_next(&r->parsing, NULL); o; o = next) {
        next = parsing_next(&r->parsing, o);
        if (strcmp(o->schema, schema) == 0)
            parsing_remove(&r->parsing, o);
    }
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

/* Whether all is known that goes with it. */
static bool cascade(struct reader *r, const char *type, const json_t *object)
{
    const char *name = dropped_name(object);
    if (strcmp(type, "OBJECT_TABLE") == 0)
        drop_keys_to(r, names_schema(field_node(node_as(object, "List"), "items")), name);
    /* Not all that has no other schema is in this one. */
    if (strcmp(type, "OBJECT_SCHEMA") == 0 && !schema_of(name)[0])
        return false;
    if (strcmp(type, "OBJECT_SCHEMA") == 0)
        empty_schema(r, name);
    return name[0] && !is_mentioned(r, name, NULL);
}

bool read_drop(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    bool known = true;
    size_t i;
    json_t *object;
    const char *type = field_text(body, "removeType");
    bool all = field_is(body, "behavior", "DROP_CASCADE"), followed = true;
    json_array_foreach(field_node(body, "objects"), i, object)
    {
        bool dropped = drop_one(r, s, type, object);
        known = dropped && known;
        followed = (!dropped || !all || cascade(r, type, object)) && followed;
    }
    if (!followed)
        return false;
    return known || field_flag(body, "missing_ok");
}
