#include "cli/github.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/shown.h"
#include "base/work_tree.h"
#include "report/annotation.h"

static const char *line_after(void *ctx, const char *label, const char *text)
{
    return text ? mem_printf(ctx, "\n%s%s", label, text) : "";
}

/* A setting's or a database's place is no file that GitHub could show: it is reported in words. */
static void annotate(void *ctx, FILE *out, const char *level, const struct diag *d, const struct work_tree *tree)
{
    bool is_here = d->file && is_file(d->file);
    const char *place = d->file && !is_here ? mem_printf(ctx, "%s: ", shown_text(ctx, d->file)) : "";
    const struct annotation annotation = {
        .level = level,
        .file = is_here ? work_tree_path(ctx, tree, d->file) : NULL,
        .line = d->line,
        .column = d->column,
        .title = "fullschema",
        .message = mem_printf(ctx, "%s%s%s%s", place, shown_text(ctx, d->message), line_after(ctx, "", d->detail),
                              line_after(ctx, "hint: ", d->hint)),
    };
    annotation_print(out, &annotation);
}

static void annotate_level(void *ctx, FILE *out, const struct diags *diags, enum diag_level which)
{
    const char *level = which == DIAG_ERROR ? "error" : "warning";
    struct work_tree tree = work_tree_around(ctx);
    size_t n = which == DIAG_ERROR ? diags->n_errors : diags->n - diags->n_errors, printed = 0;
    size_t most = n <= ANNOTATIONS_MOST ? n : ANNOTATIONS_MOST - 1;
    for (size_t i = 0; i < diags->n && printed < most; i++)
        if (diags->items[i].level == which) {
            annotate(ctx, out, level, &diags->items[i], &tree);
            printed++;
        }
    if (printed == n)
        return;
    const struct annotation rest = {
        .level = level,
        .title = "fullschema",
        .message = mem_printf(ctx, "%zu more of this level: the log of the job has them", n - printed)};
    annotation_print(out, &rest);
}

void github_annotate(FILE *out, const struct diags *diags)
{
    void *ctx = mem_context(NULL);
    annotate_level(ctx, out, diags, DIAG_ERROR);
    annotate_level(ctx, out, diags, DIAG_WARNING);
    mem_free(ctx);
}
