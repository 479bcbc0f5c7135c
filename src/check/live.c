#include "check/live.h"

#include "base/mem.h"
#include "check/behind.h"
#include "check/blame.h"
#include "check/migration_change.h"
#include "check/own_tables.h"
#include "compare/compare.h"
#include "engine/live.h"
#include "schema/tree.h"
#include "source/source.h"

bool live_engine(const char *location, enum engine *engine, struct diags *diags)
{
    enum source_form form = source_form_of(location);
    if (!source_can_be_database(location, diags))
        return false;
    *engine = form == SOURCE_SQLITE ? ENGINE_SQLITE : ENGINE_POSTGRES;
    if (form == SOURCE_SQLITE || form == SOURCE_POSTGRES)
        return true;
    if (form == SOURCE_OTHER_URL)
        diag_error(diags, "a database of another kind; live ones are postgres:// or a SQLite file");
    else if (form == SOURCE_FILE || form == SOURCE_DIRECTORY || form == SOURCE_PATTERN)
        diag_error(diags, "%s is a %s, and no SQLite database: one begins with \"SQLite format 3\"", location,
                   form == SOURCE_FILE ? "file" : "directory");
    else
        diag_error(diags, "%s: no such file, and not the URL of a Postgres database", location);
    return false;
}

/* What the application, or the tool that migrates it, has recorded. */
static bool read_records(void *ctx, const struct expectation *x, struct connection *connection, struct live_database *d,
                         struct diags *diags)
{
    if (!x->tree->layout->has_migrations)
        return applied_read(ctx, connection, d->label, &d->applied, diags);
    return history_read(ctx, connection, expectation_migrations(x, d->engine)->request.tool, x->options->history_table,
                        d->label, &d->history, diags);
}

/* The schema as a text, and what is recorded, both of one state of the database. */
static char *look(void *ctx, const struct expectation *x, const char *location, struct live_database *d,
                  struct diags *diags)
{
    const struct live_options *o = x->options;
    const struct database_options how = {o->limits.statement_timeout_ms, o->limits.answer_limit_mib, o->stop};
    const struct source_options what = {.version = VERSION_HIGHEST,
                                        .bookkeeping = x->tree->layout->has_bookkeeping ? o->generate->schema : NULL,
                                        .rows.owners = o->owners};
    struct connection *connection = database_open(d->engine, location, &how, diags);
    char *text = connection ? source_print_live(connection, &what, ctx, diags) : NULL;
    bool ok = text && read_records(ctx, x, connection, d, diags);
    return database_close(connection, diags) && ok ? text : NULL;
}

static bool find_reached(void *ctx, const struct expectation *x, struct live_database *d, struct diags *diags)
{
    if (!x->tree->layout->has_migrations) {
        behind_reached(ctx, x, d);
        return true;
    }
    if (d->history.tool &&
        !migration_state_read(ctx, expectation_migrations(x, d->engine), d->engine, &d->history, &d->state, diags))
        return false;
    migration_reached(x, d);
    return true;
}

bool live_read(void *ctx, const struct expectation *x, const char *location, struct live_database *d,
               struct diags *diags)
{
    *d = (struct live_database){0};
    if (!live_engine(location, &d->engine, diags))
        return false;
    d->label = database_label(d->engine, location, ctx);
    if (!expectation_has(x, d->engine, d->label, diags))
        return false;
    char *text = look(ctx, x, location, d, diags);
    const struct shared_model *shared = text ? shared_model_read(x->read, d->engine, d->label, text, diags) : NULL;
    if (!shared || !find_reached(ctx, x, d, diags))
        return false;
    d->text = shared->text;
    d->model = without_own_tables(ctx, model_wanted(ctx, shared->model, false, x->options->owners), &d->history);
    return true;
}

/* Of what was made just now; what only the database has no delta has made. */
static void blame(void *ctx, const struct live_database *d, struct comparison *comparison)
{
    if (!d->expected->plan || comparison->n_changes == 0)
        return;
    blame_changes(ctx, d->expected->plan, comparison);
    for (size_t i = 0; i < comparison->n_changes; i++)
        if (comparison->changes[i].action == CHANGE_ADDED) {
            comparison->changes[i].delta = NULL;
            comparison->changes[i].delta_line = 0;
        }
}

/* Snapshots may have the tool's own table (--with-history), which a database without it does not lack. */
static const struct model *expected_model(void *ctx, const struct expectation *x, const struct live_database *d)
{
    const struct migrations *migrations = expectation_migrations(x, d->engine);
    const struct migration_request none = {0}, *request = migrations ? &migrations->request : &none;
    struct table_name table = {"", request->tool ? request->tool->history.table : NULL};
    const struct history usual = {.tool = request->tool, .table = table, .tables = &table, .n_tables = 1};
    bool is_missing = !d->history.tool && request->with_history && table.name;
    return without_own_tables(ctx, d->expected->model, is_missing ? &usual : &d->history);
}

void live_compare(void *ctx, const struct expectation *x, const char *name, const struct live_database *d,
                  struct comparison *comparison)
{
    *comparison = (struct comparison){.database = name,
                                      .engine = d->engine,
                                      .old_path = d->expected->path,
                                      .new_path = d->label,
                                      .new_form = SIDE_DATABASE,
                                      .old_model = expected_model(ctx, x, d),
                                      .new_model = d->model,
                                      .pending = d->pending,
                                      .n_pending = d->n_pending};
    if (d->expected->plan)
        comparison->old_form = SIDE_DATABASE;
    diff_models(ctx, comparison->old_model, comparison->new_model, comparison);
    blame(ctx, d, comparison);
    struct notes notes = {.ctx = ctx};
    if (x->tree->layout->has_migrations)
        migration_changes_add(ctx, x, d, &notes);
    else
        behind_add(ctx, x, d, &notes);
    notes_join(&notes, comparison);
}
