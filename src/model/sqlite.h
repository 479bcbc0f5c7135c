/* What the files of SQLite's reader share. */
#ifndef MODEL_SQLITE_H
#define MODEL_SQLITE_H

#include "base/diag.h"
#include "catalog/object.h"
#include "model/model.h"
#include "sql/sqlite/split.h"

/*
 * As model_read_sqlite, which reads fast: what is certain from its text alone (sqlite_plain.h). The other way is the
 * tests', which hold both against each other.
 */
const struct model *sqlite_read(void *ctx, const char *path, const char *text, bool fast, struct diags *diags);

/* ---- sqlite_statement.c ---- */

/* What a statement that begins with CREATE makes. */
struct sqlite_creation {
    const char *type; /* "table", "index", "view", "trigger"; NULL: the statement creates nothing */
    const char *name;
    size_t next; /* the token after the name */
};
struct sqlite_creation sqlite_creation_of(void *ctx, const struct sqlite_statement *s);

/* A statement as it is written, without the semicolon. Belongs to ctx. */
char *sqlite_statement_text(void *ctx, const struct sqlite_statement *s);

/* [schema.]name at *at, which moves behind it; NULL where no name stands. Belongs to ctx. */
const char *sqlite_name_at(void *ctx, const struct sqlite_statement *s, size_t *at);

/* ---- sqlite_place.c: where in a script things stand ---- */

struct sqlite_places;

/* To be freed, because a hash table stands behind it. */
struct sqlite_places *sqlite_places_read(void *ctx, const char *sql, const struct sqlite_statements *statements);
void sqlite_places_free(struct sqlite_places *places);

/* Lines from 1, 0 where it is not known. `type` as in sqlite_creation, or "setting". */
int sqlite_place(const struct sqlite_places *places, const char *type, const char *name);
int sqlite_place_column(const struct sqlite_places *places, const char *table, const char *column);

/* A constraint with that name (NULL: none) and that text; where it is not found as such, its column's or table's. */
int sqlite_place_constraint(const struct sqlite_places *places, const char *table, const char *name,
                            const char *definition, const char *columns);

/* A row by the values of all its columns: "(1, 'a')". */
int sqlite_place_row(const struct sqlite_places *places, const char *table, const char *tuple);

/* ---- sqlite_text.c: what is compared as text (statement.h) ---- */

void sqlite_add_as_text(void *ctx, struct model_draft *draft, const struct sqlite_statement *s, int line);

/* ---- sqlite_item.c, sqlite_row.c: from objects to items ---- */

struct sqlite_filling {
    void *ctx; /* for what is needed on the way */
    struct model_draft *draft;
    const struct catalog *catalog;
    const struct sqlite_places *places;
};

void sqlite_add_items(const struct sqlite_filling *filling);
void sqlite_add_row(const struct sqlite_filling *filling, const struct object *row);

/* What stands between the commas of a list: "1, 'a, b', CAST(X'00' AS TEXT)" has three. Belongs to ctx. */
struct sqlite_list {
    const char **items;
    size_t n;
};
struct sqlite_list sqlite_split_list(void *ctx, const char *sql);

/* A field by its name; NULL where it is null. */
const char *sqlite_field(const struct object *object, const char *name);

#endif
