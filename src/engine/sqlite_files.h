/* A SQLite file and what stands beside it, opened once and by nobody else. */
#ifndef ENGINE_SQLITE_FILES_H
#define ENGINE_SQLITE_FILES_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "base/diag.h"
#include "protocol/sqlite.h"

/* What follows the name of a database: "-wal". */
extern const char *const sqlite_file_endings[GIVEN_FILES];

struct sqlite_files {
    int directory;        /* they stand in */
    int fds[GIVEN_FILES]; /* for reading; -1: there is none, or none that we may read (of a -shm) */
    const char *names[GIVEN_FILES];
    struct mark { /* as it was opened; size -1: there was none */
        long long size;
        ino_t inode;
        struct timespec modified;
    } marks[GIVEN_FILES];
};

/* With nothing open. */
void sqlite_files_init(struct sqlite_files *files);

/*
 * Opens what is there, in the directory where `path` leads to. A symbolic link
 * in the place of one of them, a device or a directory is an error, and is not
 * waited for. Names belong to ctx. False with a diagnostic.
 */
bool sqlite_files_open(struct sqlite_files *files, const char *path, void *ctx, struct diags *diags);

/* Closes the files; the directory stays, for the two below. */
void sqlite_files_release(struct sqlite_files *files);

/* Closes all. */
void sqlite_files_close(struct sqlite_files *files);

/* Nobody has written since: to the database, and where `all` to what stands beside it. */
bool sqlite_files_unchanged(const struct sqlite_files *files, bool all);

/* The names are still those of the same files, whatever was written to them. */
bool sqlite_files_same(const struct sqlite_files *files);

#endif
