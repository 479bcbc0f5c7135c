#include "verify/blame_background.h"

#include <ctype.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

static bool is_part_of_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *hit = text; n > 0 && hit && (hit = strstr(hit, word)); hit += n)
        if ((hit == text || !is_part_of_word(hit[-1])) && !is_part_of_word(hit[n]))
            return true;
    return false;
}

static bool file_has_word(void *ctx, const struct root *root, const char *path, const char *word)
{
    size_t size;
    const char *text = file_read(ctx, root, path, &size);
    return text && has_word(text, word);
}

static bool update_names(struct verify_run *run, const char *update, const char *word, void *ctx)
{
    struct update_way way = {0};
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    if (!updates_resolve(run->context->updates, update, run->engine, ctx, &way, &unsaid) ||
        way.answer == UPDATE_UNKNOWN)
        return false;
    bool named = way.sql && has_word(way.sql, word);
    for (size_t i = 0; way.files && way.files[i] && !named; i++)
        named = file_has_word(ctx, way.root, way.files[i], word);
    return named;
}

static const struct step *queueing_step(const struct plan *plan, const char *update, void *ctx)
{
    const struct step *found = NULL;
    for (size_t i = 1; i < plan->n_steps; i++)
        if (file_has_word(ctx, plan->steps[i].root, plan->steps[i].path, update))
            found = &plan->steps[i];
    return found;
}

const struct step *blame_background(struct verify_run *run, const struct plan *plan, const struct subject *subject)
{
    void *ctx = mem_root("blame_background");
    const char *word = subject->name ? subject->name : subject->relation;
    const struct step *found = NULL;
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    const char *const *names = updates_names(run->context->updates, ctx, &unsaid);
    for (const char *const *name = names; name && *name && !found; name++)
        if (update_names(run, *name, word, ctx))
            found = queueing_step(plan, *name, ctx);
    mem_free(ctx);
    return found;
}
