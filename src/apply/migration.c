#include "apply/migration.h"

#include <string.h>

#include "apply/migration_beside.h"
#include "apply/replacements.h"
#include "apply/script.h"
#include "base/files.h"
#include "base/mem.h"
#include "engine/prepare.h"
#include "schema/migration_directives.h"
#include "schema/placeholders.h"

/* How many placeholders of one file are reported one by one. */
enum { SHOWN = 3 };

/* A file, as far as it has been read. */
struct migration_file_run {
    const struct migration_request *request;
    bool keeps_placeholders;
    const char *whole; /* its text with what is left out of it, as the other way */
    const struct migration_tool *tool;
    bool known; /* which tool it is of */
    struct connection *connection;
    struct script script;
    void *ctx;
    struct diags *diags;
};

/* What in a line some tool puts something in place of; NULL: nothing. */
static const char *placeholder_in(const char *line)
{
    if (!line)
        return NULL;
    if (strstr(line, "${"))
        return "${...}";
    if (strstr(line, "{{"))
        return "{{...}}";
    return strstr(line, ":'") || strstr(line, ":\"") ? "a psql variable" : NULL;
}

/* What a person may not know of a migration that its own tool runs. */
static void explain(const struct migration_file_run *m, struct diags *diags, size_t before,
                    const struct sql_failure *failure)
{
    if (diags->n == before || diags->items[diags->n - 1].hint)
        return;
    struct diag *e = &diags->items[diags->n - 1];
    const char *placeholder = m->known ? NULL : placeholder_in(e->source);
    if (placeholder)
        diag_hint(diags, e,
                  "%s stands for what the tool of these migrations puts there; --migration-tool says which that is",
                  placeholder);
    else if (failure->message && strstr(failure->message, "no such function"))
        diag_hint(diags, e, "--sqlite-function NAME names one that the application adds");
}

/* PostgreSQL's ERRCODE_ACTIVE_SQL_TRANSACTION; SQLite has words only: "cannot VACUUM from within a transaction". */
static bool wants_no_transaction(const struct sql_failure *failure)
{
    return (failure->code && strcmp(failure->code, "25001") == 0) ||
           (failure->message && (strstr(failure->message, "from within a transaction") ||
                                 strstr(failure->message, "changed inside a transaction")));
}

static bool run_alone(const struct migration_file_run *m)
{
    struct sql_failure failure = {0};
    size_t before = m->diags->n;
    bool ok = script_run_text(m->connection, &m->script, m->ctx, m->diags, &failure);
    if (!ok) {
        connection_rollback(m->connection);
        explain(m, m->diags, before, &failure);
    }
    return ok;
}

static bool run_in_transaction(const struct migration_file_run *m)
{
    struct connection *connection = m->connection;
    struct sql_failure failure = {0};
    struct diags attempt;
    diags_init(&attempt, m->ctx);
    if (!connection_begin(connection, m->ctx, &failure)) {
        report_failure(m->diags, connection_engine(connection), "cannot begin a transaction", &failure);
        return false;
    }
    if (script_run_text(connection, &m->script, m->ctx, &attempt, &failure)) {
        if (connection_commit(connection, m->ctx, &failure))
            return true;
        report_commit_failure(m->diags, connection_engine(connection), m->script.path, &failure);
    }
    connection_rollback(connection);
    if (wants_no_transaction(&failure))
        return run_alone(m);
    explain(m, &attempt, 0, &failure);
    diags_append(m->diags, &attempt);
    return false;
}

/*
 * A down migration that ran behind the up migration would leave nothing, and nobody would
 * know. `is_said`: whose file it is, by its own marks or by a person.
 */
static bool check_marks(const struct migration_file_run *m, bool is_said)
{
    struct doubtful_mark mark;
    if (!directives_doubtful(m->script.text, is_said, &mark))
        return true;
    struct diag *e =
        mark.certain
            ? diag_error(m->diags, "this reads like the mark of a down migration, of a tool that is not known: what is "
                                   "below it would run, too")
            : diag_warning(m->diags, "this may be the mark of a down migration: what is below it runs");
    diag_locate(m->diags, e, m->script.path, m->script.text, mark.at);
    if (mark.certain)
        diag_hint(m->diags, e,
                  "docs/numbered.md lists the marks that are known; --migration-tool says whose migrations these are");
    return !mark.certain;
}

/* Conditions are the tool's to decide; here what is below them runs. */
static void warn_of_condition(const struct migration_file_run *m)
{
    size_t at;
    if (!m->tool->condition || !m->tool->condition(m->script.text, &at))
        return;
    struct diag *w = diag_warning(m->diags, "%s runs this under a condition; here it runs in any case", m->tool->name);
    diag_locate(m->diags, w, m->script.path, m->script.text, at);
}

