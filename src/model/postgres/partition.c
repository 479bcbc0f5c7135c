/*
 * What tables below others get with what these have: partitions their keys and indexes, unless ONLY is said, and what
 * stays with a table that is taken out from below another.
 */
#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"

void copy_constraint(struct reader *r, const struct relation *to, const struct object *from, int line)
{
    parsing_set_line(constraint_copy(&r->parsing, from, object_schema(to->schema), to->name), line);
}

/* ---- keys ---- */

static bool makes_index(const struct object *constraint)
{
    return constraint_is(constraint, 'p') || constraint_is(constraint, 'u');
}

static struct object *find_key(struct reader *r, const struct relation *table, const struct object *key)
{
    struct object *o = constraint_first(&r->parsing, table->object);
    while (o && strcmp(object_value(o, CONSTRAINT_DEFINITION), object_value(key, CONSTRAINT_DEFINITION)) != 0)
        o = constraint_next(o);
    return o;
}

static void give_key(struct reader *r, struct relation *child, const struct object *key, int line)
{
    if (find_key(r, child, key))
        return;
    copy_constraint(r, child, key, line);
    key_require_columns(&r->parsing, find_key(r, child, key));
}

void copy_key_to_partitions(struct reader *r, const struct relation *table, const struct object *key, int line)
{
    if (!makes_index(key))
        return;
    for (struct relation *child = relations_below(r, table); child; child = child->hh.next) {
        if (!is_partition_of(child, table))
            continue;
        give_key(r, child, key, line);
        copy_key_to_partitions(r, child, key, line);
    }
}

void take_keys_from(struct reader *r, const struct relation *parent, struct relation *child, int line)
{
    for (struct object *o = constraint_first(&r->parsing, parent->object); o; o = constraint_next(o))
        if (makes_index(o)) {
            give_key(r, child, o, line);
            copy_key_to_partitions(r, child, o, line);
        }
}

/* ---- indexes ---- */

static bool same_value(const struct object *a, const struct object *b, int field)
{
    return strcmp(object_value(a, field), object_value(b, field)) == 0;
}

/* One that the server would take for it. */
static bool does_the_same(const struct object *index, const struct object *other)
{
    static const int parts[] = {INDEX_UNIQUE, INDEX_METHOD, INDEX_KEYS, INDEX_INCLUDED, INDEX_WHERE};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (!same_value(index, other, parts[i]))
            return false;
    return true;
}

static struct object *find_index(struct reader *r, const struct relation *table, const struct object *index)
{
    struct object *o = parsing_child(&r->parsing, object_schema(table->schema), table->name);
    while (o && !(o->kind == &postgres_index && does_the_same(index, o)))
        o = parsing_next_child(o);
    return o;
}

struct object *give_index(struct reader *r, const struct relation *to, const struct object *index)
{
    const char *columns = object_value(index, INDEX_COLUMN_NAMES);
    const char *name = choose_relation_name(r, r->work, to->schema, to->name, columns, "idx");
    return index_copy(&r->parsing, index, object_schema(to->schema), to->name, name);
}

/* Partitions first made first: so are their names. */
static void give_indexes(struct reader *r, const struct relation *parent, const struct relation *child)
{
    struct object *o = parsing_child(&r->parsing, object_schema(parent->schema), parent->name);
    for (; o; o = parsing_next_child(o))
        if (o->kind == &postgres_index && !o->values[INDEX_ONLY] && !find_index(r, child, o))
            give_index(r, child, o);
}

static void give_indexes_below(struct reader *r, const struct relation *parent)
{
    for (const struct relation *child = relations_below(r, parent); child; child = child->hh.next)
        if (is_partition_of(child, parent)) {
            give_indexes(r, parent, child);
            give_indexes_below(r, child);
        }
}

void finish_partition_indexes(struct reader *r)
{
    for (const struct relation *table = r->relations; table; table = table->hh.next)
        if (table->object->values[TABLE_PARTITION_KEY] && !table->object->values[TABLE_PARTITION_BOUND])
            give_indexes_below(r, table);
}

/* ---- what goes with those of the table above ---- */

static void drop_found(struct reader *r, const struct relation *child, struct object *found)
{
    if (!found)
        return;
    drop_of_partitions(r, child, found);
    r->parsing.reader->drop(&r->parsing, found);
}

void drop_of_partitions(struct reader *r, const struct relation *table, const struct object *dropped)
{
    bool index = dropped->kind == &postgres_index && !dropped->values[INDEX_ONLY];
    bool key = dropped->kind == &postgres_constraint && makes_index(dropped);
    if (!index && !key)
        return;
    for (const struct relation *child = relations_below(r, table); child; child = child->hh.next)
        if (is_partition_of(child, table))
            drop_found(r, child, index ? find_index(r, child, dropped) : find_key(r, child, dropped));
}

/* ---- out from below another ---- */

static void keep(struct reader *r, const struct relation *child, const struct object *constraint, int line)
{
    if (!constraint_find(&r->parsing, object_schema(child->schema), child->name, constraint->name))
        copy_constraint(r, child, constraint, line);
}

/* What only the tables above said. */
void keep_inherited_checks(struct reader *r, const struct relation *parent, const struct relation *child, int line)
{
    for (struct object *o = constraint_first(&r->parsing, parent->object); o; o = constraint_next(o))
        if (constraint_is(o, 'c') && !constraint_is_not_inherited(o))
            keep(r, child, o, line);
    for (size_t i = 0; i < parent->n_parents; i++)
        keep_inherited_checks(r, parent->parents[i], child, line);
}

void keep_of_partition(struct reader *r, const struct relation *parent, const struct relation *child, int line)
{
    give_indexes(r, parent, child);
    for (struct object *o = constraint_first(&r->parsing, parent->object); o; o = constraint_next(o))
        if (constraint_is(o, 'f'))
            keep(r, child, o, line);
}
