/* What a statement is about, by its words: for those that nobody understands. */
#ifndef MODEL_POSTGRES_STATEMENT_NAME_H
#define MODEL_POSTGRES_STATEMENT_NAME_H

#include <stddef.h>

/*
 * "FOREIGN TABLE films" of all that creates, alters or drops it, "UPDATE rooms", "COMMENT ON SERVER s"; the first
 * words of what says no name. Belongs to ctx.
 */
const char *statement_name(void *ctx, const char *text, size_t length);

#endif
