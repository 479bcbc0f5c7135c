#include "check/fleet.h"

#include <string.h>

#include "base/cancellation.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/parallel.h"
#include "trace/trace.h"

static bool refuse(const char *path, int line, const char *what, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s", what);
    e->file = mem_strdup(diags->ctx, path);
    e->line = line;
    diag_hint(diags, e, "a line is a name, a blank, and postgres://..., key=value ... or the path of a SQLite file");
    return false;
}

static bool is_taken(const struct fleet *fleet, const char *name)
{
    for (size_t i = 0; i < fleet->n; i++)
        if (strcmp(fleet->items[i].name, name) == 0)
            return true;
    return false;
}

/* `line` without its blanks at the end, changed in place. */
static bool read_line(void *ctx, const char *path, int number, char *line, struct fleet *fleet, struct diags *diags)
{
    line += strspn(line, " \t");
    size_t n = strlen(line);
    while (n && strchr(" \t\r", line[n - 1]))
        line[--n] = '\0';
    if (!n || *line == '#')
        return true;
    size_t name = strcspn(line, " \t");
    char *location = line + name + strspn(line + name, " \t");
    line[name] = '\0';
    if (!*location)
        return refuse(path, number, "the line names no database", diags);
    if (is_taken(fleet, line))
        return refuse(path, number, mem_printf(ctx, "%s stands here twice", line), diags);
    size_t at = mem_grow(ctx, &fleet->items, &fleet->n);
    struct target_database *t = &fleet->items[at];
    *t = (struct target_database){.name = line, .location = location, .ctx = mem_root("target database")};
    diags_init(&t->diags, t->ctx);
    return true;
}

bool fleet_read(void *ctx, const char *path, struct fleet *fleet, struct diags *diags)
{
    char *rest = input_read_text(ctx, path, NULL, diags);
    bool ok = rest != NULL;
    for (int number = 1; rest; number++) {
        char *line = strsep(&rest, "\n");
        ok &= read_line(ctx, path, number, line, fleet, diags);
    }
    if (ok && fleet->n == 0)
        return refuse(path, 0, "the file names no database", diags);
    return ok;
}

static bool is_named(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* False with a diagnostic for the first name that no target has. */
static bool all_are_there(void *ctx, const struct fleet *fleet, const char *const *names, struct diags *diags)
{
    for (; *names; names++) {
        if (is_taken(fleet, *names))
            continue;
        const char **known = mem_array(ctx, const char *, fleet->n + 1);
        for (size_t i = 0; i < fleet->n; i++)
            known[i] = fleet->items[i].name;
        known[fleet->n] = NULL;
        const char *meant = nearest_word(*names, known);
        struct diag *e = diag_error(diags, "--target %s: the file of targets has none of that name", *names);
        if (meant)
            diag_hint(diags, e, "did you mean %s?", meant);
        return false;
    }
    return true;
}

bool fleet_choose(void *ctx, struct fleet *fleet, const char *const *names, struct diags *diags)
{
    size_t n = 0;
    if (!all_are_there(ctx, fleet, names, diags))
        return false;
    for (size_t i = 0; i < fleet->n; i++)
        if (is_named(names, fleet->items[i].name))
            fleet->items[n++] = fleet->items[i];
        else
            mem_free(fleet->items[i].ctx);
    fleet->n = n;
    return true;
}

struct work {
    struct fleet *fleet;
    struct expectation *expectation;
    const struct progress *progress;
};

static bool is_stopped(const struct work *work)
{
    const struct cancellation *stop = work->expectation->options->stop;
    return stop && cancellation_requested(stop);
}

static void read_one(void *ctx, size_t i)
{
    struct work *work = ctx;
    struct target_database *t = &work->fleet->items[i];
    progress_report(work->progress, i, "reading", 0, 1);
    const char *outer = trace_enter(t->name);
    if (!is_stopped(work))
        t->ok = live_read(t->ctx, work->expectation, t->location, &t->live, &t->diags);
    trace_enter(outer);
    progress_report(work->progress, i, "read", 0, 1);
}

/* One after the other: what is expected of several is made for the first of them. */
static void find_expected(struct work *work)
{
    for (size_t i = 0; i < work->fleet->n; i++) {
        struct target_database *t = &work->fleet->items[i];
        if (!t->ok)
            continue;
        if (t->live.state.passed)
            expectation_note_run(work->expectation, t->live.engine, t->live.state.passed);
        if (!is_stopped(work))
            t->live.expected = expectation_find(work->expectation, t->live.engine, &t->live.reached);
        t->ok = t->live.expected && t->live.expected->model;
        if (t->live.expected && !t->ok)
            diags_append(&t->diags, &t->live.expected->diags);
    }
}

static void compare_one(void *ctx, size_t i)
{
    struct work *work = ctx;
    struct target_database *t = &work->fleet->items[i];
    progress_report(work->progress, i, "comparing", 0, 1);
    long long begun = trace_now();
    if (t->ok)
        live_compare(t->ctx, work->expectation, t->name, &t->live, &t->comparison);
    if (t->ok)
        trace_step(begun, "%s: compared", t->name);
    progress_report(work->progress, i, NULL, 1, 1);
}

void fleet_compare(struct fleet *fleet, struct expectation *expectation, size_t width, const struct progress *progress)
{
    struct work work = {fleet, expectation, progress};
    parallel_for(fleet->n, width, read_one, &work);
    find_expected(&work);
    parallel_for(fleet->n, width, compare_one, &work);
}

void fleet_free(struct fleet *fleet)
{
    for (size_t i = 0; i < fleet->n; i++)
        mem_free(fleet->items[i].ctx);
}
