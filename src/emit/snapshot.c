#include "emit/snapshot.h"

#include <string.h>

#include "base/mem.h"
#include "emit/order.h"
#include "kind/kind.h"

static const char from_deltas[] =
    "-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.\n";

/* One-line statements of one phase stand together; tables, functions and the like stand apart. */
static bool stands_apart(enum phase phase)
{
    return phase == PHASE_TYPE || phase == PHASE_FUNCTION || phase == PHASE_TABLE || phase == PHASE_VIEW;
}

static bool same_group(const struct object *a, const struct object *b)
{
    return strcmp(a->schema, b->schema) == 0 && strcmp(emit_group(a), emit_group(b)) == 0;
}

static bool blank_line_between(const struct object *a, const struct object *b)
{
    enum phase before = a->kind->phase, after = b->kind->phase;
    if (before == after)
        return stands_apart(after) && !same_group(a, b);
    /* An index of a materialized view, say: of another phase and yet part of the group. */
    return !(stands_apart(before) && stands_apart(after) && same_group(a, b));
}

char *snapshot_print(void *ctx, const struct catalog *catalog, struct diags *diags)
{
    return snapshot_print_from(ctx, from_deltas, catalog, diags);
}

char *snapshot_print_from(void *ctx, const char *first_line, const struct catalog *catalog, struct diags *diags)
{
    void *work = mem_context(ctx);
    struct objects order;
    char *result = NULL;
    if (emit_order(work, catalog, &order, diags)) {
        struct text t;
        text_open(&t);
        fputs(first_line, t.out);
        for (size_t i = 0; i < order.n; i++) {
            const struct object *o = order.items[i];
            if (i == 0 || blank_line_between(order.items[i - 1], o))
                putc('\n', t.out);
            o->kind->print(t.out, catalog, o);
        }
        result = text_close(&t, ctx);
    }
    mem_free(work);
    return result;
}
