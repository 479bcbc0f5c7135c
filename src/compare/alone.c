#include "compare/alone.h"

#include <stdlib.h>

#include "base/mem.h"
#include "compare/compare.h"

static int compare_snapshots(const void *a, const void *b)
{
    return source_compare_snapshots(a, b);
}

/* Both engines of a database stand side by side, so there can be one snapshot for each. */
static bool check_alone(const struct source_snapshot *all, size_t n, struct diags *diags)
{
    for (size_t i = 1; i < n; i++)
        if (source_compare_snapshots(&all[i - 1], &all[i]) == 0) {
            struct diag *e = diag_error(diags, "%s and %s are both for %s%s%s", all[i - 1].path, all[i].path,
                                        all[i].database, all[i].database[0] ? " on " : "", engine_name(all[i].engine));
            diag_hint(diags, e, "fullschema diff --format html shows what differs between two");
            return false;
        }
    return true;
}

static bool read_models(void *ctx, const struct source_snapshot *all, size_t n, struct reasons *excuses,
                        struct difference *sides, struct diags *diags)
{
    struct texts *texts = mem_array(ctx, struct texts, n);
    sides->items = mem_array(ctx, struct comparison, n);
    sides->n = n;
    for (size_t i = 0; i < n; i++) {
        texts[i] = (struct texts){.new_text = all[i].text, .rows = true};
        sides->items[i] = (struct comparison){
            .database = all[i].database, .engine = all[i].engine, .old_path = "", .new_path = all[i].path};
    }
    if (!compare_texts(ctx, texts, sides, diags))
        return false;
    for (size_t i = 0; i < n; i++)
        sides->items[i].new_model = excuses_leave_out(ctx, excuses, sides->items[i].new_model);
    return true;
}

/* A source that was read but for what the diagnostics since then name. */
static void note_uncompared(void *ctx, struct difference *sides, const char *spec, size_t before,
                            const struct diags *diags)
{
    const struct diags since = {.items = diags->items + before, .n = diags->n - before};
    const struct uncompared uncompared = {.name = "", .location = spec, .partly = true};
    for (size_t i = 0; i < since.n; i++)
        if (since.items[i].level == DIAG_ERROR) {
            difference_add_uncompared(ctx, sides, &uncompared, &since);
            return;
        }
}

bool read_alone(void *ctx, const char *const *specs, const struct source_options *options, struct reasons *excuses,
                struct difference *sides, char **title, struct diags *diags)
{
    struct source_snapshot *all = NULL;
    size_t n = 0;
    *sides = (struct difference){0};
    *title = mem_strdup(ctx, "");
    for (; *specs; specs++) {
        struct source source;
        size_t before = diags->n;
        if (!source_open(ctx, *specs, options, &source, diags))
            return false;
        note_uncompared(ctx, sides, source.spec, before, diags);
        *title = mem_printf(ctx, "%s%s%s", *title, **title ? ", " : "", source.spec);
        for (size_t i = 0; i < source.n; i++) {
            size_t at = mem_grow(ctx, &all, &n);
            all[at] = source.items[i];
        }
    }
    if (n)
        qsort(all, n, sizeof(*all), compare_snapshots);
    return check_alone(all, n, diags) && read_models(ctx, all, n, excuses, sides, diags);
}
