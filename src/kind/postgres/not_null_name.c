/* NOT NULL of a text's columns: since 18 a constraint with a name, of which only one that a person chose is reported.
 */
#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "sql/postgres/server_name.h"

static struct object *from(struct object *o)
{
    while (o && o->kind != &postgres_column)
        o = parsing_next_child(o);
    return o;
}

static struct object *first_column(struct parsing *parsing, const struct object *table)
{
    return from(parsing_child(parsing, table->schema, table->name));
}

struct object *not_null_called(struct parsing *parsing, const struct object *table, const char *name)
{
    struct object *o = first_column(parsing, table);
    while (o && strcmp(object_value(o, COLUMN_NOT_NULL_NAME), name) != 0)
        o = from(parsing_next_child(o));
    return o;
}

/* The names of the tables above. */
static const char *const *parents_of(void *ctx, const struct object *table)
{
    struct list parents = parse_array(ctx, table->values[TABLE_PARENTS]);
    const char **names = mem_array(ctx, const char *, (size_t)parents.n / 2 + 1);
    for (int i = 0; i < parents.n / 2; i++)
        names[i] = parents.items[2 * i + 1];
    return names;
}

/* A comment needs the name. */
static bool is_commented(struct parsing *parsing, const struct object *table, const char *name)
{
    char *label = mem_printf(parsing->ctx, "CONSTRAINT %s", name);
    bool is = parsing->reader->is_commented(parsing, table->schema, table->name, label);
    mem_free(label);
    return is;
}

void table_finish_not_null(struct parsing *parsing, const struct object *table)
{
    const struct object *key = constraint_primary_key(parsing, table->schema, table->name);
    void *work = mem_context(NULL);
    size_t n = 0, i = 0;
    bool named = false;
    for (struct object *o = first_column(parsing, table); o; o = from(parsing_next_child(o)), n++)
        named = named || o->values[COLUMN_NOT_NULL_NAME];
    const char **columns = mem_array(work, const char *, n), **names = mem_array(work, const char *, n);
    bool *used = mem_array(work, bool, n);
    const struct not_null_names all = {
        table->name, key ? key->name : NULL, parents_of(work, table), columns, names, used, n};
    for (struct object *o = first_column(parsing, table); o && named; o = from(parsing_next_child(o)), i++) {
        columns[i] = o->name;
        names[i] = object_flag(o, COLUMN_NOT_NULL) ? o->values[COLUMN_NOT_NULL_NAME] : NULL;
        used[i] = names[i] && is_commented(parsing, table, names[i]);
    }
    i = 0;
    for (struct object *o = first_column(parsing, table); o && named; o = from(parsing_next_child(o)), i++)
        o->values[COLUMN_NOT_NULL_NAME] = not_null_is_chosen(&all, i) ? names[i] : NULL;
    mem_free(work);
}
