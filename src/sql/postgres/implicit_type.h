/* Types of expressions, by their canonical names without modifiers, as far as implicit.h follows them. */
#ifndef SQL_POSTGRES_IMPLICIT_TYPE_H
#define SQL_POSTGRES_IMPLICIT_TYPE_H

#include <jansson.h>
#include <stdbool.h>

/* That of a literal, or of NULL, that has none yet; a server's name for it, too. "" is a type that nobody knows. */
#define TYPE_UNKNOWN "unknown"

bool type_is(const char *type, const char *name);

/* text, varchar, char, name: what becomes text where only a text will do. */
bool type_is_string(const char *type);

/* One of those, or a literal that may become one. */
bool type_may_be_string(const char *type);

/* Whether a column of the type may have a length, or the like. */
bool type_has_lengths(const char *type);

/* 0 of what is no number; else numbers become those of a higher rank by themselves. */
int type_rank(const char *type);

/* The number that both become beside an operator; "": they are no numbers. */
const char *type_common_number(const char *left, const char *right);

/* Numbers, dates and the like, which `||` takes beside a text as they are. */
bool type_is_scalar(const char *type);

/* Makes the node, of that type, a cast of itself to another type, unless it has that; true where it is of it now. */
bool type_cast(json_t *node, const char *from, const char *to);

/* The same of a literal or NULL, where the server shows it as it is written, or as this then says it. */
void type_cast_constant(json_t *node, const char *to);

/* The array of such elements; "" where that is not one of those known here. */
const char *type_array_of(const char *element);

#endif
