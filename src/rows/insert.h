/* Rows for one table: made, tried, changed and tried again. */
#ifndef ROWS_INSERT_H
#define ROWS_INSERT_H

#include "rows/table.h"

struct insertion {
    struct connection *connection;
    struct wanted_table *table;
    bool plain; /* no NULL, nothing equal */
    void *ctx;
    const char *why; /* the server's words where none could be made; NULL: nothing was tried */
};

/* Returns how many were made; *number is that of the next value. */
size_t insert_rows(struct insertion *insertion, unsigned long *number);

#endif
