#include "base/texts.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

/* Larger texts have a block of their own. */
enum { BLOCK_SIZE = 64 << 10 };

/* Each of the texts that are remembered has one place, by its hash. */
enum { RECENT = 512, LONGEST_RECENT = 64 };
struct recent {
    const char *text;
    size_t size;
};

struct texts {
    void *ctx;
    char *block;
    size_t block_left;
    struct recent recent[RECENT];
};

struct texts *texts_new(void *ctx)
{
    struct texts *texts = mem_new(ctx, struct texts);
    texts->ctx = ctx;
    return texts;
}

static const char *copy(struct texts *t, const char *text, size_t size)
{
    bool alone = size >= BLOCK_SIZE;
    if (alone || t->block_left < size + 1) {
        char *block = mem_array(t->ctx, char, alone ? size + 1 : BLOCK_SIZE);
        if (alone)
            return memcpy(block, text, size);
        t->block = block;
        t->block_left = BLOCK_SIZE;
    }
    char *taken = t->block;
    memcpy(taken, text, size);
    taken[size] = '\0';
    t->block += size + 1;
    t->block_left -= size + 1;
    return taken;
}

const char *texts_take(struct texts *t, const char *text, size_t size)
{
    unsigned hash = (unsigned)size;
    if (size > LONGEST_RECENT)
        return copy(t, text, size);
    for (size_t i = 0; i < size; i++)
        hash = hash * 31 + (unsigned char)text[i];
    struct recent *recent = &t->recent[hash % RECENT];
    if (!recent->text || recent->size != size || memcmp(recent->text, text, size) != 0)
        *recent = (struct recent){copy(t, text, size), size};
    return recent->text;
}
