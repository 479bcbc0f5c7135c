/* For programs: everything, as docs/diff.schema.json describes it. A change of shape is a new version. */
#include "base/mem.h"
#include "report/json_text.h"
#include "report/report.h"
#include "report/wording.h"

enum { JSON_FORMAT_VERSION = 3 };

static json_t *attributes_json(const struct change *change)
{
    json_t *list = json_array();
    for (size_t i = 0; i < change->n_attributes; i++) {
        json_t *attribute = json_object();
        json_put(attribute, "name", json_text(change->attributes[i].name));
        json_put(attribute, "old", json_text(change->attributes[i].old_value));
        json_put(attribute, "new", json_text(change->attributes[i].new_value));
        json_add(list, attribute);
    }
    return list;
}

/* An item of one side: where it stands, what it was called, its SQL. */
static json_t *side_json(const struct item *item)
{
    if (!item)
        return json_null();
    json_t *side = json_object();
    json_put(side, "relation", json_text(item->relation));
    json_put(side, "name", json_text(item->name));
    if (item->path)
        json_put(side, "path", json_text(item->path));
    json_put(side, "line", json_line(item->line));
    json_put(side, "text", json_text(item->text));
    return side;
}

static json_t *delta_json(const struct change *change)
{
    if (!change->delta)
        return json_null();
    json_t *delta = json_object();
    json_put(delta, "path", json_text(change->delta));
    json_put(delta, "line", json_line(change->delta_line));
    return delta;
}

static json_t *change_json(void *ctx, const struct finding *finding, const struct report_options *options)
{
    const struct change *change = finding->change;
    const struct item *item = change_item(change);
    json_t *object = json_object();
    json_put(object, "action", json_text(change_action_name(change->action)));
    json_put(object, "word", json_text(wording_action(finding)));
    json_put(object, "kind", json_text(item->kind->name));
    json_put(object, "schema", json_text(item->schema));
    json_put(object, "relation", json_text(item->relation));
    json_put(object, "name", json_text(item->name));
    json_put(object, "class", json_text(change_class_name(change->class)));
    json_put(object, "reason", json_text(change->reason));
    json_put(object, "link", json_text(report_link(ctx, options, change->anchor)));
    json_put(object, "certain", json_text(change->certain));
    json_put(object, "attributes", attributes_json(change));
    json_put(object, "old", side_json(change->old_item));
    json_put(object, "new", side_json(change->new_item));
    json_put(object, "delta", delta_json(change));
    return object;
}

static json_t *counts_json(const struct findings *findings, size_t failures)
{
    json_t *counts = json_object();
    json_put(counts, "total", json_integer((json_int_t)findings->counts.total));
    for (int class = CHANGE_CLASSES - 1; class >= 0; class --)
        json_put(counts, change_class_name((enum change_class) class),
                 json_integer((json_int_t)findings->counts.of[class]));
    json_put(counts, "failures", json_integer((json_int_t)failures));
    json_put(counts, "expected", json_integer((json_int_t)findings->counts.expected));
    json_put(counts, "pending", json_integer((json_int_t)findings->counts.pending));
    return counts;
}

static json_t *comparison_json(void *ctx, const struct comparison *c, const struct findings *findings,
                               const struct report_options *options)
{
    json_t *object = json_object(), *changes = json_array(), *pending = json_array();
    json_put(object, "database", json_text(c->database));
    json_put(object, "engine", json_text(engine_name(c->engine)));
    json_put(object, "old", c->old_model ? json_text(c->old_path) : json_null());
    json_put(object, "new", c->new_model ? json_text(c->new_path) : json_null());
    for (size_t i = 0; i < findings->n; i++)
        if (findings->items[i].comparison == c)
            json_add(changes, change_json(ctx, &findings->items[i], options));
    json_put(object, "changes", changes);
    for (size_t i = 0; i < c->n_pending; i++)
        json_add(pending, json_text(c->pending[i]));
    json_put(object, "pending", pending);
    return object;
}

static json_t *failures_json(const struct difference *difference)
{
    json_t *failures = json_array();
    for (size_t i = 0; i < difference->n_uncompared; i++) {
        const struct uncompared *u = &difference->uncompared[i];
        json_t *failure = json_object(), *reasons = json_array();
        for (size_t k = 0; k < u->n_reasons; k++)
            json_add(reasons, json_text(u->reasons[k]));
        json_put(failure, "database", json_text(u->name));
        json_put(failure, "location", json_text(u->location));
        json_put(failure, "partly", json_boolean(u->partly));
        json_put(failure, "reasons", reasons);
        json_add(failures, failure);
    }
    return failures;
}

/* The entries of the file that says what is meant to differ, and how much each has excused. */
static json_t *expected_json(const struct difference *difference)
{
    const struct reasons *expected = difference->expected;
    if (!expected)
        return json_null();
    json_t *object = json_object(), *entries = json_array();
    for (size_t i = 0; i < expected->n; i++) {
        const struct reason *e = &expected->items[i];
        json_t *entry = json_object();
        json_put(entry, "section", json_text(e->section));
        json_put(entry, "subject", json_text(e->subject));
        json_put(entry, "reason", json_text(e->text));
        json_put(entry, "line", json_line(e->line));
        json_put(entry, "used", json_integer((json_int_t)e->n_used));
        json_add(entries, entry);
    }
    json_put(object, "path", json_text(expected->path));
    json_put(object, "entries", entries);
    return object;
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    void *ctx = mem_context(NULL);
    struct findings findings;
    findings_collect(ctx, difference, &findings);
    json_t *root = json_object(), *comparisons = json_array();
    json_put(root, "format", json_text("fullschema-diff"));
    json_put(root, "version", json_integer(JSON_FORMAT_VERSION));
    json_put(root, "old", json_text(options->old_name));
    json_put(root, "new", json_text(options->new_name));
    json_put(root, "fix", json_text(options->fix));
    json_put(root, "counts", counts_json(&findings, difference->n_uncompared));
    for (size_t i = 0; i < difference->n; i++)
        json_add(comparisons, comparison_json(ctx, &difference->items[i], &findings, options));
    json_put(root, "comparisons", comparisons);
    json_put(root, "failures", failures_json(difference));
    json_put(root, "expected", expected_json(difference));
    json_print(out, root);
    mem_free(ctx);
}

const struct report_format report_json = {.name = "json", .print = print};
