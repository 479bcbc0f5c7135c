/* A path against a pattern: what would have to stand for its placeholders. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/layout.h"
#include "layout/placeholder.h"

enum { LONGEST_VERSION_NAME = 8 };

/* What of a path each placeholder took; NULL of one that has not come yet. */
struct taken {
    const char *start[N_LAYOUT_PLACEHOLDERS];
    size_t n[N_LAYOUT_PLACEHOLDERS];
};

static bool may_take(enum layout_placeholder which, const char *start, size_t n)
{
    enum engine engine;
    char word[16];
    if (which == LAYOUT_DATABASE)
        return memchr(start, '/', n) == NULL;
    if (which == LAYOUT_VERSION)
        return n > 0 && n <= LONGEST_VERSION_NAME && strspn(start, "0123456789") >= n;
    if (n >= sizeof word)
        return false;
    memcpy(word, start, n);
    word[n] = '\0';
    return engine_from_name(word, &engine);
}

static bool match(const char *pattern, const char *path, struct taken *taken)
{
    for (; *pattern; pattern++, path++) {
        enum layout_placeholder which = layout_placeholder_at(pattern);
        if (which == N_LAYOUT_PLACEHOLDERS) {
            if (*pattern != *path)
                return false;
            continue;
        }
        for (size_t n = strcspn(path, "/") + 1; n-- > 0;) {
            const char *before = taken->start[which];
            struct taken more = *taken;
            if (!may_take(which, path, n) || (before && (taken->n[which] != n || strncmp(before, path, n) != 0)))
                continue;
            more.start[which] = path;
            more.n[which] = n;
            if (match(pattern + strlen(layout_placeholders[which]), path + n, &more)) {
                *taken = more;
                return true;
            }
        }
        return false;
    }
    return *path == '\0';
}

bool layout_match(void *ctx, const char *below, const char *path, struct snapshot_identity *place)
{
    struct taken taken = {{0}, {0}};
    if (!match(below, path, &taken))
        return false;
    *place = (struct snapshot_identity){"", -1, ENGINE_POSTGRES};
    if (taken.start[LAYOUT_DATABASE])
        place->database = mem_strndup(ctx, taken.start[LAYOUT_DATABASE], taken.n[LAYOUT_DATABASE]);
    if (taken.start[LAYOUT_VERSION])
        place->version = atoi(mem_strndup(ctx, taken.start[LAYOUT_VERSION], taken.n[LAYOUT_VERSION]));
    if (taken.start[LAYOUT_ENGINE])
        engine_from_name(mem_strndup(ctx, taken.start[LAYOUT_ENGINE], taken.n[LAYOUT_ENGINE]), &place->engine);
    return true;
}
