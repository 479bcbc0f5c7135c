/* Streams that collect text in memory. */
#include <pthread.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * open_memstream clears a buffer of 8 KiB for every stream, which is more work than most texts are. Here the
 * stream's buffer is a small one; what does not fit is collected behind it. Making a stream is still more work than
 * most texts are, so each thread keeps those that it has closed: they are used again. No other thread knows a stream,
 * so it needs no lock.
 */
enum { TEXT_AT_ONCE = 512, MOST_KEPT_ROOM = 64 << 10, MOST_KEPT_STREAMS = 16 };

struct text_memory {
    char *collected;
    size_t size, room;
    char buffer[TEXT_AT_ONCE];
};

struct kept_streams {
    struct text streams[MOST_KEPT_STREAMS];
    size_t n;
};

static pthread_key_t kept_key;
static pthread_once_t kept_once = PTHREAD_ONCE_INIT;

static void destroy(struct text *t)
{
    fclose(t->out);
    free(t->memory->collected);
    free(t->memory);
}

static void destroy_kept(void *kept)
{
    struct kept_streams *k = kept;
    while (k->n > 0)
        destroy(&k->streams[--k->n]);
    free(k);
}

static void make_key(void)
{
    if (pthread_key_create(&kept_key, destroy_kept) != 0)
        mem_exhausted();
}

static struct kept_streams *kept_streams(void)
{
    pthread_once(&kept_once, make_key);
    struct kept_streams *kept = pthread_getspecific(kept_key);
    if (!kept) {
        kept = mem_checked(calloc(1, sizeof(*kept)));
        if (pthread_setspecific(kept_key, kept) != 0)
            mem_exhausted();
    }
    return kept;
}

static ssize_t text_write(void *cookie, const char *bytes, size_t n)
{
    struct text_memory *m = cookie;
    if (m->size + n > m->room) {
        m->room = 2 * (m->size + n);
        m->collected = mem_checked(realloc(m->collected, m->room));
    }
    memcpy(m->collected + m->size, bytes, n);
    m->size += n;
    return (ssize_t)n;
}

void text_open(struct text *t)
{
    struct kept_streams *kept = kept_streams();
    if (kept->n > 0) {
        *t = kept->streams[--kept->n];
        return;
    }
    t->memory = mem_checked(malloc(sizeof(*t->memory)));
    t->memory->collected = NULL;
    t->memory->size = t->memory->room = 0;
    t->out = mem_checked(fopencookie(t->memory, "w", (cookie_io_functions_t){.write = text_write}));
    setvbuf(t->out, t->memory->buffer, _IOFBF, sizeof(t->memory->buffer));
    __fsetlocking(t->out, FSETLOCKING_BYCALLER);
}

size_t text_size(struct text *t)
{
    if (fflush(t->out) != 0)
        mem_exhausted();
    return t->memory->size;
}

void text_cut(struct text *t, size_t size)
{
    if (size < text_size(t))
        t->memory->size = size;
}

char *text_close(struct text *t, const void *ctx)
{
    size_t size = text_size(t);
    char *s = mem_strndup(ctx, size ? t->memory->collected : "", size);
    text_drop(t);
    return s;
}

void text_drop(struct text *t)
{
    struct kept_streams *kept = kept_streams();
    text_cut(t, 0);
    if (kept->n < MOST_KEPT_STREAMS && t->memory->room <= MOST_KEPT_ROOM)
        kept->streams[kept->n++] = *t;
    else
        destroy(t);
    *t = (struct text){NULL, NULL};
}
