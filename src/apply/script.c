#include "apply/script.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"

/* The one placeholder of the layout (docs/schema-directory.md), and what it stands for. */
static const char placeholder[] = "$%AUTO_INCREMENT_PRIMARY_KEY%$";
static const char *const expansions[ENGINE_COUNT] = {
    [ENGINE_POSTGRES] = "BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY",
    [ENGINE_SQLITE] = "INTEGER PRIMARY KEY AUTOINCREMENT",
};

static char *expand(void *ctx, const char *text, const char *expansion)
{
    struct text t;
    text_open(&t);
    for (const char *hit; (hit = strstr(text, placeholder)); text = hit + strlen(placeholder)) {
        fwrite(text, 1, (size_t)(hit - text), t.out);
        fputs(expansion, t.out);
    }
    fputs(text, t.out);
    return text_close(&t, ctx);
}

/* Where a byte of the expanded text stands in the file; inside an expansion: at its placeholder. */
static size_t offset_in_file(const char *text, const char *expansion, size_t offset)
{
    size_t shift = 0; /* file offset = expanded offset + shift, before the next placeholder */
    const char *from = text;
    for (const char *hit; (hit = strstr(from, placeholder)); from = hit + strlen(placeholder)) {
        size_t at = (size_t)(hit - text); /* in the file */
        if (offset + shift < at)
            break;
        if (offset + shift < at + strlen(expansion))
            return at;
        shift += strlen(placeholder) - strlen(expansion); /* wraps round when negative, as meant */
    }
    return offset + shift;
}

/* "column "x" does not exist (42703)" */
static char *message_of(void *ctx, enum engine engine, const struct sql_failure *f)
{
    return f->code ? mem_printf(ctx, "%s: %s (%s)", engine_name(engine), f->message, f->code)
                   : mem_printf(ctx, "%s: %s", engine_name(engine), f->message);
}

static void add_explanation(struct diags *diags, struct diag *e, const struct sql_failure *f)
{
    if (f->detail)
        diag_detail(diags, e, f->detail);
    if (f->hint)
        diag_hint(diags, e, "%s", f->hint);
}

void report_failure(struct diags *diags, enum engine engine, const char *what, const struct sql_failure *failure)
{
    if (failure->stopped)
        return;
    struct diag *e = diag_error(diags, "%s: %s", what, message_of(diags->ctx, engine, failure));
    add_explanation(diags, e, failure);
}

void report_commit_failure(struct diags *diags, enum engine engine, const char *path, const struct sql_failure *failure)
{
    if (failure->stopped)
        return;
    struct diag *e =
        diag_error(diags, "%s at the end of the file's transaction", message_of(diags->ctx, engine, failure));
    e->file = mem_strdup(diags->ctx, path);
    add_explanation(diags, e, failure);
}

bool script_run_text(struct connection *connection, const struct script *shown, void *ctx, struct diags *diags,
                     struct sql_failure *failure)
{
    enum engine engine = connection_engine(connection);
    char *text = expand(ctx, shown->text, expansions[engine]);
    char *script = mem_printf(ctx, "%s%s%s", shown->before, text, shown->after);
    bool ok = connection_run(connection, script, ctx, failure);
    if (!ok && !failure->stopped) {
        size_t before = strlen(shown->before), end = strlen(text);
        size_t at = failure->position > before ? failure->position - before : 0;
        struct diag *e = diag_error(diags, "%s", message_of(diags->ctx, engine, failure));
        diag_locate(diags, e, shown->path, shown->text,
                    offset_in_file(shown->text, expansions[engine], at < end ? at : end));
        add_explanation(diags, e, failure);
    }
    mem_free(script);
    mem_free(text);
    return ok;
}

bool script_run(struct connection *connection, const struct root *root, const char *path, void *ctx,
                struct diags *diags, struct sql_failure *failure)
{
    struct sql_failure own;
    if (!failure)
        failure = &own;
    *failure = (struct sql_failure){0};
    char *text = file_read_text(ctx, root, path, diags);
    struct script script = {path, text, "", ""};
    bool ok = text && script_run_text(connection, &script, ctx, diags, failure);
    mem_free(text);
    return ok;
}
