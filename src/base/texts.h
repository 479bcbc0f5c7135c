/*
 * Many texts that live as long as their context: put one behind the other into large blocks, and those that came
 * lately are not copied again. Names of schemas and types, flags and numbers recur.
 */
#ifndef BASE_TEXTS_H
#define BASE_TEXTS_H

#include <stddef.h>

struct texts;

/* Belongs to ctx, as all texts that are taken do. */
struct texts *texts_new(void *ctx);

/* A text of these bytes and a NUL behind them, which nobody may write to. */
const char *texts_take(struct texts *texts, const char *text, size_t size);

#endif
