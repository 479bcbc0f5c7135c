#include "emit/snapshot.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/regular.h"
#include "base/shown.h"
#include "emit/order.h"
#include "kind/kind.h"
#include "kind/remark.h"
#include "trace/trace.h"

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

/* What comes later of an object that has its statement already says nothing of it. */
static void print_remark(FILE *out, const struct order *order, const struct unit *u)
{
    if (!u->postponed || u->object->kind->postponable->whole)
        print_object_remark(out, order->catalog, u->object);
}

static void print_unit(FILE *out, const struct order *order, const struct unit *u)
{
    (u->postponed ? u->object->kind->postponable->print : u->object->kind->print)(out, order->catalog, u->object);
}

/* Where the units that have a statement begin, in bytes. */
struct beginnings {
    void *ctx;
    struct beginning {
        const struct object *object;
        size_t at;
    } * items;
    size_t n;
};

static void note_beginning(struct beginnings *b, const struct object *o, size_t at)
{
    if (!b)
        return;
    size_t i = mem_grow(b->ctx, &b->items, &b->n);
    b->items[i] = (struct beginning){o, at};
}

/* Lines are counted at the end: what is printed can be looked at then alone. */
static void find_lines(void *ctx, const char *text, const struct beginnings *b, struct snapshot_places *places)
{
    int line = 1;
    *places = (struct snapshot_places){mem_array(ctx, struct snapshot_place, b->n + 1), b->n};
    for (size_t i = 0, at = 0; i < b->n; i++) {
        for (; at < b->items[i].at; at++)
            line += text[at] == '\n';
        places->items[i] = (struct snapshot_place){b->items[i].object, line};
    }
}

/*
 * False when it becomes too large: what comes then is not printed. What has no statement of its own, as a constraint
 * that comes from the parent, gets no blank line either.
 */
static bool print_units(struct text *t, const struct order *order, struct beginnings *beginnings)
{
    const struct unit *last = NULL;
    for (size_t i = 0, before = text_size(t); i < order->n; i++) {
        const struct unit *u = &order->units[i];
        bool blank = !last || blank_line_between(last, u);
        if (blank)
            putc('\n', t->out);
        print_remark(t->out, order, u);
        size_t begins = text_size(t);
        print_unit(t->out, order, u);
        size_t size = text_size(t);
        if (size >= LARGEST_FILE)
            return false;
        if (size == begins) {
            text_cut(t, before);
            continue;
        }
        note_beginning(beginnings, u->object, begins);
        before = size;
        last = u;
    }
    return true;
}

/* SQLite keeps whatever bytes a schema was given; a file of them could be written and never be read. */
static bool is_readable(const struct snapshot_places *places, const char *text, struct diags *diags)
{
    size_t bad = utf8_check(text, strlen(text)), i = 0;
    if (!text[bad])
        return true;
    int line = 1;
    for (size_t at = 0; at < bad; at++)
        line += text[at] == '\n';
    while (i + 1 < places->n && places->items[i + 1].line <= line)
        i++;
    const char *what = places->n ? object_describe(diags->ctx, places->items[i].object) : "the schema";
    struct diag *e =
        diag_error(diags, "%s is not UTF-8 where its definition has the byte 0x%02X", what, (unsigned char)text[bad]);
    diag_hint(diags, e,
              "a snapshot is UTF-8; who wrote it past the parser (PRAGMA writable_schema) has to write it so");
    return false;
}

char *snapshot_print(void *ctx, const struct catalog *catalog, struct diags *diags)
{
    struct snapshot_places places;
    char *text = snapshot_print_places(ctx, from_deltas, catalog, &places, diags);
    return text && is_readable(&places, text, diags) ? text : NULL;
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

static bool print_all(struct text *t, const struct order *order, struct beginnings *beginnings)
{
    if (order->bodies_unchecked) {
        putc('\n', t->out);
        print_checks(t->out, "off");
    }
    bool fits = print_units(t, order, beginnings);
    if (order->bodies_unchecked) {
        putc('\n', t->out);
        print_checks(t->out, "on");
    }
    return fits;
}

char *snapshot_print_from(void *ctx, const char *first_line, const struct catalog *catalog, struct diags *diags)
{
    return snapshot_print_places(ctx, first_line, catalog, NULL, diags);
}

char *snapshot_print_places(void *ctx, const char *first_line, const struct catalog *catalog,
                            struct snapshot_places *places, struct diags *diags)
{
    void *work = mem_context(ctx);
    long long begun = trace_now();
    struct beginnings beginnings = {.ctx = work};
    struct order order;
    char *result = NULL;
    if (emit_order(work, catalog, &order, diags)) {
        struct text t;
        text_open(&t);
        fputs(first_line, t.out);
        if (print_all(&t, &order, places ? &beginnings : NULL)) {
            result = text_close(&t, ctx);
            if (places)
                find_lines(ctx, result, &beginnings, places);
        } else {
            text_drop(&t);
            say_what_is_large(work, &order, diags);
        }
    }
    if (result)
        trace_step(begun, "snapshot printed, %zu bytes", strlen(result));
    mem_free(work);
    return result;
}
