/* What the words of a comparison name, where a person leaves a side to be guessed, as git does. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "source/private.h"

static const char head[] = "HEAD";

static bool ends_name(char c)
{
    return c == '/' || c == '\0';
}

/* An absolute path without dots in it, as it may be typed in the working directory. */
static char *from_here(void *ctx, const char *path)
{
    char *here = getcwd(NULL, 0), *result = mem_strdup(ctx, "");
    size_t same = 0; /* bytes of the directories that both lie in */
    if (!here)
        return mem_strdup(ctx, path);
    for (size_t i = 0; here[i] == path[i] && here[i]; i++)
        if (ends_name(here[i + 1]) && ends_name(path[i + 1]) && here[i] != '/')
            same = i + 1;
    for (const char *left = here + same; *left; left++)
        if (*left == '/' && left[1])
            result = mem_printf(ctx, "%s../", result);
    free(here);
    path += same + (path[same] == '/');
    return *path || !*result ? mem_printf(ctx, "%s%s", result, *path ? path : ".") : result;
}

static const char *working_tree(void *ctx, const char *rev, const struct source_options *options, struct diags *diags)
{
    const char *path = revision_directory(ctx, rev, options, diags);
    const char *given = !path ? NULL : options->snapshots ? options->snapshots : from_here(ctx, path);
    if (given && !is_there(given) && !layout_is_pattern(given)) {
        diag_error(diags, "the working tree has no %s, where %s has its snapshots", given, rev);
        return NULL;
    }
    return given;
}

/* A..B, A...B: what is between the words and the dots; an empty end is HEAD. False for other words. */
static bool split_range(void *ctx, const char *word, const char *ends[2], bool *fork)
{
    const char *dots = strstr(word, "..");
    if (!dots || strchr(word, '/') == dots + 2 || strchr(word, ':'))
        return false;
    *fork = dots[2] == '.';
    const char *after = dots + 2 + *fork;
    ends[0] = dots == word ? head : mem_strndup(ctx, word, (size_t)(dots - word));
    ends[1] = *after ? after : head;
    return true;
}

static bool refuse_alone(const char *word, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s: the other side is missing", word);
    diag_hint(diags, e, "a revision of git alone is compared with the working tree; all else with a second word");
    return false;
}

static bool from_one(void *ctx, const char *word, const struct source_options *options, const char *sides[2],
                     struct diags *diags)
{
    bool fork;
    if (source_form_of(word) != SOURCE_REVISION)
        return refuse_alone(word, diags);
    if (!split_range(ctx, word, sides, &fork)) {
        sides[0] = word;
        sides[1] = working_tree(ctx, word, options, diags);
    } else if (fork) {
        sides[0] = revision_fork(ctx, sides[0], sides[1], diags);
    }
    return sides[0] && sides[1];
}

bool source_sides(void *ctx, const char *const *words, size_t n, const struct source_options *options,
                  const char *sides[2], struct diags *diags)
{
    if (n < 2)
        return from_one(ctx, n ? words[0] : head, options, sides, diags);
    sides[0] = words[0];
    sides[1] = words[1];
    return true;
}

/* One word of a range of revisions, or of a revision that is compared with the working tree. */
static bool revisions_of_one(void *ctx, const char *word, const char *revisions[2], struct diags *diags)
{
    bool fork;
    if (!split_range(ctx, word, revisions, &fork)) {
        revisions[0] = word;
        revisions[1] = NULL;
        return true;
    }
    if (fork)
        revisions[0] = revision_fork(ctx, revisions[0], revisions[1], diags);
    return revisions[0] != NULL;
}

bool source_revisions(void *ctx, const char *const *words, size_t n, const char *revisions[2], struct diags *diags)
{
    if (n < 2)
        return revisions_of_one(ctx, n ? words[0] : head, revisions, diags);
    revisions[0] = words[0];
    revisions[1] = words[1];
    return true;
}
