/*
 * SARIF 2.1.0, for code scanning: a rule for each anchor of the documentation,
 * a result for each change, worst first, so that what a service cuts off is
 * what matters least.
 */
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "report/json_text.h"
#include "report/report.h"
#include "report/sarif_text.h"
#include "report/wording.h"

enum { LONGEST_VALUE = 200 };
#define HELP   "What it means and how to make it safely"
#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* The anchors used, in order of first use: a rule's index is its place here. */
struct rules {
    void *ctx;
    const char **anchors;
    size_t n;
};

static size_t rule_index(struct rules *rules, const char *anchor)
{
    size_t at = 0;
    while (at < rules->n && strcmp(rules->anchors[at], anchor) != 0)
        at++;
    if (at == rules->n) {
        at = mem_grow(rules->ctx, &rules->anchors, &rules->n);
        rules->anchors[at] = anchor;
    }
    return at;
}

static json_t *message_json(void *ctx, const char *text)
{
    json_t *message = json_object();
    json_put(message, "text", json_text(sarif_message(ctx, text)));
    return message;
}

static json_t *rule_json(void *ctx, const char *anchor, const struct report_options *options)
{
    const char *link = report_link(ctx, options, anchor);
    json_t *rule = json_object(), *help = json_object();
    json_put(rule, "id", json_text(anchor));
    json_put(rule, "shortDescription",
             message_json(ctx, mem_printf(ctx, "Schema change: %s", title_of_anchor(ctx, anchor))));
    if (options->docs)
        json_put(rule, "helpUri", json_text(link));
    json_put(help, "text", json_text(mem_printf(ctx, "%s: %s", HELP, link)));
    json_put(help, "markdown", json_text(mem_printf(ctx, options->docs ? "[" HELP "](%s)" : HELP ": `%s`", link)));
    json_put(rule, "help", help);
    return rule;
}

static json_t *physical_location_json(void *ctx, const char *file, int line)
{
    json_t *physical = json_object(), *artifact = json_object(), *region = json_object();
    json_put(artifact, "uri", json_text(sarif_uri(ctx, file)));
    json_put(physical, "artifactLocation", artifact);
    json_put(region, "startLine", json_integer(line > 0 ? line : 1));
    json_put(physical, "region", region);
    return physical;
}

static json_t *array_of(json_t *only)
{
    json_t *array = json_array();
    json_add(array, only);
    return array;
}

static json_t *location_json(void *ctx, const struct finding *finding, const struct report_options *options)
{
    const struct item *item = change_item(finding->change);
    const char *relation = wording_relation(ctx, item, 0), *name = wording_name(ctx, item, 0);
    json_t *location = json_object(), *logical = json_object();
    struct place place = finding_location(finding, options);
    const char *file = place_file(ctx, options, place);
    if (file)
        json_put(location, "physicalLocation", physical_location_json(ctx, file, place.line));
    json_put(logical, "fullyQualifiedName", json_text(relation ? mem_printf(ctx, "%s.%s", relation, name) : name));
    json_put(logical, "kind", json_text(item->kind->name));
    json_put(location, "logicalLocations", array_of(logical));
    return location;
}

static json_t *result_json(void *ctx, struct rules *rules, const struct finding *finding,
                           const struct report_options *options)
{
    static const char *const levels[CHANGE_CLASSES] = {"note", "warning", "error"};
    const struct change *change = finding->change;
    json_t *result = json_object(), *fingerprints = json_object();
    json_put(result, "ruleId", json_text(change->anchor));
    json_put(result, "ruleIndex", json_integer((json_int_t)rule_index(rules, change->anchor)));
    json_put(result, "level", json_text(levels[change->class]));
    json_put(result, "message", message_json(ctx, wording_sentence(ctx, finding, LONGEST_VALUE)));
    json_put(result, "locations", array_of(location_json(ctx, finding, options)));
    json_put(fingerprints, "fullschemaChange/v1", json_text(finding_fingerprint(ctx, finding)));
    json_put(result, "partialFingerprints", fingerprints);
    return result;
}

