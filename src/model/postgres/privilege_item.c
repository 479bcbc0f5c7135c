/* What differs from the privileges that a fresh object has, as an item. */
#include <stdlib.h>
#include <string.h>

#include "model/postgres/privileges.h"

/*
 * The server had no MAINTAIN before 17: a list without it does not take it away, unless it is known to have it. Where
 * ALL granted or took it, and the text does not say of which server it is, both are kept beside what the text says.
 */
enum form { FORM_SAID, FORM_BEFORE_17, FORM_SINCE_17 };

static bool is_unsure(const struct reader *r, const struct right *right)
{
    return strcmp(right->privilege, "MAINTAIN") == 0 && !right->by_name && !r->maintains;
}

static bool says_something(const struct reader *r, const struct right *right, enum form form, bool all_gone)
{
    bool unsure = is_unsure(r, right);
    if (unsure && form == FORM_BEFORE_17)
        return false;
    if (unsure && form == FORM_SAID && right->own && !right->held)
        return all_gone;
    return right->held != right->own || right->grantable;
}

static bool is_bare(const struct privileges *p, const char *role)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->rights[i].role, role) == 0 && p->rights[i].own && p->rights[i].held)
            return false;
    return true;
}

static int by_role(const void *a, const void *b)
{
    const struct right *x = a, *y = b;
    int order = strcmp(x->role, y->role);
    order = order ? order : strcmp(x->column, y->column);
    order = order ? order : (int)x->held - (int)y->held;
    order = order ? order : (int)x->grantable - (int)y->grantable;
    return order ? order : strcmp(x->privilege, y->privilege);
}

static bool same_line(const struct right *a, const struct right *b)
{
    return strcmp(a->role, b->role) == 0 && strcmp(a->column, b->column) == 0 && a->held == b->held &&
           a->grantable == b->grantable;
}

/* "SELECT, UPDATE" or ALL of the rights from `first` to `last`. */
static const char *privilege_list(void *ctx, const struct privileges *p, size_t first, size_t last)
{
    const char *all = p->object->all, *text = "";
    size_t count = 1;
    for (const char *c = all; *c; c++)
        count += *c == ',';
    const struct right *head = &p->rights[first];
    if (last - first == count && !head->column[0])
        return "ALL";
    /* A column stands behind each privilege: SELECT, UPDATE (a) is SELECT of the whole table. */
    const char *column = head->column[0] ? mem_printf(ctx, " (%s)", quoted_name(ctx, head->column)) : "";
    for (size_t i = first; i < last; i++)
        text = mem_printf(ctx, "%s%s%s%s", text, i > first ? ", " : "", p->rights[i].privilege, column);
    return text;
}

/* The rights from `first` to `last` as one statement. */
static const char *statement_of(void *ctx, const struct privileges *p, size_t first, size_t last)
{
    const struct right *right = &p->rights[first];
    const char *list = privilege_list(ctx, p, first, last), *option = right->grantable ? " WITH GRANT OPTION" : "";
    const char *verb = right->held ? "GRANT" : "REVOKE", *to = right->held ? "TO" : "FROM", *role = right->role;
    if (!p->defaults)
        return mem_printf(ctx, "%s %s ON %s %s %s%s;", verb, list, p->on, to, role, option);
    const char *maker = p->maker[0] ? quoted_name(ctx, p->maker) : "";
    return mem_printf(ctx, "ALTER DEFAULT PRIVILEGES%s%s%s %s %s ON %sS %s %s%s;", maker[0] ? " FOR ROLE " : "", maker,
                      p->on, verb, list, p->object->keyword, to, role, option);
}

/* The same for people. */
static const char *grant_of(void *ctx, const struct privileges *p, size_t first, size_t last)
{
    const struct right *right = &p->rights[first];
    return mem_printf(ctx, "%s %s %s %s%s", right->held ? "GRANT" : "REVOKE", privilege_list(ctx, p, first, last),
                      right->held ? "TO" : "FROM", right->role, right->grantable ? " WITH GRANT OPTION" : "");
}

/* Whose objects defaults are about is part of what they are; the text's own role goes without saying. */
static const char *name_of(struct reader *r, const struct privileges *p)
{
    if (!p->defaults || !p->maker[0])
        return p->name;
    return mem_printf(r->work, "DEFAULT PRIVILEGES FOR ROLE %s ON %sS", p->maker, p->object->keyword);
}

