#include "apply/migration.h"

#include <string.h>

#include "apply/marks.h"
#include "apply/migration_wish.h"
#include "apply/script.h"
#include "base/files.h"
#include "base/mem.h"

/* What in a line another tool puts something in place of: Flyway's ${name}, tern's {{.name}}; NULL: nothing. */
static const char *placeholder_in(const char *line)
{
    if (!line)
        return NULL;
    if (strstr(line, "${"))
        return "${...}";
    return strstr(line, "{{.") || strstr(line, "{{ .") ? "{{...}}" : NULL;
}

/* What a person may not know of a migration that its own tool runs. */
static void explain(struct diags *diags, size_t before, const struct script *script, const struct sql_failure *failure)
{
    if (diags->n == before || diags->items[diags->n - 1].hint)
        return;
    struct diag *e = &diags->items[diags->n - 1];
    const char *placeholder = placeholder_in(e->source);
    if (placeholder)
        diag_hint(diags, e, "%s stands for what the tool of these migrations puts there; fullschema puts nothing",
                  placeholder);
    else if (failure->message && strstr(failure->message, "extension") && strstr(script->text, "EXTENSION"))
        diag_hint(diags, e,
                  "the throwaway server has the extensions that are installed beside its programs, and "
                  "creates those that an ordinary role may; -p USER takes a running server");
}

/* PostgreSQL's ERRCODE_ACTIVE_SQL_TRANSACTION; SQLite has words only: "cannot VACUUM from within a transaction". */
static bool wants_no_transaction(const struct sql_failure *failure)
{
    return (failure->code && strcmp(failure->code, "25001") == 0) ||
           (failure->message && strstr(failure->message, "from within a transaction"));
}

static bool run_alone(struct connection *connection, const struct script *script, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    size_t before = diags->n;
    bool ok = script_run_text(connection, script, ctx, diags, &failure);
    if (!ok) {
        connection_rollback(connection);
        explain(diags, before, script, &failure);
    }
    return ok;
}

static bool run_in_transaction(struct connection *connection, const struct script *script, void *ctx,
                               struct diags *diags)
{
    struct sql_failure failure = {0};
    struct diags attempt;
    diags_init(&attempt, ctx);
    if (!connection_begin(connection, ctx, &failure)) {
        report_failure(diags, connection_engine(connection), "cannot begin a transaction", &failure);
        return false;
    }
    if (script_run_text(connection, script, ctx, &attempt, &failure)) {
        if (connection_commit(connection, ctx, &failure))
            return true;
        report_commit_failure(diags, connection_engine(connection), script->path, &failure);
    }
    connection_rollback(connection);
    if (wants_no_transaction(&failure))
        return run_alone(connection, script, ctx, diags);
    explain(&attempt, 0, script, &failure);
    diags_append(diags, &attempt);
    return false;
}

bool migration_run(struct connection *connection, const struct step *step, void *ctx, struct diags *diags)
{
    const char *path = step->path;
    char *text = file_read_text(ctx, step->root, path, diags);
    bool alone;
    if (!text || !migration_wants_no_transaction(step, text, &alone, ctx, diags))
        return false;
    marks_keep_up(text);
    const struct script_transactions own = script_transactions(connection_engine(connection), text, ctx);
    const struct script script = {path, text, own.ends_first ? "BEGIN;" : "", own.begins_last ? "\n;COMMIT;" : ""};
    return alone || own.any ? run_alone(connection, &script, ctx, diags)
                            : run_in_transaction(connection, &script, ctx, diags);
}
