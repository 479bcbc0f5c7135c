/*
 * Files and directories as the rest of the program needs them: whole text
 * files in, sorted listings, no surprises. Paths are used as given.
 */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/*
 * Reads a whole text file, which must be valid UTF-8 without NUL; a byte
 * order mark is left out. The text belongs to ctx. NULL on failure, with a
 * diagnostic that names the file (and the place of the first bad byte).
 */
char *file_read_text(void *ctx, const char *path, struct diags *diags);

/*
 * The same of text that came from elsewhere: `path` names it. `text` (with a
 * NUL behind its `size` bytes) is changed in place and returned.
 */
char *text_accept(char *text, size_t size, const char *path, struct diags *diags);

/* Reads a whole file as it is; NULL (without a diagnostic, errno set) on failure. */
char *file_read(void *ctx, const char *path, size_t *size);

struct dir_entry {
    const char *name;
    bool is_dir; /* symbolic links are followed */
};

struct dir_listing {
    struct dir_entry *entries; /* sorted bytewise by name; without "." and ".." */
    size_t n;
};

/* Lists a directory. False with a diagnostic on failure. */
bool dir_list(void *ctx, const char *path, struct dir_listing *out, struct diags *diags);

bool is_directory(const char *path);
bool is_file(const char *path);

/* True for a name that ends so and has something before it: rooms.sql, but not .sql. */
bool has_ending(const char *name, const char *ending);

/* `dir`/`name`. Belongs to ctx. */
char *path_join(void *ctx, const char *dir, const char *name);

/* Makes a directory and its parents. False with errno set. */
bool make_directories(const char *path);

/*
 * Writes a file that is not there yet, with the directories above it. False
 * with a diagnostic, also when something of that name is there.
 */
bool file_create(const char *path, const char *text, struct diags *diags);

/* The place of the first byte that is not valid UTF-8 or is NUL; `size` if there is none. */
size_t utf8_check(const char *s, size_t size);

#endif
