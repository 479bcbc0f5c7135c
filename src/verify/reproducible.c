/*
 * --reproducible: two runs of generate give the same bytes, the second one in
 * another locale and time zone, under another umask, from a directory whose
 * entries were made the other way round, and at another time.
 *
 * What differs is looked for in two builds here: mostly it is the clock or
 * chance, and then the delta can be named.
 */
#include <locale.h>
#include <string.h>
#include <sys/wait.h>

#include "base/copy.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "base/process.h"
#include "base/scratch.h"
#include "base/share.h"
#include "verify/blame.h"
#include "verify/child.h"

enum { RUNS = 2, APART_MS = 1100 };

/* One that writes numbers or orders letters in another way, where it is installed. */
static const char *other_locale(void)
{
    static const char *const names[] = {"tr_TR.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        locale_t l = newlocale(LC_ALL_MASK, names[i], (locale_t)0);
        if (l == (locale_t)0)
            continue;
        freelocale(l);
        return names[i];
    }
    return "C.UTF-8";
}

struct reproducible {
    struct verify_context *context;
    void *ctx;
    struct child_result results[RUNS];
    struct outcome *outcome;
};

/* The second run begins when clocks of whole seconds have moved on. */
static bool run_both(struct reproducible *t, const struct scratch *scratch,
                     const struct surroundings surroundings[RUNS])
{
    long start = monotonic_ms();
    for (size_t i = 0; i < RUNS; i++) {
        const char *directory = mem_printf(t->ctx, "%s/%zu", scratch->path, i + 1);
        long wait = i == 0 ? 0 : start + APART_MS - monotonic_ms();
        if ((wait > 0 && process_pause(t->context->options->server.stop, (int)wait)) ||
            !child_generate(t->context, directory, &surroundings[i], t->ctx, &t->results[i], &t->outcome->trouble))
            return false;
    }
    return true;
}

static const char *snapshot_text(const struct reproducible *t, size_t nth, const struct verify_run *run)
{
    size_t size;
    return file_read(t->ctx, &root_own,
                     mem_printf(t->ctx, "%s/%d/%s/full.sql.%s", t->results[nth].output, t->context->target,
                                run->database, engine_name(run->engine)),
                     &size);
}

/* The first line in which two texts differ, of each. */
static void first_difference(const struct reproducible *t, const char *texts[RUNS], const char *lines[RUNS])
{
    size_t start = 0, i = 0;
    for (; texts[0][i] && texts[0][i] == texts[1][i]; i++)
        if (texts[0][i] == '\n')
            start = i + 1;
    for (size_t r = 0; r < RUNS; r++)
        lines[r] = mem_strndup(t->ctx, texts[r] + start, strcspn(texts[r] + start, "\n"));
}

/* True when a build that is repeated here shows why, and a delta was reported. */
static bool tell_unstable(struct reproducible *t, struct verify_run *run)
{
    struct diags *findings = &t->outcome->findings;
    if (!run_notice_unstable(run, t->ctx, &t->outcome->trouble) || run->unstable.n == 0)
        return false;
    struct disparity *items = run->unstable.items;
    struct culprit *culprits = mem_array(t->ctx, struct culprit, run->unstable.n);
    if (!blame_twins(run, run->plan, items, run->unstable.n, culprits, &t->outcome->trouble))
        return false;
    struct diags found;
    diags_init(&found, t->ctx);
    for (size_t i = 0; i < run->unstable.n; i++) {
        const struct subject *s = &items[i].subject;
        struct diag *e = s->name ? diag_error(&found, "%s: %s depends on when or where it is made",
                                              engine_name(run->engine), items[i].what)
                                 : diag_error(&found, "%s: rows of %s depend on when or where they are made",
                                              engine_name(run->engine), s->relation);
        e->file = culprits[i].step ? mem_strdup(t->ctx, culprits[i].step->path) : NULL;
        diag_hint(&found, e, "a snapshot cannot say it: write what is the same every time");
    }
    diags_merge(findings, &found);
    return found.n > 0;
}

static void compare_run(struct reproducible *t, struct verify_run *run)
{
    const char *texts[RUNS], *lines[RUNS];
    for (size_t r = 0; r < RUNS; r++)
        texts[r] = snapshot_text(t, r, run);
    if (!verify_context_wants(t->context, run->database) || (texts[0] && texts[1] && strcmp(texts[0], texts[1]) == 0))
        return;
    if (!texts[0] || !texts[1]) {
        diag_error(&t->outcome->trouble, "%s: a run of generate wrote no snapshot of %s", engine_name(run->engine),
                   run->database);
        return;
    }
    if (tell_unstable(t, run))
        return;
    first_difference(t, texts, lines);
    struct diag *e = diag_error(&t->outcome->findings, "%s: two runs give different snapshots of %s",
                                engine_name(run->engine), run->database);
    diag_detail(&t->outcome->findings, e, mem_printf(t->ctx, "%s\n%s", lines[0], lines[1]));
}

