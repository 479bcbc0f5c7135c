/*
 * The sections of fullschema.ini that are no command's: [database NAME] says
 * where the migrations of a logical database are, [prepare] what is there before
 * the first of them (schema/project.h).
 */
#ifndef CLI_PROJECT_FILE_H
#define CLI_PROJECT_FILE_H

#include <stdbool.h>

#include "base/diag.h"
#include "cli/settings.h"
#include "schema/project.h"

/* Whether a setting stands in such a section, and is no option's. */
bool project_has_section(const struct setting *s);

/*
 * Reads them. The file is a part of the project, and so of every pull request: a path in it leads to nothing outside.
 * Belongs to ctx. NULL with diagnostics, which have the file's lines.
 */
const struct project *project_read(void *ctx, const char *path, struct diags *diags);

#endif
