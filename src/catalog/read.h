/*
 * Reading a catalog: every kind of the engine's registry in turn, then the
 * dependencies between the objects.
 *
 * A kind's query answers with these columns, checked by name:
 *
 *     class_id   oid of the catalog the object is a row of   (as text; 0: none)
 *     object_id  its oid
 *     sub_id     column number, or 0; -1 where it is something said of that object (a comment, a grant)
 *     schema     '' where there is none
 *     relation   '' for free-standing objects
 *     name       unique within kind, schema and relation
 *     ...        the kind's fields, in order, under their names; then what else it brings (kind->beside)
 *
 * Query files run in psql as they are, on the newest server. Lines for other
 * versions are marked:
 *
 *     i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
 *     -- before 15: false AS nulls_not_distinct,
 *
 * A line that ends with `-- since N` is left out below N; a line that begins
 * with `-- before N: ` is uncommented below N. Both may be combined as
 * `-- before 17: x AS y, -- since 15`.
 */
#ifndef CATALOG_READ_H
#define CATALOG_READ_H

#include <stdbool.h>

#include "base/diag.h"
#include "catalog/object.h"
#include "engine/engine.h"

struct volatiles;
struct row_limit;
struct kind;

/*
 * Reads everything the connection's database holds. Cells of rows that are
 * among `volatiles` (NULL: there are none) are read as their expressions. More
 * rows than `limit` says (NULL: any) are an error. The catalog belongs to ctx. NULL on failure, with the reason in
 * diags.
 */
struct catalog *catalog_read(struct connection *connection, const struct volatiles *volatiles, struct row_limit *limit,
                             void *ctx, struct diags *diags);

/* What is read beside the schema. */
struct catalog_rows {
    bool all;                  /* rows of every table, and where sequences stand */
    const char *const *tables; /* else of these ("rooms", "archive.rooms"); NULL-terminated, or NULL */
    bool owners;               /* whose objects are, where they are not that of most */
};

/*
 * The same of a database that an application uses: rows by the million are
 * not even fetched unless they are wanted, nothing is changed in order to
 * read, and an object that a snapshot cannot hold is left out, with all that
 * needs it: the catalog comes with an error for each in diags.
 */
struct catalog *catalog_read_in_use(struct connection *connection, const struct catalog_rows *rows, void *ctx,
                                    struct diags *diags);

/* Whether a table is among them. SQLite's names are the same in any case. */
bool catalog_wants_rows(const struct catalog_rows *rows, enum engine engine, const char *schema, const char *table);

/*
 * For kinds with a reader of their own: adds an object whose values array
 * (as long as the kind's fields and what is beside them, zeroed) is to be filled before the reader returns.
 * Texts are copied; values are the caller's to allocate on catalog->ctx.
 */
struct object *catalog_add(struct catalog *catalog, const struct kind *kind, const char *schema, const char *relation,
                           const char *name);

/* Puts the objects of a catalog that was filled by hand in order: nothing can be found in it before. */
void catalog_finish(struct catalog *catalog);

/* Runs a query of the form above and adds its rows as objects of `kind`. */
bool catalog_add_query(struct catalog *catalog, const struct kind *kind, const char *query,
                       struct connection *connection, struct diags *diags);

/* The text of a query file for one server version (the major part counts). Belongs to ctx. */
char *query_for_version(void *ctx, const char *query, int version);

#endif
