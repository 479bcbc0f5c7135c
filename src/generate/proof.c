#include "generate/proof.h"

#include "apply/script.h"
#include "base/mem.h"
#include "catalog/compare.h"
#include "catalog/read.h"
#include "clock/clock.h"
#include "generate/subtract.h"
#include "kind/kind.h"

static bool load(struct connection *connection, const struct snapshot *snapshot, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    bool ok = connection_begin(connection, ctx, &failure) &&
              connection_run(connection, snapshot->text, ctx, &failure) && connection_commit(connection, ctx, &failure);
    if (!ok && !failure.stopped) {
        struct diag *e = diag_error(
            diags, "the snapshot does not load into an empty database, so it was not written: %s", failure.message);
        diag_locate(diags, e, snapshot->path, snapshot->text, failure.position);
    }
    return ok;
}

/* Loads one or two snapshots into a new database and reads it. */
static struct catalog *reload(struct server *server, const struct snapshot *first, const struct snapshot *second,
                              void *ctx, struct diags *diags)
{
    struct connection *connection = database_create(server, "proof", diags);
    if (!connection)
        return NULL;
    /* Rows with expressions in them are told by these, as when the database was built. */
    struct clock *clock = clock_watch(connection, second->accepted, ctx);
    struct catalog *catalog = NULL;
    if ((!first || load(connection, first, ctx, diags)) && load(connection, second, ctx, diags))
        catalog = catalog_read(connection, clock_kept(clock), ctx, diags);
    /* What every empty database holds is in none of the snapshots. */
    if (catalog)
        catalog = subtract_bookkeeping(ctx, catalog, second->bookkeeping);
    database_drop(connection);
    return catalog;
}

static void report(void *ctx, enum object_difference difference, const struct object *old_object,
                   const struct object *new_object, int field)
{
    struct diags *diags = ctx;
    if (difference == SAME)
        return;
    const struct object *o = difference == ONLY_NEW ? new_object : old_object;
    const char *name = object_describe(diags->ctx, o);
    if (difference == ONLY_OLD) {
        diag_error(diags, "%s is lost when the snapshot is loaded", name);
    } else if (difference == ONLY_NEW) {
        diag_error(diags, "%s appears when the snapshot is loaded", name);
    } else {
        struct diag *e =
            diag_error(diags, "%s of %s changes when the snapshot is loaded", o->kind->fields[field], name);
        diag_detail(diags, e,
                    mem_printf(diags->ctx, "in the database: %s\nafter loading:   %s", object_value(old_object, field),
                               object_value(new_object, field)));
    }
}

static bool same(const struct catalog *expected, const struct catalog *loaded, const char *path, struct diags *diags)
{
    struct diags found;
    diags_init(&found, diags->ctx);
    catalog_compare(expected, loaded, report, &found);
    for (size_t i = 0; i < found.n; i++)
        found.items[i].file = path;
    diags_append(diags, &found);
    return found.n == 0;
}

bool prove_snapshot(struct server *server, const struct snapshot *snapshot, const struct snapshot *common,
                    bool *needs_common, struct diags *diags)
{
    void *ctx = mem_root("prove_snapshot");
    struct diags alone;
    diags_init(&alone, ctx);
    struct catalog *loaded = reload(server, NULL, snapshot, ctx, &alone);
    *needs_common = !loaded && common != NULL && alone.n_errors > 0;
    if (*needs_common) {
        struct diags ignored;
        diags_init(&ignored, ctx);
        loaded = reload(server, common, snapshot, ctx, &ignored);
        loaded = loaded ? subtract_common(ctx, loaded, common->catalog, snapshot->path, &ignored) : NULL;
    }
    if (!loaded)
        diags_append(diags, &alone);
    bool ok = loaded && same(snapshot->catalog, loaded, snapshot->path, diags);
    mem_free(ctx);
    return ok;
}
