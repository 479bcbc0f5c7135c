/*
 * Inside of the SQLite reader: a CREATE TABLE while it is being read.
 * Expressions are spans of tokens until every column is known, because a
 * CHECK may name a column that is declared after it; then sqlite_table.c
 * makes texts of them.
 */
#ifndef SQL_SQLITE_DRAFT_H
#define SQL_SQLITE_DRAFT_H

#include "sql/sqlite/parse.h"

struct draft_column {
    const char *name;
    const char *type;
    const char *not_null;
    const char *not_null_name; /* CONSTRAINT name NOT NULL; the others likewise */
    const char *value;
    const char *value_name;
    const char *collation;
    const char *collation_name;
    struct piece generated;
    bool is_generated;
    bool stored;
};

struct draft_constraint {
    enum sqlite_constraint_type type;
    const char *name;
    int column;             /* the column it was declared at, or NO_COLUMN */
    struct piece condition; /* of a CHECK */
    struct span span;       /* the keys of PRIMARY KEY and UNIQUE between the parentheses */
    struct sqlite_key *keys;
    struct span *key_spans; /* of each key's column or expression */
    size_t n_keys;
    bool descending;        /* PRIMARY KEY DESC of a column */
    const char *conflict;   /* " ON CONFLICT x", or "" */
    const char *references; /* "REFERENCES t (a) ON DELETE CASCADE", of a foreign key */
    const char *deferrable; /* " DEFERRABLE ...", or "" */
    bool autoincrement;
};

enum { NO_COLUMN = -1 };

struct draft {
    struct parser *p;
    struct draft_column *columns;
    size_t n_columns;
    struct draft_constraint *constraints;
    size_t n_constraints;
    const char *constraint_name; /* of the constraint that comes next, or NULL */
    const char *check_name;      /* the last name given: a CHECK takes it even from an earlier constraint */
};

/* sqlite_column.c: one column with its constraints. */
void draft_read_column(struct draft *d);

/* sqlite_constraint.c */
bool at_table_constraint(const struct parser *p);
void draft_read_constraint(struct draft *d);
struct draft_constraint *draft_add_constraint(struct draft *d, enum sqlite_constraint_type type, int column);
void draft_read_constraint_name(struct draft *d);
void draft_read_check(struct draft *d, int column);
void draft_read_references(struct draft *d, struct draft_constraint *c);
void draft_read_deferrable(struct draft *d, struct draft_constraint *c);

/* sqlite_constraint_order.c: for all constraints, once they have their definitions. */
void draft_order_constraints(const struct draft *d, struct sqlite_table *table);

/* Reads ON CONFLICT x and returns it with a space before it; "" where there is none. */
const char *draft_read_conflict(struct draft *d);

#endif
