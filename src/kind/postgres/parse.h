/* Parts of statements as the fields that a query of the same kind brings: for the `parse` of kind/grammar.h. */
#ifndef KIND_POSTGRES_PARSE_H
#define KIND_POSTGRES_PARSE_H

#include "kind/grammar.h"

/* The schema ("public" where none is said) and the last name of a list of Strings. Belong to the tree. */
struct name_pair {
    const char *schema, *name;
};
struct name_pair field_of_names(const json_t *names);

/* The same of the fields of a RangeVar. */
struct name_pair field_of_range(const json_t *range);

/* The same as an array of both, as the server prints it; NULL for no names. */
const char *field_of_name_pair(struct parsing *parsing, const json_t *names);

/* The same of a DefElem's argument that names a function, which is a type to the parser. */
const char *field_of_function(struct parsing *parsing, const json_t *option);

/* What names a type in DROP, COMMENT, or RENAME and OWNER TO: for grammar->identify. */
bool identify_type(struct parsing *parsing, const json_t *object, struct object *o);

/* {a,"b c"}: an array as the server prints it. */
const char *array_text(void *ctx, const char *const *items, size_t n);

/* The canonical text of a statement about a relation, of what libpg_query calls that and its fields. */
const char *field_of_statement(struct parsing *parsing, const char *node, json_t *body, const char *schema,
                               const char *relation);

/* The object uses these columns of its relation (parsing_add_use). */
void use_columns(struct parsing *parsing, struct object *o, const json_t *names);

/* Whether the object's keys, or its expressions, have that column of its relation: by its facts. */
bool object_has_column(const struct object *o, const char *column);

/* A name as it is printed, in quotes where it must be. */
char *name_text(void *ctx, const char *name);

/* A copy of a text that the tree has, NULL where it is empty. */
const char *field_of_text(struct parsing *parsing, const json_t *body, const char *name);

/* The canonical words of a type (the fields of a TypeName); NULL where they cannot be determined. */
const char *field_of_type(struct parsing *parsing, const json_t *type);

/*
 * Whether the expression is NULL cast to that type, as a column's or domain's default: no default to the server. Not so
 * of a type with a modifier, or of a domain that the text has made, to which it has to be converted.
 */
bool is_null_default(struct parsing *parsing, const json_t *expression, const char *type);
/* Whether the text has made a domain of the name of the type (the fields of a TypeName), no array. */
bool is_domain_type(struct parsing *parsing, const json_t *type);

/* A constant of a domain that the text has made becomes a cast to what values of it are stored as: so the server has
 * it.
 */
void cast_domain_constant(struct parsing *parsing, json_t *value, const char *type);
/* NULL as the default of a column whose type has a length becomes a cast, which the server keeps as a default. */
void cast_null_default(json_t *value, const char *type);

/* What rules know such a type by: these facts. */
#define TYPE_FACTS "type schema", "type", "type modifier", "type array"
void find_type_facts(void *ctx, const json_t *type, void (*add)(void *to, const char *name, const char *value),
                     void *to);
void add_type_facts(struct parsing *parsing, struct object *o, const json_t *type);

/* The same of a list of TypeName nodes: "integer, text". */
const char *field_of_types(struct parsing *parsing, const json_t *types);

/* What a DefElem says: a word, which may be a type to the parser, a text or a number. Belongs to the tree. */
const char *element_text(const json_t *setting);
bool element_flag(const json_t *setting);
/* The type that one names. */
const char *field_of_element_type(struct parsing *parsing, const json_t *setting);

/* A role as fields hold it: "" for PUBLIC, "*" for who runs the text. */
const char *field_of_role(struct parsing *parsing, const json_t *role);

/*
 * What OPTIONS (...) makes of an array of name=value texts, `before` (NULL: none): in order, NULL where none is left.
 */
const char *field_of_options(struct parsing *parsing, const char *before, const json_t *options);

/*
 * Of a list of settings (name = function) each into the field of that name, of the first n; false where there is none.
 * And such a list of all fields that are set: ` (\n    START = f,\n    END = g\n)`.
 */
bool set_functions(struct parsing *parsing, struct object *o, const json_t *settings, const char *const *fields, int n);
void print_functions(FILE *out, const struct object *o, const char *const *fields, int n);

/* The word and the function of a pair of names; nothing where that is NULL. */
void print_keyword_and_function(FILE *out, const char *keyword, const char *pair);

/* OPTIONS (host 'x', port '5432') of such an array, and for people without the word. */
void print_fdw_options(FILE *out, const char *array);
void show_fdw_options(FILE *out, const char *array);

/* ` OPTIONS (SET a '1', ADD b '2', DROP c)`: from the options of one array to those of the other; either may be NULL.
 */
void print_fdw_options_change(FILE *out, const char *from, const char *to);

#endif
