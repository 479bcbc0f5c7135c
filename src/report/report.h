/*
 * A difference told to people and programs: one file a format, listed once in
 * formats.c.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "diff/diff.h"

struct report_options {
    bool colour;                     /* text only */
    bool patch;                      /* text: a unified hunk of each change's SQL */
    int width;                       /* of the terminal in columns; 0: not known */
    const char *old_name, *new_name; /* what was compared, as the person named it */
    const char *mend;                /* the command that mends it (check), or NULL */
};

struct report_format {
    const char *name; /* of --format */
    void (*print)(FILE *out, const struct difference *difference, const struct report_options *options);
};

/* "text", "json", "markdown", "sarif", "github"; ended by an entry without a name. */
extern const struct report_format report_formats[];

/* NULL where there is none of that name. */
const struct report_format *report_format_find(const char *name);

#endif
