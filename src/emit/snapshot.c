#include "emit/snapshot.h"

#include <string.h>

#include "base/mem.h"
#include "base/regular.h"
#include "base/shown.h"
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

static void print_unit(FILE *out, const struct order *order, const struct unit *u)
{
    (u->postponed ? u->object->kind->postponable->print : u->object->kind->print)(out, order->catalog, u->object);
}

/*
 * False when it becomes too large: what comes then is not printed. What has no statement of its own, as a constraint
 * that comes from the parent, gets no blank line either.
 */
static bool print_units(struct text *t, const struct order *order)
{
    const struct unit *last = NULL;
    for (size_t i = 0, before = text_size(t); i < order->n; i++) {
        const struct unit *u = &order->units[i];
        bool blank = !last || blank_line_between(last, u);
        if (blank)
            putc('\n', t->out);
        print_unit(t->out, order, u);
        size_t size = text_size(t);
        if (size >= LARGEST_FILE)
            return false;
        if (size == before + blank) {
            text_cut(t, before);
            continue;
        }
        before = size;
        last = u;
    }
    return true;
}

char *snapshot_print(void *ctx, const struct catalog *catalog, struct diags *diags)
{
    return snapshot_print_from(ctx, from_deltas, catalog, diags);
}

/* The group of objects, a table with its rows say, that takes most of the text. */
static void say_what_is_large(void *ctx, const struct order *order, struct diags *diags)
{
    size_t most = 0, size = 0;
    const struct object *largest = NULL;
    for (size_t i = 0; i < order->n; i++) {
        const struct object *o = order->units[i].object;
        if (i == 0 || !same_group(o, order->units[i - 1].object))
            size = 0;
        struct text t;
        text_open(&t);
        print_unit(t.out, order, &order->units[i]);
        size += text_size(&t);
        text_drop(&t);
        if (size > most) {
            most = size;
            largest = o;
        }
    }
    struct diag *e =
        diag_error(diags, "the snapshot would be larger than %d MiB, the most that is read again", LARGEST_FILE >> 20);
    if (largest)
        diag_hint(diags, e, "%zu MiB of it are %s%s%s, its rows included", most >> 20, shown_text(ctx, largest->schema),
                  *largest->schema ? "." : "", shown_text(ctx, emit_group(largest)));
}

static bool print_all(struct text *t, const struct order *order)
{
    if (order->bodies_unchecked) {
        putc('\n', t->out);
        print_checks(t->out, "off");
    }
    bool fits = print_units(t, order);
    if (order->bodies_unchecked) {
        putc('\n', t->out);
        print_checks(t->out, "on");
    }
    return fits;
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
        if (print_all(&t, &order)) {
            result = text_close(&t, ctx);
        } else {
            text_drop(&t);
            say_what_is_large(work, &order, diags);
        }
    }
    mem_free(work);
    return result;
}
