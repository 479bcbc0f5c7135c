/* SARIF's own spellings of texts. All belongs to ctx. */
#ifndef REPORT_SARIF_TEXT_H
#define REPORT_SARIF_TEXT_H

#include "report/findings.h"

/* A message: braces, which would be placeholders, doubled (SARIF 2.1.0, 3.11.5). */
char *sarif_message(void *ctx, const char *text);

/* A path as a URI reference: relative as it is, absolute as file://; what a URI cannot hold percent-encoded. */
char *sarif_uri(void *ctx, const char *path);

/* "column-type" as "column type" */
char *title_of_anchor(void *ctx, const char *anchor);

#endif
