/* What the tables of a database want of a row: read from either engine in one shape. */
#ifndef ROWS_TABLE_H
#define ROWS_TABLE_H

#include "base/diag.h"
#include "engine/engine.h"

struct wanted_column {
    const char *name;
    const char *type;  /* of a domain what it is over; lower case; "int4[]", of SQLite as it was declared */
    int length;        /* most characters, or digits before the point; 0: any */
    const char *label; /* of an enum, the first; else NULL */
    bool not_null, has_default;
    bool self_made;          /* the database makes the value: identity, generated, counted */
    bool unique;             /* of a key */
    const char **candidates; /* constants in checks that speak of it, as SQL */
    size_t n_candidates;
    const char *chosen; /* as SQL, while a row is made; NULL: the default */
};

/* A foreign key. */
struct wanted_reference {
    const char *schema, *table; /* that it leads to */
    size_t *columns;            /* by place in the table */
    const char **names;         /* of the columns there; NULL on SQLite: its primary key's */
    size_t n;
};

struct wanted_table {
    const char *schema, *name;
    struct wanted_column *columns;
    size_t n_columns;
    struct wanted_reference *references;
    size_t n_references;
};

struct wanted_tables {
    struct wanted_table *items; /* by schema, name */
    size_t n;
};

/* Reads all ordinary tables. Belongs to ctx. False with a diagnostic. */
bool wanted_tables_read(struct connection *connection, void *ctx, struct wanted_tables *tables, struct diags *diags);

/* NULL where there is none. */
struct wanted_table *wanted_table_find(const struct wanted_tables *tables, const char *schema, const char *name);

/* The name of a table, quoted. Belongs to ctx. */
char *wanted_table_name(void *ctx, const char *schema, const char *name);

/* A quoted name. Belongs to ctx. */
char *wanted_name(void *ctx, const char *name);

/* ---- queries (queries.c) ---- */

/* Columns: schema, table, column, type, length, label, not null, default, self-made, unique: by table and place. */
const char *wanted_column_query(enum engine engine);

/* Foreign keys: schema, table, name of the key, column, schema and table and column that it leads to: by key, place. */
const char *wanted_reference_query(enum engine engine);

/* Checks: schema, table, column (NULL: whichever the text names), text. */
const char *wanted_check_query(enum engine engine);

#endif
