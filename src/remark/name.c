/* What files that read statements share: names, lists of comments. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "remark/private.h"

/* [schema.]name. Of SQLite's only those in `main` are in a snapshot. */
bool remark_read_name(const struct remark_statement *s, size_t i, struct remark_name *name)
{
    const struct marks *m = s->marks;
    *name = (struct remark_name){0};
    if (i >= s->end || !mark_is_name(m, i))
        return false;
    name->name = mark_name(s->ctx, m, i);
    i = remark_next(s, i);
    for (; mark_is(m, i, ".") && mark_is_name(m, remark_next(s, i)); i = remark_next(s, i)) {
        i = remark_next(s, i);
        name->schema = name->name;
        name->name = mark_name(s->ctx, m, i);
    }
    name->behind = i;
    if (m->engine == ENGINE_SQLITE) {
        name->temporary = name->schema && strcasecmp(name->schema, "main") != 0;
        name->schema = "";
    }
    return true;
}

void remark_find_table(const struct remark_statement *s, struct remark_name *name)
{
    if (name->schema)
        return;
    name->schema = s->session->schema;
    if (remarks_know(s->remarks, name->schema, name->name))
        return;
    const char *known = remarks_schema_of(s->remarks, name->name);
    const struct remark_key *view =
        known ? NULL : remark_things_only(remarks_things(s->remarks), REMARK_RELATION, NULL, name->name);
    /* It is there, and not where new ones are made. */
    if (known || view)
        name->schema = known ? known : view->schema;
}

void remark_find_thing(const struct remark_statement *s, enum remark_class class, struct remark_name *name)
{
    const struct remark_things *things = remarks_things(s->remarks);
    if (name->schema)
        return;
    name->schema = s->session->schema;
    const struct remark_key *known =
        remark_things_know(things, &(struct remark_key){class, name->schema, "", name->name})
            ? NULL
            : remark_things_only(things, class, NULL, name->name);
    if (known)
        name->schema = known->schema;
}

size_t remark_closing(const struct remark_statement *s, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < s->end; i++) {
        depth += mark_is(s->marks, i, "(") - mark_is(s->marks, i, ")");
        if (depth == 0)
            return i;
    }
    return s->end;
}

void remark_append(void *ctx, struct remark_list *to, const struct remark_list *more)
{
    for (size_t i = 0; i < more->n; i++)
        remark_list_add(ctx, to, more->marks[i]);
}

void remark_add_comments(const struct remark_statement *s, struct remark_list *to, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (s->marks->items[i].kind == MARK_COMMENT)
            remark_list_add(s->ctx, to, i);
}
