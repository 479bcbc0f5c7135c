/* How a sequence counts: the options of sequences, and of identity columns, as arrays that the server's catalog gives.
 */
#ifndef KIND_POSTGRES_SEQUENCE_OPTIONS_H
#define KIND_POSTGRES_SEQUENCE_OPTIONS_H

#include <stdio.h>

#include "kind/parsing.h"

/* The places in such an array. */
enum sequence_option {
    SEQUENCE_TYPE,
    SEQUENCE_START,
    SEQUENCE_INCREMENT,
    SEQUENCE_MINIMUM,
    SEQUENCE_MAXIMUM,
    SEQUENCE_CACHE,
    SEQUENCE_CYCLE,
    N_SEQUENCE_OPTIONS
};

/*
 * The options that differ from a fresh sequence's, each with a blank before it. The type only where asked for.
 */
void print_sequence_options(FILE *out, const char *array, bool type);

/* All of them, as ALTER SEQUENCE takes them: ` INCREMENT BY 1 MINVALUE 1 ... NO CYCLE`. */
void print_sequence_settings(FILE *out, const char *array, const char *before_each, bool type);

/* The value of one, nothing where a fresh sequence has it; of the type always. */
void show_sequence_option(FILE *out, const char *array, enum sequence_option option);

/* The value of one. Belongs to ctx. */
const char *sequence_option(void *ctx, const char *array, enum sequence_option option);

/*
 * The array that a list of DefElems makes: of what was, which ALTER SEQUENCE changes; or, where `before` is NULL, of a
 * fresh sequence. Of that type, unless the list says another; NULL: of the one that it was.
 */
const char *field_of_sequence_options(struct parsing *parsing, const char *before, const char *type,
                                      const json_t *list);

/* What the list says of its own kind, `restart`, say: the DefElem; NULL where it says nothing. */
const json_t *sequence_element(const json_t *list, const char *name);

/* The number that a DefElem says. Belongs to ctx. */
const char *sequence_number(void *ctx, const json_t *element);

/* The facts "minimum", "maximum", "direction" and "cycle". */
void find_sequence_facts(void *ctx, const char *array, void (*add)(void *to, const char *name, const char *value),
                         void *to);

#endif
