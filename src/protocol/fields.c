#include "protocol/fields.h"

#include <string.h>

#include "base/mem.h"

/* Memory grows by doubling up to a size that is seldom needed. */
enum { FIRST_ROOM = 1 << 10, LARGE = 64 << 20 };

/* In place of the length of a text that is NULL. */
static const uint32_t no_text = UINT32_MAX;

void writer_open(struct writer *w, void *ctx)
{
    *w = (struct writer){.ctx = ctx};
}

void writer_reset(struct writer *w)
{
    w->size = 0;
}

static char *extend(struct writer *w, size_t size)
{
    size_t room = w->bytes ? talloc_get_size(w->bytes) : 0;
    if (w->size + size > room) {
        room = w->size + size;
        room += room < LARGE ? room + FIRST_ROOM : 0;
        w->bytes = talloc_realloc(w->ctx, w->bytes, char, room);
        if (!w->bytes)
            mem_exhausted();
    }
    w->size += size;
    return w->bytes + w->size - size;
}

static void append(struct writer *w, const void *bytes, size_t size)
{
    memcpy(extend(w, size), bytes, size);
}

void write_u8(struct writer *w, uint8_t value)
{
    append(w, &value, sizeof value);
}

void write_u32(struct writer *w, uint32_t value)
{
    append(w, &value, sizeof value);
}

void write_i64(struct writer *w, int64_t value)
{
    append(w, &value, sizeof value);
}

void write_real(struct writer *w, double value)
{
    append(w, &value, sizeof value);
}

void write_bytes(struct writer *w, const void *bytes, size_t size)
{
    write_u32(w, (uint32_t)size);
    if (size)
        append(w, bytes, size);
    write_u8(w, 0);
}

void write_text(struct writer *w, const char *text)
{
    if (text)
        write_bytes(w, text, strlen(text));
    else
        write_u32(w, no_text);
}

void rewrite_u32(struct writer *w, size_t at, uint32_t value)
{
    memcpy(w->bytes + at, &value, sizeof value);
}

void reader_open(struct reader *r, const char *bytes, size_t size)
{
    /* Of nothing there may be no address either, and none can be counted from that. */
    *r = (struct reader){.at = bytes, .end = size ? bytes + size : bytes};
}

/* The next `size` bytes; NULL where there are not so many. */
static const char *take(struct reader *r, size_t size)
{
    if (r->wrong || (size_t)(r->end - r->at) < size) {
        r->wrong = true;
        return NULL;
    }
    r->at += size;
    return r->at - size;
}

static void read_number(struct reader *r, void *value, size_t size)
{
    const char *bytes = take(r, size);
    if (bytes)
        memcpy(value, bytes, size);
}

uint8_t read_u8(struct reader *r)
{
    uint8_t value = 0;
    read_number(r, &value, sizeof value);
    return value;
}

uint32_t read_u32(struct reader *r)
{
    uint32_t value = 0;
    read_number(r, &value, sizeof value);
    return value;
}

int64_t read_i64(struct reader *r)
{
    int64_t value = 0;
    read_number(r, &value, sizeof value);
    return value;
}

double read_real(struct reader *r)
{
    double value = 0;
    read_number(r, &value, sizeof value);
    return value;
}

/* Bytes whose length was read already. */
static const char *take_bytes(struct reader *r, uint32_t size)
{
    const char *bytes = take(r, (size_t)size + 1);
    if (bytes && bytes[size] != '\0')
        r->wrong = true;
    return r->wrong ? "" : bytes;
}

const char *read_bytes(struct reader *r, size_t *size)
{
    uint32_t n = read_u32(r);
    const char *bytes = take_bytes(r, n);
    *size = r->wrong ? 0 : n;
    return bytes;
}

const char *read_text(struct reader *r)
{
    uint32_t n = read_u32(r);
    if (n == no_text && !r->wrong)
        return NULL;
    const char *text = take_bytes(r, n);
    if (!r->wrong && strlen(text) != n)
        r->wrong = true;
    return r->wrong ? "" : text;
}

uint32_t read_count(struct reader *r, size_t least)
{
    uint32_t n = read_u32(r);
    if (n > (size_t)(r->end - r->at) / least)
        r->wrong = true;
    return r->wrong ? 0 : n;
}

bool reader_done(const struct reader *r)
{
    return !r->wrong && r->at == r->end;
}
