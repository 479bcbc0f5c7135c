/*
 * Diagnostics: what a person is reported when something is wrong.
 *
 * A diagnostic is a value. Functions that can fail take a `struct diags *`
 * and return false after adding one; the place that knows most about the
 * failure adds it, callers pass it on untouched, and only the command prints.
 *
 * The text points at what the person wrote:
 *
 *     schema/main/delta/57/rooms.sql:12:5: postgres: column "x" does not exist (42703)
 *         WHERE x = 1
 *               ^
 *     hint: ...
 *
 * Nothing here is thread-safe: each thread fills a `struct diags` of its own,
 * and diags_append joins them in a fixed order.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum diag_level { DIAG_ERROR, DIAG_WARNING };

struct diag {
    enum diag_level level;
    const char *file;    /* path as the person would type it; NULL: no file */
    int line;            /* from 1; 0: unknown */
    int column;          /* from 1, in characters; 0: unknown */
    const char *message; /* one line, no final full stop or newline */
    const char *source;  /* the line of text pointed at (of a long one the part around), or NULL */
    int caret;           /* the character of source pointed at, from 1 */
    const char *detail;  /* further lines, shown indented, or NULL */
    const char *hint;    /* what to do about it, or NULL */
    const char *schema;  /* with relation: of what a database has, and what is as good as missing; or NULL */
    const char *relation;
    bool of_system; /* the system was short of something: no file is at fault, whichever was read then */
};

struct diags {
    void *ctx; /* owns the texts */
    struct diag *items;
    size_t n;
    size_t n_errors;
};

void diags_init(struct diags *d, void *ctx);

/* Adds an error or a warning without position; returns the entry, for hint and detail. */
struct diag *diag_error(struct diags *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct diag *diag_warning(struct diags *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Sets the hint or the detail of an entry (texts are copied). */
void diag_hint(struct diags *d, struct diag *e, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void diag_detail(struct diags *d, struct diag *e, const char *text);

/*
 * Points an entry at byte `offset` of `text` (the whole content of `file`):
 * fills line, column, source and caret. Columns count UTF-8 characters.
 */
void diag_locate(struct diags *d, struct diag *e, const char *file, const char *text, size_t offset);

/* Copies all entries of `from` to the end of `to`. */
void diags_append(struct diags *to, const struct diags *from);

/*
 * As diags_append, without the entries that `to` has already: the same file is
 * applied for several databases, and what it says is reported once.
 */
void diags_merge(struct diags *to, const struct diags *from);

/* Prints all entries; `colour` adds terminal colours. */
void diags_print(const struct diags *d, FILE *out, bool colour);

#endif
