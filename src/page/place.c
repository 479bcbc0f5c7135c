/* What the parts of a table or view are told beside: its keys, its comment. */
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/facet.h"

static bool is_gone(const struct shown *shown)
{
    return shown->change && shown->change->action == CHANGE_REMOVED;
}

/* "TABLE rooms": as a comment names it. */
static char *subject_of(void *ctx, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    const char *kind = !item || item->kind == &model_table      ? "TABLE"
                       : item->kind == &model_materialized_view ? "MATERIALIZED VIEW"
                                                                : "VIEW";
    return mem_printf(ctx, "%s %s", kind, r->name);
}

struct place place_of(void *ctx, const struct relation *r)
{
    struct place place = {.database = r->database, .relation = r, .subject = subject_of(ctx, r)};
    place.gone = strcmp(pair_mark(&r->self), "removed") == 0;
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < r->parts[e].n; i++)
            if (!is_gone(&r->parts[e].items[i]) || is_gone(&r->self.of[e]))
                keys_add(ctx, &place.keys, (enum engine)e, r->parts[e].items[i].item);
    return place;
}

bool is_of_heading(const char *attribute)
{
    static const char *const names[] = {"kind", "definition", "partition of", "bound", "of type"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i], attribute) == 0)
            return true;
    return false;
}
