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

static bool blank_line_between(const struct unit *a, const struct unit *b)
{
    if (a->phase == b->phase)
        return stands_apart(b->phase) && !same_group(a->object, b->object);
    /* An index of a materialized view, say: of another phase and yet part of the group. */
    return !(stands_apart(a->phase) && stands_apart(b->phase) && same_group(a->object, b->object));
}

/*
 * For the session, since a tool may run every statement in a transaction of
 * its own; so it is taken back at the end.
 */
static void print_checks(FILE *out, const char *value)
{
    fprintf(out, "SELECT pg_catalog.set_config('check_function_bodies', '%s', false);\n", value);
}

static void print_units(FILE *out, const struct order *order)
{
    for (size_t i = 0; i < order->n; i++) {
        const struct unit *u = &order->units[i];
        if (i == 0 || blank_line_between(&order->units[i - 1], u))
            putc('\n', out);
        (u->postponed ? u->object->kind->postponable->print : u->object->kind->print)(out, order->catalog, u->object);
    }
}

char *snapshot_print(void *ctx, const struct catalog *catalog, struct diags *diags)
{
    return snapshot_print_from(ctx, from_deltas, catalog, diags);
}

char *snapshot_print_from(void *ctx, const char *first_line, const struct catalog *catalog, struct diags *diags)
{
    void *work = mem_context(ctx);
    struct order order;
    char *result = NULL;
    if (emit_order(work, catalog, &order, diags)) {
        struct text t;
        text_open(&t);
        fputs(first_line, t.out);
        if (order.bodies_unchecked) {
            putc('\n', t.out);
            print_checks(t.out, "off");
        }
        print_units(t.out, &order);
        if (order.bodies_unchecked) {
            putc('\n', t.out);
            print_checks(t.out, "on");
        }
        result = text_close(&t, ctx);
    }
    mem_free(work);
    return result;
}
