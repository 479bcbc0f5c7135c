/* A file of the same objects in other words. */
#ifndef CHECK_TEXT_CHANGE_H
#define CHECK_TEXT_CHANGE_H

#include "diff/diff.h"

/*
 * Where both texts are there, differ, and yet no change was found: adds one
 * change, the first line that differs. Belongs to ctx.
 */
void text_change_add(void *ctx, struct comparison *comparison, const char *old_text, const char *new_text);

#endif
