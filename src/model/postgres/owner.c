/*
 * ALTER ... OWNER TO. pg_dump says it of everything, a snapshot where an owner
 * is not the role that owns most: that one goes without saying.
 */
#include <string.h>

#include "kind/grammar.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/target.h"

/* GRANT calls an aggregate a function. */
const char *owner_label(void *ctx, const char *name)
{
    static const char aggregate[] = "AGGREGATE ";
    bool is = strncmp(name, aggregate, strlen(aggregate)) == 0;
    return is ? mem_printf(ctx, "FUNCTION %s", name + strlen(aggregate)) : name;
}

struct item *find_owner(struct reader *r, const char *schema, const char *relation, const char *name)
{
    return model_draft_find(r->draft, &model_owner, schema, relation, owner_label(r->work, name));
}

void forget_owner(struct reader *r, const char *schema, const char *relation, const char *name)
{
    struct item *item = find_owner(r, schema, relation, name);
    if (item)
        model_remove(r->draft, item);
}

/*
 * Whose schema public is in a new database. Before 15 that is the superuser, under a name that a dump does not give
 * away: pg_dump from 15 on says it of an older server's in any case.
 */
static bool goes_without_saying(const struct reader *r, const json_t *role)
{
    return field_is(role, "rolename", "pg_database_owner") || r->version < 150000;
}

static const char public_schema[] = "SCHEMA public";

void set_owner(struct reader *r, struct statement *s, const struct target *t, const json_t *role)
{
    const char *name = owner_label(s->ctx, t->name);
    bool named = field_is(role, "roletype", "ROLESPEC_CSTRING"), of_public = strcmp(name, public_schema) == 0;
    if (named)
        give_privileges(r, t->schema, name, field_text(role, "rolename"));
    forget_owner(r, t->schema, t->relation, name);
    if (of_public)
        r->public_owner = named ? mem_strdup(r->work, field_text(role, "rolename")) : NULL;
    if (!named || (of_public && goes_without_saying(r, role)))
        return;
    struct item *item = model_add(r->draft, &model_owner, t->schema, t->relation, name, s->line);
    model_add_fact(r->draft, item, "name", t->own);
    model_set(r->draft, item, "role", field_text(role, "rolename"));
    model_set_text(
        r->draft, item,
        mem_printf(s->ctx, "ALTER %s OWNER TO %s;", t->spelling, quoted_name(s->ctx, field_text(role, "rolename"))));
}

/* Of what the model does not know, nobody asks whose it is. */
bool read_owner(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct target t;
    if (named_target(r, s, field_text(body, "objectType"), field_node(body, "object"), &t))
        set_owner(r, s, &t, field_node(body, "newowner"));
    return true;
}

static void set_sequence_owners(struct reader *r, struct statement *s, const struct relation *table, const json_t *role)
{
    const struct sequence_owner by = {object_schema(table->schema), table->name, NULL};
    for (struct object *o = NULL; (o = sequence_next_owned(&r->parsing, by, o));)
        set_object_owner(r, s, o, role);
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *sequence = table->columns[i]->values[COLUMN_IDENTITY_SEQUENCE];
        if (sequence && field_is(role, "roletype", "ROLESPEC_CSTRING"))
            give_privileges(r, table->schema, mem_printf(s->ctx, "SEQUENCE %s", sequence),
                            field_text(role, "rolename"));
    }
}

/* The sequences of its columns belong to whoever has the table. */
void set_relation_owner(struct reader *r, struct statement *s, const struct relation *relation, const json_t *role)
{
    const struct target t = {
        .schema = relation->schema,
        .relation = relation->name,
        .name = mem_printf(s->ctx, "TABLE %s", relation->name),
        .spelling = mem_printf(s->ctx, "TABLE %s", qualified_name(s->ctx, relation->schema, relation->name)),
        .own = relation->name,
    };
    set_owner(r, s, &t, role);
    set_sequence_owners(r, s, relation, role);
}

void set_object_owner(struct reader *r, struct statement *s, const struct object *o, const json_t *role)
{
    const struct target t = owner_target(s, o);
    set_owner(r, s, &t, role);
}

const char *owner_of(struct reader *r, const char *schema, const char *relation, const char *name)
{
    const struct item *item = model_draft_find(r->draft, &model_owner, schema, relation, name);
    if (!item && strcmp(name, public_schema) == 0)
        return r->public_owner;
    return item ? item_attribute(item, "role") : NULL;
}

/* How often each role was named. */
struct tally {
    struct role_count {
        const char *role;
        size_t n;
    } * roles;
    size_t n;
    size_t unsaid; /* of how many things no owner is said */
};

static void count(void *ctx, struct tally *tally, const char *role)
{
    size_t at = 0;
    while (at < tally->n && strcmp(tally->roles[at].role, role) != 0)
        at++;
    if (at == tally->n) {
        mem_grow(ctx, &tally->roles, &tally->n);
        tally->roles[at].role = role;
    }
    tally->roles[at].n++;
}

/* NULL where most are nobody's by name: they are the text's own role's. */
static const char *most_often(const struct tally *tally)
{
    struct role_count best = {NULL, tally->unsaid};
    for (size_t i = 0; i < tally->n; i++) {
        const struct role_count *one = &tally->roles[i];
        if (one->n > best.n || (one->n == best.n && best.role && strcmp(one->role, best.role) < 0))
            best = *one;
    }
    return best.role;
}

static void count_owner(void *ctx, struct tally *tally, const char *role)
{
    if (role)
        count(ctx, tally, role);
    else
        tally->unsaid++;
}

static void count_object(struct reader *r, struct statement *s, struct tally *tally, const struct object *o)
{
    if (o->kind == &postgres_table)
        count_owner(s->ctx, tally, owner_of(r, schema_of(o->schema), o->name, mem_printf(s->ctx, "TABLE %s", o->name)));
    bool counts = (o->kind->grammar->relation && !o->relation[0]) || model_kind_of(o->kind->grammar) == &model_function;
    if (!counts)
        return;
    const struct target t = owner_target(s, o);
    count_owner(s->ctx, tally, owner_of(r, t.schema, t.relation, owner_label(s->ctx, t.name)));
}

/* Whose a text is, its relations and functions decide. */
static const char *own_role(struct reader *r, void *ctx)
{
    struct tally tally = {0};
    struct statement s = {.ctx = ctx};
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o))
        count_object(r, &s, &tally, o);
    return most_often(&tally);
}

void finish_owners(struct reader *r)
{
    void *work = mem_context(NULL);
    const char *own = own_role(r, work);
    r->own_role = own ? mem_strdup(r->work, own) : r->dump_owner;
    for (struct item *item = model_draft_next(r->draft, NULL), *next; item && own; item = next) {
        next = model_draft_next(r->draft, item);
        if (item->kind == &model_owner && strcmp(item_attribute(item, "role"), r->own_role) == 0)
            model_remove(r->draft, item);
    }
    mem_free(work);
}
