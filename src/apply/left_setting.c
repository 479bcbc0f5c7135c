#include "apply/left_setting.h"

#include <string.h>

#include "apply/locate.h"
#include "apply/script.h"

/* What a session of any database is told. */
static const char ended[] = "terminating connection due to administrator command";
static const char cancelled[] = "canceling statement due to user request";

/* What the engines say, with their codes, and the settings, or functions, that make them say it. */
static const struct {
    const char *said;
    const char *names[2];
} made_by[] = {
    {"(25006)", {"default_transaction_read_only", "CHARACTERISTICS"}},
    {"(57P05)", {"idle_session_timeout"}},
    {"(25P03)", {"idle_in_transaction_session_timeout"}},
    {"(25P04)", {"transaction_timeout"}},
    {"(55P03)", {"lock_timeout"}},
    {"canceling statement due to statement timeout (57014)", {"statement_timeout"}},
    {"(SQLITE_FULL)", {"max_page_count"}},
    {"(SQLITE_CORRUPT)", {"writable_schema"}},
    {"(SQLITE_READONLY)", {"query_only"}},
    {ended, {"pg_terminate_backend"}},
    {cancelled, {"pg_cancel_backend"}},
};

bool left_setting_reaches_others(const struct diag *e)
{
    return strstr(e->message, ended) || strstr(e->message, cancelled);
}

/* The last of the files that has the word; file is NULL where none has. */
static struct diag find(const struct plan *plan, size_t n_steps, const char *word, struct diags *diags)
{
    struct diag found = {0};
    struct plan part = *plan;
    part.n_steps = n_steps;
    locate_name(&part, word, "", diags, &found);
    return found;
}

static void explain(const struct plan *plan, size_t n_steps, const char *name, struct diags *diags, struct diag *e)
{
    struct diag found = find(plan, n_steps, name, diags);
    if (!found.file || (e->file && strcmp(e->file, found.file) == 0))
        return;
    if (!e->file) {
        e->file = found.file;
        e->line = found.line;
        e->column = found.column;
        e->source = found.source;
        e->caret = found.caret;
    } else if (!e->hint) {
        diag_hint(diags, e, "%s:%d says %s, which %s", found.file, found.line, name,
                  left_setting_reaches_others(e) ? "other sessions feel, too" : "holds for what comes after it");
    }
}

void left_setting_explain(const struct plan *plan, size_t n_steps, struct diags *diags, struct diag *e)
{
    for (size_t i = 0; i < sizeof made_by / sizeof *made_by; i++)
        for (size_t k = 0; k < 2 && made_by[i].names[k] && strstr(e->message, made_by[i].said); k++)
            explain(plan, n_steps, made_by[i].names[k], diags, e);
}

void left_setting_report(const struct plan *plan, enum engine engine, const char *what,
                         const struct sql_failure *failure, struct diags *diags)
{
    size_t before = diags->n;
    report_failure(diags, engine, what, failure);
    if (diags->n > before)
        left_setting_explain(plan, plan->n_steps, diags, &diags->items[before]);
}
