/* One command of ALTER TABLE, INDEX, VIEW, SEQUENCE or TYPE, and what makes the model follow it. */
#ifndef MODEL_POSTGRES_ALTER_H
#define MODEL_POSTGRES_ALTER_H

#include <jansson.h>
#include <stdbool.h>

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

struct alter_rule {
    const char *subtype;                 /* of the AlterTableCmd */
    bool (*make)(const struct alter *c); /* false: the model cannot say what comes of it */
    bool below;                          /* the tables below that have the column are changed, too, but with ONLY */
};

/* A change of the column that the command names, of its table and of those below. */
bool make_change_of_column(const struct alter *c, const struct alter_rule *rule);

/* Constraints and indexes of a column go with it, and so does what is said of all three. `only`: not below the table.
 */
void drop_table_column(struct reader *r, struct statement *s, struct relation *table, const char *name, bool only);

/* Those on one column; they end with a NULL. */
extern const struct alter_rule alter_column_rules[];

/* ALTER COLUMN ... SET of what kind/postgres/column_setting.h lists; false where it is something else. */
bool alter_column_setting(const struct alter *c);

#endif
