/* Constraints of tables (kind/postgres/constraint.h), and what they make of columns. */
#include "kind/postgres/constraint.h"

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/reader.h"

static struct object *from(struct object *o)
{
    while (o && o->kind != &postgres_constraint)
        o = parsing_next_child(o);
    return o;
}

struct object *constraint_of(struct reader *r, const struct relation *table)
{
    return from(parsing_child(&r->parsing, object_schema(table->schema), table->name));
}

struct object *next_constraint(struct object *constraint)
{
    return from(parsing_next_child(constraint));
}

void require_key(struct reader *r, struct relation *table, const struct object *constraint)
{
    if (!constraint_is(constraint, 'p'))
        return;
    struct list keys = parse_array(r->work, constraint->values[CONSTRAINT_KEY_NAMES]);
    for (int i = 0; i < keys.n; i++)
        require_not_null(table, keys.items[i]);
}

struct object *read_constraint(struct reader *r, struct statement *s, struct relation *table, json_t *constraint,
                               int line)
{
    if (field_is(constraint, "contype", "CONSTR_NOTNULL") && field_node(constraint, "keys")) {
        read_column_constraint(r, s, table, list_text(field_node(constraint, "keys"), 0), constraint);
        return NULL;
    }
    r->parsing.line = line;
    struct object *o = constraint_parse(&r->parsing, object_schema(table->schema), table->name, constraint);
    r->parsing.line = s->line;
    s->lost = s->lost || !o;
    if (o)
        require_key(r, table, o);
    return o;
}
