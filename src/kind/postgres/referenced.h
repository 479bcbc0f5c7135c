/*
 * What a foreign key's definition says behind REFERENCES, in any text that the server or a deparse writes:
 * `FOREIGN KEY (room) REFERENCES archive.rooms (id) ON DELETE CASCADE`. Names in quotes may hold all of that, too.
 */
#ifndef KIND_POSTGRES_REFERENCED_H
#define KIND_POSTGRES_REFERENCED_H

#include <stdbool.h>
#include <stddef.h>

struct referenced {
    const char *table; /* within the definition, as it is written there */
    size_t table_length;
    const char *columns; /* "(id, name)", or at the end of the table where none is named */
    size_t columns_length;
};

/* False: it is no foreign key's. */
bool find_referenced(const char *definition, struct referenced *found);

/* Whether it is that table, as it is written there. */
bool refers_to_table(const char *definition, const char *table);

/* The definition with another table, which is written so. Belongs to ctx. */
const char *with_referenced(void *ctx, const char *definition, const char *table);

#endif