static bool failed(const struct child_result *r)
{
    return !WIFEXITED(r->status) || WEXITSTATUS(r->status) != 0;
}

/* Both runs were refused something: what depends on the clock, mostly, and a build here tells where. */
static bool tell_refusals(struct reproducible *t)
{
    struct diags refused;
    diags_init(&refused, t->ctx);
    size_t n = 0;
    while (t->context->options->accepted && t->context->options->accepted[n])
        n++;
    struct accepted accepted = {t->context->options->accepted, mem_array(t->ctx, bool, n), false};
    for (size_t i = 0; i < t->context->n_runs && !verify_context_cancelled(t->context); i++) {
        const struct verify_run *s = &t->context->runs[i];
        struct built ignored;
        build_database(s->server, t->context->tree, t->context->updates, s->plan, &accepted, &(struct build_states){0},
                       NULL, 0, t->ctx, &ignored, &refused);
    }
    diags_merge(&t->outcome->findings, &refused);
    return refused.n_errors > 0;
}

/* What one database does to another is not reported by two runs. */
static bool has_no_snapshots(const struct reproducible *t)
{
    struct diags ignored;
    diags_init(&ignored, t->ctx);
    for (size_t i = 0; i < t->context->n_runs; i++)
        if (!run_snapshot(&t->context->runs[i], t->ctx, &ignored))
            return true;
    return false;
}

static void tell_failure(struct reproducible *t)
{
    bool both = failed(&t->results[0]) && failed(&t->results[1]);
    const struct child_result *worse = failed(&t->results[0]) ? &t->results[0] : &t->results[1];
    if (both && (tell_refusals(t) || verify_context_cancelled(t->context)))
        return;
    if (both && has_no_snapshots(t)) {
        t->outcome->found = "the same refusal";
        return;
    }
    struct diags *to = both ? &t->outcome->trouble : &t->outcome->findings;
    struct diag *e =
        diag_error(to, both ? "generate %s" : "one of two runs of generate %s", process_ending(worse->status, t->ctx));
    diag_detail(to, e, worse->log);
}

static void compare(struct reproducible *t)
{
    if (failed(&t->results[0]) || failed(&t->results[1])) {
        tell_failure(t);
        return;
    }
    for (size_t i = 0; i < t->context->n_runs && !verify_context_cancelled(t->context); i++)
        compare_run(t, &t->context->runs[i]);
}

/* Somebody else runs the server, who has to be able to read the library. NULL: the clock is as it is. */
static const char *later_clock(const struct reproducible *t, const struct scratch *scratch)
{
    const struct verify_options *o = t->context->options;
    struct diags ignored;
    diags_init(&ignored, t->ctx);
    if (!o->engines[ENGINE_POSTGRES] || o->server.pg_user)
        return NULL;
    const char *library = libexec_path(t->ctx, "later-clock.so", &ignored);
    const char *copy = path_join(t->ctx, scratch->path, "later-clock.so");
    return library && copy_for_all(library, scratch->path, copy, &ignored) ? copy : NULL;
}

void verify_reproducible(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    /* The zone is spelt out, so that no table of zones is needed. */
    struct surroundings surroundings[RUNS] = {{"C", "UTC0", 022, NULL, false},
                                              {other_locale(), "XYZ-13:45", 077, NULL, true}};
    struct reproducible t = {.context = context, .ctx = ctx, .outcome = outcome};
    struct scratch scratch;
    outcome->did = mem_printf(ctx, "generate in locale C and %s, time zone UTC and 13:45 east, umask 022 and 077, %s",
                              surroundings[1].locale, "directory entries made forwards and backwards");
    outcome->found = "same bytes";
    if (!scratch_make(&scratch, ctx, &outcome->trouble))
        return;
    surroundings[1].later_clock = later_clock(&t, &scratch);
    if (surroundings[1].later_clock)
        outcome->did = mem_printf(ctx, "%s, at the time of now and eleven years later", outcome->did);
    if (run_both(&t, &scratch, surroundings))
        compare(&t);
    scratch_remove(&scratch);
}
