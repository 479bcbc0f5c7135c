/*
 * The parts of a throwaway Postgres: where its programs are, who runs them,
 * in which directory. postgres_cluster.c puts them together.
 */
#ifndef ENGINE_CLUSTER_H
#define ENGINE_CLUSTER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/diag.h"
#include "base/process.h"

/* ---- postgres_locate.c ---- */

/*
 * The directory that holds initdb and postgres: `chosen` (--pg-bindir), else
 * $PG_BINDIR, else the first in PATH, else the newest /usr/lib/postgresql.
 * Belongs to ctx; NULL with the reason in diags.
 */
char *postgres_locate(void *ctx, const char *chosen, struct diags *diags);

/* ---- postgres_cluster_dir.c ---- */

/*
 * A private directory `fullschema-XXXXXX` of mode 0700: in $TMPDIR where that
 * is set; else in /dev/shm where that is memory with much room, since nothing
 * there outlives the run and making a database is making three hundred files;
 * else in /tmp. A lock file in it is held as long as the tool lives, so that
 * the next run can tell what a killed one left behind.
 */
struct cluster_dir {
    const char *path;   /* absolute, without symbolic links */
    const char *parent; /* what it stands in */
    const char *name;   /* within parent */
    int fd;
    int lock_fd;
};

/* Makes it, owned by `account`. Belongs to ctx. False with the reason in diags. */
bool cluster_dir_make(struct cluster_dir *dir, const struct account *account, void *ctx, struct diags *diags);

/* Removes what killed runs left, there and in the other usual places. */
void cluster_dir_sweep(const struct cluster_dir *dir, const struct account *account);

/* Writes a file in it, readable by its owner. */
bool cluster_dir_write(const struct cluster_dir *dir, const char *name, const char *content,
                       const struct account *account, struct diags *diags);

/* The last lines of a file in it; belongs to ctx; NULL where there are none. */
char *cluster_dir_tail(const struct cluster_dir *dir, const char *name, void *ctx);

/* Removes it with all it holds. */
void cluster_dir_remove(struct cluster_dir *dir);

/* ---- postgres_cluster_sweep.c ---- */

/* Removes directories (and ends servers) that killed runs of the same user left in `parent`. */
void cluster_sweep(const char *parent, const struct account *account);

/* ---- tree.c ---- */

/*
 * Removes everything below an open directory, never following a symbolic
 * link; what is called `last` at the top is removed at the very end.
 */
void tree_clear(int fd, const char *last);

#endif
