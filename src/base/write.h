/*
 * Making files and directories. Nothing is written through a symbolic link: a
 * file is made relative to the directory that was opened for it.
 */
#ifndef BASE_WRITE_H
#define BASE_WRITE_H

#include <stdbool.h>

#include "base/diag.h"

/* Where a file is to be written. */
struct seat {
    int dir;    /* the directory it stands in, open; -1: the file cannot be reached */
    char *name; /* in it */
};

/*
 * Opens the directory of a file, made where it is missing. `directory` is what
 * a person named and the path begins with, NULL where it is the file itself. The
 * name belongs to ctx; seat_close closes. False with a diagnostic.
 */
bool seat_open(void *ctx, const char *directory, const char *path, struct seat *seat, struct diags *diags);
void seat_close(struct seat *seat);

/*
 * Opens what is no file but can be written into, if a person named it: a pipe
 * that is read, a terminal, /dev/null, a descriptor of this process such as
 * /dev/stdout. *fd is -1 where there is a regular file or nothing. False with a
 * diagnostic that names what stands there instead.
 */
bool stream_open(const char *path, const struct seat *seat, bool named, int *fd, struct diags *diags);

/*
 * Removes the directory that a file stood in where nothing is left in it, and those above it likewise, as far as
 * `directory`, which a person named. Where that cannot be they stay.
 */
void remove_emptied(const char *directory, const char *path);

/* All of the text. False with errno. */
bool write_all(int fd, const char *text, size_t size);

/*
 * Writes a file that is not there yet, with the directories above it. False
 * with a diagnostic, also when something of that name is there.
 */
bool file_create(const char *directory, const char *path, const char *text, struct diags *diags);

/* The same of bytes, which may hold NUL. */
bool file_create_bytes(const char *directory, const char *path, const void *bytes, size_t size, struct diags *diags);

/* Opens a file, made where it is missing, to write at its end. -1 with a diagnostic "`doing`: why". */
int file_open_end(const char *path, const char *doing, struct diags *diags);

/* Makes a directory of ours in a private one. False with errno. */
bool make_own_directory(const char *path);

#endif
