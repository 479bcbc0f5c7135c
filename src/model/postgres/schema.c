/* Schemas: made, dropped with what is in them, renamed; and schema public, which a new database has. */
#include <string.h>

#include "kind/postgres/postgres.h"
#include "kind/postgres/publication.h"
#include "model/extension.h"
#include "model/postgres/described.h"
#include "model/postgres/extension_member.h"
#include "model/postgres/follow.h"
#include "model/postgres/target.h"

static bool is_public(const char *name)
{
    return strcmp(name, "public") == 0;
}

static struct item *find_schema(struct reader *r, const char *name)
{
    return model_draft_find(r->draft, &model_schema, name, "", name);
}

static struct target schema_target(struct statement *s, const char *name)
{
    return (struct target){"", "", mem_printf(s->ctx, "SCHEMA %s", name),
                           mem_printf(s->ctx, "SCHEMA %s", quoted_name(s->ctx, name)), name};
}

static void add_comment(struct reader *r, struct statement *s, const char *name, const char *text)
{
    const struct target t = schema_target(s, name);
    struct item *item = model_add(r->draft, &model_comment, t.schema, t.relation, t.name, s->line);
    model_add_fact(r->draft, item, "name", t.own);
    model_set(r->draft, item, "text", text);
    const char *said = text[0] ? quoted_literal(s->ctx, text) : "NULL";
    model_set_text(r->draft, item, mem_printf(s->ctx, "COMMENT ON %s IS %s;", t.spelling, said));
}

static void add_schema(struct reader *r, struct statement *s, const char *name)
{
    struct item *item = model_add(r->draft, &model_schema, name, "", name, s->line);
    model_set_text(r->draft, item, mem_printf(s->ctx, "CREATE SCHEMA %s;", quoted_name(s->ctx, name)));
}

/* Made again it is a schema like others: without a comment, for nobody but its owner. */
static void make_public(struct reader *r, struct statement *s)
{
    r->public_gone = 0;
    add_comment(r, s, "public", "");
    close_public_schema(r, s->line);
}

/* The fields of the RoleSpec whose it is; NULL: of whoever runs the text. */
static const json_t *authorization_of(const json_t *body)
{
    const json_t *role = field_node(body, "authrole");
    return node_as(role, "RoleSpec") ? node_as(role, "RoleSpec") : role;
}

static const char *role_created(const json_t *body)
{
    return field_text(authorization_of(body), "rolename");
}

const char *schema_created(const json_t *body)
{
    const char *name = field_text(body, "schemaname");
    return name[0] ? name : role_created(body);
}

static void create_schema(struct reader *r, struct statement *s, const char *name, const json_t *role)
{
    const struct target t = schema_target(s, name);
    json_t *maker = maker_role(r);
    if (is_public(name))
        make_public(r, s);
    else
        add_schema(r, s, name);
    if (role || maker)
        set_owner(r, s, &t, role ? role : maker);
    json_decref(maker);
    grant_schema_defaults(r, s, name);
}

bool read_schema(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *name = schema_created(body), *owner = role_created(body), *maker = r->local_maker;
    const json_t *elements = field_node(body, "schemaElts");
    if (!name[0])
        return false;
    bool is_there = is_public(name) ? r->public_gone == 0 : find_schema(r, name) != NULL;
    if (owner[0]) {
        r->local_maker = mem_strdup(r->work, owner);
        r->parsing.notes_made = true;
    }
    if (!is_there)
        create_schema(r, s, name, authorization_of(body));
    bool known = !elements || read_schema_elements(r, s, elements);
    r->local_maker = maker;
    return known;
}

/* ---- DROP ---- */

static bool is_in(const struct object *o, const char *schema)
{
    return strcmp(o->schema, object_schema(schema)) == 0;
}

/* Members and parts go with what they hang on. */
static struct object *object_within(struct reader *r, const char *schema, bool alone)
{
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o))
        if (is_in(o, schema) && !(alone && (o->relation[0] || o->kind->grammar->part)))
            return o;
    return NULL;
}

static struct relation *relation_within(struct reader *r, const char *schema)
{
    struct relation *relation = r->relations;
    while (relation && strcmp(relation->schema, schema) != 0)
        relation = relation->hh.next;
    return relation;
}

static void follow_schema(struct following *f, const char *schema)
{
    for (struct relation *relation = f->r->relations; relation; relation = relation->hh.next)
        if (strcmp(relation->schema, schema) == 0)
            follow_relation(f, relation);
    for (struct object *o = parsing_next(&f->r->parsing, NULL); o; o = parsing_next(&f->r->parsing, o))
        if (is_in(o, schema) && !o->relation[0] && !o->kind->grammar->part)
            follow_object(f, o);
}

static void empty_schema(struct reader *r, struct statement *s, const char *schema)
{
    struct relation *relation;
    struct object *o;
    while ((relation = relation_within(r, schema)))
        drop_relation(r, s, relation);
    while ((o = object_within(r, schema, true)))
        described_reader.drop(&r->parsing, o);
    while ((o = object_within(r, schema, false)))
        parsing_remove(&r->parsing, o);
}

/* An extension without a schema stands in public, or in one of its own: that its script says. */
static bool is_in_schema(const struct item *extension, const char *name)
{
    const char *schema = item_attribute(extension, "schema");
    return schema ? strcmp(schema, name) == 0 : is_public(name);
}

static struct item *extension_within(struct reader *r, const char *name)
{
    struct item *item = model_draft_next(r->draft, NULL);
    for (; item; item = model_draft_next(r->draft, item))
        if (item->kind == &model_extension && is_in_schema(item, name))
            return item;
    return NULL;
}

