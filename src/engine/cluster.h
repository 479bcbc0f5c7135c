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
#include "base/scratch.h"
#include "cache/cache.h"
#include "engine/engine.h"

enum { OLDEST_MAJOR = 11 }; /* of the servers that work */

/* ---- postgres_locate.c ---- */

/* Where the programs of a server are. */
struct postgres_place {
    const char *directory; /* absolute and without symbolic links where nothing is missing */
    const char *origin;    /* what named it: "--pg-bindir", "PG_BINDIR", "PATH" or Debian's directory */
    const char *missing;   /* the program that is not there, of a place that a person named; else NULL */
};

/*
 * All places with initdb and postgres, in the order of the search: `chosen`
 * (--pg-bindir), $PG_BINDIR, PATH, /usr/lib/postgresql from the newest to the
 * oldest. A place that a person named is there whatever it holds, so that the
 * first is the one to use, or an error. Belongs to ctx.
 */
struct postgres_place *postgres_places(void *ctx, const char *chosen, size_t *n);

/* The directory of the first place. Belongs to ctx; NULL with the reason in diags. */
const char *postgres_locate(void *ctx, const char *chosen, struct diags *diags);

/* Who runs them: ourselves, or somebody unprivileged where we are root. Belongs to ctx; false with the reason in diags.
 */
bool postgres_account(struct account *account, void *ctx, struct diags *diags);

/* ---- postgres_cluster_dir.c ---- */

/* The directory a server lives in is a scratch directory with a path that a socket can have. */

/* Makes it, owned by `account`. Belongs to ctx. False with the reason in diags. */
bool cluster_dir_make(struct scratch *dir, const struct account *account, void *ctx, struct diags *diags);

/* Removes what killed runs left, there and in the other usual places. */
void cluster_dir_sweep(const struct scratch *dir, const struct account *account);

/* Writes a file in it, readable by its owner. */
bool cluster_dir_write(const struct scratch *dir, const char *name, const char *content, const struct account *account,
                       struct diags *diags);

/* The last lines of a file in it; belongs to ctx; NULL where there are none. */
char *cluster_dir_tail(const struct scratch *dir, const char *name, void *ctx);

/* The same of what the server has logged, as much as anybody reads. */
char *cluster_dir_log(const struct scratch *dir, void *ctx);

/* Adds an error with the end of the log. False. */
bool cluster_dir_fail(const struct scratch *dir, const char *what, struct diags *diags);

/* ---- postgres_cluster_data.c ---- */

/* What a server's data directory is made with. */
struct cluster_plan {
    const char *bindir;
    const char *superuser;
    const struct account *account;
    const struct cancellation *stop;
    struct cache *cache;
    const struct cached_server *resume; /* or NULL */
};

/*
 * Makes `data` in the directory: that of plan->resume, which *resumed says; else by
 * initdb or from what it has made before.
 * False with the reason in diags, or without on a cancellation.
 */
bool cluster_data_make(const struct scratch *dir, const struct cluster_plan *plan, bool *resumed, void *ctx,
                       struct diags *diags);

/* Of what is below `data`: false for "base/5/1259" where 5 is neither template1 nor one of these OIDs of databases. */
bool cluster_is_of(const char *path, const unsigned *databases, size_t n);

/* Opens `data`. -1 with errno. */
int cluster_data_open(const struct scratch *dir);

/*
 * A line of postmaster.pid there, from 1, cut to the size: what a server, or an initdb, says of itself while it is at
 * work (src/include/utils/pidfile.h of Postgres). False where there is none.
 */
bool cluster_data_state(int data_fd, int line, char *text, size_t size);

/* Adds everything that decides what a server made with these programs is. */
void cluster_identity(const char *bindir, struct digest *key);

/* ---- postgres_cluster_memory.c, postgres_cluster_held.c ---- */

/* Removes the shared memory of a server or of an initdb, `owner`'s, that was killed in that data directory. */
void cluster_memory_clear(int data_fd, uid_t owner);

/*
 * What a directory does not tell: segments of POSIX that processes of a group have open or mapped, noted while they are
 * stopped, and removed when they are gone. In the guard of initdb alone: what is noted is kept in that process.
 */
void cluster_memory_note(pid_t group);
void cluster_memory_clear_noted(uid_t owner);

/* ---- postgres_cluster_start.c ---- */

/*
 * Starts the server in the directory and waits until it is ready. False with
 * the reason in diags, or without on a cancellation; the process may run then.
 */
bool cluster_start_program(const struct scratch *dir, struct process *process, const struct process_plan *plan,
                           const struct cancellation *stop, struct diags *diags);

/* ---- postgres_cluster_sweep.c ---- */

/* Removes directories (and ends servers) that killed runs of the same user left in `parent`. */
void cluster_sweep(const char *parent, const struct account *account);

/* Ends the server, `owner`'s, that works below a directory nobody else looks after, and removes its shared memory. */
void cluster_end_server(int dir_fd, uid_t owner);

#endif
