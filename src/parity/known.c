/* The file of known differences, parity.txt. */
#include "base/files.h"
#include "base/mem.h"
#include "parity/private.h"

static const struct reasons_form form = {
    .no_reason = "a known difference without its reason",
    .no_reason_hint =
        "write what differs, a colon and a space, and why it is meant to be: index t.i: only Postgres needs it",
    .twice = "the same difference twice",
};

bool parity_known_read(void *ctx, const struct root *schema, struct reasons *known, struct diags *diags)
{
    const char *path = *schema->path ? path_join(ctx, schema->path, PARITY_FILE) : PARITY_FILE;
    char *text;
    return file_read_text_if_any(ctx, schema, path, &text, diags) && reasons_read(ctx, path, text, &form, known, diags);
}

bool parity_known_read_file(void *ctx, const char *path, struct reasons *known, struct diags *diags)
{
    char *text = input_read_text(ctx, path, NULL, diags);
    return text && reasons_read(ctx, path, text, &form, known, diags);
}

static void tell_stale(const struct reasons *known, struct diags *diags,
                       struct diag *(*add)(struct diags *, const char *, ...))
{
    for (size_t i = 0; i < known->n; i++) {
        const struct reason *entry = &known->items[i];
        if (entry->n_used)
            continue;
        struct diag *e = add(diags, "both sides agree on this, or neither has it: %s", entry->subject);
        e->file = mem_strdup(diags->ctx, known->path);
        e->line = entry->line;
        diag_hint(diags, e, "remove the line");
    }
}

void parity_report_stale(const struct reasons *known, struct diags *diags)
{
    tell_stale(known, diags, diag_error);
}

void parity_warn_stale(const struct reasons *known, struct diags *diags)
{
    tell_stale(known, diags, diag_warning);
}
