#include "check/fleet.h"

#include <string.h>

#include "base/cancellation.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/parallel.h"

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

struct work {
    struct fleet *fleet;
    const struct expectation *expected;
    const struct progress *progress;
};

static void compare_one(void *ctx, size_t i)
{
    struct work *work = ctx;
    struct target_database *t = &work->fleet->items[i];
    const struct cancellation *stop = work->expected->options->stop;
    progress_report(work->progress, i, "comparing", 0, 1);
    if (!stop || !cancellation_requested(stop))
        t->ok = live_compare(t->ctx, work->expected, t->name, t->location, &t->comparison, &t->diags);
    progress_report(work->progress, i, NULL, 1, 1);
}

void fleet_compare(struct fleet *fleet, const struct expectation *expected, size_t width,
                   const struct progress *progress)
{
    struct work work = {fleet, expected, progress};
    parallel_for(fleet->n, width, compare_one, &work);
}

void fleet_free(struct fleet *fleet)
{
    for (size_t i = 0; i < fleet->n; i++)
        mem_free(fleet->items[i].ctx);
}
