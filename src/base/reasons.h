/*
 * A file of what is meant to be otherwise: a line each, "subject: why", and
 * comments that begin with #. A file may have sections, [NAME], that speak of
 * one of several. It is a part of the project, and so a stranger's: what is too
 * much or too long is an error, and every error has its line and column.
 */
#ifndef BASE_REASONS_H
#define BASE_REASONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct reason {
    const char *section; /* the name in brackets above it; "*": of all */
    const char *subject;
    const char *text;
    int line;      /* of the file, from 1 */
    size_t n_used; /* for whoever looks subjects up: how much it has excused */
};

struct reasons {
    const char *path;
    struct reason *items; /* in the order of the file */
    size_t n;
};

/* How a file is read, and what its errors say. */
struct reasons_form {
    bool sections;
    bool escapes; /* a backslash before a character of the subject says that it stands for itself: also the colon */
    const char *no_reason, *no_reason_hint; /* a line without a reason */
    const char *twice;                      /* the same subject again in a section */
};

/* More than this nobody has looked at. */
enum { REASONS_LONGEST_FILE = 1 << 20, REASONS_LONGEST_LINE = 4096, REASONS_MOST = 2000 };

/* Reads the text of the file `path`; NULL: there is none, and the list has no path. Belongs to ctx. False with
 * diagnostics. */
bool reasons_read(void *ctx, const char *path, const char *text, const struct reasons_form *form,
                  struct reasons *reasons, struct diags *diags);

#endif
