#include "report/findings.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

static const char *const no_names[] = {NULL};
const struct model_kind report_snapshot_kind = {.name = "snapshot", .plural = "snapshots", .attributes = no_names};

static void add(void *ctx, struct findings *findings, const struct comparison *comparison, const struct change *change)
{
    size_t at = mem_grow(ctx, &findings->items, &findings->n);
    findings->items[at] = (struct finding){comparison, change, NULL};
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
    }
}

bool finding_goes_on(const struct finding *before, const struct finding *finding)
{
    return before->comparison == finding->comparison && before->twin == finding->twin;
}

bool findings_are_of_database(const struct difference *difference)
{
    return difference->n > 0 && difference->items[0].drift;
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

static struct place delta_place(const struct change *change)
{
    return (struct place){change->delta, change->delta_line, SIDE_FILE};
}

/* The item on one side, else what it belongs to; NULL where neither is there. */
static const struct item *item_on(const struct finding *finding, bool is_new)
{
    static const struct model_kind *const relations[] = {&model_table, &model_view, &model_materialized_view};
    const struct change *change = finding->change;
    const struct model *model = is_new ? finding->comparison->new_model : finding->comparison->old_model;
    const struct item *item = is_new ? change->new_item : change->old_item;
    const struct item *known = is_new ? change->old_item : change->new_item;
    for (size_t i = 0; !item && known && model && i < sizeof(relations) / sizeof(*relations); i++)
        item = model_find(model, relations[i], known->schema, "", known->relation);
    return item;
}

struct place finding_side_place(const struct finding *finding, bool is_new)
{
    const struct comparison *c = finding->comparison;
    const struct model *model = is_new ? c->new_model : c->old_model;
    const struct item *item = item_on(finding, is_new);
    const char *path = item && item->path ? item->path : model ? model->path : NULL;
    return (struct place){path     ? path
                          : is_new ? c->new_path
                                   : c->old_path,
                          item ? item->line : 0, is_new ? c->new_form : c->old_form};
}

struct place finding_place(const struct finding *finding)
{
    const struct change *change = finding->change;
    return change->delta ? delta_place(change) : finding_side_place(finding, change->new_item != NULL);
}

/* How well a program that shows the work tree can show what stands on a side: not, a file of a revision, a file. */
enum showing { SHOWN_NOWHERE, SHOWN_OF_REVISION, SHOWN_IN_TREE };

static enum showing showing_of(const struct finding *finding, bool is_new, const struct report_options *options)
{
    const struct comparison *c = finding->comparison;
    const char *path = is_new ? c->new_path : c->old_path;
    enum side_form form = is_new ? c->new_form : c->old_form;
    if (!*path || form == SIDE_DATABASE || (is_new && options->fix))
        return SHOWN_NOWHERE;
    return form == SIDE_REVISION ? SHOWN_OF_REVISION : SHOWN_IN_TREE;
}

/* Of two revisions the new one is what is shown: a line of the old one is another line there. */
struct place finding_location(const struct finding *finding, const struct report_options *options)
{
    bool is_new = finding->change->new_item != NULL;
    if (finding->change->delta)
        return delta_place(finding->change);
    enum showing own = showing_of(finding, is_new, options), other = showing_of(finding, !is_new, options);
    bool replaced = !is_new && own == SHOWN_OF_REVISION && other == SHOWN_OF_REVISION;
    return finding_side_place(finding, other > own || replaced ? !is_new : is_new);
}

const char *place_file(void *ctx, const struct report_options *options, struct place place)
{
    if (!place.path || !*place.path || place.form == SIDE_DATABASE)
        return NULL;
    const char *colon = place.form == SIDE_REVISION ? strchr(place.path, ':') : NULL;
    const char *file = colon ? colon + 1 : place.path;
    bool from_here = !colon || strncmp(file, "./", 2) == 0 || strncmp(file, "../", 3) == 0;
    if (!*file)
        return NULL;
    return from_here ? work_tree_path(ctx, &options->tree, file) : file;
}

char *report_link(void *ctx, const struct report_options *options, const char *anchor)
{
    return options->docs ? mem_printf(ctx, "%s/changes.md#%s", options->docs, anchor)
                         : mem_printf(ctx, "fullschema explain %s", anchor);
}

/* FNV-1a of a text and the NUL behind it, which keeps neighbours apart. */
static uint64_t hash_text(uint64_t hash, const char *s)
{
    const uint64_t prime = UINT64_C(1099511628211);
    do {
        hash = (hash ^ (unsigned char)*s) * prime;
    } while (*s++);
    return hash;
}

char *finding_fingerprint(void *ctx, const struct finding *finding)
{
    const struct change *change = finding->change;
    const struct comparison *c = finding->comparison;
    const struct item *item = change_item(change);
    const char *const parts[] = {c->database,
                                 engine_name(c->engine),
                                 change_action_name(change->action),
                                 item->kind->name,
                                 item->schema,
                                 item->relation,
                                 item->name,
                                 change->old_item ? change->old_item->name : ""};
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        hash = hash_text(hash, parts[i]);
    for (size_t i = 0; i < change->n_attributes; i++)
        hash = hash_text(hash, change->attributes[i].name);
    return mem_printf(ctx, "%016" PRIx64, hash);
}
