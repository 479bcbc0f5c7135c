/* A path against a pattern: what would have to stand for its placeholders. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/layout.h"

enum { LONGEST_VERSION_NAME = 8 };

/* What of a path each placeholder took; NULL of one that has not come yet. */
struct taken {
    const char *start[3];
    size_t n[3];
};

static const char *const placeholders[] = {"{database}", "{version}", "{engine}"};
enum { DATABASE, VERSION, ENGINE, N_PLACEHOLDERS };

static bool may_take(int which, const char *start, size_t n)
{
    enum engine engine;
    char word[16];
    if (which == DATABASE)
        return memchr(start, '/', n) == NULL;
    if (which == VERSION)
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
        int which = 0;
        while (which < N_PLACEHOLDERS && strncmp(pattern, placeholders[which], strlen(placeholders[which])) != 0)
            which++;
        if (which == N_PLACEHOLDERS) {
            if (*pattern != *path)
                return false;
            continue;
        }
        for (size_t n = strcspn(path, "/") + 1; n-- > 0;) {
            bool again = taken->start[which] != NULL;
            struct taken more = *taken;
            if (!may_take(which, path, n) ||
                (again && (taken->n[which] != n || strncmp(taken->start[which], path, n) != 0)))
                continue;
            more.start[which] = path;
            more.n[which] = n;
            if (match(pattern + strlen(placeholders[which]), path + n, &more)) {
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
    if (taken.start[DATABASE])
        place->database = mem_strndup(ctx, taken.start[DATABASE], taken.n[DATABASE]);
    if (taken.start[VERSION])
        place->version = atoi(mem_strndup(ctx, taken.start[VERSION], taken.n[VERSION]));
    if (taken.start[ENGINE])
        engine_from_name(mem_strndup(ctx, taken.start[ENGINE], taken.n[ENGINE]), &place->engine);
    return true;
}
