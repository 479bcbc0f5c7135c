/* Which table of a live database a migration tool keeps its history in, and which others are its own. */
#ifndef CHECK_HISTORY_TABLE_H
#define CHECK_HISTORY_TABLE_H

#include "check/history.h"

struct history_request {
    const struct migration_tool *tool; /* of the directory, or tool_unknown */
    const char *named;                 /* as in history_read */
    const char *label;
};

/* Fills in tool, table and tables; without a tool where there is no such table. False with a diagnostic. */
bool history_table_find(void *ctx, struct connection *connection, const struct history_request *request,
                        struct history *history, struct diags *diags);

/* As it stands in a query: "audit"."migrations". Belongs to ctx. */
char *table_name_quoted(void *ctx, enum engine engine, const struct table_name *table);

#endif
