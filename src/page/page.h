/*
 * One page of HTML about snapshots or a change of them: every table with its
 * columns, keys, indexes and rows, both engines side by side; of a change
 * also what was and what is. All of it is one file without outside parts.
 *
 * Same input, same bytes.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "diff/diff.h"

struct page {
    const char *title; /* plain text: what the person named */
    bool compared;     /* two sides were compared; false: only the new side of each item is read */
    /*
     * By database and engine. One item for each snapshot; where nothing was
     * compared it has a new_model, a new_path, and no changes.
     */
    const struct difference *sides;
};

/* Writes the page. Everything is borrowed for the time of the call. */
void page_print(FILE *out, const struct page *page);

#endif
