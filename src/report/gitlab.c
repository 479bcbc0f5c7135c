/*
 * A Code Quality report of GitLab, which a merge request shows: an array with an entry a finding. Its rules: a path
 * from the top of the repository, a line, one of five severities, and a fingerprint that no other entry has and that
 * stays the same as long as the finding does (https://docs.gitlab.com/ci/testing/code_quality/, of GitLab 18).
 */
#include "base/mem.h"
#include "base/shown.h"
#include "report/findings.h"
#include "report/json_text.h"
#include "report/wording.h"

enum { LONGEST_VALUE = 200 };

struct entries {
    void *ctx;
    const struct report_options *options;
    json_t *root;
    json_t *times; /* by fingerprint: how many have it */
};

struct entry {
    const char *description, *check, *severity, *fingerprint;
    struct place place;
};

/* What stands in no file has the name that the person gave it, since an entry without a path is refused. */
static const char *path_of(const struct entries *entries, struct place place)
{
    const char *file = place_file(entries->ctx, entries->options, place);
    return file ? file : shown_text(entries->ctx, place.path && *place.path ? place.path : "fullschema");
}

/* The same change of several databases, or of rows without a key, would be one entry to GitLab. */
static const char *single(const struct entries *entries, const char *fingerprint)
{
    json_int_t before = json_integer_value(json_object_get(entries->times, fingerprint));
    json_put(entries->times, fingerprint, json_integer(before + 1));
    return before ? mem_printf(entries->ctx, "%s %lld", fingerprint, (long long)before + 1) : fingerprint;
}

static void add_entry(const struct entries *entries, const struct entry *e)
{
    json_t *entry = json_object(), *location = json_object(), *lines = json_object();
    json_put(lines, "begin", json_integer(e->place.line > 0 ? e->place.line : 1));
    json_put(location, "path", json_text(path_of(entries, e->place)));
    json_put(location, "lines", lines);
    json_put(entry, "description", json_text(e->description));
    json_put(entry, "check_name", json_text(e->check));
    json_put(entry, "fingerprint", json_text(single(entries, e->fingerprint)));
    json_put(entry, "severity", json_text(e->severity));
    json_put(entry, "location", location);
    json_add(entries->root, entry);
}

static void add_change(const struct entries *entries, const struct finding *finding)
{
    static const char *const severities[CHANGE_CLASSES] = {"info", "major", "critical"};
    const struct change *change = finding->change;
    void *ctx = entries->ctx;
    const struct entry entry = {
        mem_printf(ctx, "%s (%s)", wording_sentence(ctx, finding, LONGEST_VALUE),
                   report_link(ctx, entries->options, change->anchor)),
        change->anchor,
        severities[change->class],
        finding_fingerprint(ctx, finding),
        finding_location(finding, entries->options),
    };
    add_entry(entries, &entry);
}

/* Where a reason points into a file, that is the entry's, and no longer a part of its words. */
static void add_reason(const struct entries *entries, const struct uncompared *u, const char *reason,
                       const struct reason_place *at)
{
    const char *what = *u->location ? u->location : u->name, *file = at ? at->file : NULL;
    void *ctx = entries->ctx;
    const struct entry entry = {
        mem_printf(ctx, "%s: %s%s%s", u->partly ? "compared in part" : "not compared",
                   wording_uncompared_name(ctx, u, 0), *reason ? ": " : "",
                   shown_text(ctx, reason + (file ? at->n : 0))),
        "not-compared",
        "blocker",
        mem_printf(ctx, "not compared: %s: %s", what, reason),
        {file ? file : what, file ? at->line : 0, file ? SIDE_FILE : SIDE_DATABASE},
    };
    add_entry(entries, &entry);
}

static void add_uncompared(const struct entries *entries, const struct uncompared *u)
{
    for (size_t i = 0; i < u->n_reasons; i++)
        add_reason(entries, u, u->reasons[i], &u->places[i]);
    if (u->n_reasons == 0)
        add_reason(entries, u, "", NULL);
}

static void add_pending(const struct entries *entries, const struct comparison *c, const char *file)
{
    void *ctx = entries->ctx;
    const struct entry entry = {
        mem_printf(ctx, "pending%s%s: the database has not run it yet, which is no difference",
                   *c->database ? " in " : "", shown_text(ctx, c->database)),
        "pending",
        "info",
        mem_printf(ctx, "pending: %s: %s", c->database, file),
        {file, 0, SIDE_FILE},
    };
    add_entry(entries, &entry);
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    const struct entries entries = {mem_context(NULL), options, json_array(), json_object()};
    struct findings findings;
    findings_collect(entries.ctx, difference, &findings);
    findings_fold(entries.ctx, &findings);
    findings_worst_first(&findings);
    for (size_t i = 0; i < difference->n_uncompared; i++)
        add_uncompared(&entries, &difference->uncompared[i]);
    for (size_t i = 0; i < findings.n; i++)
        add_change(&entries, &findings.items[i]);
    for (size_t d = 0; d < difference->n; d++)
        for (size_t i = 0; i < difference->items[d].n_pending; i++)
            add_pending(&entries, &difference->items[d], difference->items[d].pending[i]);
    json_print(out, entries.root);
    json_decref(entries.times);
    mem_free(entries.ctx);
}

const struct report_format report_gitlab = {.name = "gitlab", .print = print};
