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

/* Loads the snapshot, on top of common where that is given; *loads says whether that went well. */
static bool prove_on(struct server *server, const struct snapshot *common, const struct snapshot *snapshot, void *ctx,
                     bool *loads, struct diags *diags)
{
    struct catalog *loaded = reload(server, common, snapshot, ctx, diags);
    if (loaded && common)
        loaded = subtract_common(ctx, loaded, common->catalog, snapshot->path, diags);
    *loads = loaded != NULL;
    return loaded && same(snapshot->catalog, loaded, snapshot->path, diags);
}

bool prove_snapshot(struct server *server, const struct snapshot *snapshot, const struct snapshot *common,
                    bool *needs_common, struct diags *diags)
{
    void *ctx = mem_root("prove_snapshot");
    struct diags alone, on_common;
    diags_init(&alone, ctx);
    diags_init(&on_common, ctx);
    bool loads_alone, loads = false;
    *needs_common = false;
    bool ok = prove_on(server, NULL, snapshot, ctx, &loads_alone, &alone);
    /* SQLite makes a view of what is not there, and knows none of its columns then. */
    if (!ok && common && alone.n_errors > 0)
        ok = *needs_common = prove_on(server, common, snapshot, ctx, &loads, &on_common);
    if (!ok)
        diags_append(diags, loads && !loads_alone ? &on_common : &alone);
    mem_free(ctx);
    return ok;
}
