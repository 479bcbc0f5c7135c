/*
 * A difference reported to people and programs: one file a format, listed once in
 * formats.c. docs/diff.md shows them; docs/diff.schema.json describes the JSON.
 *
 * Printing cannot fail but by the stream's own errors, which the caller asks
 * of the stream. What is printed depends on the arguments alone.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/work_tree.h"
#include "diff/diff.h"

struct report_options {
    bool colour;                     /* text only */
    bool patch;                      /* text: a unified hunk of each change's SQL */
    bool part;                       /* text: one of several in a row, without the counts at the end */
    int width;                       /* text: columns of the terminal; 0: not known, nothing is cut to fit */
    const char *old_name, *new_name; /* what was compared, as the person named it */
    /*
     * The command that fixes it, where the new side was made for the comparison
     * and stands nowhere (check): the changes are drift; "" where no command
     * does. Else NULL.
     */
    const char *fix;
    bool failures_annotated; /* github: what was not compared is reported already, as errors of the run */
    struct work_tree tree;   /* paths for programs are reported from its top */
    size_t most;             /* markdown: bytes; 0: REPORT_MARKDOWN_MOST */
    /*
     * Where this software's documentation is read, without a final slash:
     * "https://.../docs". NULL: reports name the command that explains a reason
     * instead of an address.
     */
    const char *docs;
};

/* Of a comment on GitHub, which may have 65,536 characters; bytes are never fewer. And the fewest that do. */
enum { REPORT_MARKDOWN_MOST = 65000, REPORT_MARKDOWN_LEAST = 8000 };

struct report_format {
    const char *name; /* of --format */
    void (*print)(FILE *out, const struct difference *difference, const struct report_options *options);
    bool whole;      /* it shows what is the same on both sides, too */
    bool for_people; /* of its text console_text makes what a job's log may hold; programs read the others */
    bool at_hand; /* it is read where the program is: a reason is explained by a command, where no address was given */
};

/* A format is a file of this room, and a name here. */
#define REPORT_FORMATS(X) X(text) X(json) X(markdown) X(sarif) X(github) X(gitlab) X(gcc) X(html)

#define REPORT_FORMAT_DECLARED(format) extern const struct report_format report_##format;
REPORT_FORMATS(REPORT_FORMAT_DECLARED)

/* "text, json, ...": what --format takes, for its help. */
#define REPORT_FORMAT_COMMA(format) #format ", "
#define REPORT_FORMAT_LIST          REPORT_FORMATS(REPORT_FORMAT_COMMA)

/* All of them, ended by NULL. */
extern const struct report_format *const report_formats[];

/* NULL where there is none of that name. */
const struct report_format *report_format_find(const char *name);

/*
 * What a change is reported as where it is a whole snapshot that stands on one
 * side only: an item of this kind, named by its path, with this anchor.
 */
extern const struct model_kind report_snapshot_kind;
#define REPORT_SNAPSHOT_ANCHOR "snapshot"

#endif
