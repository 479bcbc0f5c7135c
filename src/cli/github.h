/* What a job of GitHub Actions is given beside what a person reads. */
#ifndef CLI_GITHUB_H
#define CLI_GITHUB_H

#include <stdio.h>

#include "base/diag.h"

/*
 * Diagnostics as annotations, ten of a level: GitHub shows no more of a step,
 * and the tenth says how many there are. The runner reads them on both streams.
 */
void github_annotate(FILE *out, const struct diags *diags);

#endif
