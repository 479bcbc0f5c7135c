/* What tables have from those above them: columns that are copied, come later, or go. */
#include "kind/postgres/column_option.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/alter.h"

void relation_add_parent(struct reader *r, struct relation *child, struct relation *parent)
{
    size_t at = mem_grow(child, &child->parents, &child->n_parents);
    child->parents[at] = parent;
    parent->has_below = true;
    table_add_parent(&r->parsing, child->object, object_schema(parent->schema), parent->name);
}

struct relation *relations_below(struct reader *r, const struct relation *parent)
{
    return parent->has_below ? r->relations : NULL;
}

void rename_parent(struct reader *r, const struct relation *parent, const struct object *old)
{
    for (const struct relation *child = relations_below(r, parent); child; child = child->hh.next)
        for (size_t i = 0; i < child->n_parents; i++)
            if (child->parents[i] == parent)
                table_rename_parent(&r->parsing, child->object, old, parent->object);
}

void copy_column(struct reader *r, struct relation *to, const struct object *from, int line)
{
    if (column_find(to, from->name))
        return;
    column_copy(&r->parsing, column_add(r, to, from->name, line), from);
}

static void inherit_column(struct reader *r, struct relation *child, const struct object *above, int line)
{
    struct object *column = column_find(child, above->name);
    if (column) {
        column_merge(column, above);
        return;
    }
    copy_column(r, child, above, line);
    column_inherit(column_find(child, above->name));
}

bool relation_descends(const struct relation *relation, const struct relation *from)
{
    for (size_t i = 0; i < relation->n_parents; i++)
        if (relation->parents[i] == from || relation_descends(relation->parents[i], from))
            return true;
    return false;
}

bool may_inherit(const struct relation *child, const struct relation *parent)
{
    return child != parent && !relation_descends(parent, child);
}

void inherit_from(struct reader *r, struct relation *parent, struct relation *child, int line)
{
    relation_add_parent(r, child, parent);
    for (size_t i = 0; i < parent->n_columns; i++)
        inherit_column(r, child, parent->columns[i], line);
}

bool is_below(const struct relation *child, const struct relation *parent)
{
    for (size_t i = 0; i < child->n_parents; i++)
        if (child->parents[i] == parent)
            return true;
    return false;
}

void inherit_added_column(struct reader *r, struct relation *parent, const char *name, int line)
{
    for (struct relation *child = relations_below(r, parent); child; child = child->hh.next) {
        if (!is_below(child, parent) || column_find(child, name))
            continue;
        if (is_partition_of(child, parent))
            copy_column(r, child, column_find(parent, name), line);
        else
            inherit_column(r, child, column_find(parent, name), line);
        column_option_inherit(&r->parsing, column_find(child, name), column_find(parent, name));
        add_to_rows(r, child, column_find(child, name));
        inherit_added_column(r, child, name, line);
    }
}

/* What a table only has from above it has from any of the tables there. */
static bool comes_from_above(const struct relation *child, const char *name)
{
    for (size_t i = 0; i < child->n_parents; i++)
        if (column_find(child->parents[i], name))
            return true;
    return false;
}

void drop_inherited_column(struct reader *r, struct statement *s, const struct relation *parent, const char *name)
{
    for (struct relation *child = relations_below(r, parent); child; child = child->hh.next) {
        struct object *column = is_below(child, parent) ? column_find(child, name) : NULL;
        bool partition = column && is_partition_of(child, parent);
        if (!column || (!partition && object_flag(column, COLUMN_LOCAL)) || comes_from_above(child, name))
            continue;
        drop_table_column(r, s, child, name, false);
    }
}

void stop_inheriting(struct reader *r, const struct relation *parent, struct relation *child)
{
    size_t n = 0;
    for (size_t i = 0; i < child->n_parents; i++)
        if (child->parents[i] != parent)
            child->parents[n++] = child->parents[i];
    child->n_parents = n;
    table_drop_parent(&r->parsing, child->object, object_schema(parent->schema), parent->name);
    for (size_t i = 0; i < child->n_columns; i++)
        if (!comes_from_above(child, child->columns[i]->name))
            child->columns[i]->values[COLUMN_LOCAL] = "t";
}
