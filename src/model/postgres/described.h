/* Objects of the kinds that describe themselves (kind/grammar.h): from statements to items. */
#ifndef MODEL_POSTGRES_DESCRIBED_H
#define MODEL_POSTGRES_DESCRIBED_H

#include "kind/grammar.h"
#include "model/postgres/reader.h"

/* A statement of such a kind; *known is false where there is no kind for it. */
bool read_described(struct reader *r, json_t *node, bool *known);

/*
 * The object of that kind that a tree names; NULL: the text has not made it. `named`, if not NULL, becomes one that has
 * no more than what the tree says.
 */
struct object *described_find(struct reader *r, const struct kind *kind, const json_t *object, struct object *named);

/* The kind of the object that a tree names, by what libpg_query calls it; NULL: none that describes itself. */
const struct kind *described_kind(struct reader *r, const char *type, const json_t *object);

/* What is a relation to ALTER TABLE, but of a kind that describes itself; NULL: none of that name is. */
struct object *described_relation(struct reader *r, const char *schema, const char *name);
struct object *described_range(struct reader *r, const json_t *range);

/* DROP, RENAME TO and SET SCHEMA. False where the text has not made the object, or cannot tell what it is called now.
 */
bool drop_described(struct reader *r, const struct kind *kind, const json_t *object);
bool rename_described(struct reader *r, struct statement *s, struct object *o, const char *schema, const char *name);

/* What kinds ask of the text (kind/parsing.h), with the reader for `data`. */
extern const struct parsing_reader described_reader;

/* What a printer finds beside the object: its parts. */
struct catalog described_catalog(struct reader *r, const struct object *o);

/* finish.c: the same of a table: all that hangs on it, and the columns above those that it inherits. Belongs to ctx. */
struct catalog table_catalog(struct reader *r, void *ctx, const struct relation *table);

/* The statement that makes it, of what is read so far. */
const char *described_text(struct reader *r, const struct object *o);

/* The item of an object with that text. */
void add_described_item(struct reader *r, const struct catalog *catalog, const struct object *o, const char *text);

/* When all is read: the items. */
void finish_described(struct reader *r);

#endif
