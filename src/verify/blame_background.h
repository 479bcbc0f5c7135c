/* Which delta is at fault for what a background update has made. */
#ifndef VERIFY_BLAME_BACKGROUND_H
#define VERIFY_BLAME_BACKGROUND_H

#include "verify/context.h"

/*
 * The last step of the plan that names, as a string, a background update
 * whose SQL names the subject (or the table whose rows it is). NULL: none does.
 */
const struct step *blame_background(struct verify_run *run, const struct plan *plan, const struct subject *subject);

#endif
