#include "verify/upgrade_release.h"

#include <errno.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/write.h"
#include "source/export.h"

static const struct schema_tree *open_tree(const struct verify_context *context, void *ctx, const char *path,
                                           struct diags *diags)
{
    const struct verify_options *o = context->options;
    const struct schema_tree *tree = schema_tree_open(ctx, path, o->layout, &o->migrations, diags);
    return tree && plan_check_tree(ctx, tree, NO_BASE, tree->version, diags) ? tree : NULL;
}

/* An error speaks of the release's files as the repository has them. */
static void pass_on(const struct upgrade_release *release, const struct diags *from, struct diags *to)
{
    for (size_t i = 0; i < from->n; i++) {
        struct diag *d = &from->items[i];
        d->file = upgrade_release_unnamed(release, to->ctx, d->file);
        d->message = upgrade_release_unnamed(release, to->ctx, d->message);
        d->detail = upgrade_release_unnamed(release, to->ctx, d->detail);
        d->hint = upgrade_release_unnamed(release, to->ctx, d->hint);
    }
    diags_merge(to, from);
}

static bool read_release(const struct verify_context *context, void *ctx, struct upgrade_release *release,
                         struct diags *diags)
{
    const struct verify_options *o = context->options;
    char *inside = export_inside(ctx, o->schema, diags);
    const struct export_request request = {(const char *const[]){inside, NULL}, o->layout->has_updates};
    if (!inside || !export_revision(ctx, release->revision, release->top, &request, diags))
        return false;
    const char *path = *inside ? path_join(ctx, release->top, inside) : release->top;
    release->tree = open_tree(context, ctx, path, diags);
    if (release->tree)
        release->updates = updates_new(ctx, release->tree, &o->updates);
    return release->tree != NULL;
}

const struct upgrade_release *upgrade_release_open(const struct verify_context *context, void *ctx,
                                                   const char *revision, const char *directory, struct diags *diags)
{
    struct upgrade_release *release = mem_new(ctx, struct upgrade_release);
    struct diags own;
    *release = (struct upgrade_release){.revision = revision, .top = directory};
    diags_init(&own, ctx);
    if (context->options->layout == &tree_layout_project) {
        diag_error(diags, "--from %s: a revision is for one schema directory, not for the sections of fullschema.ini",
                   revision);
        return NULL;
    }
    if (!make_own_directory(directory)) {
        diag_error(diags, "cannot make %s: %s", directory, strerror(errno));
        return NULL;
    }
    bool ok = read_release(context, ctx, release, &own);
    pass_on(release, &own, diags);
    return ok ? release : NULL;
}

const char *upgrade_release_unnamed(const struct upgrade_release *release, void *ctx, const char *text)
{
    struct text t;
    if (!text || !release)
        return text;
    const char *top = mem_printf(ctx, "%s/", release->top);
    text_open(&t);
    for (const char *hit; (hit = strstr(text, top)); text = hit + strlen(top))
        fprintf(t.out, "%.*s%s:", (int)(hit - text), text, release->revision);
    fputs(text, t.out);
    return text_close(&t, ctx);
}

/* ---- the plan ---- */

static bool is_applied(const struct plan *old, const struct step *step)
{
    for (size_t i = 1; i < old->n_steps; i++)
        if (old->steps[i].kind == STEP_DELTA && strcmp(old->steps[i].name, step->name) == 0 &&
            (step->migrations || old->steps[i].version == step->version))
            return true;
    return false;
}

/* Deltas that came into older versions afterwards no application runs where it finds a newer one. */
static bool is_newer(const struct upgrade_release *release, const struct plan *old, const struct step *step)
{
    return step->kind == STEP_DELTA && (step->migrations || step->version >= release->tree->version) &&
           !is_applied(old, step);
}

/* Applications make the tables of their bookkeeping anew each time they start; theirs may have become more. */
static bool has_new_books(const struct plan *old, const struct plan *now, void *ctx, struct diags *diags)
{
    if (!now->steps[0].path || !old->steps[0].path)
        return false;
    const char *before = file_read_text(ctx, old->steps[0].root, old->steps[0].path, diags);
    const char *after = file_read_text(ctx, now->steps[0].root, now->steps[0].path, diags);
    return before && after && strcmp(before, after) != 0;
}

static const struct plan *join(const struct upgrade_release *release, const struct plan *old, const struct plan *now,
                               void *ctx, struct diags *diags)
{
    struct plan *plan = mem_new(ctx, struct plan);
    *plan = *now;
    plan->base = old->base;
    plan->n_steps = old->n_steps;
    plan->steps = mem_array(ctx, struct step, old->n_steps + now->n_steps);
    memcpy(plan->steps, old->steps, old->n_steps * sizeof(*plan->steps));
    if (has_new_books(old, now, ctx, diags)) {
        plan->steps[plan->n_steps] = now->steps[0];
        plan->steps[plan->n_steps++].version = release->tree->version;
    }
    for (size_t i = 1; i < now->n_steps; i++)
        if (is_newer(release, old, &now->steps[i]))
            plan->steps[plan->n_steps++] = now->steps[i];
    return plan;
}

const struct plan *upgrade_release_plan(const struct upgrade_release *release, const struct verify_run *run, void *ctx,
                                        size_t *made, struct diags *diags)
{
    const struct verify_context *context = run->context;
    const struct schema_tree *tree = release->tree;
    int base;
    if (!schema_tree_has(tree, run->database) || !schema_tree_is_on(tree, run->database, run->engine) ||
        !plan_base(ctx, tree, tree->version, BASE_HIGHEST, &base, diags))
        return NULL;
    const struct plan *old = plan_make(ctx, tree, run->database, run->engine, base, tree->version, diags);
    const struct plan *now = plan_make(ctx, context->tree, run->database, run->engine, NO_BASE, context->target, diags);
    if (!old || !now)
        return NULL;
    *made = old->n_steps - 1;
    return join(release, old, now, ctx, diags);
}
