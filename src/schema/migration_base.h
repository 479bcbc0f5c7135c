/*
 * A base: what makes a new database at once, as it is at some version, where the project's file names it
 * (schema/project.h). It stands for the migrations up to that version, as a baseline among them would.
 */
#ifndef SCHEMA_MIGRATION_BASE_H
#define SCHEMA_MIGRATION_BASE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/root.h"
#include "schema/migration_files.h"
#include "schema/project.h"

/*
 * Adds its files, as the project's file `ini` says, to those of the directory. `root` is that of the directory; where
 * it is NULL, there is none, it becomes the base's own. Belongs to ctx. False with a diagnostic where there is no such
 * file, or the version that it stands for is not said where there are migrations.
 */
bool migration_base_add(void *ctx, const char *ini, const struct project_base *base, struct migration_files *files,
                        const struct root **root, struct diags *diags);

#endif
