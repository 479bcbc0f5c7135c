/*
 * Texts as GitHub's Markdown takes them literally, whatever they hold: nothing of them is markup, no @name in a code
 * span calls anybody, no #1 becomes a link. What would hide or reorder its neighbours is shown (base/shown.h). All
 * belongs to ctx.
 */
#ifndef MARKDOWN_TEXT_H
#define MARKDOWN_TEXT_H

#include <stddef.h>
#include <stdio.h>

/* A code span that shows `s`, as shown_text() tells it. At most `most` characters of it (0: all). */
char *code_span(void *ctx, const char *s, size_t most);

/* The same for a cell of a table, in which a vertical bar would end the cell: there it is a <code> of references. */
char *markdown_cell_code(void *ctx, const char *s, size_t most);

/* A phrase of ours as it is; one with characters that could be markup as a code span. */
char *markdown_phrase(void *ctx, const char *s);

/* Somebody's sentences, on one line also where they are several: for a paragraph of its own, an item or a cell. */
char *markdown_text(void *ctx, const char *s);

/* A fenced block, whose fence no line of the text can end. */
void markdown_fence(FILE *out, const char *language, const char *text);

#endif
