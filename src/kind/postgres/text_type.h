/* A type called otherwise, in canonical texts that say its name. */
#ifndef KIND_POSTGRES_TEXT_TYPE_H
#define KIND_POSTGRES_TEXT_TYPE_H

#include "kind/parsing.h"

/* Which type it was, schema "" for public, and how texts say it from now on. */
struct type_name {
    const char *schema, *name, *now;
};

/*
 * TYPE_TEXT is that of a column: an array of it is said by it, too. In an expression it stands behind ::, as casts are
 * canonically written. Belongs to ctx; other things of the same name keep theirs.
 */
enum text_of_type { TYPE_TEXT, TYPES_OF_EXPRESSION };
char *text_with_type(void *ctx, enum text_of_type what, const char *text, const struct type_name *type);

/* Columns, attributes of composite types, constraints and indexes say it so from now on: types_are_followed(). */
void types_rename(struct parsing *parsing, const struct type_name *type);
bool types_are_followed(const struct kind *kind);

#endif
