#include "generate/culprit.h"

#include <string.h>

#include "apply/background.h"
#include "apply/left_setting.h"
#include "apply/locate.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "emit/snapshot.h"
#include "generate/build_private.h"
#include "generate/proof.h"
#include "generate/subtract.h"

/* A run that failed may take this much longer, but for what is under way then; and so many errors are worth it. */
enum { MOST_MS = 60000, MOST_ERRORS = 20 };

/* What comes of the first files of a plan. */
struct probe {
    bool done;
    bool made; /* there was a database to run them in */
    struct diags diags;
};

/* The files of one database, and what is known of them. */
struct trail {
    const struct suspect *suspect;
    struct probe *probes; /* by the last step that runs; n_steps: of all with background updates; behind it: of none */
};

struct search {
    struct server *server;
    struct trail *trails;
    size_t n, n_errors;
    const struct cancellation *stop;
    long until_ms;
    void *ctx;
};

static bool is_over(const struct search *s)
{
    return cancellation_requested(s->stop) || monotonic_ms() > s->until_ms;
}

/* ---- one probe ---- */

/* What the first steps of a plan make. */
struct part {
    bool opened;
    struct catalog *books, *whole; /* NULL: it failed */
};

/* `updates_of`: whose background updates are done then; NULL: none are. */
static struct part build_part(const struct search *s, const struct plan *plan, const struct accepted *accepted,
                              size_t last, const struct suspect *updates_of, void *ctx, struct diags *diags)
{
    struct build_context build;
    struct part part = {.opened = build_open(&build, s->server, plan, accepted, diags)};
    if (!part.opened)
        return part;
    if (build_begin(&build, &part.books, ctx, diags) && (last == 0 || build_apply(&build, 0, last, diags)) &&
        (!updates_of ||
         background_drain(build.connection, updates_of->updates, updates_of->tree, plan, NULL, 0, diags)))
        part.whole = build_read(&build, ctx, diags);
    build_leave(&build);
    return part;
}

/* Which is the last of the steps of common that is one of the first steps of the plan, too. */
static size_t last_of_common(const struct plan *plan, size_t last, const struct plan *common)
{
    size_t at = 0;
    for (size_t i = 1; i <= last; i++)
        if (at + 1 < common->n_steps && strcmp(plan->steps[i].path, common->steps[at + 1].path) == 0)
            at++;
    return at;
}

static void leave_common_out(const struct search *s, const struct suspect *of, size_t last,
                             const struct catalog *catalog, void *ctx, struct diags *diags)
{
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    struct part part =
        build_part(s, of->common, &of->accepted, last_of_common(of->plan, last, of->common), NULL, ctx, &unsaid);
    if (part.whole)
        subtract_common(ctx, catalog, subtract_bookkeeping(ctx, part.whole, part.books), of->plan->database, diags);
}

static void print_and_prove(const struct search *s, const struct suspect *of, const struct catalog *catalog,
                            const struct catalog *books, void *ctx, struct diags *diags)
{
    struct spare none = {NULL};
    bool needs_common;
    struct snapshot snapshot = {.path = of->path,
                                .text = snapshot_print(ctx, catalog, diags),
                                .catalog = catalog,
                                .bookkeeping = books,
                                .accepted = of->accepted.cells,
                                .plan = of->plan};
    if (snapshot.text)
        prove_snapshot(s->server, &none, &snapshot, NULL, &needs_common, diags);
}

/* A database that holds nothing yet is read, too. */
static void run_empty_probe(const struct search *s, const struct suspect *of, struct probe *p)
{
    struct build_context build;
    void *ctx = mem_root("probe");
    diags_init(&p->diags, s->ctx);
    p->done = true;
    p->made = build_open(&build, s->server, of->plan, &of->accepted, &p->diags);
    if (p->made) {
        build_read(&build, ctx, &p->diags);
        build_leave(&build);
    }
    mem_free(ctx);
}

