#include "check/unrun_change.h"

#include <string.h>

#include "base/mem.h"
#include "schema/tree.h"

static const char *const no_names[] = {NULL};
static const struct model_kind unrun_kind = {.name = "delta", .plural = "deltas", .attributes = no_names};

bool is_unrun_change(const struct change *change)
{
    return change_item(change)->kind == &unrun_kind;
}

static bool is_of(const struct comparison *c, const struct unrun *u)
{
    return u->database && strcmp(c->database, u->database) == 0;
}

/*
 * Whose it is: its database's, on whichever engine. What is of no database, or
 * of common where that is not compared itself, is everybody's.
 */
static struct comparison *comparison_for(const struct unrun *u, struct difference *difference)
{
    struct comparison *any = NULL;
    bool all = !u->database || strcmp(u->database, COMMON_DATABASE) == 0;
    for (size_t i = 0; i < difference->n; i++) {
        struct comparison *c = &difference->items[i];
        if (!c->old_model || !c->new_model)
            continue;
        if (is_of(c, u))
            return c;
        any = any ? any : c;
    }
    return all ? any : NULL;
}

static bool is_compared(const struct unrun *u, const struct difference *difference)
{
    for (size_t i = 0; i < difference->n; i++)
        if (is_of(&difference->items[i], u))
            return true;
    return !u->database || strcmp(u->database, COMMON_DATABASE) == 0;
}

struct change *delta_change_add(void *ctx, struct comparison *c, enum change_action action, const char *path,
                                const char *file)
{
    struct item *item = mem_new(ctx, struct item);
    struct change *changes = mem_array(ctx, struct change, c->n_changes + 1);
    *item = (struct item){.kind = &unrun_kind, .schema = "", .relation = "", .name = path, .text = "", .path = file};
    if (c->n_changes)
        memcpy(changes, c->changes, c->n_changes * sizeof(*changes));
    changes[c->n_changes] = (struct change){
        .action = action, .old_item = item, .new_item = action == CHANGE_ALTERED ? item : NULL, .class = CHANGE_CARE};
    c->changes = changes;
    return &changes[c->n_changes++];
}

static void add(void *ctx, const struct unrun *u, struct comparison *c)
{
    struct change *change = delta_change_add(ctx, c, CHANGE_REMOVED, u->path, u->file ? u->file : u->path);
    change->reason = mem_printf(ctx, "it does not run: %s", u->reason);
    change->anchor = "delta-not-run";
}

bool unrun_changes_add(void *ctx, const struct unrun_list *list, struct difference *difference)
{
    bool ok = true;
    for (size_t i = 0; i < list->n; i++) {
        const struct unrun *u = &list->items[i];
        struct comparison *c = u->is_delta ? comparison_for(u, difference) : NULL;
        if (c)
            add(ctx, u, c);
        else
            ok &= !u->is_delta || !is_compared(u, difference);
    }
    return ok;
}
