/*
 * Opening what stands beneath a directory, and nothing else: a path of
 * somebody's tree, in which symbolic links may lead anywhere.
 *
 * A link that stays beneath the directory is followed, an absolute one too.
 * One that leads out of it, or into git's own directory, is not. The kernel
 * does it where no link is in the way and it has openat2(2); else the path is
 * walked component by component, each opened without following links.
 */
#ifndef BASE_BENEATH_H
#define BASE_BENEATH_H

#include <stddef.h>
#include <sys/types.h>

/* A directory that nothing may lead out of. */
struct beneath {
    int fd;          /* of it; O_PATH is enough */
    const char *top; /* its absolute path without links, by which absolute links lead back; NULL: none does */
};

enum {
    BENEATH_NO_LINKS = 1,  /* any link on the way is refused: for writing */
    BENEATH_MAKE_DIRS = 2, /* directories that are not there are made; a path behind a link is not */
};

/*
 * As openat(2), always with O_CLOEXEC. -1 with errno: EXDEV where a link
 * leads out, ELOOP where one is refused or leads in a cycle. *link gets how
 * many bytes of `path` name the link that was followed last, 0 for none: where
 * links lead to links, the one that stands in `path` itself.
 */
int beneath_open(const struct beneath *boundary, const char *path, int flags, mode_t mode, int how, size_t *link);

/* The same without openat2, for kernels that lack it and for tests. */
int beneath_walk(const struct beneath *boundary, const char *path, int flags, mode_t mode, int how, size_t *link);

#endif
