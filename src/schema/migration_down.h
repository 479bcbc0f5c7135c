/*
 * How a migration is taken back: by a part of its own file, or by a file beside
 * it. Whose way it is to say so, is each tool's (migration_tool.h).
 */
#ifndef SCHEMA_MIGRATION_DOWN_H
#define SCHEMA_MIGRATION_DOWN_H

#include "schema/plan.h"

enum way_down { DOWN_MISSING, DOWN_EMPTY, DOWN_THERE };

/*
 * Looks how the migration of a step is taken back on an engine. *step becomes the one that does it, where there is a
 * way that holds a statement; its path says where an empty one is. Texts belong to ctx. False with a
 * diagnostic where a file cannot be read.
 */
bool migration_down_find(void *ctx, const struct step *up, enum engine engine, enum way_down *way, struct step *step,
                         struct diags *diags);

#endif
