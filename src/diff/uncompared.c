/* What of a difference is missing, and why. */
#include <string.h>

#include "base/mem.h"
#include "diff/diff.h"

/* An error as one line: where, what, and the first that is known beyond it. */
static char *reason(void *ctx, const struct diag *e, struct reason_place *where)
{
    const char *line = e->line ? mem_printf(ctx, ":%d", e->line) : "";
    const char *column = e->line && e->column ? mem_printf(ctx, ":%d", e->column) : "";
    const char *place = e->file ? mem_printf(ctx, "%s%s%s: ", e->file, line, column) : "";
    *where = (struct reason_place){mem_strdup(ctx, e->file), e->line, e->column, strlen(place)};
    if (!e->detail || !*e->detail)
        return mem_printf(ctx, "%s%s", place, e->message);
    return mem_printf(ctx, "%s%s: %.*s", place, e->message, (int)strcspn(e->detail, "\n"), e->detail);
}

void difference_add_uncompared(void *ctx, struct difference *difference, const struct uncompared *uncompared,
                               const struct diags *why)
{
    size_t at = mem_grow(ctx, &difference->uncompared, &difference->n_uncompared);
    struct uncompared *u = &difference->uncompared[at];
    *u = (struct uncompared){.name = mem_strdup(ctx, uncompared->name),
                             .location = mem_strdup(ctx, uncompared->location),
                             .partly = uncompared->partly};
    const char **reasons = NULL;
    struct reason_place *places = mem_array(ctx, struct reason_place, why->n + 1);
    for (size_t i = 0; i < why->n; i++) {
        if (why->items[i].level != DIAG_ERROR)
            continue;
        size_t next = mem_grow(ctx, &reasons, &u->n_reasons);
        reasons[next] = reason(ctx, &why->items[i], &places[next]);
    }
    u->places = places;
    u->reasons = reasons;
}
