/*
 * Files and directories as the rest of the program reads them: whole text
 * files in, sorted listings, no surprises. Everything that stands beneath a
 * directory is opened beneath its root (base/root.h), and is a regular file or
 * a directory; "error" is a diagnostic that names what it is instead.
 */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/cancellation.h"
#include "base/diag.h"
#include "base/root.h"

/*
 * Reads a whole text file, which must be valid UTF-8 without NUL; a byte
 * order mark is left out. `path` begins with the root's. The text belongs to
 * ctx. NULL on failure, with a diagnostic that names the file (and the place of
 * the first bad byte).
 */
char *file_read_text(void *ctx, const struct root *root, const char *path, struct diags *diags);

/* The same of a file that may be missing; *text is NULL then. False with a diagnostic. */
bool file_read_text_if_any(void *ctx, const struct root *root, const char *path, char **text, struct diags *diags);

/*
 * The same of a file that a person named, which may be a pipe or a terminal:
 * NULL without a diagnostic after a cancellation. `stop` may be NULL.
 */
char *input_read_text(void *ctx, const char *path, const struct cancellation *stop, struct diags *diags);

/*
 * The same of text that came from elsewhere: `path` names it. `text` (with a
 * NUL behind its `size` bytes) is changed in place and returned.
 */
char *text_accept(char *text, size_t size, const char *path, struct diags *diags);

/* Reads a whole file as it is; NULL (without a diagnostic, errno set) on failure. */
char *file_read(void *ctx, const struct root *root, const char *path, size_t *size);
char *input_read(void *ctx, const char *path, const struct cancellation *stop, size_t *size);

/*
 * The next entry of an open directory but "." and "..". NULL at the end, with
 * errno 0, and where it cannot be read any further, with the reason: what was
 * cut short must not pass for all there is.
 */
struct dirent *directory_next(DIR *dir);

struct dir_entry {
    const char *name;
    bool is_dir;    /* or a link to one */
    bool is_broken; /* a link to nothing, or to itself: whatever it was meant to be */
};

struct dir_listing {
    struct dir_entry *entries; /* sorted bytewise by name; without "." and ".." */
    size_t n;
};

/*
 * Lists a directory. False with a diagnostic on failure, also where a link in
 * it leads out of the root: it could be anything. Hidden ones are no matter.
 */
bool dir_list(void *ctx, const struct root *root, const char *path, struct dir_listing *out, struct diags *diags);

/* The same; what is missing, or is no directory, has no entries. */
bool dir_list_if_any(void *ctx, const struct root *root, const char *path, struct dir_listing *out,
                     struct diags *diags);

/* PATH_FILE: anything else, which only reading it tells. */
enum path_kind { PATH_ABSENT, PATH_FILE, PATH_DIRECTORY };

/* What is at a path. False with a diagnostic where it cannot be said, or a link there leads out or to nothing. */
bool path_look(const struct root *root, const char *path, enum path_kind *kind, struct diags *diags);

/* An error about what is_broken. False. */
bool refuse_broken_link(const char *path, struct diags *diags);

/* path_look for a directory. */
bool directory_is_there(const struct root *root, const char *path, bool *there, struct diags *diags);

/* Of a path as a person gives it, whatever it leads to: to find words, not to read by. */
bool is_directory(const char *path);
bool is_file(const char *path);
bool is_there(const char *path); /* a link, too */

/* True for a name that ends so and has something before it: rooms.sql, but not .sql. */
bool has_ending(const char *name, const char *ending);

/* What stands behind the last slash. */
const char *base_name(const char *path);

/* `dir`/`name`. Belongs to ctx. */
char *path_join(void *ctx, const char *dir, const char *name);

/* The place of the first byte that is not valid UTF-8 or is NUL; `size` if there is none. */
size_t utf8_check(const char *s, size_t size);

#endif
