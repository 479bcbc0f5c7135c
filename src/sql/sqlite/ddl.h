/*
 * Reads the statements SQLite keeps in sqlite_schema.sql and gives their
 * canonical text: re-printed from the tokens, so that two statements that
 * differ in spelling have one text.
 *
 *   - keywords and types in upper case, functions in lower case, true and
 *     false as Postgres prints them, one space between tokens, no comments;
 *   - names without quotes where every version of SQLite takes them bare,
 *     else in double quotes; a column that is named without its table is
 *     spelled as the table declares it;
 *   - "text" that can only be a string becomes 'text';
 *   - one spelling where SQLite has several: `=`, IS NULL, IS NOT NULL, AS
 *     before an alias, ASC and SELECT ALL left out, blobs as X'AB';
 *   - but `<>` and `!=` as typed: both are in everyday use, and who compares a
 *     snapshot's catalog with another one compares these texts;
 *   - and an expression without alias as typed where it names a column: its
 *     text is the name.
 *
 * Statements come from a database, so they are valid SQL. One that is not
 * understood all the same (a syntax of a later SQLite) is reported as a
 * problem; nothing is guessed. Everything returned belongs to the ctx given.
 */
#ifndef SQL_SQLITE_DDL_H
#define SQL_SQLITE_DDL_H

#include <stdbool.h>
#include <stddef.h>

/* What was not understood: the token where reading stopped, or "the end". */
struct sqlite_problem {
    const char *near;
};

/*
 * What the reader may ask about other relations: the declared spelling of a
 * column, NULL where the relation has none of that name (compared without
 * regard to case). *known is set true when the relation's columns are known.
 */
struct sqlite_names {
    const char *(*column)(void *data, const char *relation, const char *column, bool *known);
    void *data;
    const struct sqlite_judge *judge; /* or NULL */
};

/*
 * Who can say whether the database itself takes two statements for the same:
 * `same` is true when it compiles both, to one program and with the same
 * columns. What is not the same is printed as it was written. Without a judge
 * the rules of this folder stand alone.
 */
struct sqlite_judge {
    bool (*same)(void *data, const char *typed, const char *printed);
    void *data;
};

/* Names are as SQLite holds them, without quotes; everything else is SQL. */
struct sqlite_column {
    const char *name;
    const char *type;       /* "" where none is declared */
    const char *not_null;   /* "NOT NULL", "NOT NULL ON CONFLICT IGNORE", ..., or NULL */
    const char *value;      /* what follows DEFAULT, or NULL */
    const char *collation;  /* or NULL */
    const char *generated;  /* the expression, or NULL */
    bool stored;            /* of a generated column: STORED rather than VIRTUAL */
    const char *definition; /* the column's line of CREATE TABLE */
};

enum sqlite_constraint_type { SQLITE_PRIMARY_KEY, SQLITE_UNIQUE, SQLITE_CHECK, SQLITE_FOREIGN_KEY };

/* One column or expression of a key. */
struct sqlite_key {
    const char *column;    /* NULL: an expression */
    const char *collation; /* as written with the key, or NULL */
};

struct sqlite_constraint {
    enum sqlite_constraint_type type;
    const char *name;       /* NULL where it has none */
    const char *definition; /* as a line of CREATE TABLE, without its name */
    const char *columns;    /* "a, b"; "" for CHECK */
    struct sqlite_key *keys;
    size_t n_keys;
    /*
     * A PRIMARY KEY that means something else as a line of its own and so
     * stands in its column's: AUTOINCREMENT, and INTEGER PRIMARY KEY DESC,
     * which is no alias of the row ID (https://sqlite.org/lang_createtable.html#rowid).
     * Also a UNIQUE that must come before such a key.
     */
    bool in_column;
    bool autoincrement;
    bool ordered; /* a key or check that must be declared in this order among the table's others */
};

struct sqlite_table {
    const char *name;
    struct sqlite_column *columns; /* in the table's order */
    size_t n_columns;
    struct sqlite_constraint *constraints; /* in the order of the text */
    size_t n_constraints;
    bool without_rowid;
    bool strict;
};

