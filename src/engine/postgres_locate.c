#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/cluster.h"
#include "engine/installed.h"

#define DEBIAN_ROOT "/usr/lib/postgresql"

const char server_programs_search[] = "--pg-bindir and PG_BINDIR (not given), PATH, " DEBIAN_ROOT "/*/bin";

struct places {
    void *ctx;
    struct postgres_place *items;
    size_t n;
};

static bool holds(const char *directory, const char *program)
{
    char *path = mem_printf(NULL, "%s/%s", directory, program);
    bool found = access(path, X_OK) == 0;
    mem_free(path);
    return found;
}

static const char *missing_in(const char *directory)
{
    return !holds(directory, "initdb") ? "initdb" : !holds(directory, "postgres") ? "postgres" : NULL;
}

/* Two ways often lead to one directory. */
static void add(struct places *places, const char *directory, const char *origin)
{
    const char *missing = missing_in(directory);
    char *real = missing ? NULL : realpath(directory, NULL);
    const char *path = mem_strdup(places->ctx, real ? real : directory);
    free(real);
    for (size_t i = 0; i < places->n; i++)
        if (strcmp(places->items[i].directory, path) == 0)
            return;
    size_t at = mem_grow(places->ctx, &places->items, &places->n);
    places->items[at] = (struct postgres_place){path, origin, missing};
}

static void add_path(struct places *places)
{
    const char *path = getenv("PATH");
    for (const char *p = path; p && *p;) {
        size_t n = strcspn(p, ":");
        const char *directory = mem_strndup(places->ctx, p, n);
        /* An empty or relative entry would make the server depend on where the tool was called. */
        if (directory[0] == '/' && !missing_in(directory))
            add(places, directory, "PATH");
        p += n + (p[n] == ':');
    }
}

/* The newest first: 9.6 < 10. */
static int by_version(const struct dirent **a, const struct dirent **b)
{
    double left = strtod((*a)->d_name, NULL), right = strtod((*b)->d_name, NULL);
    return (left < right) - (left > right);
}

static int is_version(const struct dirent *d)
{
    return strtod(d->d_name, NULL) > 0;
}

static void add_debian(struct places *places)
{
    struct dirent **entries;
    int n = scandir(DEBIAN_ROOT, &entries, is_version, by_version);
    if (n < 0)
        return;
    for (int i = 0; i < n; i++) {
        const char *directory = mem_printf(places->ctx, "%s/%s/bin", DEBIAN_ROOT, entries[i]->d_name);
        if (!missing_in(directory))
            add(places, directory, DEBIAN_ROOT);
        free(entries[i]);
    }
    free(entries);
}

struct postgres_place *postgres_places(void *ctx, const char *chosen, size_t *n)
{
    struct places places = {.ctx = ctx};
    const char *environment = getenv("PG_BINDIR");
    if (chosen)
        add(&places, chosen, "--pg-bindir");
    if (environment && *environment)
        add(&places, environment, "PG_BINDIR");
    add_path(&places);
    add_debian(&places);
    *n = places.n;
    return places.items;
}

const char *postgres_locate(void *ctx, const char *chosen, struct diags *diags)
{
    size_t n;
    const struct postgres_place *first = postgres_places(ctx, chosen, &n);
    if (n == 0) {
        struct diag *e = diag_error(diags, "no PostgreSQL server programs (initdb, postgres) found");
        diag_detail(diags, e, mem_printf(ctx, "looked at: %s", server_programs_search));
        diag_hint(diags, e,
                  "on Debian and Ubuntu: apt-get install postgresql; or name their directory with --pg-bindir; "
                  "or use a running server with -p USER");
        return NULL;
    }
    if (!first->missing)
        return first->directory;
    struct diag *e =
        diag_error(diags, "there is no program %s in %s (from %s)", first->missing, first->directory, first->origin);
    diag_hint(diags, e, "name the directory that holds initdb and postgres, as in %s/15/bin", DEBIAN_ROOT);
    return NULL;
}

bool postgres_account(struct account *account, void *ctx, struct diags *diags)
{
    static const char *const candidates[] = {"postgres", "nobody", NULL};
    if (account_choose(account, candidates, ctx))
        return true;
    diag_error(diags, "a Postgres server does not run as root, and there is neither a user postgres nor nobody");
    return false;
}
