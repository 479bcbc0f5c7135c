/*
 * The kinds of SQLite: what each file of this folder offers the registry and
 * its siblings.
 *
 * Every kind reads two things: the canonical text of the statement that
 * SQLite keeps (sql/sqlite/ddl.h), from which it prints, and what SQLite
 * itself says of the object (its PRAGMAs). Both are fields, so a snapshot
 * that prints something of another meaning cannot pass its round trip.
 */
#ifndef KIND_SQLITE_SQLITE_H
#define KIND_SQLITE_SQLITE_H

#include "catalog/read.h"
#include "kind/kind.h"
#include "sql/sqlite/ddl.h"

extern const struct kind sqlite_setting_kind;
extern const struct kind sqlite_table_kind;
extern const struct kind sqlite_column_kind;
extern const struct kind sqlite_constraint_kind;
extern const struct kind sqlite_virtual_table_kind;
extern const struct kind sqlite_index_kind;
extern const struct kind sqlite_trigger_kind;
extern const struct kind sqlite_view_kind;
extern const struct kind sqlite_row_kind;
extern const struct kind sqlite_position_kind;

/* The fields that kinds look up in one another's objects. */
enum {
    SQLITE_COLUMN_POSITION,
    SQLITE_COLUMN_TYPE,
    SQLITE_COLUMN_AFFINITY,
    SQLITE_COLUMN_NOT_NULL,
    SQLITE_COLUMN_DEFAULT,
    SQLITE_COLUMN_COLLATION,
    SQLITE_COLUMN_GENERATED,
    SQLITE_COLUMN_PRIMARY_KEY,
    SQLITE_COLUMN_HIDDEN,
    SQLITE_COLUMN_DEFINITION,
    SQLITE_COLUMN_FIELDS
};
enum {
    SQLITE_CONSTRAINT_TYPE,
    SQLITE_CONSTRAINT_GIVEN_NAME,
    SQLITE_CONSTRAINT_COLUMNS,
    SQLITE_CONSTRAINT_DEFINITION,
    SQLITE_CONSTRAINT_IN_COLUMN,
    SQLITE_CONSTRAINT_ORDER, /* from 1, of keys or checks whose order matters and is not that of their lines; or null */
    SQLITE_CONSTRAINT_INDEX,
    SQLITE_CONSTRAINT_FOREIGN_KEY,
    SQLITE_CONSTRAINT_FIELDS
};

/* ---- schema.c ---- */

enum sqlite_relation_type { SQLITE_ORDINARY_TABLE, SQLITE_VIRTUAL_TABLE, SQLITE_VIEW };

struct sqlite_relation {
    enum sqlite_relation_type type;
    const char *name;
    const char *sql;
    bool has_options; /* SQLite lists the next two (since 3.37) */
    bool without_rowid;
    bool strict;
};

struct sqlite_relations {
    struct sqlite_relation *items; /* by name */
    size_t n;
    const char **shadows; /* the tables that virtual tables keep their data in, which are none of them */
    size_t n_shadows;
};

/*
 * Every table and view a person made: SQLite's own tables and those that a
 * virtual table keeps its data in are left out. Asked for once, and shared by
 * all kinds. False with a diagnostic.
 */
bool sqlite_read_relations(struct reading *reading, struct sqlite_relations *relations);

/* The relation of that name, without regard to case; NULL where there is none. */
const struct sqlite_relation *sqlite_find_relation(const struct sqlite_relations *relations, const char *name);

/* Whether a virtual table keeps its data in the table of that name. */
bool sqlite_is_shadow(const struct sqlite_relations *relations, const char *name);

/*
 * What SQLite says an index holds: "a COLLATE BINARY, b COLLATE NOCASE DESC".
 * The rows [from, to) give name, desc and coll from column `first` on.
 */
char *sqlite_stored_keys(void *ctx, const struct rows *rows, int from, int to, int first);

/* Runs one query; false with a diagnostic that names `what` could not be read. */
bool sqlite_ask(struct reading *reading, void *ctx, const char *what, const char *query, const char *param,
                struct rows *rows);

/* The same without a diagnostic, for questions that may have no answer. */
bool sqlite_try(struct reading *reading, void *ctx, const char *query, const char *param, struct rows *rows);

/* Adds the diagnostic for a statement that was not understood; returns false. */
bool sqlite_misread(struct reading *reading, const char *what, const char *name, const char *sql,
                    const struct sqlite_problem *problem);

/* Sets a field to a copy of the text. */
void sqlite_set(const struct reading *reading, struct object *object, int field, const char *text);
void sqlite_set_flag(const struct reading *reading, struct object *object, int field, bool value);

/* What is asked of tables by their names: only of those whose definition holds the word, where there is one. */
struct sqlite_visit_query {
    const char *query;
    const char *keyword;
};

/* Whether the definition of a table holds a key word, in small or capital letters: without it, it means none. */
bool sqlite_may_say(const struct sqlite_relation *relation, const char *keyword);

/*
 * Reads the definition of every ordinary table that may say `word` (NULL: of
 * all) and hands it on; stops at the first that fails. `queries` (up to one
 * without a query, or NULL) are what a visit asks of them, in that order.
 */
