/* Statements about tables. */
#include <string.h>

#include "base/mem.h"
#include "remark/private.h"

static const char *const if_exists[] = {"if", "exists", NULL};
static const char *const if_not_exists[] = {"if", "not", "exists", NULL};

static bool read_table(const struct remark_statement *s, size_t i, struct remark_name *name)
{
    if (!remark_read_name(s, i, name))
        return false;
    if (!name->schema && mark_is(s->marks, s->first, "create"))
        name->schema = s->session->schema;
    remark_find_table(s, name);
    return true;
}

/* Where the list of columns opens; the end of the statement where it has none. */
static size_t list_open(const struct remark_statement *s, size_t i)
{
    static const char *const others[] = {"as", "using", "for", "with", NULL};
    for (; i < s->end && !mark_is_any(s->marks, i, others); i++)
        if (mark_is(s->marks, i, "("))
            return i;
    return s->end;
}

static void add_columns(const struct remark_statement *s, const struct remark_items *list, struct remark_table *table)
{
    struct remark_column *columns = mem_array(s->ctx, struct remark_column, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct remark_item *item = &list->items[i];
        if (!mark_is_name(s->marks, item->first) || remark_is_constraint(s, item->first))
            continue;
        columns[table->n_columns++] = (struct remark_column){mark_name(s->ctx, s->marks, item->first),
                                                             remark_text(s->ctx, s->marks, &item->remarks)};
    }
    table->columns = columns;
}

bool remark_create_table(const struct remark_statement *s)
{
    static const char *const kinds[] = {"global", "local", "unlogged", "foreign", "virtual", NULL};
    static const char *const temporary[] = {"temp", "temporary", NULL};
    const struct marks *m = s->marks;
    bool is_temporary = false;
    if (!mark_is(m, s->first, "create"))
        return false;
    size_t i = remark_next(s, s->first);
    for (; mark_is_any(m, i, kinds) || mark_is_any(m, i, temporary); i = remark_next(s, i))
        is_temporary |= mark_is_any(m, i, temporary);
    if (!mark_is(m, i, "table"))
        return false;
    i = remark_next(s, i);
    size_t behind = remark_skip(s, i, if_not_exists);
    struct remark_name name;
    if (is_temporary || !read_table(s, behind, &name) || name.temporary)
        return true;
    struct remark_table table = {.schema = name.schema, .name = name.name, .if_absent = behind > i};
    size_t open = list_open(s, name.behind), close = open < s->end ? remark_closing(s, open) : s->end;
    struct remark_items list = {0};
    if (open < s->end)
        remark_items_read(s->ctx, m, open, close, &list);
    struct remark_list beside = s->above;
    remark_add_comments(s, &beside, s->first, open);
    remark_append(s->ctx, &beside, &list.beside);
    remark_add_comments(s, &beside, close, s->end);
    remark_append(s->ctx, &beside, &s->behind);
    table.text = remark_text(s->ctx, m, &beside);
    add_columns(s, &list, &table);
    bool made = !table.if_absent || !remarks_know(s->remarks, name.schema, name.name);
    remarks_create(s->remarks, &table);
    if (made)
        remark_constraints_made(s, &name, &list);
    return true;
}

bool remark_drop_table(const struct remark_statement *s)
{
    static const char *const drop[] = {"drop", "table", NULL}, *const foreign[] = {"drop", "foreign", "table", NULL};
    size_t i = remark_skip(s, remark_skip(s, s->first, drop), foreign);
    if (i == s->first)
        return false;
    i = remark_skip(s, i, if_exists);
    struct remark_name name;
    while (read_table(s, i, &name)) {
        if (!name.temporary)
            remarks_drop(s->remarks, name.schema, name.name);
        if (!mark_is(s->marks, name.behind, ","))
            break;
        i = remark_next(s, name.behind);
    }
    return true;
}

/* What ALTER TABLE does, action by action. */
struct altering {
    const struct remark_statement *s;
    struct remark_name table;
    struct remark_items actions;
    const char *text; /* what stands beside the statement, and so beside each column that it adds */
};

static size_t next_of(const struct altering *a, size_t i, const char *word)
{
    return mark_is(a->s->marks, i, word) ? remark_next(a->s, i) : i;
}

static void add_column(const struct altering *a, const struct remark_item *action)
{
    const struct remark_statement *s = a->s;
    size_t i = next_of(a, remark_next(s, action->first), "column");
    i = remark_skip(s, i, if_not_exists);
    if (i < s->end && remark_is_constraint(s, i))
        remark_constraint_added(s, &a->table, action, a->text);
    if (i >= s->end || !mark_is_name(s->marks, i) || remark_is_constraint(s, i))
        return;
    const char *own = remark_text(s->ctx, s->marks, &action->remarks);
    const struct remark_column column = {mark_name(s->ctx, s->marks, i), own ? own : a->text};
    remarks_add_column(s->remarks, a->table.schema, a->table.name, &column);
}

