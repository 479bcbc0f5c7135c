#include "report/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const no_names[] = {NULL};
const struct model_kind report_snapshot_kind = {"snapshot", "snapshots", no_names, false};

static void add(void *ctx, struct findings *findings, const struct comparison *comparison, const struct change *change)
{
    size_t at = mem_grow(ctx, &findings->items, &findings->n);
    findings->items[at] = (struct finding){comparison, change};
}

static const struct change *snapshot_change(void *ctx, const struct comparison *c)
{
    bool added = !c->old_model;
    struct item *item = mem_new(ctx, struct item);
    *item = (struct item){.kind = &report_snapshot_kind,
                          .schema = "",
                          .relation = "",
                          .name = added ? c->new_path : c->old_path,
                          .text = ""};
    struct change *change = mem_new(ctx, struct change);
    *change = (struct change){.action = added ? CHANGE_ADDED : CHANGE_REMOVED,
                              .old_item = added ? NULL : item,
                              .new_item = added ? item : NULL,
                              .class = CHANGE_BREAKING,
                              .reason = added ? "there is no such snapshot on the old side, so nothing was compared"
                                              : "there is no such snapshot on the new side, so nothing was compared",
                              .anchor = REPORT_SNAPSHOT_ANCHOR};
    return change;
}

static void add_unread(void *ctx, struct findings *findings, const struct comparison *comparison, bool is_old)
{
    const struct model *model = is_old ? comparison->old_model : comparison->new_model;
    for (size_t i = 0; model && i < model->n_not_compared; i++) {
        size_t at = mem_grow(ctx, &findings->unread, &findings->n_unread);
        findings->unread[at] = (struct unread){comparison, is_old, &model->not_compared[i]};
    }
}

void findings_collect(void *ctx, const struct difference *difference, struct findings *findings)
{
    *findings = (struct findings){.counts = difference_count(difference)};
    for (size_t i = 0; i < difference->n; i++) {
        const struct comparison *c = &difference->items[i];
        bool one_sided = !c->old_model || !c->new_model;
        if (one_sided)
            add(ctx, findings, c, snapshot_change(ctx, c));
        for (size_t k = 0; !one_sided && k < c->n_changes; k++)
            add(ctx, findings, c, &c->changes[k]);
        add_unread(ctx, findings, c, true);
        add_unread(ctx, findings, c, false);
    }
}

void findings_worst_first(struct findings *findings)
{
    struct finding *sorted = mem_array(findings->items, struct finding, findings->n);
    size_t at = 0;
    for (int class = CHANGE_CLASSES - 1; class >= 0; class --)
        for (size_t i = 0; i < findings->n; i++)
            if ((int)findings->items[i].change->class == class)
                sorted[at++] = findings->items[i];
    if (at)
        memcpy(findings->items, sorted, at * sizeof(*sorted));
    mem_free(sorted);
}

struct place finding_place(const struct finding *finding)
{
    const struct change *change = finding->change;
    if (change->delta)
        return (struct place){change->delta, change->delta_line};
    if (change->new_item)
        return (struct place){finding->comparison->new_path, change->new_item->line};
    return (struct place){finding->comparison->old_path, change->old_item->line};
}

struct place unread_place(const struct unread *unread)
{
    const struct comparison *c = unread->comparison;
    return (struct place){unread->is_old ? c->old_path : c->new_path, unread->statement->line};
}

const char *path_file(const char *path)
{
    if (!path || strstr(path, "://") || strchr(path, '='))
        return NULL;
    const char *colon = strchr(path, ':');
    const char *file = colon ? colon + 1 : path;
    return *file ? file : NULL;
}

char *report_link(void *ctx, const struct report_options *options, const char *anchor)
{
    return mem_printf(ctx, "%s/changes.md#%s", options->docs ? options->docs : "docs", anchor ? anchor : "");
}
