#include "apply/script.h"

#include <string.h>

#include "apply/prepare.h"
#include "base/files.h"
#include "base/mem.h"
#include "engine/failure.h"
#include "trace/trace.h"

/* The one placeholder of the layout (docs/schema-directory.md), and what it stands for. */
static const char placeholder[] = "$%AUTO_INCREMENT_PRIMARY_KEY%$";
static const char *const expansions[ENGINE_COUNT] = {
    [ENGINE_POSTGRES] = "BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY",
    [ENGINE_SQLITE] = "INTEGER PRIMARY KEY AUTOINCREMENT",
};

static void add_edit(void *ctx, struct script_edit **edits, size_t *n, size_t at, size_t length, const char *text)
{
    size_t i = mem_grow(ctx, edits, n);
    (*edits)[i] = (struct script_edit){at, length, text};
}

/* Those of the script and those of the layout, in order; a place that both are about is the script's. */
static struct script_edit *all_edits(void *ctx, const struct script *script, const char *expansion, size_t *n)
{
    struct script_edit *edits = NULL;
    size_t next = 0, end = 0;
    *n = 0;
    for (const char *hit = script->text; (hit = strstr(hit, placeholder)); hit += strlen(placeholder)) {
        size_t at = (size_t)(hit - script->text);
        for (; next < script->n_edits && script->edits[next].at <= at; next++) {
            add_edit(ctx, &edits, n, script->edits[next].at, script->edits[next].length, script->edits[next].text);
            end = script->edits[next].at + script->edits[next].length;
        }
        if (at >= end)
            add_edit(ctx, &edits, n, at, strlen(placeholder), expansion);
    }
    for (; next < script->n_edits; next++)
        add_edit(ctx, &edits, n, script->edits[next].at, script->edits[next].length, script->edits[next].text);
    return edits;
}

char *script_edited(void *ctx, const char *text, const struct script_edit *edits, size_t n)
{
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (size_t i = 0; i < n; i++) {
        fwrite(text + done, 1, edits[i].at - done, t.out);
        fputs(edits[i].text, t.out);
        done = edits[i].at + edits[i].length;
    }
    fputs(text + done, t.out);
    return text_close(&t, ctx);
}

size_t script_place(const struct script_edit *edits, size_t n, size_t offset)
{
    size_t shift = 0; /* file offset = edited offset + shift, before the next edit */
    for (size_t i = 0; i < n && offset + shift >= edits[i].at; i++) {
        if (offset + shift < edits[i].at + strlen(edits[i].text))
            return edits[i].at;
        shift += edits[i].length - strlen(edits[i].text); /* wraps round when negative, as meant */
    }
    return offset + shift;
}

void report_failure(struct diags *diags, enum engine engine, const char *what, const struct sql_failure *failure)
{
    if (failure->stopped)
        return;
    struct diag *e = diag_error(diags, "%s: %s", what, failure_wording(diags->ctx, engine, failure));
    failure_explain(failure, diags, e);
}

void report_commit_failure(struct diags *diags, enum engine engine, const char *path, const struct sql_failure *failure)
{
    if (failure->stopped)
        return;
    struct diag *e =
        diag_error(diags, "%s at the end of the file's transaction", failure_wording(diags->ctx, engine, failure));
    e->file = mem_strdup(diags->ctx, path);
    failure_explain(failure, diags, e);
}

/* What runs of a script, and how it comes about. */
struct run_text {
    size_t before, end; /* of the part that is the file's */
    const struct script_edit *edits;
    size_t n_edits;
};

/* Where a byte of what runs stands in the file. */
static size_t place_in_file(const void *data, size_t offset)
{
    const struct run_text *r = data;
    size_t at = offset > r->before ? offset - r->before : 0;
    return script_place(r->edits, r->n_edits, at < r->end ? at : r->end);
}

bool script_run_text(struct connection *connection, const struct script *shown, void *ctx, struct diags *diags,
                     struct sql_failure *failure)
{
    enum engine engine = connection_engine(connection);
    size_t n;
    const struct script_edit *edits = all_edits(ctx, shown, expansions[engine], &n);
    char *text = script_edited(ctx, shown->text, edits, n);
    char *script = mem_printf(ctx, "%s%s%s", shown->before, text, shown->after);
    const struct run_text run = {strlen(shown->before), strlen(text), edits, n};
    trace_script_begin(&(struct trace_script){shown->path, shown->text, place_in_file, &run});
    bool ok = connection_run(connection, script, ctx, failure);
    trace_script_begin(NULL);
    if (!ok && !failure->stopped) {
        struct diag *e = diag_error(diags, "%s", failure_wording(diags->ctx, engine, failure));
        diag_locate(diags, e, shown->path, shown->text, place_in_file(&run, failure->position));
        failure_explain(failure, diags, e);
        prepare_explain(connection, script + failure->statement, failure, diags, e);
    }
    mem_free(script);
    mem_free(text);
    return ok;
}

/* SQLite passes over it without a word. */
static void warn_of_idle_setting(struct connection *connection, const struct script *script, void *ctx,
                                 struct diags *diags)
{
    enum engine engine = connection_engine(connection);
    if (engine != ENGINE_SQLITE || !connection_in_transaction(connection) || !strcasestr(script->text, "foreign_keys"))
        return;
    const struct script_transactions own = script_transactions(engine, script->text, ctx);
    if (own.sets_foreign_keys)
        report_idle_setting(diags, script, own.foreign_keys_at, "this file");
}

void report_idle_setting(struct diags *diags, const struct script *script, size_t at, const char *whose)
{
    struct diag *w =
        diag_warning(diags, "PRAGMA foreign_keys does nothing in a transaction, and %s runs in one", whose);
    diag_locate(diags, w, script->path, script->text, at);
}

bool script_run(struct connection *connection, const struct root *root, const char *path, void *ctx,
                struct diags *diags, struct sql_failure *failure)
{
    struct sql_failure own;
    if (!failure)
        failure = &own;
    *failure = (struct sql_failure){0};
    char *text = file_read_text(ctx, root, path, diags);
    const struct script script = {.path = path, .text = text, .before = "", .after = ""};
    if (text)
        warn_of_idle_setting(connection, &script, ctx, diags);
    bool ok = text && script_run_text(connection, &script, ctx, diags, failure);
    mem_free(text);
    return ok;
}
