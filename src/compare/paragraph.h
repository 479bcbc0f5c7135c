/*
 * A snapshot's text taken apart: a table with what stands below it up to the
 * next blank line is one paragraph, every other statement one of its own.
 */
#ifndef COMPARE_PARAGRAPH_H
#define COMPARE_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

struct paragraph {
    const char *start;
    size_t size;
    bool plain;          /* what it makes, and of which table it speaks, is known */
    const char *subject; /* the table or sequence that it makes, or is about; lower case, "" where not plain */
};

struct paragraphs {
    struct paragraph *items;
    size_t n;
};

/* Belongs to ctx; borrows the text. */
struct paragraphs paragraphs_split(void *ctx, const char *text);

/* Calls `see` for every word that may be a name: lower case, quotes taken off. `qualifies`: a dot follows. */
void paragraph_words(const struct paragraph *p, void (*see)(void *data, const char *word, size_t size, bool qualifies),
                     void *data);

#endif
