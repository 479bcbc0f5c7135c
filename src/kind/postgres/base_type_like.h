/* How values of a type lie in memory and in rows: what LIKE takes over. */
#ifndef KIND_POSTGRES_BASE_TYPE_LIKE_H
#define KIND_POSTGRES_BASE_TYPE_LIKE_H

#include <stdbool.h>

/* As fields of a base type have it: NULL where it is usual. */
struct type_layout {
    const char *length, *alignment, *storage;
    bool by_value;
};

/* Of a type of the server by its name there (int4); NULL: that is not known. */
const struct type_layout *layout_of_system_type(const char *name);

#endif