/* What was not compared is the tool's own failing: a notification, not a result. */
static json_t *uncompared_json(void *ctx, const struct uncompared *u)
{
    json_t *notification = json_object();
    char *reasons = mem_strdup(ctx, "");
    for (size_t i = 0; i < u->n_reasons; i++)
        reasons = mem_printf(ctx, "%s%s%s", reasons, i ? "; " : ": ", shown_text(ctx, u->reasons[i]));
    json_put(notification, "level", json_text("error"));
    json_put(notification, "message",
             message_json(ctx, mem_printf(ctx, "%s: %s%s", u->partly ? "compared in part" : "not compared",
                                          wording_uncompared_name(ctx, u, 0), reasons)));
    return notification;
}

static json_t *expected_json(void *ctx, const struct change_counts *counts)
{
    json_t *notification = json_object();
    json_put(notification, "level", json_text("note"));
    json_put(notification, "message", message_json(ctx, wording_expected(ctx, counts)));
    return notification;
}

/* What a database has not run yet is no result: a notification, which points at the files. */
static json_t *pending_json(void *ctx, const struct comparison *c, const struct report_options *options)
{
    json_t *notification = json_object(), *locations = json_array();
    for (size_t i = 0; i < c->n_pending; i++) {
        const char *file = place_file(ctx, options, (struct place){c->pending[i], 0, SIDE_FILE});
        json_t *location = file ? json_object() : NULL;
        if (!location)
            continue;
        json_put(location, "physicalLocation", physical_location_json(ctx, file, 0));
        json_add(locations, location);
    }
    json_put(notification, "level", json_text("note"));
    json_put(notification, "message", message_json(ctx, wording_pending(ctx, c, 0)));
    json_put(notification, "locations", locations);
    return notification;
}

static json_t *tool_json(void *ctx, const struct rules *rules, const struct report_options *options)
{
    json_t *tool = json_object(), *driver = json_object(), *list = json_array();
    for (size_t i = 0; i < rules->n; i++)
        json_add(list, rule_json(ctx, rules->anchors[i], options));
    json_put(driver, "name", json_text("fullschema"));
    if (options->docs)
        json_put(driver, "informationUri", json_text(mem_printf(ctx, "%s/diff.md", options->docs)));
    json_put(driver, "rules", list);
    json_put(tool, "driver", driver);
    return tool;
}

static json_t *run_json(void *ctx, const struct difference *difference, const struct findings *findings,
                        const struct report_options *options)
{
    struct rules rules = {.ctx = ctx};
    json_t *run = json_object(), *results = json_array(), *invocation = json_object(), *notifications = json_array();
    for (size_t i = 0; i < findings->n; i++)
        json_add(results, result_json(ctx, &rules, &findings->items[i], options));
    for (size_t i = 0; i < difference->n_uncompared; i++)
        json_add(notifications, uncompared_json(ctx, &difference->uncompared[i]));
    if (findings->counts.expected)
        json_add(notifications, expected_json(ctx, &findings->counts));
    for (size_t i = 0; i < difference->n; i++)
        if (difference->items[i].n_pending)
            json_add(notifications, pending_json(ctx, &difference->items[i], options));
    json_put(invocation, "executionSuccessful", json_boolean(difference->n_uncompared == 0));
    json_put(invocation, "toolExecutionNotifications", notifications);
    json_put(run, "tool", tool_json(ctx, &rules, options));
    json_put(run, "invocations", array_of(invocation));
    json_put(run, "columnKind", json_text("unicodeCodePoints"));
    json_put(run, "results", results);
    return run;
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    void *ctx = mem_context(NULL);
    struct findings findings;
    findings_collect(ctx, difference, &findings);
    findings_worst_first(&findings);
    json_t *root = json_object();
    json_put(root, "$schema", json_text(SCHEMA));
    json_put(root, "version", json_text("2.1.0"));
    json_put(root, "runs", array_of(run_json(ctx, difference, &findings, options)));
    json_print(out, root);
    mem_free(ctx);
}

const struct report_format report_sarif = {.name = "sarif", .print = print};
