/* What GRANT and REVOKE are about. */
#include <string.h>

#include "kind/postgres/call.h"
#include "kind/postgres/function.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/described.h"
#include "model/postgres/privileges.h"

const struct grantable *grantable_routine(void *ctx, const struct object *o)
{
    bool procedure = o->kind == &postgres_function && function_is_procedure(o);
    return grantable(ctx, procedure ? "OBJECT_PROCEDURE" : "OBJECT_FUNCTION");
}

/*
 * The name of a routine, "f(integer)", and what it is: ROUTINE leaves that open, and where no types are said the text
 * has to have it. NULL: it is not known.
 */
static const char *name_routine(struct reader *r, struct privileges *like, const json_t *call)
{
    struct object *o = find_call(&r->parsing, &postgres_function, call);
    o = o ? o : find_call(&r->parsing, &postgres_aggregate, call);
    if (o) {
        like->object = grantable_routine(r->work, o);
        return o->name;
    }
    bool open = strcmp(like->object->keyword, "ROUTINE") == 0 || field_flag(call, "args_unspecified");
    return open ? NULL : call_of(&r->parsing, call);
}

/* GRANT ... ON TABLE may be about a sequence, as it was before GRANT knew these. */
static bool is_sequence(struct reader *r, const char *schema, const char *name)
{
    const struct object *o = described_relation(r, schema, name);
    return (o && o->kind == &postgres_sequence) || identity_of_sequence(&r->parsing, object_schema(schema), name);
}

/* A relation's name. */
static const char *name_relation(struct reader *r, struct privileges *like, const json_t *range)
{
    const char *name = field_text(range, "relname");
    like->schema = schema_of(field_text(range, "schemaname"));
    if (strcmp(like->object->keyword, "TABLE") != 0)
        return name;
    if (is_sequence(r, like->schema, name))
        like->object = grantable(r->work, "OBJECT_SEQUENCE");
    else
        like->relation = name;
    return name;
}

/* What is granted on: the item's place and its spelling. False for what is not known. */
bool name_object(struct reader *r, struct statement *s, struct privileges *like, const json_t *object)
{
    const json_t *range = node_as(object, "RangeVar"), *call = node_as(object, "ObjectWithArgs");
    const json_t *names = field_node(node_as(object, "List"), "items");
    const char *name = "", *spelling = "";
    if (range) {
        name = name_relation(r, like, range);
        spelling = qualified_name(s->ctx, like->schema, name);
    } else if (call) {
        like->schema = names_schema(field_node(call, "objname"));
        name = name_routine(r, like, call);
        if (!name)
            return false;
        const char *own = names_last(field_node(call, "objname"));
        spelling = mem_printf(s->ctx, "%s%s", qualified_name(s->ctx, like->schema, own), name + strlen(own));
    } else if (names) {
        like->schema = names_schema(names);
        name = names_last(names);
        spelling = qualified_name(s->ctx, like->schema, name);
    } else if (node_as(object, "String")) {
        name = field_text(node_as(object, "String"), "sval");
        spelling = quoted_name(s->ctx, name);
    }
    const char *kind = like->object->keyword;
    /* pg_dump says TYPE of domains as well. */
    const struct kind *type = strcmp(kind, "TYPE") == 0 ? described_kind(r, "OBJECT_TYPE", object) : NULL;
    name_granted(s, like, type ? type->grammar->keyword : kind, name, spelling);
    return name[0] != '\0';
}
