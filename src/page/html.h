/*
 * Text into HTML. Names come from databases, where they may hold anything:
 * whatever is printed through here is text, never markup, and characters
 * that would hide or reorder what stands beside them are made visible.
 */
#ifndef PAGE_HTML_H
#define PAGE_HTML_H

#include <stdio.h>

/* Text for an element or for an attribute's value in double quotes. */
void html_text(FILE *out, const char *text);

/* The same for a name in an element; a long one may be broken after each underscore. */
void html_breakable(FILE *out, const char *name);

/*
 * As fprintf, with %s, %zu, %d and %% only; each %s is written by html_text,
 * so that only the format itself is markup.
 */
void html_print(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Adds one part of an anchor: what a fragment of a URL can hold stays, every
 * other byte becomes %XX, a full stop too. Anchors made of such parts with
 * "." and ":" between them are different where the parts are, and the same
 * text serves as the id and behind the "#".
 */
void html_anchor_part(FILE *out, const char *name);

#endif
