/* Texts as GitHub's Markdown takes them literally. All belongs to ctx. */
#ifndef REPORT_MARKDOWN_TEXT_H
#define REPORT_MARKDOWN_TEXT_H

#include <stddef.h>

/*
 * A code span that shows `s`, as shown_text() tells it, whatever it holds: within
 * it nothing is markup, no @name calls anybody, no #1 becomes a link. At most
 * `most` characters of it (0: all).
 */
char *code_span(void *ctx, const char *s, size_t most);

/* A phrase of ours as it is; one with characters that could be markup as a code span. */
char *markdown_phrase(void *ctx, const char *s);

#endif
