/* Constants of a person, as the server keeps them. */
#ifndef SQL_POSTGRES_CONSTANT_H
#define SQL_POSTGRES_CONSTANT_H

#include <jansson.h>
#include <stdbool.h>

/*
 * Changes a string that becomes a value of that (canonical) type to what the server shows of that: 'yes' of a boolean
 * is true, '5' of an integer is 5, jsonb has its blanks and the order of its keys. Anything else is left as it is.
 * True: it was such a string.
 */
bool constant_as_stored(json_t *value, const char *type);

#endif
