/* Which file made something, found from a few catalogs: where its words say, and by halves. */
#ifndef VERIFY_BLAME_SHORT_H
#define VERIFY_BLAME_SHORT_H

#include "verify/context.h"

/*
 * For each of n subjects of the run's own plan the step after which it is as at the end and before which it was not, or
 * 0 where that is not found so: it is not there at the end, or background updates have made it what it is. Reading a
 * catalog takes longer than most files: those around the first and the last file with the words of a subject are read,
 * and for what is left the plan is carried out again, each time with one catalog for each. False with diagnostics.
 */
bool blame_shortly(struct verify_run *run, const struct disparity *subjects, size_t n, size_t *steps,
                   struct diags *diags);

#endif
