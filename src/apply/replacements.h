/* Words that an application replaces in its migrations before they run, as the project's file says them. */
#ifndef APPLY_REPLACEMENTS_H
#define APPLY_REPLACEMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "apply/script.h"
#include "engine/engine.h"
#include "schema/project.h"

/* What is replaced in one text. */
struct replaced {
    struct script_edit *edits; /* in the order of their places */
    size_t n;
    /* One whose turn matters: done one after the other in the file's order they make another text; or NULL. */
    const struct project_replacement *in_turn;
};

/* Finds all places of those of the section (NULL: there are none) for the engine; the longest first. Belongs to ctx. */
struct replaced replacements_find(void *ctx, const struct project_database *section, enum engine engine,
                                  const char *text);

#endif