static void report_placeholder(const struct migration_file_run *m, const struct placeholder *p)
{
    const char *text = mem_strndup(m->ctx, m->script.text + p->at, p->length), *tool = m->tool->name;
    struct diag *e = p->name ? diag_error(m->diags, "%s has no value, and %s would put one there", text, tool)
                             : diag_error(m->diags, "%s is for %s to work out", text, tool);
    diag_locate(m->diags, e, m->script.path, m->script.text, p->at);
    if (p->name)
        diag_hint(m->diags, e, "--placeholder '%s=VALUE' gives it; where %s leaves it as it is, --keep-placeholders",
                  p->name, tool);
}

/* One that is missing is reported where it is first. */
static bool is_reported(const struct placeholder *found, size_t i)
{
    for (size_t k = 0; found[i].name && k < i; k++)
        if (found[k].name && !found[k].fallback && strcmp(found[k].name, found[i].name) == 0)
            return true;
    return false;
}

/* What stands in one place cannot be replaced twice. False with a diagnostic. */
static bool join_edits(struct migration_file_run *m, const struct script_edit *more, size_t n)
{
    struct script_edit *all = mem_array(m->ctx, struct script_edit, m->script.n_edits + n + 1);
    size_t i = 0, k = 0, end = 0, at = 0;
    while (i < m->script.n_edits || k < n) {
        bool own = k == n || (i < m->script.n_edits && m->script.edits[i].at <= more[k].at);
        all[at] = own ? m->script.edits[i++] : more[k++];
        if (all[at].at < end) {
            struct diag *e =
                diag_error(m->diags, "a placeholder and a `replace` of the project are about the same words");
            diag_locate(m->diags, e, m->script.path, m->script.text, all[at].at);
            return false;
        }
        end = all[at].at + all[at].length;
        at++;
    }
    m->script.edits = all;
    m->script.n_edits = at;
    return true;
}

/* False with a diagnostic where it matters in which order the application replaces words. */
static bool replace_words(struct migration_file_run *m)
{
    const struct replaced found =
        replacements_find(m->ctx, m->request->section, connection_engine(m->connection), m->script.text);
    m->script.edits = found.edits;
    m->script.n_edits = found.n;
    if (!found.in_turn)
        return true;
    const char *at = strstr(m->script.text, found.in_turn->from);
    struct diag *e =
        diag_error(m->diags, "what `replace` of the project makes of this file depends on their order: one "
                             "is about what another puts there");
    diag_locate(m->diags, e, m->script.path, m->script.text, at ? (size_t)(at - m->script.text) : 0);
    diag_hint(m->diags, e, "the last that counts here is replace \"%s\"", found.in_turn->from);
    return false;
}

/* Leaves those of what runs. Returns how many. */
static size_t keep_running(const struct migration_file_run *m, struct placeholder_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (m->script.text[list->items[i].at] == m->whole[list->items[i].at])
            list->items[n++] = list->items[i];
    return n;
}

/* Puts values in the places that the file's tool would put them in. False with diagnostics where one is missing. */
static bool fill_in(struct migration_file_run *m)
{
    /* What a tool says of them may stand in a part that does not run. */
    struct placeholder_list list = {.ctx = m->ctx, .text = m->whole};
    size_t missing = 0;
    if (m->keeps_placeholders || !m->tool->placeholders)
        return true;
    m->tool->placeholders(&list);
    const struct placeholder *found = list.items;
    size_t n = keep_running(m, &list);
    struct script_edit *edits = mem_array(m->ctx, struct script_edit, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *value = found[i].name ? placeholder_value(m->request->placeholders, found[i].name) : NULL;
        value = value ? value : found[i].fallback;
        edits[i] = (struct script_edit){found[i].at, found[i].length, value ? value : ""};
        if (!value && !is_reported(found, i) && missing++ < SHOWN)
            report_placeholder(m, &found[i]);
    }
    if (missing > SHOWN) {
        struct diag *e = diag_error(m->diags, "%zu more placeholders have no value", missing - SHOWN);
        e->file = mem_strdup(m->diags->ctx, m->script.path);
    }
    return missing == 0 && join_edits(m, edits, n);
}

/* Whose migrations they are is not known: perhaps something belongs there, perhaps it is meant as it is. */
static void warn_of_doubtful_placeholder(const struct migration_file_run *m)
{
    size_t at;
    if (m->known || m->keeps_placeholders || !placeholder_doubtful(m->script.text, &at))
        return;
    struct diag *w = diag_warning(m->diags, "this may be a placeholder: it goes into the database as it is");
    diag_locate(m->diags, w, m->script.path, m->script.text, at);
    diag_hint(m->diags, w, "--migration-tool says whose migrations these are; or --keep-placeholders");
}

/* Whether the file runs outside of a transaction of ours, as its tool has it. */
static bool runs_alone(const struct migration_file_run *m, const struct script_transactions *own)
{
    bool sqlite = connection_engine(m->connection) == ENGINE_SQLITE;
    if (own->any || m->tool->transaction == TRANSACTION_NONE ||
        (sqlite && m->tool->transaction == TRANSACTION_NONE_SQLITE))
        return true;
    if (own->sets_foreign_keys && m->tool->obeys_pragma)
        return true;
    if (own->sets_foreign_keys)
        report_idle_setting(m->diags, &m->script, own->foreign_keys_at,
                            mem_printf(m->ctx, "a file of %s", m->tool->name));
    return false;
}

