#include "generate/proof.h"

#include <string.h>

#include "apply/prepare.h"
#include "apply/script.h"
#include "base/mem.h"
#include "catalog/compare.h"
#include "catalog/read.h"
#include "clock/clock.h"
#include "generate/subtract.h"
#include "kind/kind.h"
#include "trace/trace.h"

/* Whether the connection still answers: what failed before was the snapshot's doing. */
static bool still_answers(struct connection *connection, void *ctx)
{
    struct sql_failure unsaid = {0};
    return connection_reset(connection, ctx, &unsaid);
}

static bool load(struct connection *connection, const struct snapshot *snapshot, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    trace_script_begin(&(struct trace_script){.path = snapshot->path, .text = snapshot->text});
    bool ok = connection_begin(connection, ctx, &failure) &&
              connection_run(connection, snapshot->text, ctx, &failure) && connection_commit(connection, ctx, &failure);
    trace_script_begin(NULL);
    if (!ok && !failure.stopped) {
        bool refused = still_answers(connection, ctx);
        struct diag *e =
            diag_error(diags, "the snapshot %s, so it was not written: %s",
                       refused ? "does not load into an empty database" : "cannot be proved", failure.message);
        e->file = mem_strdup(diags->ctx, snapshot->path);
        if (refused)
            diag_locate(diags, e, snapshot->path, snapshot->text, failure.position);
    }
    return ok;
}

static struct connection *empty_database(struct server *server, struct diags *diags)
{
    return database_create(server, "proof", diags);
}

void spare_open(struct spare *spare, struct server *server)
{
    struct diags unsaid;
    diags_init(&unsaid, mem_root("spare_open"));
    atomic_store(&spare->connection, empty_database(server, &unsaid));
    mem_free(unsaid.ctx);
}

static struct connection *spare_take(struct spare *spare)
{
    return atomic_exchange(&spare->connection, NULL);
}

void spare_close(struct spare *spare)
{
    database_drop(spare_take(spare));
}

/* Where snapshots are loaded, and what is the same for all of them. */
struct prover {
    struct server *server;
    struct spare *spare;
    const struct snapshot *snapshot;
};

/* That of every database, which no snapshot has, may be commented on. */
static bool has_extension(const struct snapshot *snapshot, const char *name)
{
    bool has = strcmp(name, "plpgsql") == 0;
    for (size_t i = 0; snapshot && !has && i < snapshot->catalog->n_objects; i++) {
        const struct object *o = snapshot->catalog->objects[i];
        has = o->kind->phase == PHASE_EXTENSION && o->address.sub_id != -1 && strcmp(o->name, name) == 0;
    }
    return has;
}

/* Who loads a snapshot whose extensions an ordinary role cannot make has them made by an administrator. */
static bool prepare(struct connection *connection, const struct snapshot *first, const struct snapshot *second,
                    struct diags *diags)
{
    const struct plan *plan = second->plan;
    bool ok = true;
    for (size_t i = 0; plan && ok && i < plan->n_extensions; i++)
        if (has_extension(first, plan->extensions[i].name) || has_extension(second, plan->extensions[i].name))
            ok = prepare_extensions(connection, &plan->extensions[i], 1, false, diags);
    return ok;
}

/*
 * Loads the snapshot, on top of another one where that is given, into an empty database and reads it. *broken: neither
 * the database nor its connection lasted, which says nothing of the snapshot.
 */
static struct catalog *reload(const struct prover *prover, const struct snapshot *first, void *ctx, bool *broken,
                              struct diags *diags)
{
    const struct snapshot *second = prover->snapshot;
    struct connection *connection = spare_take(prover->spare);
    if (!connection)
        connection = empty_database(prover->server, diags);
    *broken = !connection;
    if (!connection)
        return NULL;
    if (!prepare(connection, first, second, diags)) {
        database_drop(connection);
        return NULL;
    }
    /* Rows with expressions in them are reported by these, as when the database was built. */
    struct clock *clock = clock_attach(connection, second->accepted, ctx);
    struct catalog *catalog = NULL;
    if ((!first || load(connection, first, ctx, diags)) && load(connection, second, ctx, diags))
        catalog = catalog_read(connection, clock_volatiles(clock), NULL, ctx, diags);
    /* What every empty database holds is in none of the snapshots. */
    if (catalog)
        catalog = subtract_bookkeeping(ctx, catalog, second->bookkeeping);
    else
        *broken = !still_answers(connection, ctx);
    database_drop(connection);
    return catalog;
}

