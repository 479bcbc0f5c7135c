#include "compare/reduce.h"

#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "compare/paragraph.h"

/* A word, or a whole paragraph, and how often it was counted on either side. */
struct entry {
    const char *text;
    size_t size;
    int count[2];
    UT_hash_handle hh;
};

struct set {
    void *ctx;
    struct entry *entries; /* uthash */
};

static struct entry *find(const struct set *set, const char *text, size_t size)
{
    struct entry *found = NULL;
    HASH_FIND(hh, set->entries, text, size, found);
    return found;
}

static struct entry *get(struct set *set, const char *text, size_t size, bool copy)
{
    struct entry *e = find(set, text, size);
    if (e)
        return e;
    e = mem_new(set->ctx, struct entry);
    *e = (struct entry){.text = copy ? mem_strndup(set->ctx, text, size) : text, .size = size};
    HASH_ADD_KEYPTR(hh, set->entries, e->text, e->size, e);
    return e;
}

/* The two sides of one comparison. */
struct sides {
    struct paragraphs of[2];
    struct set paragraphs; /* counted on each side */
    struct set mentioned;  /* words of what differs */
};

/* The same, as often, on both sides, and of statements that are known. */
static bool is_common(const struct sides *s, const struct paragraph *p)
{
    const struct entry *e = find(&s->paragraphs, p->start, p->size);
    return p->plain && e->count[0] == e->count[1];
}

static void see_difference(void *data, const char *word, size_t size, bool qualifies)
{
    struct sides *s = data;
    (void)qualifies;
    get(&s->mentioned, word, size, true);
}

/* Blank but for its lines. */
static void blank(char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i] != '\n')
            at[i] = ' ';
}

static const char *without_common(void *ctx, struct sides *s, int side, const char *text)
{
    char *reduced = mem_strdup(ctx, text);
    for (size_t i = 0; i < s->of[side].n; i++) {
        const struct paragraph *p = &s->of[side].items[i];
        if (is_common(s, p) && !find(&s->mentioned, p->subject, strlen(p->subject)))
            blank(reduced + (p->start - text), p->size);
    }
    return reduced;
}

void reduce_texts(void *ctx, const char *old_text, const char *new_text, const char **old_reduced,
                  const char **new_reduced)
{
    *old_reduced = old_text;
    *new_reduced = new_text;
    bool small = strlen(old_text) < REDUCE_FROM && strlen(new_text) < REDUCE_FROM;
    if (small || strstr(old_text, "FROM stdin") || strstr(new_text, "FROM stdin"))
        return;
    void *work = mem_root("reduce_texts");
    struct sides s = {.of = {paragraphs_split(work, old_text), paragraphs_split(work, new_text)},
                      .paragraphs = {work, NULL},
                      .mentioned = {work, NULL}};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < s.of[side].n; i++)
            get(&s.paragraphs, s.of[side].items[i].start, s.of[side].items[i].size, false)->count[side]++;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < s.of[side].n; i++)
            if (!is_common(&s, &s.of[side].items[i]))
                paragraph_words(&s.of[side].items[i], see_difference, &s);
    *old_reduced = without_common(ctx, &s, 0, old_text);
    *new_reduced = without_common(ctx, &s, 1, new_text);
    HASH_CLEAR(hh, s.paragraphs.entries);
    HASH_CLEAR(hh, s.mentioned.entries);
    mem_free(work);
}
