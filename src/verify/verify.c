#include "verify/verify.h"

#include <string.h>

#include "base/mem.h"
#include "verify/context.h"

static const char one_after_the_other[] = "each migration builds on those before it";
static const char no_bases[] = "migrations start from nothing";
static const char one_database[] = "migrations make one database";
static const char no_down[] = "deltas have no down migration";

const struct verification verifications[] = {
    {"orders", "the deltas of one version are independent: in whichever order, the same catalog", one_after_the_other,
     NULL, false, verify_orders},
    {"bases", "from every base snapshot and from nothing, the same catalog", no_bases, NULL, false, verify_bases},
    {"layouts", "on one physical database or split, the same objects, and none made twice", one_database, NULL, false,
     verify_layouts},
    {"parity", "Postgres and SQLite agree, but for the known differences", NULL, NULL, false, verify_parity},
    {"reproducible", "two runs give the same bytes, whatever locale, time zone, umask and directory order", NULL, NULL,
     false, verify_reproducible},
    {"self-test", "drifts planted in copies of the snapshots are found, each as what it is", NULL, NULL, false,
     verify_self_test},
    {"down", "of migrations: up, down and up gives what up alone does (only where asked for)", NULL, no_down, true,
     verify_down},
    {"upgrades", "a database that newer deltas upgrade becomes what a new one is (only where asked for)", NULL, NULL,
     true, verify_upgrades},
    {NULL, NULL, NULL, NULL, false, NULL},
};
_Static_assert(sizeof(verifications) / sizeof(*verifications) <= VERIFICATIONS_MAX + 1, "each has a place in options");

size_t verification_named(const char *name)
{
    size_t i = 0;
    while (strcmp(verifications[i].name, name) != 0)
        i++;
    return i;
}

static bool selects_some(const struct verify_options *o)
{
    for (size_t i = 0; i < VERIFICATIONS_MAX; i++)
        if (o->selected[i])
            return true;
    return false;
}

/* Why a verification has nothing to look at in a directory of that layout; NULL: it has. */
static const char *why_not(const struct verify_options *o, size_t i)
{
    if (o->layout->one_engine && verifications[i].run == verify_parity)
        return "migrations are for one engine";
    return o->layout->has_migrations ? verifications[i].not_migrations : verifications[i].not_deltas;
}

/* What is to be carried out: of those selected, or of all, those that the layout has something for. */
static bool is_due(const struct verify_options *o, size_t i, bool all)
{
    return all ? !why_not(o, i) && !verifications[i].on_request : o->selected[i];
}

static bool check_selected(const struct verify_options *o, struct diags *diags)
{
    for (size_t i = 0; verifications[i].name; i++)
        if (o->selected[i] && why_not(o, i))
            diag_error(diags, "--%s is not for --layout-in %s: %s", verifications[i].name, o->layout->name,
                       why_not(o, i));
    return diags->n_errors == 0;
}

/* The context counts as a task of its own, the first. */
static void announce(void *ctx, const struct verify_options *options, const struct generate_observer *observer,
                     bool all)
{
    char *names[VERIFICATIONS_MAX + 1] = {mem_strdup(ctx, "usual order")};
    size_t n = 1;
    for (size_t i = 0; verifications[i].name; i++)
        if (is_due(options, i, all))
            names[n++] = mem_strdup(ctx, verifications[i].name);
    if (observer->started)
        observer->started(observer->user_data, n, names);
}

bool verify(const struct verify_options *options, const struct generate_observer *observer,
            void (*tell)(void *data, const struct verification *verification, const struct outcome *outcome),
            void *data, struct diags *diags)
{
    void *ctx = mem_root("verify");
    bool all = !selects_some(options);
    size_t task = 0;
    if (!check_selected(options, diags)) {
        mem_free(ctx);
        return false;
    }
    announce(ctx, options, observer, all);
    progress_report(&observer->progress, task, "building", 0, 1);
    struct verify_context *context = verify_context_open(ctx, options, diags);
    bool ok = context && verify_context_build(context, diags);
    for (size_t i = 0; ok && verifications[i].name; i++) {
        if (!is_due(options, i, all))
            continue;
        progress_report(&observer->progress, task++, NULL, 1, 1);
        progress_report(&observer->progress, task, verifications[i].promise, 0, 1);
        struct outcome outcome = {.did = "", .found = ""};
        void *scratch = mem_context(ctx);
        diags_init(&outcome.findings, scratch);
        diags_init(&outcome.trouble, scratch);
        verifications[i].run(context, scratch, &outcome);
        ok = !verify_context_cancelled(context);
        if (ok)
            tell(data, &verifications[i], &outcome);
        mem_free(scratch);
    }
    if (context)
        verify_context_close(context, diags);
    mem_free(ctx);
    return ok;
}
