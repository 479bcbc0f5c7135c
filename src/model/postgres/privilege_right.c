/*
 * Who has a right from whom. What the owner grants has no grantor; others have the right to grant from him, and what
 * they grant goes when that goes.
 */
#include <string.h>

#include "kind/postgres/identity.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "model/postgres/privileges.h"

static bool is_of(const struct right *right, const char *role, const char *privilege, const char *column)
{
    return strcmp(right->role, role) == 0 && strcmp(right->privilege, privilege) == 0 &&
           strcmp(right->column, column) == 0;
}

struct right *right_by(struct privileges *p, const char *grantor, const char *role, const char *privilege,
                       const char *column)
{
    for (size_t i = 0; i < p->n; i++)
        if (is_of(&p->rights[i], role, privilege, column) && strcmp(p->rights[i].grantor, grantor) == 0)
            return &p->rights[i];
    size_t at = mem_grow(p, &p->rights, &p->n);
    p->rights[at] = (struct right){.role = mem_strdup(p, role),
                                   .privilege = mem_strdup(p, privilege),
                                   .column = mem_strdup(p, column),
                                   .grantor = mem_strdup(p, grantor)};
    return &p->rights[at];
}

struct right *right_of(struct privileges *p, const char *role, const char *privilege, const char *column)
{
    return right_by(p, "", role, privilege, column);
}

static bool may_grant(const struct privileges *p, const char *role, const char *privilege, const char *column)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->rights[i].grantable && is_of(&p->rights[i], role, privilege, column))
            return true;
    return false;
}

bool can_grant(const struct privileges *p, const char *grantor, const char *privilege, const char *column)
{
    return !grantor[0] || may_grant(p, grantor, privilege, "") || may_grant(p, grantor, privilege, column);
}

/* Of a table's rights, and of each column's, for themselves. */
static void take_granted(struct privileges *p, const char *role, const char *privilege, const char *column)
{
    if (strcmp(role, OWNER) == 0 || may_grant(p, role, privilege, column))
        return;
    for (size_t i = 0; i < p->n; i++) {
        struct right *right = &p->rights[i];
        bool grants = right->grantable;
        if (strcmp(right->grantor, role) != 0 || strcmp(right->privilege, privilege) != 0 ||
            strcmp(right->column, column) != 0)
            continue;
        right->held = right->grantable = false;
        if (grants)
            take_granted(p, right->role, privilege, column);
    }
}

void take_right(struct privileges *p, struct right *right, bool option_alone)
{
    bool granted = right->grantable;
    right->grantable = false;
    right->held = right->held && option_alone;
    if (granted)
        take_granted(p, right->role, right->privilege, right->column);
}

/* The table whose column has the sequence; NULL: there is none. */
static const char *table_of_sequence(struct reader *r, void *ctx, const struct privileges *p)
{
    const char *schema = object_schema(p->schema);
    const struct object *column = identity_of_sequence(&r->parsing, schema, p->object_name);
    const struct object *sequence = parsing_find(&r->parsing, &postgres_sequence, schema, "", p->object_name);
    return column ? column->relation : sequence ? sequence_owner(ctx, sequence).table : NULL;
}

/* A column's sequence is whose the table is. */
const char *owner_of_granted(struct reader *r, const struct privileges *p)
{
    const char *owner = owner_of(r, p->schema, p->relation, p->owned);
    if (owner || strcmp(p->object->keyword, "SEQUENCE") != 0)
        return owner;
    void *work = mem_context(r->work);
    const char *table = table_of_sequence(r, work, p);
    if (table)
        owner = owner_of(r, p->schema, table, mem_printf(work, "TABLE %s", table));
    mem_free(work);
    return owner;
}

const char *grantor_now(struct reader *r, struct statement *s, const struct privileges *p)
{
    const char *maker = maker_now(r), *owner = p->defaults || !maker[0] ? NULL : owner_of_granted(r, p);
    if (p->defaults || !maker[0] || (owner && strcmp(owner, maker) == 0))
        return "";
    /* Who has no right to grant does it as a member of the owner's role, or may do all. */
    const char *role = quoted_name(s->ctx, maker);
    for (size_t i = 0; i < p->n; i++)
        if (p->rights[i].grantable && strcmp(p->rights[i].role, role) == 0)
            return role;
    return "";
}

void join_rights(struct privileges *p)
{
    size_t kept = 0;
    for (size_t i = 0, k; i < p->n; i++) {
        const struct right right = p->rights[i];
        for (k = 0; k < kept && !is_of(&p->rights[k], right.role, right.privilege, right.column);)
            k++;
        if (k == kept) {
            p->rights[kept++] = right;
            continue;
        }
        p->rights[k].held = p->rights[k].held || right.held;
        p->rights[k].grantable = p->rights[k].grantable || right.grantable;
        p->rights[k].own = p->rights[k].own || right.own;
        p->rights[k].by_name = p->rights[k].by_name || right.by_name;
    }
    p->n = kept;
}

/* What the role had is the owner's now, and what it granted comes from the owner. */
static void give(struct privileges *p, const char *role)
{
    for (size_t i = 0, n = p->n; i < n; i++) {
        const struct right from = p->rights[i];
        bool to = strcmp(from.role, role) == 0, by = strcmp(from.grantor, role) == 0;
        if (!to && !by)
            continue;
        p->rights[i].held = p->rights[i].grantable = p->rights[i].own = false;
        struct right *right = right_by(p, by ? "" : from.grantor, to ? OWNER : from.role, from.privilege, from.column);
        right->held = right->held || from.held;
        right->grantable = right->grantable || from.grantable;
    }
}

void give_privileges(struct reader *r, const char *schema, const char *owned, const char *role)
{
    void *work = mem_context(r->work);
    struct privileges *p = NULL;
    const char *key = mem_lines(work, (const char *const[]){schema, owned}, 2);
    HASH_FIND(beside, r->owned, key, strlen(key), p);
    if (p)
        give(p, quoted_name(work, role));
    mem_free(work);
}
