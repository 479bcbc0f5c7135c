/*
 * An object kind: everything fullschema knows about indexes, say, is one
 * entry of this shape, in one file (kind/<engine>/index.c, its query beside
 * it in index.sql), listed once in the registry of its engine. A new kind is
 * a new file and a new line there.
 *
 * What an entry holds: how its objects are read, which fields they have
 * (compared one by one, under these names), where they stand in a snapshot,
 * and how they are printed.
 */
#ifndef KIND_KIND_H
#define KIND_KIND_H

#include <stdio.h>

#include "catalog/object.h"
#include "catalog/remark_things.h"
#include "catalog/volatile.h"
#include "engine/answer.h"

struct catalog_rows;
struct change_forms;
struct grammar;

/*
 * Where in a snapshot an object stands unless a dependency forces it later
 * or earlier. Within a phase: by schema, then by relation (or own name where
 * there is none), then by place, then by kind and name.
 */
enum phase {
    PHASE_EXTENSION,
    PHASE_SCHEMA,
    PHASE_TYPE, /* enums, domains, composites, ranges, collations, ... */
    PHASE_SEQUENCE,
    PHASE_FUNCTION, /* functions, procedures, aggregates, operators, casts */
    PHASE_TABLE,    /* a table and all that is grouped with it */
    PHASE_VIEW,
    PHASE_FOREIGN_KEY,
    PHASE_ROW,
    PHASE_POSITION, /* sequence positions */
    PHASE_LAST,     /* what must see everything: materialized view contents, event triggers, ... */
    PHASE_INSIDE    /* printed by its relation (columns, constraints): no statement of its own */
};

/* Where within the group of a table. */
enum place { PLACE_SELF, PLACE_INDEX, PLACE_OPTION, PLACE_TRIGGER };

/*
 * A part of what an object's statement makes that a statement of its own can
 * make later: a check of a table, a default, the query of a view. The order
 * of a snapshot postpones it where it needs something that needs the rest
 * (emit/order.h), and catalog_postpones() says so to whoever prints the rest.
 */
struct postponable {
    bool whole; /* the part is the object, which stands inside another; else what needs the object can do without it */

    /* Whether this object has such a part; NULL: all have. */
    bool (*has)(const struct object *object);

    /* Prints the statement or statements that make it, each ending with ";\n". */
    void (*print)(FILE *out, const struct catalog *catalog, const struct object *object);
};

/* What a reader gets. */
struct row_limit;
struct reading {
    struct connection *connection;
    struct catalog *catalog;           /* to be filled with catalog_add */
    const struct volatiles *volatiles; /* cells that are read as expressions, or NULL */
    struct diags *diags;
    const struct catalog_rows *rows; /* catalog/read.h: which rows are wanted */
    bool in_use;                     /* the database is an application's: nothing may be changed in order to read */
    struct row_limit *row_limit;     /* catalog/row_limit.h; or NULL */
    void *shared;                    /* what an engine's kinds have found out and share until all are read; or NULL */
};

struct kind {
    const char *name; /* as people say it: "materialized view" */

    /*
     * The query whose rows are objects (Postgres). Its first five columns are
     * class_id, object_id, schema, relation, name (see catalog/read.h), then
     * come the fields, in the order and under the names of `fields`.
     * NULL where `read` does the work.
     */
    const char *query;

    /*
     * An SQL condition that is false where a database holds no object of the
     * kind (Postgres), as "EXISTS (SELECT FROM pg_policy)". Those of all kinds
     * are asked in one query, and what is absent is not read: a schema uses
     * few of the kinds there are. Of the catalogs that grow most, class, type
     * and limiting of presence.sql say what there is. NULL: always read.
     */
    const char *present;

    /* Reads all objects of the kind; NULL: the query does. */
    bool (*read)(const struct kind *kind, struct reading *reading);

    /* `read` asks the query as it is, too: it can be asked before (connection_expect). */
    bool asks;

    const char *const *fields;
    int n_fields;

    /* What the query's fields are, by enum answer_form; NULL: of all ANSWER_ANY. */
    const int *forms;

    /*
     * Further columns of the query, which readers of kinds need and nobody else: behind the fields among an object's
     * values, neither compared nor printed.
     */
    const struct answer_column *beside;
    int n_beside;

    /* How many values objects of a text have behind those: what their statements say apart (grammar.h). */
    int n_apart;

    enum phase phase;
    enum place place;

    /* As what comments of deltas know its objects, where they stand above its statement; else REMARK_NONE. */
    enum remark_class remark;

    /* Says something of other objects that only the proof of a snapshot compares: read on demand, never printed. */
    bool proof;

    /* Prints the statement or statements that make the object, each ending with ";\n". */
    void (*print)(FILE *out, const struct catalog *catalog, const struct object *object);

    /*
     * Names what must stand earlier in the snapshot and is not among the
     * catalog's dependencies (a row's referenced table's rows, say), by
     * calling `need` for each. Usually NULL.
     */
    void (*needs)(const struct catalog *catalog, const struct object *object,
                  void (*need)(void *to, const struct object *earlier), void *to);

    /*
     * The same for what the body of a function soft_needs: the server looks at it
     * when the function is created, unless it is told not to. Usually NULL.
     */
    void (*soft_needs)(const struct catalog *catalog, const struct object *object,
                       void (*need)(void *to, const struct object *earlier), void *to);

    /* What of it can be made later; NULL: nothing. */
    const struct postponable *postponable;

    /* How statements speak of its objects, and what reports call them (grammar.h); NULL: src/model/postgres knows. */
    const struct grammar *grammar;

    /* How statements change its objects in a database that has them (change.h); NULL: they are dropped and made again.
     */
    const struct change_forms *changes;
};

/* The kinds of an engine, in registry order; NULL-terminated. */
const struct kind *const *kinds_of_engine(enum engine engine);

/* The query whose rows say which object needs which (catalog/read.h); NULL: the engine does not say. */
const char *needs_of_engine(enum engine engine);

/*
 * The query that the conditions of all kinds (`present`) are added to, as further columns: what it names before is
 * there for them. NULL: the engine has none.
 */
const char *presence_of_engine(enum engine engine);

/* Whether its objects only say what will hold of those that are made later: default privileges, a database's settings.
 */
bool kind_is_preparation(const struct kind *kind);

/* The place of a kind in its registry. */
int kind_rank(const struct kind *kind);

/* What an object's kind prints of it, without the last line break. Belongs to ctx. */
char *kind_text(void *ctx, const struct catalog *catalog, const struct object *o);

#endif
