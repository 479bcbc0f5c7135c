/* What ALTER DEFAULT PRIVILEGES grants on what is made behind it. */
#include <string.h>

#include "kind/postgres/call.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/privileges.h"

/* Defaults of one sort of objects, that role's, in that schema or in all. */
struct sort {
    const char *keyword, *maker, *schema;
};

static bool is_about(const struct privileges *p, const struct sort *sort, bool in_schema)
{
    return p->in_schema == in_schema && strcmp(p->object->keyword, sort->keyword) == 0 &&
           strcmp(p->maker, sort->maker) == 0 && (!in_schema || strcmp(p->schema, sort->schema) == 0);
}

static const struct privileges *find_defaults(const struct reader *r, const struct sort *sort, bool in_schema)
{
    const struct privileges *p = r->defaults;
    while (p && !is_about(p, sort, in_schema))
        p = p->beside.next;
    return p;
}

/* Those of all schemas stand for what an object has by itself, those of its own are added. */
static void take_rights(struct privileges *p, const struct privileges *defaults)
{
    for (size_t i = 0; defaults && i < defaults->n; i++) {
        const struct right *from = &defaults->rights[i];
        bool own = defaults->maker[0] && strcmp(from->role, quoted_name(p, defaults->maker)) == 0;
        struct right *right = right_of(p, own ? "CURRENT_USER" : from->role, from->privilege, "");
        right->held = from->held || (defaults->in_schema && right->held);
        right->grantable = from->grantable || (defaults->in_schema && right->grantable);
        right->by_name = from->by_name;
    }
}

static bool grants_anything(const struct privileges *p)
{
    for (size_t i = 0; p && i < p->n; i++)
        if (p->rights[i].held)
            return true;
    return false;
}

/* Where nothing at all is left to anybody, the server takes that for nothing said. */
static void apply_defaults(struct reader *r, const struct privileges *like, const struct sort *sort)
{
    const struct privileges *all = find_defaults(r, sort, false), *own = find_defaults(r, sort, true);
    if (!grants_anything(all) && !grants_anything(own))
        return;
    struct privileges *p = privileges_of(r, like);
    take_rights(p, all);
    take_rights(p, own);
}

/* What GRANT knows the object as: "TABLE", "SEQUENCE", "FUNCTION", "TYPE"; NULL: nothing. */
static const char *sort_of(const struct object *o)
{
    if (o->kind == &postgres_table || o->kind == &postgres_view || o->kind == &postgres_materialized_view)
        return "TABLE";
    if (o->kind == &postgres_sequence || (o->kind == &postgres_column && o->values[COLUMN_IDENTITY_SEQUENCE]))
        return "SEQUENCE";
    if (o->kind == &postgres_function || o->kind == &postgres_aggregate)
        return "FUNCTION";
    bool type = o->kind->grammar && model_kind_of(o->kind->grammar) == &model_type;
    return type ? "TYPE" : NULL;
}

const char *maker_now(const struct reader *r)
{
    const char *maker = r->local_maker ? r->local_maker : r->maker;
    return maker ? maker : "";
}

void set_maker(struct reader *r, const json_t *setting)
{
    const json_t *value = node_as(json_array_get(field_node(setting, "args"), 0), "A_Const");
    const char *role = value ? field_text(field_node(value, "sval"), "sval") : "";
    if (!field_is(setting, "name", "role") && !field_is(setting, "name", "session_authorization"))
        return;
    bool none = !role[0] || strcmp(role, "none") == 0;
    role = none ? "" : mem_strdup(r->work, role);
    r->local_maker = field_flag(setting, "is_local") ? role : NULL;
    if (!r->local_maker)
        r->maker = role;
    r->parsing.notes_made = r->parsing.notes_made || !none;
}

json_t *maker_role(const struct reader *r)
{
    const char *maker = maker_now(r);
    return maker[0] ? json_pack("{s:s, s:s}", "roletype", "ROLESPEC_CSTRING", "rolename", maker) : NULL;
}

/* A sequence of a table's column is whose the table is. */
static void own_made(struct reader *r, struct statement *s, const struct object *o)
{
    json_t *role = maker_role(r);
    if (!role)
        return;
    struct relation *table = o->kind == &postgres_table ? relation_find(r, o->schema, o->name) : NULL;
    bool owned = o->kind == &postgres_sequence && sequence_owner(s->ctx, o).table;
    bool column = o->kind == &postgres_column || owned;
    if (table)
        set_relation_owner(r, s, table, role);
    else if (!column && (sort_of(o) || (o->kind->grammar && o->kind->grammar->owned)))
        set_object_owner(r, s, o, role);
    json_decref(role);
}

void grant_schema_defaults(struct reader *r, struct statement *s, const char *name)
{
    struct privileges like = {
        .object = grantable(r->work, "OBJECT_SCHEMA"), .schema = "", .relation = "", .line = s->line};
    name_granted(s, &like, "SCHEMA", name, quoted_name(s->ctx, name));
    apply_defaults(r, &like, &(struct sort){"SCHEMA", maker_now(r), ""});
}

static void grant_on(struct reader *r, struct statement *s, const struct object *o, const char *sort)
{
    const char *name = o->kind == &postgres_column ? o->values[COLUMN_IDENTITY_SEQUENCE] : o->name;
    struct privileges like = {.schema = mem_strdup(s->ctx, schema_of(o->schema)), .relation = "", .line = s->line};
    const char *own = name, *kind = sort;
    if (strcmp(sort, "FUNCTION") == 0) {
        like.object = grantable_routine(r->work, o);
        kind = like.object->keyword;
        own = object_value(o, CALL_NAME);
    } else {
        like.object = grantable(r->work, mem_printf(s->ctx, "OBJECT_%s", sort));
    }
    if (strcmp(sort, "TABLE") == 0)
        like.relation = name;
    if (strcmp(sort, "TYPE") == 0)
        kind = o->kind->grammar->keyword;
    name_granted(s, &like, kind, name,
                 mem_printf(s->ctx, "%s%s", qualified_name(s->ctx, like.schema, own), name + strlen(own)));
    apply_defaults(r, &like, &(struct sort){sort, maker_now(r), like.schema});
}

bool grant_defaults(struct reader *r, struct statement *s)
{
    const struct object *o;
    bool known = true;
    while ((o = parsing_take_made(&r->parsing))) {
        const char *sort = sort_of(o);
        own_made(r, s, o);
        if (!sort)
            continue;
        grant_on(r, s, o, sort);
        /* Before 17 a range's multirange type has rights of its own, too. */
        const struct sort types = {"TYPE", maker_now(r), schema_of(o->schema)};
        known = known &&
                !(o->kind == &postgres_range && (find_defaults(r, &types, false) || find_defaults(r, &types, true)));
    }
    return known;
}