/* `judge` may be NULL. */
bool sqlite_read_table(void *ctx, const char *sql, const struct sqlite_judge *judge, struct sqlite_table *table,
                       struct sqlite_problem *problem);

struct sqlite_index {
    const char *name;
    const char *table;
    bool unique;
    const char *keys;  /* "a, b DESC" */
    const char *where; /* or NULL */
};

/* `columns` answers for the index's table. */
bool sqlite_read_index(void *ctx, const char *sql, const struct sqlite_names *columns, struct sqlite_index *index,
                       struct sqlite_problem *problem);

struct sqlite_view {
    const char *name;
    const char *columns; /* the explicit list, "a, b", or NULL */
    const char *query;   /* on one line */
    const char *layout;  /* for people: a line a clause, a line an item of SELECT */
    const char *typed;   /* the query as it was written */

    bool text_names; /* how an expression is written may name a column */
    /* Queries with the columns of the printed one, and of the written one, that answer no row. */
    const char *head, *typed_head;
};

bool sqlite_read_view(void *ctx, const char *sql, const struct sqlite_names *names, struct sqlite_view *view,
                      struct sqlite_problem *problem);

/* The text without lines at which the sqlite3 shell would end it (shell.c). May be `text` itself; else belongs to ctx.
 */
const char *sqlite_text_for_shell(void *ctx, const char *text);

struct sqlite_trigger {
    const char *name;
    const char *table;  /* or the view */
    const char *timing; /* "BEFORE", "AFTER", "INSTEAD OF" */
    const char *event;  /* "INSERT", "DELETE", "UPDATE", "UPDATE OF a, b" */
    const char *when;   /* the condition, or NULL */
    const char *body;   /* from BEGIN to END, over several lines */
};

bool sqlite_read_trigger(void *ctx, const char *sql, const struct sqlite_names *names, struct sqlite_trigger *trigger,
                         struct sqlite_problem *problem);

struct sqlite_virtual_table {
    const char *name;
    const char *module;
    const char **arguments; /* opaque to SQLite: as written, but for the white space around each */
    size_t n_arguments;
};

bool sqlite_read_virtual_table(void *ctx, const char *sql, struct sqlite_virtual_table *table,
                               struct sqlite_problem *problem);

/*
 * ---- tables that a virtual table keeps its data in ("shadow tables") ----
 *
 * SQLite knows them by their names alone. A person's table may have such a
 * name: fts5(body, content='posts_content') for a search called "posts".
 */

/* Of a table with such a name: whether it has the columns that SQLite's modules give theirs. True of unknown names. */
bool sqlite_has_shadow_columns(const struct sqlite_table *table);

/* Whether a virtual table's module could have named a table so: "search" keeps its data in "search_content". */
bool sqlite_may_be_shadow(const char *name, const char *virtual);

/* Whether one of SQLite's modules could. */
bool sqlite_is_shadow_name(const char *name, const char *virtual);

/* Whether it is one of SQLite's modules, and makes such tables. */
bool sqlite_makes_shadows(const char *module);

/*
 * A type as PRAGMA table_xinfo gives it: upper case, single spaces,
 * `VARCHAR(20)`, `NUMERIC(10,2)`. In quotes where SQLite could not read it bare.
 */
const char *sqlite_canonical_type(void *ctx, const char *type);

/* The same of a type as it is written in a statement. */
const char *sqlite_written_type(void *ctx, const char *type);

/* The affinity of a declared type ("" where none is declared):
 * https://sqlite.org/datatype3.html#determination_of_column_affinity */
const char *sqlite_affinity(const char *type);

/* A collation's name: the built-in ones in upper case, others as they are. */
const char *sqlite_canonical_collation(const char *name);

/*
 * A default, as PRAGMA table_xinfo gives it: the text between the
 * parentheses of DEFAULT (...), or the term after DEFAULT. What comes back is
 * what may follow DEFAULT: a literal, or an expression in parentheses. NULL
 * when not understood.
 */
const char *sqlite_canonical_default(void *ctx, const char *value);

#endif
