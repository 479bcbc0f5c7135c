/* A state made of its snapshots. */
#include <string.h>

#include "base/mem.h"
#include "catalog/read.h"
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

/* Roles that a snapshot speaks of are no part of a database, and need not be there; extensions may not be to be had. */
static bool run_text(const struct fix_loading *loading, struct connection *connection, const struct fix_text *text,
                     void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    char *script = mem_strdup(ctx, text->text);
    for (int i = 0; i < MOST_MENDED; i++) {
        if (run_once(connection, script, ctx, &failure))
            return true;
        const char *role = missing_role(ctx, &failure);
        if (role ? !server_add_role(loading->server, role, ctx, &failure)
                 : !fix_leave_out_extension(ctx, loading->left_out, script, &failure))
            break;
    }
    if (!failure.stopped) {
        struct diag *e = diag_error(
            diags, "it does not load into a database of its own, so no statements can be tried: %s", failure.message);
        diag_locate(diags, e, text->path, text->text, failure.position);
        if (loading->left_out->n > 0)
            diag_hint(diags, e, "extension %s cannot be made on the throwaway server, which may be what this needs",
                      loading->left_out->extensions[loading->left_out->n - 1]);
    }
    return false;
}

static bool run_side(const struct fix_loading *loading, const struct fix_side *side, struct connection *connection,
                     void *ctx, struct diags *diags)
{
    bool ok = !loading->common || run_text(loading, connection, loading->common, ctx, diags);
    for (size_t i = 0; ok && i < side->n; i++)
        ok = run_text(loading, connection, &side->texts[i], ctx, diags);
    return ok;
}

const struct catalog *fix_read(struct connection *connection, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (!connection_reset(connection, ctx, &failure)) {
        if (!failure.stopped)
            diag_error(diags, "cannot reset the session: %s", failure.message);
        return NULL;
    }
    return catalog_read(connection, NULL, ctx, diags);
}

struct connection *fix_load(void *ctx, const struct fix_loading *loading, const struct fix_side *side,
                            const struct catalog **catalog, struct diags *diags)
{
    struct connection *connection = database_create(loading->server, "fix", diags);
    bool ok = connection && run_side(loading, side, connection, ctx, diags);
    if (ok && catalog)
        ok = (*catalog = fix_read(connection, ctx, diags)) != NULL;
    if (ok)
        return connection;
    database_drop(connection);
    return NULL;
}
