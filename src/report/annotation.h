/* One annotation of a GitHub Actions step, as a line that the runner reads. */
#ifndef REPORT_ANNOTATION_H
#define REPORT_ANNOTATION_H

#include <stdio.h>

/* What GitHub shows of each level for a step; for all steps of a composite action together. */
enum { ANNOTATIONS_MOST = 10 };

struct annotation {
    const char *level; /* "error", "warning" or "notice" */
    const char *file;  /* from the top of the repository; NULL: of no file */
    int line, column;  /* 0: not known */
    const char *title;
    const char *message; /* may have several lines */
};

void annotation_print(FILE *out, const struct annotation *annotation);

#endif