struct sqlite_visit {
    const struct kind *kind;
    struct reading *reading;
    void *ctx; /* freed after the visit */
    const struct sqlite_relation *relation;
    const struct sqlite_table *table;
};
bool sqlite_each_table(const struct kind *kind, struct reading *reading, const char *keyword,
                       const struct sqlite_visit_query *queries, bool (*visit)(const struct sqlite_visit *));

/*
 * ---- column.c, constraint.c: what is inside of tables, added when the table is visited ----
 */
extern const struct sqlite_visit_query sqlite_column_query, sqlite_constraint_queries[2];
bool sqlite_add_columns(const struct sqlite_visit *visit);
bool sqlite_add_constraints(const struct sqlite_visit *visit);

/* `read` of these kinds: table.c has done it. */
bool sqlite_read_with_tables(const struct kind *kind, struct reading *reading);

/*
 * ---- table.c, column.c, constraint.c, index.c: what definitions say by themselves ----
 *
 * Adds the objects without asking SQLite: what only SQLite can tell (affinity,
 * what an index stores) is left out. Of `reading` only the catalog is used.
 */
void sqlite_declare_table(struct reading *reading, void *ctx, const struct sqlite_table *table);
void sqlite_declare_columns(const struct sqlite_visit *visit);
void sqlite_declare_constraints(const struct sqlite_visit *visit);
void sqlite_declare_index(struct reading *reading, void *ctx, const char *table, const struct sqlite_index *index);

/* ---- judge.c ---- */

/* Compares what SQLite compiles statements to, in the database that is read. Belongs to ctx. */
struct sqlite_judge *sqlite_judge_new(struct reading *reading, void *ctx);

/* ---- constraint_order.c ---- */

/* A constraint's line in CREATE TABLE. Belongs to ctx. */
char *sqlite_constraint_line(void *ctx, const char *name, const char *definition);

/*
 * The place of each constraint among the keys, or the checks, that have a
 * line, from 1; 0: it may stand anywhere. Where lines that are sorted stand in
 * that order anyway, all are 0. Belongs to ctx.
 */
int *sqlite_constraint_orders(void *ctx, const struct sqlite_table *table);

/* Sorts lines; those of a group with an order stand in that order. */
struct sqlite_line {
    const char *text;
    const char *column;     /* whose line it is; NULL: a constraint's */
    const char *constraint; /* NULL: a column's */
    int group;
    int order;
};
void sqlite_sort_lines(void *ctx, struct sqlite_line *lines, size_t n);

/* ---- names.c ---- */

/* Answers which columns relations have, which all kinds share, asking SQLite once for each; and judges. Belongs to ctx.
 */
struct sqlite_names *sqlite_names_new(struct reading *reading, void *ctx);

/* Notes the columns of a relation, hidden ones among them, so that nobody asks for them. Belongs to nobody: it is
 * shared. */
void sqlite_names_note(struct reading *reading, const char *relation, const struct rows *rows, int column);

/* What kinds share (struct reading): one of relations and one of names. */
struct expansion;
struct sqlite_shared {
    bool has_relations;
    struct sqlite_relations relations;
    struct sqlite_columns_memory *columns;
    struct expansion *expansion; /* of the views; NULL: nobody has looked yet */
};
struct sqlite_shared *sqlite_shared(struct reading *reading);

/* ---- virtual_table.c ---- */

/* The statement without semicolon; `schema` is "" or "temp.". Belongs to ctx. */
char *sqlite_virtual_table_statement(void *ctx, const char *schema, const char *name,
                                     const struct sqlite_virtual_table *table);

/* ---- shadow.c ---- */

void sqlite_note_shadow(void *ctx, struct sqlite_relations *relations, const char *name);

/*
 * Takes the tables in which virtual tables keep their data out of the list,
 * for libraries that do not tell them (before 3.37).
 */
bool sqlite_drop_shadows(struct reading *reading, void *ctx, struct sqlite_relations *relations);

/* What stands on a table in which a virtual table keeps its data (an index, a trigger) is made behind that one. */
void sqlite_need_virtual(const struct catalog *catalog, const struct object *o,
                         void (*need)(void *to, const struct object *earlier), void *to);

/* ---- literal.c ---- */

/* A value as SQL on one line. Belongs to ctx. */
char *sqlite_literal(void *ctx, const struct cell *cell);

/* ---- reference.c ---- */

/* A row another one refers to. */
struct sqlite_reference {
    const struct sqlite_row *row;
    bool deferred; /* looked at when the transaction ends */
};

/* A row, and the rows it refers to through foreign keys. */
struct sqlite_row {
    const char *name;    /* the printed tuple, numbered where rows are the same */
    const char **values; /* literals, in the order of the table's columns */
    struct sqlite_reference *references;
    size_t n_references;
    const struct sqlite_data_table *table;
    size_t number; /* among all rows */
};

/* The rows of one table. */
struct sqlite_data_table {
    const char *relation;
    const char **columns;
    size_t n_columns;
    struct sqlite_row *rows;
    size_t n_rows;
};

struct sqlite_data {
    struct sqlite_data_table *tables;
    size_t n_tables;
};

/* Finds the rows that each row refers to, leaving out what would make a cycle. Memory comes from ctx. */
bool sqlite_find_references(struct reading *reading, void *ctx, struct sqlite_data *data);

#endif
