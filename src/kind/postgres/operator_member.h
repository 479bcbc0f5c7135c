/* Operators and functions of operator classes and families: one line each, as CREATE OPERATOR CLASS says them. */
#ifndef KIND_POSTGRES_OPERATOR_MEMBER_H
#define KIND_POSTGRES_OPERATOR_MEMBER_H

#include "kind/grammar.h"

/*
 * From the array that a query brings, of eight texts for each: OPERATOR or FUNCTION, its number, schema and name, the
 * types of both sides, the arguments of a function, and as one text the sort family; to an array of lines, in order.
 */
void normalize_members(struct catalog *catalog, const struct object *o, int field);

/*
 * The same from a list of CreateOpClassItem nodes; those of `before` (an array of lines, or NULL) are among them, or
 * with `drop` are not any more. `type` is that of a class, what stands without types is of; else NULL. False where it
 * cannot be determined.
 */
bool field_of_members(struct parsing *parsing, const char **value, const char *before, const json_t *items,
                      const char *type, const char *method, bool drop);

/* `\n    OPERATOR 1 <(integer, integer),` ... `more` stands before them; and for people in one line. */
void print_members(FILE *out, const char *array, const char *more);
void show_members(FILE *out, const char *array);

/* A class or a family: its schema, and its name in the catalog, "f USING btree", from the bare one. */
const char *name_with_method(void *ctx, const char *name, const char *method);
bool identify_by_method(struct parsing *parsing, const json_t *object, struct object *o);

/* The first fields of both, and what else their grammars say of names. */
enum { BARE_NAME, METHOD, N_NAMING_FIELDS };
struct object_name spell_with_method(void *ctx, const struct object *o);
void rename_with_method(struct parsing *parsing, struct object *o, const char *schema, const char *name);

/* operator_family.c: that of a text, made where there is none. */
void require_operator_family(struct parsing *parsing, const char *schema, const char *name, const char *method);

#endif
