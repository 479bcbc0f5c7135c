#include "check/check.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "check/blame.h"
#include "check/text_change.h"
#include "check/unrun_change.h"
#include "compare/compare.h"
#include "schema/tree.h"

struct check {
    void *ctx;
    const struct generate_options *options;
    const struct root *committed; /* where snapshots are; NULL: there is no such directory */
    struct generate_result made;
    struct difference *difference;
    struct texts *texts; /* of each comparison */
    size_t n_texts;
    const struct plan **plans; /* of each comparison; NULL of a snapshot too many */
    size_t n_plans;
    struct diags *diags;
};

static void add(struct check *c, const struct comparison *comparison, struct texts texts, const struct plan *plan)
{
    size_t at = mem_grow(c->ctx, &c->difference->items, &c->difference->n);
    c->difference->items[at] = *comparison;
    at = mem_grow(c->ctx, &c->texts, &c->n_texts);
    c->texts[at] = texts;
    at = mem_grow(c->ctx, &c->plans, &c->n_plans);
    c->plans[at] = plan;
}

/* NULL where there is none. False with a diagnostic where there is one that cannot be read. */
static bool read_committed(struct check *c, const char *path, char **text)
{
    *text = NULL;
    return !c->committed || file_read_text_if_any(c->ctx, c->committed, path, text, c->diags);
}

static bool add_made(struct check *c, const struct generated *made)
{
    char *committed;
    if (!read_committed(c, made->path, &committed))
        return false;
    struct comparison comparison = {.database = made->database,
                                    .engine = made->engine,
                                    .old_path = committed ? made->path : "",
                                    .new_path = made->path};
    add(c, &comparison, (struct texts){.old_text = committed, .new_text = made->text, .rows = true}, made->plan);
    return true;
}

static bool is_made(const struct check *c, const char *path)
{
    for (size_t i = 0; i < c->made.n; i++)
        if (strcmp(c->made.snapshots[i].path, path) == 0)
            return true;
    return false;
}

static bool add_extra(struct check *c, const struct snapshot_file *file)
{
    char *committed;
    if (is_made(c, file->path) || !c->options->engines[file->place.engine])
        return true;
    if (!read_committed(c, file->path, &committed))
        return false;
    struct comparison comparison = {
        .database = file->place.database, .engine = file->place.engine, .old_path = file->path, .new_path = ""};
    if (committed)
        add(c, &comparison, (struct texts){.old_text = committed, .rows = true}, NULL);
    return true;
}

/* Those of the version that was made; and, where nobody chose it, of higher ones, which nothing makes any more. */
static bool is_too_many(const struct check *c, int version)
{
    int made = c->made.snapshots[0].version;
    return version == made || (c->options->version == VERSION_OWN && version > made);
}

static bool add_extras_of(struct check *c, const struct snapshot_layout *layout)
{
    struct snapshot_files found = {0};
    bool own = layout->form == c->made.layout.form;
    bool ok = layout_find(c->ctx, layout, c->committed, &found, c->diags);
    for (size_t i = 0; ok && i < found.n; i++) {
        bool by_version = own && layout->form != LAYOUT_ONE;
        if (!by_version || is_too_many(c, found.items[i].place.version))
            ok = add_extra(c, &found.items[i]);
    }
    return ok;
}

/* The other layout that a directory may have been written in: which is up to date, readers of it could not tell. */
static bool add_extras(struct check *c)
{
    const struct snapshot_layout *made = &c->made.layout;
    struct snapshot_layout other;
    if (c->options->n_databases || !c->committed)
        return true;
    if (!add_extras_of(c, made))
        return false;
    if (made->form == LAYOUT_NESTED || !is_directory(c->options->output))
        return true;
    return layout_below(c->ctx, made->form == LAYOUT_ONE ? LAYOUT_FLAT : LAYOUT_ONE, c->options->output, false, &other,
                        c->diags) &&
           add_extras_of(c, &other);
}

/* Each is a change of the first comparison that runs it. */
static void add_edited(struct check *c, const struct released_request *released)
{
    const struct plan **plans = mem_array(c->ctx, const struct plan *, c->n_plans + 1);
    for (size_t i = 0; i < c->difference->n; i++) {
        const struct comparison *comparison = &c->difference->items[i];
        plans[i] = comparison->old_model && comparison->new_model ? c->plans[i] : NULL;
    }
    const struct released_edits edits = released_edits_find(c->ctx, released, plans, c->difference->n);
    for (size_t i = 0; i < edits.n; i++) {
        const struct released_edit *edit = &edits.items[i];
        struct change *change = delta_change_add(c->ctx, &c->difference->items[edit->plan], CHANGE_ALTERED,
                                                 edit->step->path, edit->step->path);
        change->reason =
            mem_printf(c->ctx, "%s has it with another text: databases that have run it do not run it again", edit->by);
        change->anchor = "delta-edited";
    }
}

bool check_snapshots(const struct generate_options *options, const struct released_request *released,
                     const struct generate_observer *observer, void *ctx, struct difference *difference,
                     size_t *n_proven, struct diags *diags)
{
    struct generate_options requests = *options;
    struct check c = {.ctx = ctx, .options = &requests, .difference = difference, .diags = diags};
    *difference = (struct difference){0};
    requests.unrun_wanted = true;
    bool ok = generate_texts(&requests, observer, ctx, &c.made, diags);
    const char *directory = ok ? c.made.layout.directory : "";
    if (ok && (!*directory || is_directory(directory)))
        ok = (c.committed = root_open(ctx, directory, diags)) != NULL;
    *n_proven = 0;
    for (size_t i = 0; ok && i < c.made.n; i++) {
        *n_proven += c.made.snapshots[i].proven;
        ok = add_made(&c, &c.made.snapshots[i]);
    }
    ok = ok && (c.made.n == 0 || add_extras(&c)) && compare_texts(ctx, c.texts, difference, diags);
    for (size_t i = 0; ok && i < difference->n; i++) {
        struct comparison *comparison = &difference->items[i];
        if (comparison->old_model && comparison->new_model && c.plans[i])
            blame_changes(ctx, c.plans[i], comparison);
        text_change_add(ctx, comparison, c.texts[i].old_text, c.texts[i].new_text);
    }
    if (ok)
        add_edited(&c, released);
    if (ok && !unrun_changes_add(ctx, &c.made.unrun, difference))
        unrun_warn(&c.made.unrun, true, diags);
    return ok;
}