/* All that is done of the whole plan, of its steps up to `last` alone; n_steps: of all, with background updates. */
static void run_probe(const struct search *s, const struct suspect *of, size_t last, struct probe *p)
{
    void *ctx = mem_root("probe");
    bool drains = last == of->plan->n_steps;
    last -= drains;
    diags_init(&p->diags, s->ctx);
    struct part part = build_part(s, of->plan, &of->accepted, last, drains ? of : NULL, ctx, &p->diags);
    p->done = true;
    p->made = part.opened;
    struct catalog *catalog = part.whole && of->path ? subtract_bookkeeping(ctx, part.whole, part.books) : NULL;
    if (catalog && of->common)
        leave_common_out(s, of, last, catalog, ctx, &p->diags);
    if (catalog)
        print_and_prove(s, of, catalog, part.books, ctx, &p->diags);
    mem_free(ctx);
}

static const struct probe *probe(const struct search *s, const struct trail *t, size_t last)
{
    struct probe *p = &t->probes[last];
    if (!p->done && last > t->suspect->plan->n_steps)
        run_empty_probe(s, t->suspect, p);
    else if (!p->done)
        run_probe(s, t->suspect, last, p);
    return p;
}

/* ---- the same fault ---- */

static bool is_of_connection(const struct diag *e)
{
    static const char cannot[] = "cannot connect to the database ";
    return strncmp(e->message, cannot, strlen(cannot)) == 0;
}

/* What the server numbers differs from database to database: large objects, toast tables. */
enum { DIGITS_OF_OID = 5 };

static bool says_the_same(const char *a, const char *b)
{
    while (*a && *b) {
        size_t n = strspn(a, "0123456789"), m = strspn(b, "0123456789");
        if ((n < DIGITS_OF_OID || m < DIGITS_OF_OID) && (n != m || strncmp(a, b, n ? n : 1) != 0))
            return false;
        a += n ? n : 1;
        b += m ? m : 1;
    }
    return *a == *b;
}

static bool has_fault(const struct probe *p, const struct diag *e)
{
    for (size_t i = 0; i < p->diags.n; i++) {
        const struct diag *d = &p->diags.items[i];
        if (d->level == DIAG_ERROR &&
            (says_the_same(d->message, e->message) || (is_of_connection(d) && is_of_connection(e))))
            return true;
    }
    return false;
}

/* ---- what is said ---- */

/* The snapshot is nowhere to be found: its line goes with the error. */
static void keep_place(struct diags *diags, struct diag *e)
{
    if (!e->file || !e->source)
        return;
    const char *place = mem_printf(diags->ctx, "line %d of the snapshot: %s", e->line, e->source);
    diag_detail(diags, e, e->detail ? mem_printf(diags->ctx, "%s\n%s", place, e->detail) : place);
}

/* It is of no file any more. */
static void forget_place(struct diags *diags, struct diag *e)
{
    keep_place(diags, e);
    e->file = e->source = NULL;
    e->line = e->column = e->caret = 0;
}

static void point_at(const struct step *step, struct diags *diags, struct diag *e)
{
    if (!step->path)
        return;
    forget_place(diags, e);
    e->file = mem_strdup(diags->ctx, step->path);
}

/* The steps after `low` up to `high`. */
static void say_range(const struct step *steps, size_t low, size_t high, struct diags *diags, struct diag *e)
{
    if (high - low == 1)
        point_at(&steps[high], diags, e);
    else if (!e->hint)
        diag_hint(diags, e, "it comes of one of %zu files, from %s to %s", high - low, steps[low + 1].path,
                  steps[high].path);
}

/* ---- the search ---- */