static void drop_column(const struct altering *a, const struct remark_item *action)
{
    const struct remark_statement *s = a->s;
    size_t i = next_of(a, remark_next(s, action->first), "column");
    bool constraint = mark_is(s->marks, i, "constraint");
    i = remark_skip(s, next_of(a, i, "constraint"), if_exists);
    if (i >= s->end || !mark_is_name(s->marks, i))
        return;
    const char *name = mark_name(s->ctx, s->marks, i);
    if (constraint)
        remark_things_drop(remarks_things(s->remarks),
                           &(struct remark_key){REMARK_CONSTRAINT, a->table.schema, a->table.name, name});
    else
        remarks_drop_column(s->remarks, a->table.schema, a->table.name, name);
}

static void rename_constraint(const struct altering *a, const char *from, const char *to)
{
    const struct remark_key key = {REMARK_CONSTRAINT, a->table.schema, a->table.name, from};
    remark_things_rename(remarks_things(a->s->remarks), &key, a->table.schema, to);
}

static void rename_column(const struct altering *a, const char *from, const char *to)
{
    remarks_rename_column(a->s->remarks, a->table.schema, a->table.name, from, to);
    remark_constraints_rename_column(a->s, &a->table, from, to);
}

/* It may be a view or an index, which statements call a table, too. */
static void move_table(const struct altering *a, const char *schema, const char *name)
{
    if (!remarks_know(a->s->remarks, a->table.schema, a->table.name))
        remark_rename_relation(a->s, &a->table, schema, name);
    remarks_move(a->s->remarks, a->table.schema, a->table.name, schema, name);
}

static void rename_something(const struct altering *a, const struct remark_item *action)
{
    static const char *const to[] = {"to", NULL};
    const struct remark_statement *s = a->s;
    size_t i = remark_next(s, action->first), name = remark_skip(s, i, to);
    if (name > i && name < s->end && mark_is_name(s->marks, name) && !mark_is(s->marks, name, "to")) {
        move_table(a, a->table.schema, mark_name(s->ctx, s->marks, name));
        return;
    }
    bool constraint = mark_is(s->marks, i, "constraint");
    i = next_of(a, next_of(a, i, "constraint"), "column");
    size_t behind = remark_next(s, i);
    name = remark_skip(s, behind, to);
    if (i < s->end && name > behind && name < s->end && mark_is_name(s->marks, i) && mark_is_name(s->marks, name))
        (constraint ? rename_constraint : rename_column)(a, mark_name(s->ctx, s->marks, i),
                                                         mark_name(s->ctx, s->marks, name));
}

static void carry_out(const struct altering *a, const struct remark_item *action)
{
    static const char *const set_schema[] = {"set", "schema", NULL};
    const struct marks *m = a->s->marks;
    size_t schema = remark_skip(a->s, action->first, set_schema);
    if (mark_is(m, action->first, "add"))
        add_column(a, action);
    else if (mark_is(m, action->first, "drop"))
        drop_column(a, action);
    else if (mark_is(m, action->first, "rename"))
        rename_something(a, action);
    else if (schema > action->first && schema < a->s->end && mark_is_name(m, schema))
        move_table(a, mark_name(a->s->ctx, m, schema), a->table.name);
}

/* What stands beside the statement is about its only action; of several, about all that say nothing themselves. */
static void divide(struct altering *a, size_t open)
{
    const struct remark_statement *s = a->s;
    struct remark_list beside = s->above;
    remark_add_comments(s, &beside, s->first, open);
    remark_append(s->ctx, &beside, &a->actions.beside);
    if (a->actions.n == 0)
        return;
    remark_append(s->ctx, &a->actions.items[a->actions.n - 1].remarks, &s->behind);
    if (a->actions.n > 1) {
        a->text = remark_text(s->ctx, s->marks, &beside);
        return;
    }
    remark_append(s->ctx, &beside, &a->actions.items[0].remarks);
    a->actions.items[0].remarks = beside;
}

bool remark_alter_table(const struct remark_statement *s)
{
    static const char *const alter[] = {"alter", "table", NULL}, *const foreign[] = {"alter", "foreign", "table", NULL};
    static const char *const only[] = {"only", NULL};
    size_t i = remark_skip(s, remark_skip(s, s->first, alter), foreign);
    struct altering a = {.s = s};
    if (i == s->first)
        return false;
    i = remark_skip(s, remark_skip(s, i, if_exists), only);
    if (!read_table(s, i, &a.table) || a.table.temporary)
        return true;
    size_t open = a.table.behind;
    while (s->marks->items[--open].kind == MARK_COMMENT)
        continue;
    if (mark_is(s->marks, a.table.behind, "*"))
        open = a.table.behind;
    remark_items_read(s->ctx, s->marks, open, s->end, &a.actions);
    divide(&a, open);
    for (size_t k = 0; k < a.actions.n; k++)
        carry_out(&a, &a.actions.items[k]);
    return true;
}
