/* One command of ALTER TABLE, INDEX, VIEW, SEQUENCE or TYPE, and what makes the model follow it. */
#ifndef MODEL_POSTGRES_ALTER_H
#define MODEL_POSTGRES_ALTER_H

#include <jansson.h>
#include <stdbool.h>

#include "kind/postgres/column_statement.h"
#include "model/postgres/reader.h"

struct alter {
    struct reader *r;
    struct statement *s;
    struct relation *relation; /* NULL where it is none, or of a kind that describes itself */
    struct object *object;     /* of such a kind; else NULL */
    bool only;                 /* not the tables below */
    json_t *command;           /* the fields of an AlterTableCmd */
    const char *name;
    json_t *def;
};

/* alter_column.c: ADD and DROP COLUMN; the others change the column of the table and of those below. False: the model
 * cannot say what comes of it. */
bool add_column(const struct alter *c);
bool drop_column(const struct alter *c);
bool alter_column(const struct alter *c, const struct column_command *command);

/* Constraints and indexes of a column go with it, and so does what is said of all three. `only`: not below the table.
 */
void drop_table_column(struct reader *r, struct statement *s, struct relation *table, const char *name, bool only);

#endif
