/*
 * Snapshots as files of Markdown, for people who keep them in the repository: an index, a file for each table or view,
 * and one for each kind of what belongs to no table. Both engines of a database are shown in one file, apart where they
 * differ. What is shown is joined by page/view.h, as for the page; what kinds there are, and in which order, is known
 * from the facets alone.
 *
 * Same input, same bytes.
 */
#ifndef DOCS_DOCS_H
#define DOCS_DOCS_H

#include "page/page.h"

struct doc_file {
    const char *path; /* from the directory they are all in; of name.h's stems */
    const char *text;
};

struct doc_files {
    struct doc_file *items; /* the index first */
    size_t n;
};

/* The first line of each of them, with its newline. */
extern const char doc_marker[];

/* Of a page that compares nothing. Belongs to ctx. */
struct doc_files docs_make(void *ctx, const struct page *page);

#endif
