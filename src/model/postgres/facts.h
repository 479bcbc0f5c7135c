/* Facts of items (model.h) from parts of statements. */
#ifndef MODEL_POSTGRES_FACTS_H
#define MODEL_POSTGRES_FACTS_H

#include "model/postgres/reader.h"

/* Of a column, what rules know its type by: "type schema", "type", "type modifier", "type array", of a TypeName. */
void set_type_facts(struct reader *r, struct object *column, const json_t *type);
/* The same of a type of the server without modifiers, by its name there: int4. */
void set_system_type_facts(struct reader *r, struct object *column, const char *name);

/* "default call schema" and "default call": the functions that an expression calls. */
void set_default_facts(struct reader *r, struct object *column, json_t *expression);
void drop_default_facts(struct object *column);

/* These of another column, and whether that is generated. */
void copy_column_facts(struct reader *r, struct object *column, const struct object *from);

/*
 * The fact: "schema\nrelation\ncolumn" for each column of a relation that a query, an expression or a statement names,
 * as far as names tell it. Names outside of queries belong to that relation ("": to none). Adds to what is there.
 */
void add_references(struct reader *r, struct item *item, const char *fact, json_t *tree, const char *schema,
                    const char *relation);
/* What was "schema\nrelation", or "schema\nrelation\ncolumn", is called so from now on. */
void rename_references(struct reader *r, const char *old, const char *new);

#endif
