/* What tests of publishing look at: files and how many there are. */
#ifndef PUBLISHED_H
#define PUBLISHED_H

#include "support.h"

#include "base/files.h"

/* The content of a file, or "(none)". */
static inline const char *content(struct fixture *p, const char *path)
{
    size_t size = 0;
    char *text = file_read(p->ctx, &root_own, path, &size);
    return text ? text : "(none)";
}

static inline size_t entries(struct fixture *p, const char *dir)
{
    struct dir_listing list = {0};
    assert_true(dir_list(p->ctx, &root_own, dir, &list, &p->diags));
    return list.n;
}

#endif
