/*
 * Memory: talloc contexts, with one rule for running out.
 *
 * Every allocation has a parent; freeing the parent frees the child. A run
 * owns one root context, a database being built owns one below it, so that
 * whatever a function allocates is released by whoever made the context that
 * was passed in as `ctx`. Functions that return memory say nothing more than
 * "belongs to ctx".
 *
 * A failed allocation, or one of more than 255 MiB, which talloc refuses, ends
 * the program with exit status 2 and one line on stderr that says which: there
 * is no sensible way on, and nothing on disk is half-written at any time (see
 * base/publish.h).
 *
 * talloc is not thread-safe within one tree: each thread works below a root
 * of its own.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <talloc.h>

/* A context without parent, for a thread or for main. */
void *mem_root(const char *name);

/* A context below `ctx`, released with it or by mem_free. */
void *mem_context(const void *ctx);

/* Zeroed memory for one `type`, or for an array of `n`. */
#define mem_new(ctx, type)      ((type *)mem_zeroed((ctx), sizeof(type), 1))
#define mem_array(ctx, type, n) ((type *)mem_zeroed((ctx), sizeof(type), (n)))
void *mem_zeroed(const void *ctx, size_t size, size_t n);

/* A copy of any bytes. */
void *mem_copy(const void *ctx, const void *bytes, size_t size);

char *mem_strdup(const void *ctx, const char *s);
char *mem_strndup(const void *ctx, const char *s, size_t n);
/* The same in capitals, of ASCII: as words of SQL are written. */
char *mem_upper(const void *ctx, const char *s, size_t n);
char *mem_printf(const void *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The lines, with a line break between each two: keys of several names. */
char *mem_lines(const void *ctx, const char *const *lines, size_t n);
char *mem_vprintf(const void *ctx, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

/*
 * Makes room for one more zeroed element at the end of a growing array and
 * returns its index. The array starts as NULL with n = 0 and may move, so the
 * index is taken first: `size_t at = mem_grow(ctx, &items, &n); items[at] = x`.
 */
#define mem_grow(ctx, items, n) mem_grow_array((ctx), (void **)(items), (n), sizeof(**(items)))
size_t mem_grow_array(const void *ctx, void **items, size_t *n, size_t size);

void mem_free(void *p);

/* Makes `p`, until now a root of another thread's that has ended, part of ctx. */
void mem_adopt(const void *ctx, void *p);

/* Bytes of data that this process has reserved, used or not; 0: not known. */
size_t mem_reserved(void);

/* Ends the program as above, where it is NULL: for what was not allocated here. */
void *mem_checked(void *p);
/* Ends it: for libraries that allocate on their own. */
_Noreturn void mem_exhausted(void);

/* A stream that collects text in memory, for one thread; text_close gives it to ctx (mem_text.c). */
struct text {
    FILE *out;
    struct text_memory *memory; /* until it is closed */
};
void text_open(struct text *t);
size_t text_size(struct text *t);           /* bytes so far */
void text_cut(struct text *t, size_t size); /* what is behind so many bytes is taken back */
char *text_close(struct text *t, const void *ctx);
void text_drop(struct text *t); /* nobody wants it */

#endif
