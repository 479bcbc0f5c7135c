/* A text takes schema public away, which every new database has: what is reported is that a schema is gone. */
#include <string.h>

#include "base/mem.h"
#include "diff/draft.h"
#include "model/kinds.h"

static bool is_lack(const struct item *item)
{
    return item && item->kind == &model_other && strcmp(item->name, MODEL_NO_PUBLIC) == 0;
}

static const struct item *public_schema(void *ctx)
{
    const struct item schema = {
        .kind = &model_schema, .schema = "", .relation = "", .name = "public", .text = "CREATE SCHEMA public;"};
    return mem_copy(ctx, &schema, sizeof(schema));
}

void turn_public_schema(struct diff_draft *d)
{
    for (size_t i = 0; i < d->n; i++) {
        struct change *c = &d->changes[i].change;
        bool gone = c->action == CHANGE_ADDED && is_lack(c->new_item);
        bool back = c->action == CHANGE_REMOVED && is_lack(c->old_item);
        if (!gone && !back)
            continue;
        c->action = gone ? CHANGE_REMOVED : CHANGE_ADDED;
        c->old_item = gone ? public_schema(d->ctx) : NULL;
        c->new_item = back ? public_schema(d->ctx) : NULL;
    }
}
