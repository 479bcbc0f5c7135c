/*
 * Statements for Postgres, found by trying. Each pass compares the trial database with what is wanted, removes what is
 * in the way, reads again, and then alters and makes what is missing. What a statement took with it, or what has to
 * wait for another one, is the next pass's business.
 */
#include <string.h>

#include "base/mem.h"
#include "emit/order.h"
#include "fix/postgres.h"

enum { MOST_PASSES = 8 };

static bool read_again(struct fix_trial *t)
{
    mem_free(t->reading);
    t->reading = mem_context(t->sides->ctx);
    t->now = fix_read(&t->sides->trial, t->reading, t->diags);
    return t->now != NULL;
}

bool trial_run(struct fix_trial *t, struct fix_statement *s)
{
    struct sql_failure failure;
    if (fix_run(t->sides->trial.connection, s, false, t->sides->ctx, &failure)) {
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
static bool run_steps(struct fix_trial *t, struct alteration *a, const char *text, const char *subject)
{
    size_t from = 0;
    for (size_t i = 0; i < a->n_steps; i++) {
        struct fix_statement s = {.text = mem_strndup(t->sides->ctx, text + from, a->steps[i].end - from),
                                  .subject = subject,
                                  .loses = a->loses,
                                  .lock = a->steps[i].lock,
                                  .alone = a->steps[i].alone};
        if (!trial_run(t, &s))
            return false;
        from = a->steps[i].end;
    }
    return true;
}

/* Belongs to the plan; NULL: nobody knows how. */
static const char *print_alteration(struct fix_trial *t, enum trial_action action, struct alteration *a)
{
    static bool (*const print[])(struct alteration *) = {[TRIAL_ADD] = object_add,
                                                         [TRIAL_ALTER] = object_alter,
                                                         [TRIAL_REMOVE] = object_remove,
                                                         [TRIAL_RELEASE] = object_release};
    struct text text;
    text_open(&text);
    a->text = &text;
    a->out = text.out;
    bool known = print[action](a);
    alteration_step(a);
    a->text = NULL;
    const char *script = text_close(&text, t->sides->ctx);
    return known && *script ? script : NULL;
}

static bool attempt(struct fix_trial *t, enum trial_action action, struct alteration *a)
{
    const char *script = print_alteration(t, action, a);
    if (a->refuses)
        fix_refuse(t->sides->ctx, t->fix, object_describe(t->reading, a->to), a->refuses);
    if (!script)
        return false;
    if (!a->loses && a->from && a->to)
        a->loses = trial_loss(t, a->from, a->to);
    return run_steps(t, a, script, object_describe(t->sides->ctx, a->to ? a->to : a->from));
}

bool trial_do(struct fix_trial *t, enum trial_action action, const struct object *from, const struct object *to)
{
    bool busy = to && trial_was_there(t, to->schema, to->relation), more = true, done = false;
    t->failure = NULL;
    for (int i = 0; more && !done && !t->stopped; i++) {
        struct alteration a = {.ctx = t->sides->ctx,
                               .before = t->now,
                               .after = t->order.catalog,
                               .from = from,
                               .to = to,
                               .busy = busy,
                               .attempt = i};
        done = attempt(t, action, &a);
        more = a.more;
    }
    return done;
}

/* A part of a pass, and what it leaves. */
static bool part(struct fix_trial *t, bool (*work)(struct fix_trial *t))
{
    size_t before = t->fix->n;
    return work(t) && !t->stopped && (t->fix->n == before || read_again(t));
}

static bool pass(struct fix_trial *t)
{
    t->progress = false;
    return part(t, trial_remove) && part(t, trial_make);
}

bool fix_plan_postgres(const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    struct fix_trial t = {.sides = sides, .fix = fix, .diags = diags};
    bool ok = emit_order(sides->ctx, sides->after, &t.order, diags) && trial_rename(&t) && read_again(&t);
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
