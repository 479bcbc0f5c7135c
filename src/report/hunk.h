/* The lines in which two texts differ, as `diff -u` prints them. */
#ifndef REPORT_HUNK_H
#define REPORT_HUNK_H

#include <stdbool.h>
#include <stdio.h>

/* libgit2, which compares the lines, wants to be reported when it is used; calls may be nested. */
void hunks_begin(void);
void hunks_end(void);

/* One side of a hunk. */
struct hunk_side {
    const char *text; /* without a final newline; NULL: nothing */
    int line;         /* of its first line in its file, from 1; 0: not known */
};

/* Prints the hunks, with three lines of context, numbered as in the files. Nothing where both are equal. */
void hunk_print(FILE *out, struct hunk_side old_side, struct hunk_side new_side, bool colour);

#endif
