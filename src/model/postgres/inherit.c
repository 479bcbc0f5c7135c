/* What tables have from those above them: columns that are copied, come later, or go. */
#include <string.h>

#include "kind/postgres/table.h"
#include "model/postgres/facts.h"

void relation_add_parent(struct relation *child, struct relation *parent)
{
    size_t at = mem_grow(child, &child->parents, &child->n_parents);
    child->parents[at] = parent;
}

void copy_column(struct reader *r, struct relation *to, const struct column *from, int line)
{
    static const int fields[] = {COLUMN_TYPE,           COLUMN_NOT_NULL, COLUMN_NOT_NULL_NO_INHERIT,
                                 COLUMN_NOT_NULL_VALID, COLUMN_DEFAULT,  COLUMN_GENERATED,
                                 COLUMN_COLLATION};
    if (column_find(to, from->object->name))
        return;
    const struct column above = *from;
    struct column *added = column_add(r, to, above.object->name, line);
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        added->object->values[fields[i]] = above.object->values[fields[i]];
    copy_column_facts(r, added->object, above.object);
    added->null_name = above.null_name;
}

static void inherit_column(struct reader *r, struct relation *child, const struct column *above, int line)
{
    bool known = column_find(child, above->object->name) != NULL;
    copy_column(r, child, above, line);
    if (known && object_flag(above->object, COLUMN_NOT_NULL) && !object_flag(above->object, COLUMN_NOT_NULL_NO_INHERIT))
        require_not_null(child, above->object->name);
    if (known)
        return;
    struct column *added = &child->columns[child->n_columns - 1];
    added->inherited = true;
    added->null_name = NULL;
    if (object_flag(added->object, COLUMN_NOT_NULL_NO_INHERIT))
        drop_not_null(added);
    added->object->values[COLUMN_NOT_NULL_VALID] = "t";
}

void inherit_from(struct reader *r, struct relation *parent, struct relation *child, int line)
{
    relation_add_parent(child, parent);
    for (size_t i = 0; i < parent->n_columns; i++)
        inherit_column(r, child, &parent->columns[i], line);
}

static bool is_below(const struct relation *child, const struct relation *parent)
{
    for (size_t i = 0; i < child->n_parents; i++)
        if (child->parents[i] == parent)
            return true;
    return false;
}

void inherit_added_column(struct reader *r, struct relation *parent, const char *name, int line)
{
    for (struct relation *child = r->relations; child; child = child->hh.next) {
        if (!is_below(child, parent) || column_find(child, name))
            continue;
        if (is_partition_of(child, parent))
            copy_column(r, child, column_find(parent, name), line);
        else
            inherit_column(r, child, column_find(parent, name), line);
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

void drop_inherited_column(struct reader *r, const struct relation *parent, const char *name)
{
    for (struct relation *child = r->relations; child; child = child->hh.next) {
        struct column *column = is_below(child, parent) ? column_find(child, name) : NULL;
        bool partition = column && is_partition_of(child, parent);
        if (!column || (!partition && !column->inherited) || comes_from_above(child, name))
            continue;
        column_forget(r, child, name);
        drop_inherited_column(r, child, name);
    }
}

/* "a, b, c" without b. */
static const char *without(void *ctx, const char *list, const char *name)
{
    static const char comma[] = ", ";
    size_t n = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += n) {
        bool begins = at == list || strncmp(at - strlen(comma), comma, strlen(comma)) == 0;
        bool last = !at[n], ends = last || strncmp(at + n, comma, strlen(comma)) == 0;
        if (!begins || !ends)
            continue;
        const char *rest = last ? at + n : at + n + strlen(comma);
        size_t before = (size_t)(at - list);
        before -= last && before > 0 ? strlen(comma) : 0;
        return mem_printf(ctx, "%.*s%s", (int)before, list, rest);
    }
    return list;
}

void stop_inheriting(struct reader *r, const struct relation *parent, struct relation *child)
{
    size_t n = 0;
    const char *list = item_attribute(child->item, "inherits");
    for (size_t i = 0; i < child->n_parents; i++)
        if (child->parents[i] != parent)
            child->parents[n++] = child->parents[i];
    child->n_parents = n;
    const char *rest = list ? without(r->work, list, qualified_name(r->work, parent->schema, parent->name)) : "";
    model_set(r->draft, child->item, "inherits", rest[0] ? rest : NULL);
    for (size_t i = 0; i < child->n_columns; i++) {
        struct column *column = &child->columns[i];
        column->inherited = column->inherited && comes_from_above(child, column->object->name);
        column->default_changed = column->null_changed = true;
    }
}
