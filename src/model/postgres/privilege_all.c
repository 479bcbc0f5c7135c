/* GRANT and REVOKE on all objects of a sort that a schema has by then. */
#include <string.h>

#include "kind/postgres/call.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/privileges.h"

struct granting {
    struct reader *r;
    struct statement *s;
    struct privileges *like;
    const json_t *body;
};

static void grant_on(const struct granting *g, bool relation, const char *name, const char *spelling)
{
    g->like->relation = relation ? name : "";
    name_granted(g->s, g->like, g->like->object->keyword, name, spelling);
    apply_grant(g->r, g->s, privileges_of(g->r, g->like), g->body);
}

/* The name of the table that an object is, or of the sequence of an identity that it has; NULL: of none. */
static const char *name_of(const struct object *o, bool tables, bool sequences)
{
    bool identity = sequences && o->kind == &postgres_column;
    return tables && o->kind == &postgres_table ? o->name : identity ? o->values[COLUMN_IDENTITY_SEQUENCE] : NULL;
}

static void grant_on_relations(const struct granting *g, bool tables, bool sequences)
{
    const char *schema = object_schema(g->like->schema), *name;
    for (struct object *o = parsing_next(&g->r->parsing, NULL); o; o = parsing_next(&g->r->parsing, o))
        if (strcmp(o->schema, schema) == 0 && (name = name_of(o, tables, sequences)))
            grant_on(g, tables, mem_strdup(g->s->ctx, name), qualified_name(g->s->ctx, g->like->schema, name));
}

/* ALL FUNCTIONS are aggregates, too, and no procedures; ALL ROUTINES are all of them. */
static bool is_of_sort(const struct granting *g, const struct object *o, bool tables, bool sequences)
{
    if (tables)
        return o->kind == &postgres_view || o->kind == &postgres_materialized_view;
    if (sequences)
        return o->kind == &postgres_sequence;
    if (o->kind != &postgres_aggregate && o->kind != &postgres_function)
        return false;
    const char *type = field_text(g->body, "objtype");
    return strcmp(type, "OBJECT_ROUTINE") == 0 || strcmp(type, grantable_routine(g->s->ctx, o)->type) == 0;
}

static void grant_on_objects(const struct granting *g, bool tables, bool sequences)
{
    void *ctx = g->s->ctx;
    for (struct object *o = parsing_next(&g->r->parsing, NULL); o; o = parsing_next(&g->r->parsing, o)) {
        if (strcmp(schema_of(o->schema), g->like->schema) != 0 || !is_of_sort(g, o, tables, sequences))
            continue;
        bool call = !tables && !sequences;
        if (call)
            g->like->object = grantable_routine(g->r->work, o);
        const char *own = call ? object_value(o, CALL_NAME) : o->name;
        grant_on(g, tables, mem_strdup(ctx, o->name),
                 mem_printf(ctx, "%s%s", qualified_name(ctx, g->like->schema, own), call ? o->name + strlen(own) : ""));
    }
}

bool grant_in_schemas(struct reader *r, struct statement *s, struct privileges *like, const json_t *body)
{
    const struct granting g = {r, s, like, body};
    bool tables = field_is(body, "objtype", "OBJECT_TABLE"), sequences = field_is(body, "objtype", "OBJECT_SEQUENCE");
    size_t i;
    json_t *schema;
    /* Members of extensions are among them, and no text says which there are. */
    bool known = true;
    for (struct item *item = model_draft_next(r->draft, NULL); item; item = model_draft_next(r->draft, item))
        known = known && item->kind != &model_extension;
    if (!known)
        return false;
    json_array_foreach(field_node(body, "objects"), i, schema)
    {
        like->schema = schema_of(field_text(node_as(schema, "String"), "sval"));
        grant_on_relations(&g, tables, sequences);
        grant_on_objects(&g, tables, sequences);
    }
    return true;
}
