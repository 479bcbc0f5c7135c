#include "source/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/regular.h"
#include "base/sqlite_file.h"
#include "schema/tree.h"
#include "source/private.h"
#include "trace/trace.h"

/* A file of no bytes is an empty database to SQLite, unless its name says that it is a snapshot. */
static bool is_empty_database(const char *path, const struct stat *st)
{
    bool snapshot = has_ending(path, ".sql");
    for (int e = 0; e < ENGINE_COUNT && !snapshot; e++) {
        char *ending = mem_printf(NULL, ".sql.%s", engine_name((enum engine)e));
        snapshot = has_ending(path, ending);
        mem_free(ending);
    }
    return S_ISREG(st->st_mode) && st->st_size == 0 && !snapshot;
}

/* Only a regular file is looked into, from where nobody has begun to read: what is read of a pipe is gone. */
static bool is_sqlite(const char *path)
{
    bool stream = false;
    int fd = input_open(path, &stream, NULL);
    bool is = fd >= 0 && !stream && is_sqlite_file(fd);
    if (fd >= 0)
        close(fd);
    return is;
}

enum source_form source_form_of(const char *spec)
{
    struct stat st;
    if (strstr(spec, "://") && database_is_postgres(spec))
        return SOURCE_POSTGRES;
    if (stat(spec, &st) == 0)
        return S_ISDIR(st.st_mode)                                                        ? SOURCE_DIRECTORY
               : is_empty_database(spec, &st) || (S_ISREG(st.st_mode) && is_sqlite(spec)) ? SOURCE_SQLITE
                                                                                          : SOURCE_FILE;
    if (database_is_postgres(spec))
        return SOURCE_POSTGRES;
    if (strstr(spec, "://"))
        return SOURCE_OTHER_URL;
    return strchr(spec, ':') ? SOURCE_GIT : layout_is_pattern(spec) ? SOURCE_PATTERN : SOURCE_REVISION;
}

bool source_can_be_database(const char *spec, struct diags *diags)
{
    struct stat st;
    bool stream = false;
    if (strstr(spec, "://") || stat(spec, &st) != 0 || S_ISDIR(st.st_mode))
        return true;
    if (!S_ISREG(st.st_mode))
        return refuse_kind(spec, st.st_mode, diags);
    int fd = input_open(spec, &stream, diags);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* What it is not must not be shown whole: a URL of whatever scheme may hold a password. */
char *source_label(void *ctx, const char *spec)
{
    enum source_form form = source_form_of(spec);
    if (form == SOURCE_POSTGRES)
        return database_label(ENGINE_POSTGRES, spec, ctx);
    const char *scheme_end = form == SOURCE_OTHER_URL ? strstr(spec, "://") : NULL;
    return scheme_end ? mem_strndup(ctx, spec, (size_t)(scheme_end - spec) + 3) : mem_strdup(ctx, spec);
}

static bool refuse_url(const char *label, struct diags *diags)
{
    struct diag *e =
        diag_error(diags, "%s: a database of another kind; live ones are postgres:// or a SQLite file", label);
    diag_hint(diags, e, SOURCE_HINT);
    return false;
}

int source_compare_snapshots(const struct source_snapshot *first, const struct source_snapshot *second)
{
    bool first_common = strcmp(first->database, COMMON_DATABASE) == 0;
    bool second_common = strcmp(second->database, COMMON_DATABASE) == 0;
    if (first_common != second_common)
        return first_common ? -1 : 1;
    int order = strcmp(first->database, second->database);
    return order ? order : (int)first->engine - (int)second->engine;
}

static int by_place(const void *a, const void *b)
{
    return source_compare_snapshots(a, b);
}

bool source_open(void *ctx, const char *spec, const struct source_options *options, struct source *source,
                 struct diags *diags)
{
    enum source_form form = source_form_of(spec);
    bool ok = false;
    long long begun = trace_now();
    *source = (struct source){.spec = source_label(ctx, spec), .rows = true};
    switch (form) {
    case SOURCE_FILE:
        ok = read_snapshot_file(ctx, spec, options, source, diags);
        break;
    case SOURCE_DIRECTORY:
        ok = read_directory(ctx, spec, options, source, diags);
        break;
    case SOURCE_GIT:
        ok = read_git(ctx, spec, options, source, diags);
        break;
    case SOURCE_PATTERN:
        ok = read_pattern(ctx, spec, options, source, diags);
        break;
    case SOURCE_POSTGRES:
    case SOURCE_SQLITE:
        ok = read_live(ctx, form == SOURCE_SQLITE ? ENGINE_SQLITE : ENGINE_POSTGRES, spec, options, source, diags);
        break;
    case SOURCE_REVISION:
        source->none = true; /* unless git knows it */
        ok = read_revision(ctx, spec, options, source, diags);
        break;
    case SOURCE_OTHER_URL:
        return refuse_url(source->spec, diags);
    }
    if (ok) {
        qsort(source->items, source->n, sizeof(*source->items), by_place);
        trace_step(begun, "read %s, %zu snapshot%s", source->spec, source->n, source->n == 1 ? "" : "s");
    }
    return ok;
}
