#include "squash/squash.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/write.h"
#include "squash/private.h"

/* Servers for all builds of the job. */
static bool start_servers(const struct generate_options *o, struct server *servers[ENGINE_COUNT], struct diags *diags)
{
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        servers[e] = ok && o->engines[e] ? server_start((enum engine)e, &o->server, diags) : NULL;
        ok = ok && (!o->engines[e] || servers[e]);
    }
    return ok;
}

static void stop_servers(struct server *servers[ENGINE_COUNT], struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        server_stop(servers[e], diags);
}

/* What nobody here runs would be missing in the baseline. */
static bool refuse_unrun(const struct generate_result *made, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < made->unrun.n; i++) {
        const struct unrun *u = &made->unrun.items[i];
        if (!u->is_delta)
            continue;
        struct diag *e = diag_error(diags, "does not run here, so the baseline would lack what it does: %s", u->reason);
        e->file = mem_strdup(diags->ctx, u->path);
        diag_hint(diags, e, "--accept-unrun FILE says that it changes neither schema nor rows");
        ok = false;
    }
    return ok;
}

/* What is about to go, or to be written over. */
static bool check_committed(const struct cut *cut, struct diags *diags)
{
    size_t n = 0;
    const char **paths = mem_array(cut->ctx, const char *, cut->n_obsolete + cut->n_sets + 1);
    for (size_t i = 0; i < cut->n_obsolete; i++)
        paths[n++] = cut->obsolete[i];
    for (size_t i = 0; i < cut->n_sets; i++)
        if (cut->sets[i].tool->squash.form == SQUASH_IN_PLACE && is_there(cut->sets[i].path))
            paths[n++] = cut->sets[i].path;
    return !cut->options->removes || committed_all(cut, paths, n, diags);
}

static void tell(const struct cut *cut, const struct output *outputs, size_t n, struct squash_result *result)
{
    void *ctx = cut->ctx;
    *result = (struct squash_result){.in_place = cut->in_place,
                                     .written = mem_array(ctx, struct squash_file, n + 1),
                                     .n_written = n,
                                     .obsolete = mem_array(ctx, struct squash_file, cut->n_obsolete + 1),
                                     .n_obsolete = cut->n_obsolete};
    for (size_t i = 0; i < n; i++)
        result->written[i] = (struct squash_file){outputs[i].path, cut->n_sets ? cut->sets[i].n : 0};
    for (size_t i = 0; i < cut->n_obsolete; i++)
        result->obsolete[i] = (struct squash_file){cut->obsolete[i], 0};
    for (size_t i = 0; i < cut->n_sets; i++)
        result->again = cut->sets[i].tool->squash.again ? cut->sets[i].tool->squash.again : result->again;
}

/* The directory that a file belongs to, which a person named. */
static const char *directory_of(const struct cut *cut, const char *path)
{
    for (size_t i = 0; i < cut->n_sets; i++) {
        const char *directory = cut->sets[i].set->migrations.root->path;
        size_t n = strlen(directory);
        if (strncmp(path, directory, n) == 0 && (n == 0 || path[n] == '/'))
            return directory;
    }
    return cut->tree->path;
}

/* All at once: the baseline is there, and what it stands for is gone, or neither. */
static bool carry_out(const struct cut *cut, const struct output *outputs, size_t n, struct squash_result *result,
                      struct diags *diags)
{
    size_t all = 0;
    struct output *changes = mem_array(cut->ctx, struct output, n + cut->n_obsolete + 1);
    if (cut->in_place && !cut->options->removes)
        return true;
    for (size_t i = 0; i < n; i++) {
        changes[all] = outputs[i];
        changes[all++].directory = directory_of(cut, outputs[i].path);
    }
    for (size_t i = 0; cut->options->removes && i < cut->n_obsolete; i++)
        changes[all++] = (struct output){.directory = directory_of(cut, cut->obsolete[i]), .path = cut->obsolete[i]};
    result->done = publish_outputs(changes, all, diags);
    result->removed = result->done && cut->options->removes;
    /* git has no empty directories, and one with the name of a migration would look like one. */
    for (size_t i = 0; result->removed && i < cut->n_obsolete; i++)
        remove_emptied(directory_of(cut, cut->obsolete[i]), cut->obsolete[i]);
    return result->done;
}

static bool work(struct cut *cut, struct generate_options *how, const struct generate_observer *observer,
                 const struct scratch *scratch, struct squash_result *result, struct diags *diags)
{
    struct generate_result made;
    size_t n = 0;
    how->unrun_wanted = true;
    if (!generate_texts(how, observer, cut->ctx, &made, diags) || !refuse_unrun(&made, diags))
        return false;
    how->unrun_wanted = false;
    const struct output *outputs = baseline_outputs(cut, &made, &n, diags);
    if (!outputs || !proof_hold(cut, how, observer, &made, scratch, outputs, n, diags) ||
        cancellation_requested(how->server.stop))
        return false;
    tell(cut, outputs, n, result);
    return carry_out(cut, outputs, n, result, diags);
}

bool squash(const struct squash_options *options, const struct generate_observer *observer, void *ctx,
            struct squash_result *result, struct diags *diags)
{
    struct generate_options how = *options->generate;
    struct cut cut = {.ctx = ctx, .options = options};
    struct server *servers[ENGINE_COUNT] = {NULL};
    struct scratch scratch;
    cut.tree = schema_tree_open(ctx, how.schema, how.tree_layout, &how.migrations, diags);
    if (!cut.tree || !cut_find(&cut, diags) || !check_committed(&cut, diags) || !scratch_make(&scratch, ctx, diags))
        return false;
    how.version = cut.version;
    how.all_versions = false;
    how.running = servers;
    how.databases = cut.database ? &cut.database : NULL;
    how.n_databases = cut.database ? 1 : 0;
    /* Of a layout with bases they are written where they are looked for; what a tool runs gets its own place. */
    how.output = cut.database ? path_join(ctx, scratch.path, "out") : how.schema;
    how.layout = cut.database ? LAYOUT_FLAT : LAYOUT_NESTED;
    bool ok = start_servers(&how, servers, diags) && work(&cut, &how, observer, &scratch, result, diags);
    stop_servers(servers, diags);
    scratch_remove(&scratch);
    return ok;
}
