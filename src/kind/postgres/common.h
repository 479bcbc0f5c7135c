/* What several kinds of Postgres share: reading with canonical texts, arrays, and bits of printing. */
#ifndef KIND_POSTGRES_COMMON_H
#define KIND_POSTGRES_COMMON_H

#include <stdio.h>

#include "base/mem.h"
#include "catalog/read.h"
#include "engine/grants.h"
#include "kind/kind.h"
#include "sql/postgres/canon.h"
#include "sql/postgres/name.h"

/* A condition of SQL: a new database's schema public, whose number no person's schema has, is called otherwise. */
#define PUBLIC_RENAMED                                                                                                 \
    "EXISTS (SELECT FROM pg_namespace WHERE oid < 16384 AND nspname !~ '^pg_'"                                         \
    " AND nspname NOT IN ('public', 'information_schema'))"

/* For kind->read of a kind whose objects another one reads. */
bool read_nothing(const struct kind *kind, struct reading *reading);

/* What is said of objects is of as many kinds as there are places for it; moves to the one of that place. */
struct phase_kind {
    const char *phase;
    const struct kind *kind;
};
void move_to_phase(const struct object *o, const struct phase_kind *kinds, size_t n, const char *phase);

/*
 * For kind->read: runs the kind's query and lets `canonicalize` replace texts of
 * each new object by canonical ones (allocated on catalog->ctx).
 */
bool read_canonicalized(const struct kind *kind, struct reading *reading,
                        void (*canonicalize)(struct catalog *catalog, const struct object *object));

/* The same where canonical text of one field (an index) is all there is to do. */
bool read_canonical(const struct kind *kind, struct reading *reading, int field, enum canon_form form);

/*
 * The same of objects whose texts `field` (an index) the server does not print as it stores them: `complete` puts them
 * right before that, from the catalog's object `first` on.
 */
bool read_completed(const struct kind *kind, struct reading *reading,
                    bool (*complete)(struct reading *reading, size_t first, int field), int field,
                    void (*canonicalize)(struct catalog *catalog, const struct object *object));

/*
 * Replaces a field that holds SQL as the server prints it by its canonical
 * text; nulls stay. The names in it belong to the object's relation.
 */
void normalize_text(struct catalog *catalog, const struct object *o, int field, enum canon_form form);

/*
 * The elements of an array as the server prints it ({a,"b c",NULL}), those of
 * nested arrays one after the other. Null elements are NULL. Belongs to ctx.
 */
struct list {
    char **items;
    int n;
};
struct list parse_array(void *ctx, const char *text);

/* The same of a schema and a name: two elements, neither NULL, or none. */
struct list parse_pair(void *ctx, const char *text);

/* Prints a canonical text in its short form. */
void print_short(FILE *out, const struct catalog *catalog, const struct object *o, enum canon_form form,
                 const char *text);

/* `archive.rooms`, `rooms`: the object's own name, or that of the relation it belongs to. */
void print_object_name(FILE *out, const struct object *o);

/* The same where the statement has other words for them: `public.lower` where the server has a function lower. */
void print_own_name(FILE *out, const struct object *o, const char *schema, const char *name);
void print_parent_name(FILE *out, const struct object *o, const char *schema, const char *name);

/* `CREATE TYPE x;` and a newline: no more than the name. */
void print_shell_type(FILE *out, const struct catalog *catalog, const struct object *o);
void print_object_relation(FILE *out, const struct object *o);

/* `archive.rooms` from the field that holds an array of schema and name. */
void print_name_pair(FILE *out, const char *array);

/* The same for a schema and a name; and pg_catalog, which goes without saying, is not said. */
void print_visible_name(FILE *out, const char *schema, const char *name);

/* `"C"`, `archive.german`: the same for what may be a built-in, whose schema pg_catalog goes without saying. */
void print_visible(FILE *out, const char *array);

/* `+`, `archive.+`: operators are never quoted. */
void print_operator(FILE *out, const char *schema, const char *name);

/* OPERATOR(archive.+) or + from an array of schema and name. */
void print_operator_pair(FILE *out, const char *array);

/* `fillfactor = 70, autovacuum_enabled = false` from an array of name=value texts. */
void print_options_of(FILE *out, const char *array);

/* The names of those of the options that the other array does not have, `fillfactor, autovacuum_enabled`; how many. */
int print_options_gone(FILE *out, const char *array, const char *other);

/* ALTER `word` x SET (...), RESET (...): from the options of one array to those of the other. */
void print_storage_change(FILE *out, const char *keyword, const struct object *o, const char *from, const char *to);

/* A role: CURRENT_USER for `own` (may be NULL) and for "*", PUBLIC for "", else its name. */
void print_role(FILE *out, const char *own, const char *role);

/*
 * How a trigger or rule fires: ALTER TABLE ... DISABLE TRIGGER x. `enabled` is
 * D, R, A, or for what is usual O, as in pg_trigger.tgenabled.
 */
void print_firing(FILE *out, const struct object *o, const char *keyword, const char *enabled);

/* Calls `need` for the object of that identity, if it exists. */
void need_named(const struct catalog *catalog, const struct kind *kind, const char *schema, const char *relation,
                const char *name, void (*need)(void *to, const struct object *earlier), void *to);

/* Calls `need` for an index of the table that `o` is of, or for the constraint that makes it. */
void need_index(const struct catalog *catalog, const struct object *o, const char *name,
                void (*need)(void *to, const struct object *earlier), void *to);

/* Adds what the role lacks to read where sequences stand. False with a diagnostic. */
bool sequence_grants(struct reading *reading, struct grants *grants);

/*
 * Calls `need` for the last row of a table and of all tables below it: whoever
 * needs that stands after all of them, because each row needs the one before.
 */
void need_rows(const struct catalog *catalog, const char *schema, const char *table,
               void (*need)(void *to, const struct object *earlier), void *to);

#endif
