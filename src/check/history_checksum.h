/* Checksums of migrations, by the rules of the tool that keeps them (schema/migration_tool.h). */
#ifndef CHECK_HISTORY_CHECKSUM_H
#define CHECK_HISTORY_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/migration_tool.h"

/* Whether what stands in the column is one. */
bool history_is_checksum(const char *text);

/* That of files[at]; of several that would do that which was recorded. Belongs to ctx, or is `recorded`. */
const char *history_checksum(void *ctx, const struct tool_history *how, const struct history_file *files, size_t at,
                             const char *recorded);

#endif
