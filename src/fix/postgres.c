/*
 * Statements for Postgres, found by trying. Each pass compares the trial database with what is wanted, removes what is
 * in the way, reads again, and then alters and makes what is missing. What a statement took with it, or what has to
 * wait for another one, is the next pass's business.
 */
#include <string.h>

#include "base/mem.h"
#include "catalog/read.h"
#include "emit/order.h"
#include "fix/postgres.h"

enum { MOST_PASSES = 8 };

static bool read_again(struct fix_trial *t)
{
    struct sql_failure failure;
    mem_free(t->reading);
    t->reading = mem_context(t->sides->ctx);
    t->now = connection_reset(t->sides->trial, t->reading, &failure)
                 ? catalog_read(t->sides->trial, NULL, t->reading, t->diags)
                 : NULL;
    return t->now != NULL;
}

bool trial_run(struct fix_trial *t, struct fix_statement *s)
{
    struct sql_failure failure;
    if (fix_run(t->sides->trial, s, false, t->sides->ctx, &failure)) {
        size_t at = mem_grow(t->sides->ctx, &t->fix->statements, &t->fix->n);
        t->fix->statements[at] = *s;
        t->progress = true;
        return true;
    }
    t->stopped |= failure.stopped;
    t->failure = failure.message;
    return false;
}

/* All steps of an alteration, until one fails. */
static bool run_steps(struct fix_trial *t, struct alteration *a, char *text, const char *subject)
{
    size_t from = 0, end = strlen(text);
    for (size_t i = 0; i <= a->n_ends; i++) {
        size_t to = i < a->n_ends ? (size_t)a->ends[i] : end;
        if (to <= from)
            continue;
        struct fix_statement s = {.text = mem_strndup(t->sides->ctx, text + from, to - from),
                                  .subject = subject,
                                  .loses = a->loses,
                                  .alone = a->alone};
        if (!trial_run(t, &s))
            return false;
        from = to;
    }
    return true;
}

bool trial_do(struct fix_trial *t, enum trial_action action, const struct object *from, const struct object *to,
              bool *in_the_way)
{
    static bool (*const print[])(struct alteration *) = {
        [TRIAL_ADD] = object_add, [TRIAL_ALTER] = object_alter, [TRIAL_REMOVE] = object_remove};
    struct text text;
    text_open(&text);
    struct alteration a = {.ctx = t->sides->ctx,
                           .out = text.out,
                           .before = t->now,
                           .after = t->sides->after,
                           .from = from,
                           .to = to,
                           .busy = to && trial_was_there(t, to->schema, to->relation)};
    bool known = print[action](&a);
    char *script = text_close(&text, t->sides->ctx);
    *in_the_way = a.beneath;
    t->failure = NULL;
    if (!known || !*script)
        return false;
    return run_steps(t, &a, script, object_describe(t->sides->ctx, to ? to : from));
}

static bool pass(struct fix_trial *t)
{
    t->progress = false;
    if (!read_again(t) || !trial_remove(t) || !read_again(t) || !trial_make(t) || !read_again(t))
        return false;
    return !t->stopped;
}

bool fix_plan_postgres(const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    struct fix_trial t = {.sides = sides, .fix = fix, .diags = diags};
    bool ok = emit_order(sides->ctx, sides->after, &t.order, diags) && trial_rename(&t);
    for (int i = 0; ok && i < MOST_PASSES; i++) {
        ok = pass(&t);
        if (!t.progress)
            break;
    }
    if (ok)
        trial_report(&t);
    mem_free(t.reading);
    return ok;
}