static void add_facts(struct reader *r, struct item *item, const struct privileges *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct right *right = &p->rights[i];
        model_add_fact(r->draft, item, "right role", right->role);
        model_add_fact(r->draft, item, "right", right->privilege);
        model_add_fact(r->draft, item, "right column", right->column);
        model_add_fact(r->draft, item, "right state", !right->held ? "taken" : right->grantable ? "grantable" : "held");
    }
    if (p->defaults)
        model_add_fact(r->draft, item, "defaults", "");
    else
        model_add_fact(r->draft, item, "object", p->object_name);
}

/* Defaults name the role that owns most of what the text makes, which is CURRENT_USER. */
static void resolve_roles(struct reader *r, struct privileges *p)
{
    const char *own = r->own_role ? quoted_name(r->work, r->own_role) : "";
    for (size_t i = 0; p->defaults && i < p->n; i++)
        if (strcmp(p->rights[i].role, own) == 0)
            p->rights[i].role = "CURRENT_USER";
    if (r->own_role && strcmp(p->maker, r->own_role) == 0)
        p->maker = "";
}

/* What says something, in order, as servers of that form have it. */
static struct privileges *in_form(struct reader *r, const struct privileges *p, enum form form)
{
    struct privileges *kept = mem_copy(r->work, p, sizeof(*p));
    bool tables = form == FORM_BEFORE_17 && strcmp(p->object->keyword, "TABLE") == 0;
    struct grantable *object = mem_copy(kept, p->object, sizeof(*p->object));
    if (tables)
        object->all = mem_strndup(kept, object->all, strlen(object->all) - strlen(",MAINTAIN"));
    kept->object = object;
    kept->rights = mem_array(kept, struct right, p->n);
    kept->n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (says_something(r, &p->rights[i], form, is_bare(p, p->rights[i].role)))
            kept->rights[kept->n++] = p->rights[i];
    resolve_roles(r, kept);
    if (kept->n > 0)
        qsort(kept->rights, kept->n, sizeof(*kept->rights), by_role);
    return kept;
}

/* One line each, as statements; or what they do, for people. */
static const char *lines_of(struct reader *r, const struct privileges *p, bool statements)
{
    const char *lines = "", *between = statements ? "\n" : "; ";
    for (size_t i = 0, next; i < p->n; i = next) {
        for (next = i + 1; next < p->n && same_line(&p->rights[i], &p->rights[next]);)
            next++;
        lines = mem_printf(r->work, "%s%s%s", lines, i > 0 ? between : "",
                           statements ? statement_of(r->work, p, i, next) : grant_of(r->work, p, i, next));
    }
    return lines;
}

/* Where servers before 17 and those since then do not have the same of it. */
static void add_other_forms(struct reader *r, struct item *item, const struct privileges *p)
{
    bool unsure = false;
    for (size_t i = 0; i < p->n; i++)
        unsure = unsure || (is_unsure(r, &p->rights[i]) && says_something(r, &p->rights[i], FORM_SINCE_17, false));
    for (enum form form = FORM_BEFORE_17; unsure && form <= FORM_SINCE_17; form++) {
        const char *grants = lines_of(r, in_form(r, p, form), false);
        if (strcmp(grants, item_attribute(item, "grants")) != 0)
            model_add_fact(r->draft, item, "grants elsewhere", grants);
    }
}

/* All of one role's own taken away: REVOKE ALL. */
static void finish(struct reader *r, struct privileges *p)
{
    join_rights(p);
    const struct privileges *said = in_form(r, p, FORM_SAID);
    if (said->n == 0)
        return;
    struct item *item = model_add(r->draft, &model_privilege, p->schema, p->relation, name_of(r, said), p->line);
    model_set(r->draft, item, "grants", lines_of(r, said, false));
    add_facts(r, item, said);
    add_other_forms(r, item, p);
    model_set_text(r->draft, item, lines_of(r, said, true));
}

void finish_privileges(struct reader *r)
{
    struct privileges *p, *next;
    for (p = r->privileges; p; p = next) {
        next = p->hh.next;
        finish(r, p);
    }
    HASH_CLEAR(beside, r->defaults);
    HASH_CLEAR(beside, r->owned);
    HASH_CLEAR(hh, r->privileges);
}
