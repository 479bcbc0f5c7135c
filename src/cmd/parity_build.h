/* `parity --build`: what the migrations of a directory make, as a source. */
#ifndef CMD_PARITY_BUILD_H
#define CMD_PARITY_BUILD_H

#include "cli/generate_arguments.h"
#include "source/source.h"

struct parity_build;

/*
 * A directory of migrations, or a schema directory, by what is in it. `engine` is that of the migrations; NULL: as the
 * directory's path says it, or of a directory that is compared with itself, and of a schema directory, both. Reads
 * options: to be called before there are threads. Belongs to ctx. NULL with a diagnostic.
 */
struct parity_build *parity_build_new(void *ctx, const char *directory, const enum engine *engine, bool alone,
                                      const struct generate_arguments *arguments, struct diags *diags);

/*
 * Makes it, on servers of its own, when all live databases have been read: their variables are of no use for those.
 * The source belongs to ctx. False with diagnostics, or without when a cancellation ended it.
 */
bool parity_build_run(const struct parity_build *build, const struct cancellation *stop, void *ctx,
                      struct source *source, struct diags *diags);

#endif
