/* Names that a Postgres server chooses (its indexcmds.c and pg_constraint.c), for what is noted under them. */
#include "sql/postgres/server_name.h"

#include "base/mem.h"
#include "remark/private.h"

const char *remark_server_name(const struct remark_statement *s, const struct remark_name *table, const char *column,
                               const char *label)
{
    char *name = server_name(s->ctx, table->name, column, label);
    for (int i = 1; remarks_take(s->remarks, table->schema, name); i++)
        name = server_name(s->ctx, table->name, column, mem_printf(s->ctx, "%s%d", label, i));
    return name;
}

/* A column, or the function that is called; what else is computed has another name with each version. */
static const char *element(const struct remark_statement *s, size_t i)
{
    if (mark_is(s->marks, i, "("))
        return "expr";
    if (!mark_is_name(s->marks, i))
        return NULL;
    size_t behind = remark_next(s, i);
    return mark_is(s->marks, behind, ".") ? NULL : mark_name(s->ctx, s->marks, i);
}

const char *remark_server_columns(const struct remark_statement *s, size_t open)
{
    size_t close = remark_closing(s, open);
    const char *all = "";
    int depth = 0;
    bool begins = true;
    for (size_t i = remark_next(s, open); i < close; i = remark_next(s, i)) {
        if (begins) {
            const char *name = element(s, i);
            if (!name)
                return NULL;
            all = *all ? mem_printf(s->ctx, "%s_%s", all, name) : name;
        }
        depth += mark_is(s->marks, i, "(") - mark_is(s->marks, i, ")");
        begins = depth == 0 && mark_is(s->marks, i, ",");
    }
    return all;
}
