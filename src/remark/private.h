/* What the files that read scripts share. */
#ifndef REMARK_PRIVATE_H
#define REMARK_PRIVATE_H

#include "remark/list.h"
#include "remark/read.h"

/* One statement of a script: marks [first, end), `end` being its semicolon or the end of the script. */
struct remark_statement {
    void *ctx;
    const struct marks *marks;
    struct remarks *remarks;
    struct remark_session *session;
    size_t first, end;
    struct remark_list above;  /* comments directly above it, without a legal notice */
    struct remark_list behind; /* comments behind its semicolon */
};

/* name.c: an object's name as a statement has it. */
struct remark_name {
    const char *schema; /* NULL: it says none; of SQLite always "" */
    const char *name;
    bool temporary;
    size_t behind; /* the mark behind it */
};
bool remark_read_name(const struct remark_statement *s, size_t i, struct remark_name *name);

/*
 * Where what has a name without a schema is: a table, or what statements call so; a thing of that class. One that is
 * not known is where new ones are made.
 */
void remark_find_table(const struct remark_statement *s, struct remark_name *name);
void remark_find_thing(const struct remark_statement *s, enum remark_class class, struct remark_name *name);

/* The parenthesis that closes the one at `open`; the end of the statement where there is none. */
size_t remark_closing(const struct remark_statement *s, size_t open);

/* Adds the comments among the marks [from, end). */
void remark_add_comments(const struct remark_statement *s, struct remark_list *to, size_t from, size_t end);
void remark_append(void *ctx, struct remark_list *to, const struct remark_list *more);

/* constraint.c: whether the item of a list begins with the words of a constraint. */
bool remark_is_constraint(const struct remark_statement *s, size_t i);

/* The constraints of CREATE TABLE, whose table and columns are known by now. */
void remark_constraints_made(const struct remark_statement *s, const struct remark_name *table,
                             const struct remark_items *list);

/* ALTER TABLE ... ADD, where that adds one; `text` is said of what says nothing itself, or NULL. */
void remark_constraint_added(const struct remark_statement *s, const struct remark_name *table,
                             const struct remark_item *action, const char *text);

/* A column has another name, and so the constraints of SQLite that have none of their own. */
void remark_constraints_rename_column(const struct remark_statement *s, const struct remark_name *table,
                                      const char *column, const char *new_column);

/*
 * routine.c: the function of that name, which begins at the mark, with the types that it takes: "f(integer, text)". Of
 * a statement that creates it; of one that names it, maybe without types, where *behind is the mark behind those. NULL:
 * it is not understood.
 */
const char *remark_created_routine(const struct remark_statement *s, const struct remark_name *name);
const char *remark_named_routine(const struct remark_statement *s, size_t i, const struct remark_name *name,
                                 size_t *behind);

/* thing.c: CREATE, ALTER and DROP of indexes, views, triggers, functions. False: it is something else. */
bool remark_create_thing(const struct remark_statement *s);
bool remark_alter_thing(const struct remark_statement *s);
bool remark_drop_thing(const struct remark_statement *s);

/* The index or view of that name, whose schema is known, is renamed, or moved to a schema. */
void remark_rename_relation(const struct remark_statement *s, const struct remark_name *name, const char *new_schema,
                            const char *new_name);

/* server_name.c: what the server calls what has no name; `label` as it ends. Belongs to the statement. */
const char *remark_server_name(const struct remark_statement *s, const struct remark_name *table, const char *column,
                               const char *label);

/* The elements in the parentheses at `open`, as that name has them: "a_b"; NULL: one of them is no column. */
const char *remark_server_columns(const struct remark_statement *s, size_t open);

/* table.c: CREATE TABLE, ALTER TABLE, DROP TABLE. False: it is something else. */
bool remark_create_table(const struct remark_statement *s);
bool remark_alter_table(const struct remark_statement *s);
bool remark_drop_table(const struct remark_statement *s);

/* session.c: what changes where names are looked up, or renames a schema. */
void remark_session_read(const struct remark_statement *s);

/* The mark behind `i` that is no comment, and the one behind those words; `i` where they do not stand there. */
size_t remark_next(const struct remark_statement *s, size_t i);
size_t remark_skip(const struct remark_statement *s, size_t i, const char *const *words);

#endif
