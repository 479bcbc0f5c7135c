/*
 * What tables below others get with what these have: partitions their keys and indexes, unless ONLY is said, and what
 * stays with a table that is taken out from below another.
 */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"

static void give_indexes(struct reader *r, const struct relation *parent, const struct relation *child);

void copy_constraint(struct reader *r, const struct relation *to, const struct object *from, int line)
{
    parsing_set_line(constraint_copy(&r->parsing, from, object_schema(to->schema), to->name), line);
}

/* ---- keys ---- */

/* A key, or a foreign key, is one of each partition, too; so is a check, which a table has by its name. */
static bool is_of_partitions(const struct object *constraint)
{
    return constraint_is(constraint, 'p') || constraint_is(constraint, 'u') || constraint_is(constraint, 'f');
}

/* Of several the server takes the first by name. */
static struct object *find_key(struct reader *r, const struct relation *table, const struct object *key)
{
    const char *definition = object_value(key, CONSTRAINT_DEFINITION);
    struct object *found = NULL;
    for (struct object *o = constraint_first(&r->parsing, table->object); o; o = constraint_next(o))
        if (strcmp(object_value(o, CONSTRAINT_DEFINITION), definition) == 0 &&
            object_flag(o, CONSTRAINT_UNCHECKED) == object_flag(key, CONSTRAINT_UNCHECKED) &&
            (!found || strcmp(o->name, found->name) < 0))
            found = o;
    return found;
}

struct object *find_of_partition(struct reader *r, const struct relation *child, const struct object *constraint)
{
    return constraint_is(constraint, 'c')
               ? constraint_find(&r->parsing, object_schema(child->schema), child->name, constraint->name)
               : find_key(r, child, constraint);
}

/* One that comes with the parent's is no item of its own, but its columns are as it needs them. */
static void give_key(struct reader *r, struct relation *child, const struct object *key, int line)
{
    if (find_key(r, child, key))
        return;
    copy_constraint(r, child, key, line);
    struct object *copy = find_key(r, child, key);
    if (!constraint_is(key, 'f'))
        key_require_columns(&r->parsing, copy);
    if (constraint_comes_with_parent(copy))
        parsing_remove(&r->parsing, copy);
}

void copy_key_to_partitions(struct reader *r, const struct relation *table, const struct object *key, int line)
{
    if (!is_of_partitions(key))
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
        if (is_of_partitions(o)) {
            give_key(r, child, o, line);
            copy_key_to_partitions(r, child, o, line);
        }
    give_indexes(r, parent, child);
    give_indexes_below(r, child);
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

static struct object *first_index(struct reader *r, const struct relation *table, const struct object *like)
{
    struct object *o = parsing_child(&r->parsing, object_schema(table->schema), table->name);
    while (o && !(o->kind == &postgres_index && does_the_same(like, o)))
        o = parsing_next_child(o);
    return o;
}

static bool is_for_partitions(const struct relation *table, const struct object *index)
{
    return index->kind == &postgres_index &&
           (!index->values[INDEX_ONLY] || strtoul(object_value(index, INDEX_ATTACHED), NULL, 10) >= table->n_attached);
}

/* How many of the table's indexes do the same, up to that one; NULL: all. */
static size_t count_like(struct reader *r, const struct relation *table, const struct object *like,
                         const struct object *last)
{
    size_t n = 0;
    for (struct object *o = first_index(r, table, like); o; o = parsing_next_child(o)) {
        n += o->kind == &postgres_index && does_the_same(like, o);
        if (o == last)
            break;
    }
    return n;
}

struct object *give_index(struct reader *r, const struct relation *to, const struct object *index)
{
    const char *columns = object_value(index, INDEX_COLUMN_NAMES);
    const char *name = choose_relation_name(r, r->work, to->schema, to->name, columns, "idx");
    return index_copy(&r->parsing, index, object_schema(to->schema), to->name, name);
}

/* Two that do the same are two of the partition. */
static void give_indexes(struct reader *r, const struct relation *parent, const struct relation *child)
{
    struct object *o = parsing_child(&r->parsing, object_schema(parent->schema), parent->name);
    for (; o; o = parsing_next_child(o)) {
        if (!is_for_partitions(parent, o) || count_like(r, child, o, NULL) >= count_like(r, parent, o, o))
            continue;
        give_index(r, child, o)->values[INDEX_ONLY] = NULL;
        if (o->values[INDEX_ONLY])
            o->values[INDEX_ATTACHED] =
                mem_printf(r->work, "%lu", strtoul(object_value(o, INDEX_ATTACHED), NULL, 10) + 1);
    }
}

void give_indexes_below(struct reader *r, const struct relation *parent)
{
    for (const struct relation *child = relations_below(r, parent); child; child = child->hh.next)
        if (is_partition_of(child, parent)) {
            give_indexes(r, parent, child);
            give_indexes_below(r, child);
        }
}

/* ---- what a partition does not say ---- */

/* A foreign key that is called as the one above comes with it. */
static void hide_keys(struct reader *r, const struct relation *parent, const struct relation *child)
{
    for (struct object *o = constraint_first(&r->parsing, child->object), *next; o; o = next) {
        next = constraint_next(o);
        const struct object *above =
            constraint_is(o, 'f') ? constraint_find(&r->parsing, object_schema(parent->schema), parent->name, o->name)
                                  : NULL;
        if (above && constraint_is(above, 'f') && find_key(r, child, above) == o)
            parsing_remove(&r->parsing, o);
    }
}

static void hide_keys_below(struct reader *r, const struct relation *parent)
{
    for (const struct relation *child = relations_below(r, parent); child; child = child->hh.next)
        if (is_partition_of(child, parent)) {
            hide_keys_below(r, child);
            hide_keys(r, parent, child);
        }
}

void finish_partitions(struct reader *r)
{
    for (const struct relation *table = r->relations; table; table = table->hh.next)
        if (table->object->values[TABLE_PARTITION_KEY] && !table->object->values[TABLE_PARTITION_BOUND])
            hide_keys_below(r, table);
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
    bool constraint = is_of_partitions(dropped) || constraint_is(dropped, 'c');
    if (!index && !constraint)
        return;
    for (const struct relation *child = relations_below(r, table); child; child = child->hh.next)
        if (is_partition_of(child, table))
            drop_found(r, child, index ? first_index(r, child, dropped) : find_of_partition(r, child, dropped));
}

/* ---- out from below another ---- */

/* A table that was made below such a check has it as one that holds for all rows. */
static void keep(struct reader *r, const struct relation *child, const struct object *constraint, int line)
{
    const char *schema = object_schema(child->schema);
    if (constraint_find(&r->parsing, schema, child->name, constraint->name))
        return;
    copy_constraint(r, child, constraint, line);
    struct object *kept = constraint_find(&r->parsing, schema, child->name, constraint->name);
    if (kept && parsing_line(child->object) > parsing_line(constraint))
        kept->values[CONSTRAINT_UNCHECKED] = NULL;
}

void keep_below(struct reader *r, const struct relation *table, const struct object *constraint, int line)
{
    if (!constraint_is(constraint, 'c') || constraint_is_not_inherited(constraint))
        return;
    for (const struct relation *child = relations_below(r, table); child; child = child->hh.next)
        if (is_below(child, table))
            keep(r, child, constraint, line);
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
