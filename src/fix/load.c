/* A state made of its snapshots. */
#include <string.h>

#include "base/mem.h"
#include "catalog/read.h"
#include "clock/clock.h"
#include "fix/plan.h"

enum { MOST_MENDED = 1000 };

/* The role that a failure says is not there; NULL: it says something else. */
static const char *missing_role(void *ctx, const struct sql_failure *failure)
{
    static const char before[] = "role \"", after[] = "\" does not exist";
    const char *m = failure->message;
    if (!failure->code || strcmp(failure->code, "42704") != 0 || strncmp(m, before, strlen(before)) != 0)
        return NULL;
    size_t n = strlen(m);
    if (n < strlen(before) + strlen(after) || strcmp(m + n - strlen(after), after) != 0)
        return NULL;
    return mem_strndup(ctx, m + strlen(before), n - strlen(before) - strlen(after));
}

static bool run_once(struct connection *connection, const char *text, void *ctx, struct sql_failure *failure)
{
    if (connection_begin(connection, ctx, failure) && connection_run(connection, text, ctx, failure) &&
        connection_commit(connection, ctx, failure))
        return true;
    connection_rollback(connection);
    return false;
}

/* A text on its way into a database. */
struct text_run {
    const struct fix_loading *loading;
    struct connection *connection;
    const struct fix_text *text;
    const struct model *model;
    char *script; /* the text, without what is left out */
    void *ctx;
    struct sql_failure failure;
};

/* Roles that a snapshot speaks of are no part of a database, and need not be there. */
static bool add_role(struct text_run *r)
{
    const char *role = missing_role(r->ctx, &r->failure);
    return role && server_add_role(r->loading->server, role, r->ctx, &r->failure);
}

static bool leave_out(struct text_run *r)
{
    bool old = r->model == r->loading->request->comparison->old_model;
    return fix_leave_out(r->ctx, r->loading->left_out, r->model, old, r->text, r->script, &r->failure);
}

/* Where something was left out: each statement by itself, so that each that fails costs no more than it takes. */
static bool run_rest(struct text_run *r)
{
    for (size_t from = 0; !connection_run(r->connection, r->script + from, r->ctx, &r->failure);) {
        r->failure.position += from;
        from = r->failure.statement += from;
        if (r->failure.stopped || !(add_role(r) || leave_out(r)))
            return false;
    }
    return true;
}

static bool run_text(struct text_run *r)
{
    r->script = mem_strdup(r->ctx, r->text->text);
    for (int i = 0; i < MOST_MENDED; i++) {
        if (run_once(r->connection, r->script, r->ctx, &r->failure))
            return true;
        if (r->failure.stopped)
            return false;
        if (leave_out(r))
            return run_rest(r);
        if (!add_role(r))
            return false;
    }
    return false;
}

static bool load_text(const struct fix_loading *loading, struct connection *connection, const struct fix_text *text,
                      const struct model *model, void *ctx, struct diags *diags)
{
    struct text_run r = {loading, connection, text, model, NULL, ctx, {0}};
    if (run_text(&r))
        return true;
    if (r.failure.stopped)
        return false;
    struct diag *e = diag_error(diags, "it does not load into a database of its own, so no statements can be tried: %s",
                                r.failure.message);
    diag_locate(diags, e, text->path, text->text, r.failure.position);
    if (loading->left_out->any)
        diag_hint(diags, e, "something was left out, which may be what this needs: %s", loading->left_out->first);
    return false;
}

static bool run_side(const struct fix_loading *loading, const struct fix_side *side, struct connection *connection,
                     void *ctx, struct diags *diags)
{
    const struct comparison *c = loading->request->comparison;
    const struct model *model = side == &loading->request->after ? c->new_model : c->old_model;
    bool ok = !loading->common || load_text(loading, connection, loading->common, NULL, ctx, diags);
    for (size_t i = 0; ok && i < side->n; i++)
        ok = load_text(loading, connection, &side->texts[i], model, ctx, diags);
    return ok;
}

const struct catalog *fix_read(const struct fix_database *database, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (!connection_reset(database->connection, ctx, &failure)) {
        if (!failure.stopped)
            diag_error(diags, "cannot reset the session: %s", failure.message);
        return NULL;
    }
    return catalog_read(database->connection, clock_volatiles(database->clock), NULL, ctx, diags);
}

/*
 * Schema public as a new database of that version has it, not as that of the newest, which deltas run on: statements
 * that fix are for the former. False where the server or the person wants to stop.
 */
static bool open_public(struct connection *connection, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (connection_engine(connection) != ENGINE_POSTGRES || connection_version(connection) >= 150000 ||
        connection_run(connection, "GRANT CREATE ON SCHEMA public TO PUBLIC;", ctx, &failure))
        return true;
    if (!failure.stopped)
        diag_error(diags, "cannot prepare a database: %s", failure.message);
    return false;
}

static bool has_extension(const struct model *model, const char *name)
{
    return model && model_find(model, model_kind_find("extension"), "", "", name) != NULL;
}

/* Who loads a state has the extensions made by an administrator that an ordinary role cannot make. */
static bool prepare(const struct fix_loading *loading, const struct fix_side *side, struct connection *connection,
                    void *ctx, struct diags *diags)
{
    const struct fix_request *r = loading->request;
    const struct model *model = side == &r->after ? r->comparison->new_model : r->comparison->old_model;
    struct sql_failure failure = {0};
    for (size_t i = 0; i < r->n_extensions; i++) {
        if (!has_extension(model, r->extensions[i].name) ||
            database_prepare(connection, &r->extensions[i], false, ctx, &failure))
            continue;
        if (!failure.stopped)
            diag_error(diags, "extension %s cannot be prepared: %s", r->extensions[i].name, failure.message);
        return false;
    }
    return true;
}

struct fix_database fix_load(void *ctx, const struct fix_loading *loading, const struct fix_side *side,
                             const struct catalog **catalog, struct diags *diags)
{
    struct fix_database d = {.connection = database_create(loading->server, "fix", diags)};
    if (!d.connection)
        return d;
    if (!open_public(d.connection, ctx, diags) || !prepare(loading, side, d.connection, ctx, diags)) {
        database_drop(d.connection);
        return (struct fix_database){0};
    }
    /* Whatever a stranger's statements do with the clock, they are not made here. */
    d.clock = clock_attach(d.connection, NULL, ctx);
    clock_forgive(d.clock);
    bool ok = run_side(loading, side, d.connection, ctx, diags);
    if (ok && catalog)
        ok = (*catalog = fix_read(&d, ctx, diags)) != NULL;
    if (ok)
        return d;
    database_drop(d.connection);
    return (struct fix_database){0};
}
