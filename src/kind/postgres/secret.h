/*
 * Options of foreign data that hold passwords and the like. They are never printed: a snapshot is committed for
 * everybody to read. Who loads it sets them anew.
 */
#ifndef KIND_POSTGRES_SECRET_H
#define KIND_POSTGRES_SECRET_H

#include "kind/grammar.h"

/* Which options are not: all but those of suspicious names and values, or only those that are known to be none. */
enum secrecy { SECRET_BY_NAME, SECRET_UNLESS_KNOWN };

/*
 * The options (an array of name=value texts, or NULL) that may be seen; NULL where none is left. The names of the
 * others go to *left_out, "a, b", NULL: there are none. Both belong to ctx.
 */
const char *visible_options(void *ctx, const char *array, enum secrecy secrecy, const char **left_out);

/* Takes secrets out of that field of the objects from `first` on, with a warning for each that has any. */
void take_out_secrets(struct reading *reading, size_t first, int field, enum secrecy secrecy);

/* For kind->read: runs the query, and takes secrets out of that field, with a warning for each object that has any. */
bool read_without_secrets(const struct kind *kind, struct reading *reading, int field, enum secrecy secrecy);

#endif