/* Those of PostgreSQL itself that say no schema of their own are made in public. Languages and adminpack say one. */
static bool is_made_in_public(const struct item *extension)
{
    const char *name = extension->name;
    return item_attribute(extension, "schema") ||
           (extension_is_known(name) && strncmp(name, "pl", strlen("pl")) != 0 && strcmp(name, "adminpack") != 0);
}

/* Whether it is known which of them go, and what needs those: nobody knows their members. */
static bool drop_extensions(struct reader *r, const char *name)
{
    struct item *item, *next;
    bool known = true, any = false;
    for (item = model_draft_next(r->draft, NULL); item; item = next) {
        next = model_draft_next(r->draft, item);
        if (item->kind != &model_extension || !is_in_schema(item, name))
            continue;
        if (is_public(name) && !is_made_in_public(item)) {
            known = known && extension_is_known(item->name);
            continue;
        }
        any = true;
        drop_extension(r, item);
    }
    bool left = is_public(name) ? r->relations || parsing_next(&r->parsing, NULL) : may_need_extension(r);
    return known && !(any && left);
}

/* What is said of the schema, and counts in it, goes with it. */
static void forget_schema(struct reader *r, struct statement *s, const char *name)
{
    const struct target t = schema_target(s, name);
    drop_comment(r, &t);
    publications_forget(&r->parsing, name, NULL);
    forget_owner(r, t.schema, t.relation, t.name);
    forget_privileges(r, t.schema, t.name);
    forget_privileges_within(r, schema_of(name));
}

bool drop_schema(struct reader *r, struct statement *s, const char *name, bool all, bool *followed)
{
    struct item *item = find_schema(r, name);
    struct following f = {.r = r, .s = s};
    const char *schema = schema_of(name);
    if (is_public(name) ? r->public_gone > 0 : !item)
        return false;
    if (!all && (relation_within(r, schema) || object_within(r, schema, false)))
        return *followed = false;
    follow_schema(&f, schema);
    empty_schema(r, s, schema);
    if (all && !drop_extensions(r, name))
        *followed = false;
    forget_schema(r, s, name);
    if (item)
        model_remove(r->draft, item);
    else
        r->public_gone = s->line;
    if (!follow_all(&f))
        *followed = false;
    return true;
}

/* ---- RENAME ---- */

static bool move_contents(struct reader *r, struct statement *s, const char *name, const char *new_name)
{
    struct object **all = NULL, *o;
    struct relation *relation;
    const char *schema = schema_of(name);
    bool known = true;
    size_t n = 0;
    while ((relation = relation_within(r, schema)))
        known = rename_relation(r, s, relation, new_name, mem_strdup(s->ctx, relation->name)) && known;
    for (o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o)) {
        /* Parts go with their relation, a position with its sequence, which an identity's column stands for. */
        bool follows = o->kind->grammar->part || o->kind == &postgres_sequence_position;
        if (!is_in(o, schema) || o->relation[0] || follows)
            continue;
        size_t at = mem_grow(s->ctx, &all, &n);
        all[at] = o;
    }
    /* One may have followed another. */
    for (size_t i = 0; i < n; i++)
        if (is_in(all[i], schema))
            known = rename_described(r, s, all[i], new_name, NULL) && known;
    return known;
}

static void move_extensions(struct reader *r, struct statement *s, const char *name, const char *new_name)
{
    struct item *item;
    while (!is_public(name) && (item = extension_within(r, name))) {
        model_set(r->draft, item, "schema", new_name);
        model_set_text(r->draft, item,
                       mem_printf(s->ctx, "CREATE EXTENSION %s SCHEMA %s;", quoted_name(s->ctx, item->name),
                                  quoted_name(s->ctx, new_name)));
    }
}

/* A new database's has a comment, and rights, which go without saying under that name alone. */
static void say_of_public(struct reader *r, struct statement *s, const char *new_name)
{
    const struct target old = schema_target(s, "public"), now = schema_target(s, new_name);
    const struct item *comment = model_draft_find(r->draft, &model_comment, "", "", old.name);
    if (!comment)
        add_comment(r, s, new_name, "standard public schema");
    else if (!item_attribute(comment, "text")[0])
        drop_comment(r, &old);
    else
        move_comment(r, s, &old, &now);
    forget_owner(r, old.schema, old.relation, old.name);
    say_public_privileges(r, new_name, s->line);
    r->public_gone = s->line;
}

static void say_of_schema(struct reader *r, struct statement *s, const char *name, const char *new_name)
{
    const struct target old = schema_target(s, name), now = schema_target(s, new_name);
    move_comment(r, s, &old, &now);
    move_owner(r, s, &old, &now);
    rename_privileges(r, "", old.name, "", "SCHEMA", new_name, new_name);
}

bool rename_schema(struct reader *r, struct statement *s, const char *name, const char *new_name)
{
    struct item *item = find_schema(r, name);
    bool public = is_public(name) && r->public_gone == 0;
    if ((!item && !public) || is_public(new_name) || (public && extension_within(r, name)))
        return false;
    bool known = move_contents(r, s, name, new_name);
    move_extensions(r, s, name, new_name);
    if (public)
        say_of_public(r, s, new_name);
    else
        say_of_schema(r, s, name, new_name);
    move_default_privileges(r, schema_of(name), new_name);
    if (item)
        model_remove(r->draft, item);
    add_schema(r, s, new_name);
    return known && !(item && is_referenced(r, name, NULL));
}

void finish_schema(struct reader *r)
{
    if (r->public_gone == 0)
        return;
    struct item *item = model_add(r->draft, &model_other, "", "", MODEL_NO_PUBLIC, r->public_gone);
    model_set_text(r->draft, item, "DROP SCHEMA public;");
}