struct comparison {
    bool proof; /* of what only the proof compares, else of all other kinds */
    struct diags *diags;
};

/* The first line in which two texts differ. */
static void differing_lines(void *ctx, const char **old_text, const char **new_text)
{
    const char *a = *old_text, *b = *new_text;
    for (size_t n = strcspn(a, "\n"); n == strcspn(b, "\n") && strncmp(a, b, n) == 0 && a[n] && b[n];
         n = strcspn(a, "\n")) {
        a += n + 1;
        b += n + 1;
    }
    *old_text = mem_strndup(ctx, a, strcspn(a, "\n"));
    *new_text = mem_strndup(ctx, b, strcspn(b, "\n"));
}

/* The server prints of both the same text, or we would not be here. */
static void report_lie(struct diags *diags, const struct object *old_object, const struct object *new_object, int field)
{
    const struct object *o = old_object ? old_object : new_object;
    const char *before = old_object ? object_value(old_object, field) : "",
               *after = new_object ? object_value(new_object, field) : "";
    differing_lines(diags->ctx, &before, &after);
    struct diag *e = diag_error(diags,
                                "%s%s%s: the SQL that the server gives of it does not mean what it stores, so no "
                                "snapshot can hold it",
                                o->name, o->relation[0] ? " of " : "", o->relation);
    diag_detail(diags, e,
                mem_printf(diags->ctx, "stored in the database: %s\nafter loading its SQL:  %s",
                           before[0] ? before : "nothing more", after[0] ? after : "nothing more"));
    diag_hint(diags, e, "two things have the same name there: rename one of them, or write a parameter as $1");
}

static void report(void *ctx, enum object_difference difference, const struct object *old_object,
                   const struct object *new_object, int field)
{
    const struct comparison *comparison = ctx;
    struct diags *diags = comparison->diags;
    const struct object *o = difference == ONLY_NEW ? new_object : old_object;
    if (difference == SAME || o->kind->proof != comparison->proof)
        return;
    const char *name = object_describe(diags->ctx, o);
    if (o->kind->proof) {
        report_lie(diags, old_object, new_object, field);
    } else if (difference == ONLY_OLD) {
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
    catalog_compare(expected, loaded, report, &(struct comparison){false, &found});
    /* What differs in its text differs in its meaning, too: once is enough. */
    if (found.n == 0)
        catalog_compare(expected, loaded, report, &(struct comparison){true, &found});
    for (size_t i = 0; i < found.n; i++)
        found.items[i].file = path;
    diags_append(diags, &found);
    return found.n == 0;
}

/* Loads the snapshot, on top of common where that is given; *loads and *broken say whether that went well. */
static bool prove_on(const struct prover *prover, const struct snapshot *common, void *ctx, bool *loads, bool *broken,
                     struct diags *diags)
{
    const struct snapshot *snapshot = prover->snapshot;
    struct catalog *loaded = reload(prover, common, ctx, broken, diags);
    if (loaded && common)
        loaded = subtract_common(ctx, loaded, common->catalog, snapshot->path, diags);
    *loads = loaded != NULL;
    return loaded && same(snapshot->catalog, loaded, snapshot->path, diags);
}

bool prove_snapshot(struct server *server, struct spare *spare, const struct snapshot *snapshot,
                    const struct snapshot *common, bool *needs_common, struct diags *diags)
{
    const struct prover prover = {server, spare, snapshot};
    void *ctx = mem_root("prove_snapshot");
    long long begun = trace_now();
    struct diags alone, on_common;
    diags_init(&alone, ctx);
    diags_init(&on_common, ctx);
    bool loads_alone, loads = false, broken;
    *needs_common = false;
    bool ok = prove_on(&prover, NULL, ctx, &loads_alone, &broken, &alone);
    /* SQLite makes a view of what is not there, and knows none of its columns then. */
    if (!ok && common && alone.n_errors > 0 && !broken)
        ok = *needs_common = prove_on(&prover, common, ctx, &loads, &broken, &on_common);
    if (!ok)
        diags_append(diags, loads && !loads_alone ? &on_common : &alone);
    trace_step(begun, "snapshot loaded again: %s", ok ? "the same catalog" : "failed");
    mem_free(ctx);
    return ok;
}
