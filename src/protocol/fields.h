/*
 * The fields of a message, written one after the other and read back in the
 * same order. Numbers have a fixed width and the byte order of this machine,
 * on which both sides run; texts and bytes have their length before them and
 * a NUL behind them.
 *
 * A reader believes nothing: what does not fit into the message, or is no
 * text where a text is read, makes it `wrong`, and from then on it yields
 * zeros and empty texts. So a message is read to its end and asked once.
 */
#ifndef PROTOCOL_FIELDS_H
#define PROTOCOL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct writer {
    char *bytes; /* belongs to the context given to writer_open */
    size_t size;
    void *ctx;
};

void writer_open(struct writer *w, void *ctx);

/* Begins anew, in the same memory. */
void writer_reset(struct writer *w);

void write_u8(struct writer *w, uint8_t value);
void write_u32(struct writer *w, uint32_t value);
void write_i64(struct writer *w, int64_t value);
void write_real(struct writer *w, double value);
void write_bytes(struct writer *w, const void *bytes, size_t size);
void write_text(struct writer *w, const char *text); /* NULL reads back as NULL */

/* Makes the number that was written at `at` another one. */
void rewrite_u32(struct writer *w, size_t at, uint32_t value);

struct reader {
    const char *at, *end;
    bool wrong;
};

/* `bytes` is borrowed, as long as what was read is used. */
void reader_open(struct reader *r, const char *bytes, size_t size);

uint8_t read_u8(struct reader *r);
uint32_t read_u32(struct reader *r);
int64_t read_i64(struct reader *r);
double read_real(struct reader *r);
const char *read_bytes(struct reader *r, size_t *size);
const char *read_text(struct reader *r); /* without NUL within */

/* A count of things of which each takes at least `least` bytes: more than there can be is wrong. */
uint32_t read_count(struct reader *r, size_t least);

/* True when all was right and nothing is left. */
bool reader_done(const struct reader *r);

#endif