static bool run(struct migration_file_run *m, bool alone)
{
    const char *text = script_edited(m->ctx, m->script.text, m->script.edits, m->script.n_edits);
    struct script_transactions own = script_transactions(connection_engine(m->connection), text, m->ctx);
    own.foreign_keys_at = script_place(m->script.edits, m->script.n_edits, own.foreign_keys_at);
    m->script.before = own.ends_first ? "BEGIN;" : "";
    m->script.after = own.begins_last ? "\n;COMMIT;" : "";
    return alone || runs_alone(m, &own) ? run_alone(m) : run_in_transaction(m);
}

/* In a transaction the setting does nothing. False with a diagnostic. */
static bool set_enforcement(const struct migration_file_run *m, bool on)
{
    struct sql_failure failure;
    if (connection_engine(m->connection) != ENGINE_SQLITE)
        return true;
    const char *sql = on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF";
    if (connection_run(m->connection, sql, m->ctx, &failure))
        return true;
    report_failure(m->diags, ENGINE_SQLITE, "cannot prepare the database for a migration", &failure);
    return false;
}

static bool run_as_enforced(struct migration_file_run *m, bool alone)
{
    if (connection_engine(m->connection) != ENGINE_SQLITE || !m->tool->enforces ||
        !directives_refuse_enforcement(m->script.text, m->tool))
        return run(m, alone);
    return set_enforcement(m, false) && run(m, alone) && set_enforcement(m, true);
}

/* What the tool does to a session between two migrations. False with a diagnostic. */
static bool begin_session(const struct migration_file_run *m)
{
    static const char *const statements[] = {
        [SESSION_RESET] = "RESET ALL", [SESSION_RESTORED] = "RESET ROLE; RESET search_path"};
    struct sql_failure failure;
    bool ok = true;
    if (m->tool->session == SESSION_NEW)
        ok = connection_reset(m->connection, m->ctx, &failure);
    else if (m->tool->session != SESSION_KEPT && connection_engine(m->connection) == ENGINE_POSTGRES)
        ok = connection_run(m->connection, statements[m->tool->session], m->ctx, &failure);
    if (!ok)
        report_failure(m->diags, connection_engine(m->connection), "cannot begin a session for a migration", &failure);
    return ok && (m->tool->session != SESSION_NEW || set_enforcement(m, m->tool->enforces));
}

/* Leaves what is for this engine. False with a diagnostic. */
static bool keep_engine(struct migration_file_run *m, char *text)
{
    size_t fault;
    if (!m->tool->keep_engine || m->tool->keep_engine(text, connection_engine(m->connection), &fault))
        return true;
    struct diag *e = diag_error(m->diags, "%s would not know which lines this is about", m->tool->name);
    diag_locate(m->diags, e, m->script.path, text, fault);
    return false;
}

/* Marks say whose file it is, more than the others do; a person says most. */
static const struct migration_tool *tool_of(const struct migrations *migrations, const struct migration_tool *marked)
{
    return marked == &tool_unknown || migrations->tool_chosen ? migrations->request.tool : marked;
}

bool migration_run(struct connection *connection, const struct step *step, void *ctx, struct diags *diags)
{
    char *text = file_read_text(ctx, step->root, step->path, diags);
    bool alone, keeps;
    if (!text || !migration_wants_no_transaction(step, text, &alone, ctx, diags) ||
        !migration_keeps_placeholders(step, &keeps, ctx, diags))
        return false;
    const struct migration_tool *marked = directives_tool(text), *tool = tool_of(step->migrations, marked);
    struct migration_file_run m = {.request = &step->migrations->request,
                                   .keeps_placeholders = keeps,
                                   .tool = tool,
                                   .known = tool != &tool_unknown,
                                   .connection = connection,
                                   .script = {.path = step->path, .text = text, .before = "", .after = ""},
                                   .ctx = ctx,
                                   .diags = diags};
    m.whole = mem_strdup(ctx, text);
    if (!keep_engine(&m, text))
        return false;
    /* What is there before the first migration is there after the down migration, too. */
    database_keep_prepared(connection, step->undoes);
    if (step->down)
        directives_keep_down(text, tool);
    else
        directives_keep_up(text, tool);
    bool is_said = m.known && (marked == tool || step->migrations->tool_chosen);
    if (!check_marks(&m, is_said) || !replace_words(&m) || !fill_in(&m) || !begin_session(&m) ||
        !run_as_enforced(&m, alone))
        return false;
    warn_of_condition(&m);
    warn_of_doubtful_placeholder(&m);
    return true;
}

bool migrations_begin(struct connection *connection, const struct migrations *migrations, void *ctx,
                      struct diags *diags)
{
    struct sql_failure failure;
    if (connection_engine(connection) != ENGINE_SQLITE || migrations->request.tool->enforces ||
        connection_run(connection, "PRAGMA foreign_keys = OFF", ctx, &failure))
        return true;
    report_failure(diags, ENGINE_SQLITE, "cannot prepare the database for the migrations", &failure);
    return false;
}