/* What comes with the steps up to *high comes not with those up to *low, as far as there was time to look. */
static void narrow(const struct search *s, const struct trail *t, const struct diag *e, size_t *low, size_t *high)
{
    while (*high - *low > 1 && !is_over(s)) {
        size_t middle = *low + (*high - *low) / 2;
        const struct probe *p = probe(s, t, middle);
        if (!p->made || cancellation_requested(s->stop))
            return;
        if (has_fault(p, e))
            *high = middle;
        else
            *low = middle;
    }
}

/* Points at what may have queued the background update that makes it so. */
static bool find_update(const struct search *s, const struct trail *t, struct diags *diags, struct diag *e)
{
    const struct plan *plan = t->suspect->plan;
    if (!has_fault(probe(s, t, plan->n_steps), e))
        return false;
    forget_place(diags, e);
    if (!e->hint)
        diag_hint(diags, e, "a background update makes it so: it comes only once they are done");
    locate_table_writer(plan, "background_updates", diags, e);
    return true;
}

/* False where it is not known that these files make it so: it came of something else, or does not come again. */
static bool find(struct search *s, const struct trail *t, struct diags *diags, struct diag *e)
{
    const struct step *steps = t->suspect->plan->steps;
    size_t last = t->suspect->plan->n_steps - 1, low = 0, high = last;
    /* Where the server makes no databases any more there is nothing to look for. */
    if (!is_over(s) && !probe(s, t, 0)->made)
        s->until_ms = 0;
    if (is_over(s))
        return false;
    if (has_fault(probe(s, t, 0), e)) {
        /* Of a server that is short of something no file is at fault. */
        if (!has_fault(probe(s, t, last + 2), e))
            point_at(&steps[0], diags, e);
        return true;
    }
    narrow(s, t, e, &low, &high);
    if (cancellation_requested(s->stop))
        return false;
    if (high == last && !is_over(s) && !has_fault(probe(s, t, last), e))
        return !is_over(s) && find_update(s, t, diags, e);
    if (high > low)
        say_range(steps, low, high, diags, e);
    return high > low;
}

/* What belongs to the server, as a role and its sessions do, files of another database may have changed. */
static void find_elsewhere(struct search *s, size_t own, struct diags *diags, struct diag *e)
{
    bool found = false;
    for (size_t i = 0; i < s->n && !found; i++)
        if (left_setting_reaches_others(e))
            left_setting_explain(s->trails[i].suspect->plan, s->trails[i].suspect->plan->n_steps, diags, e);
        else
            found = i != own && is_of_connection(e) && find(s, &s->trails[i], diags, e);
}

static bool is_nameless(const struct suspect *of, const struct diag *e)
{
    return !e->file || (of->path && strcmp(e->file, of->path) == 0);
}

static void find_all(struct search *s, size_t own)
{
    const struct suspect *of = s->trails[own].suspect;
    for (size_t i = 0; of->diags && i < of->diags->n; i++) {
        struct diag *e = &of->diags->items[i];
        bool nameless = is_nameless(of, e), reaches = left_setting_reaches_others(e);
        if (e->level != DIAG_ERROR || e->of_system || (!nameless && !reaches) || s->n_errors++ >= MOST_ERRORS)
            continue;
        if (reaches && nameless)
            forget_place(of->diags, e);
        if (reaches || !find(s, &s->trails[own], of->diags, e))
            find_elsewhere(s, own, of->diags, e);
    }
}

void culprits_name(struct server *server, struct suspect *suspects, size_t n, const struct cancellation *stop)
{
    void *ctx = mem_root("culprits");
    struct search s = {.server = server,
                       .trails = mem_array(ctx, struct trail, n + 1),
                       .n = n,
                       .stop = stop,
                       .until_ms = monotonic_ms() + MOST_MS,
                       .ctx = ctx};
    for (size_t i = 0; i < n; i++)
        s.trails[i] = (struct trail){&suspects[i], mem_array(ctx, struct probe, suspects[i].plan->n_steps + 2)};
    for (size_t i = 0; i < n; i++)
        find_all(&s, i);
    mem_free(ctx);
}
