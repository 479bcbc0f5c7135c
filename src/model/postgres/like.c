/* CREATE TABLE new (LIKE old INCLUDING ...): what else than its columns is copied of another table. */
#include <string.h>

#include "kind/postgres/column_option.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/target.h"

/* TableLikeOption in the server's parsenodes.h. */
enum {
    COMMENTS = 1 << 0,
    COMPRESSION = 1 << 1,
    CONSTRAINTS = 1 << 2,
    DEFAULTS = 1 << 3,
    GENERATED = 1 << 4,
    IDENTITY = 1 << 5,
    INDEXES = 1 << 6,
    STATISTICS = 1 << 7,
    STORAGE = 1 << 8
};

struct like {
    struct reader *r;
    struct statement *s;
    struct relation *table;
    const struct relation *other;
    long options;
    int line;
};

static bool has(const struct like *l, int option)
{
    return (l->options & option) != 0;
}

static void like_comment(const struct like *l, const struct target *from, const struct target *to)
{
    if (has(l, COMMENTS))
        copy_comment(l->r, l->s, from, to);
}

static void like_settings(const struct like *l, const char *column)
{
    struct parsing *parsing = &l->r->parsing;
    struct object *from =
        parsing_find(parsing, &postgres_column_option, object_schema(l->other->schema), l->other->name, column);
    if (!from || !(l->options & (STORAGE | COMPRESSION)))
        return;
    struct object *to = column_option(parsing, object_schema(l->table->schema), l->table->name, column);
    for (int i = 0; column_settings[i].name; i++)
        if ((has(l, STORAGE) && strcmp(column_settings[i].name, "storage") == 0) ||
            (has(l, COMPRESSION) && strcmp(column_settings[i].name, "compression") == 0))
            to->values[i] = from->values[i];
}

static void like_column(const struct like *l, const struct object *from)
{
    copy_column(l->r, l->table, from, l->line);
    struct object *copy = column_find(l->table, from->name);
    copy->values[COLUMN_LOCAL] = "t";
    if (!has(l, copy->values[COLUMN_GENERATED] ? GENERATED : DEFAULTS))
        copy->values[COLUMN_GENERATED] = copy->values[COLUMN_DEFAULT] = NULL;
    const struct target old = member_target(l->s, "COLUMN", l->other->schema, l->other->name, from->name),
                        now = member_target(l->s, "COLUMN", l->table->schema, l->table->name, from->name);
    like_comment(l, &old, &now);
    like_settings(l, from->name);
    if (has(l, IDENTITY) && from->values[COLUMN_IDENTITY])
        identity_like(&l->r->parsing, copy, from);
}

static void like_check(const struct like *l, const struct object *check)
{
    copy_constraint(l->r, l->table, check, l->line);
    const struct target old = member_target(l->s, "CONSTRAINT", l->other->schema, l->other->name, check->name),
                        now = member_target(l->s, "CONSTRAINT", l->table->schema, l->table->name, check->name);
    like_comment(l, &old, &now);
}

/* A comment on a key is not copied, as the server makes the key of its index. */
static void like_constraint(const struct like *l, const struct object *from)
{
    if (constraint_is(from, 'c') && has(l, CONSTRAINTS))
        like_check(l, from);
    else if ((constraint_is(from, 'p') || constraint_is(from, 'u')) && has(l, INDEXES))
        copy_constraint(l->r, l->table, from, l->line);
    else if (constraint_is(from, 'x') && has(l, INDEXES))
        l->s->lost = true; /* what the server calls it is not known */
}

static void like_index(const struct like *l, const struct object *from)
{
    struct object *copy = give_index(l->r, l->table, from);
    const struct target old = object_target(l->s, from), now = object_target(l->s, copy);
    parsing_set_line(copy, l->line);
    like_comment(l, &old, &now);
}

static struct like like_of(struct reader *r, struct statement *s, struct relation *table, const json_t *clause,
                           int line)
{
    const struct relation *other = relation_of(r, field_node(clause, "relation"));
    return (struct like){r, s, table, other, field_number(clause, "options"), line};
}

void read_like_columns(struct reader *r, struct statement *s, struct relation *table, const json_t *clause, int line)
{
    const struct like l = like_of(r, s, table, clause, line);
    for (size_t i = 0; l.other && i < l.other->n_columns; i++)
        like_column(&l, l.other->columns[i]);
}

void read_like_rest(struct reader *r, struct statement *s, struct relation *table, const json_t *clause, int line)
{
    const struct like l = like_of(r, s, table, clause, line);
    const struct relation *other = l.other;
    for (struct object *o = other ? constraint_first(&r->parsing, other->object) : NULL; o; o = constraint_next(o))
        like_constraint(&l, o);
    struct object *o = other ? parsing_child(&r->parsing, object_schema(other->schema), other->name) : NULL;
    for (; o; o = parsing_next_child(o)) {
        if (has(&l, INDEXES) && o->kind == &postgres_index)
            like_index(&l, o);
        s->lost = s->lost || (has(&l, STATISTICS) && o->kind == &postgres_statistics);
    }
}
