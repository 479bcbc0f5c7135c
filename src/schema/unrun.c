#include "schema/unrun.h"

#include <string.h>

#include "base/mem.h"

void unrun_add(void *ctx, struct unrun_list *list, const struct unrun *one)
{
    size_t at = mem_grow(ctx, &list->items, &list->n);
    list->items[at] = (struct unrun){mem_strdup(ctx, one->database), mem_strdup(ctx, one->path),
                                     mem_strdup(ctx, one->file), mem_strdup(ctx, one->reason), one->is_delta};
}

/* main/delta/61 of schema/main/delta/61 */
static bool is_named(const struct unrun *u, const char *top, const char *name)
{
    size_t n = strlen(top);
    if (strcmp(u->path, name) == 0)
        return true;
    return strncmp(u->path, top, n) == 0 && u->path[n] == '/' && strcmp(u->path + n + 1, name) == 0;
}

static bool take(struct unrun_list *list, const char *top, const char *name)
{
    size_t left = 0, before = list->n;
    for (size_t i = 0; i < before; i++)
        if (!is_named(&list->items[i], top, name))
            list->items[left++] = list->items[i];
    list->n = left;
    return left < before;
}

void unrun_accept(struct unrun_list *list, const char *top, const char *const *names, struct diags *diags)
{
    for (; names && *names; names++)
        if (!take(list, top, *names))
            diag_warning(diags, "--accept-unrun %s was not needed: no such file is passed over", *names);
}

/* How many of the same reason are reported at all, and how many stand before the one at `end`. */
static size_t count(const struct unrun_list *list, size_t end, const char *reason, bool deltas)
{
    size_t n = 0;
    for (size_t i = 0; i < end; i++)
        n += (deltas || !list->items[i].is_delta) && strcmp(list->items[i].reason, reason) == 0;
    return n;
}

static void warn_of_rest(const struct unrun *last, size_t rest, struct diags *diags)
{
    struct diag *w = diag_warning(diags, "%zu more passed over: %s", rest, last->reason);
    const char *slash = strrchr(last->path, '/');
    w->file = slash ? mem_strndup(diags->ctx, last->path, (size_t)(slash - last->path)) : NULL;
}

void unrun_warn(const struct unrun_list *list, bool deltas, struct diags *diags)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct unrun *u = &list->items[i];
        if (u->is_delta && !deltas)
            continue;
        size_t before = count(list, i, u->reason, deltas), all = count(list, list->n, u->reason, deltas);
        if (!list->shown || before < list->shown) {
            struct diag *w = diag_warning(diags, "passed over: %s", u->reason);
            w->file = mem_strdup(diags->ctx, u->path);
        } else if (before + 1 == all) {
            warn_of_rest(u, all - list->shown, diags);
        }
    }
}
