/*
 * The directory that the files of docs.h are kept in. A file there is ours when its first line is the marker: ours are
 * written anew, and removed where they are made no more; any other is left alone, and an error where one of ours
 * would have its name. A directory in it that has an index of its own is another one's.
 */
#ifndef DOCS_KEEP_H
#define DOCS_KEEP_H

#include <stdbool.h>

#include "base/diag.h"
#include "docs/docs.h"

enum doc_state { DOC_SAME, DOC_NEW, DOC_CHANGED, DOC_GONE };

/* One file of the directory, made or to be removed. */
struct doc_output {
    const char *path; /* with the directory */
    const char *text; /* NULL: made no more */
    enum doc_state state;
};

struct doc_outputs {
    struct doc_output *items; /* those made, then those made no more by their names */
    size_t n;
    size_t n_differ;
};

/* What is there beside what is made. Nothing is written. Belongs to ctx. False with diagnostics. */
bool docs_compare(void *ctx, const char *directory, const struct doc_files *files, struct doc_outputs *outputs,
                  struct diags *diags);

/* Writes and removes what differs: all of it or nothing. False with a diagnostic. */
bool docs_keep(void *ctx, const char *directory, const struct doc_outputs *outputs, struct diags *diags);

#endif
