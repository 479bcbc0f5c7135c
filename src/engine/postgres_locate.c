#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/cluster.h"

static const char debian_root[] = "/usr/lib/postgresql";

static bool holds(const char *directory, const char *program)
{
    char *path = mem_printf(NULL, "%s/%s", directory, program);
    bool found = access(path, X_OK) == 0;
    mem_free(path);
    return found;
}

static bool holds_both(const char *directory)
{
    return holds(directory, "initdb") && holds(directory, "postgres");
}

/* A directory a person named is the one, or an error: no other is tried. */
static char *named(void *ctx, const char *directory, const char *where, struct diags *diags)
{
    if (holds_both(directory)) {
        char *real = realpath(directory, NULL);
        char *found = mem_strdup(ctx, real ? real : directory);
        free(real);
        return found;
    }
    const char *missing = holds(directory, "initdb") ? "postgres" : "initdb";
    struct diag *e = diag_error(diags, "there is no program %s in %s (from %s)", missing, directory, where);
    diag_hint(diags, e, "name the directory that holds initdb and postgres, as in %s/15/bin", debian_root);
    return NULL;
}

static char *in_path(void *ctx)
{
    const char *path = getenv("PATH");
    for (const char *p = path; p && *p;) {
        size_t n = strcspn(p, ":");
        char *directory = mem_strndup(ctx, p, n);
        /* An empty or relative entry would make the server depend on where the tool was called. */
        if (directory[0] == '/' && holds_both(directory))
            return directory;
        mem_free(directory);
        p += n + (p[n] == ':');
    }
    return NULL;
}

static char *in_debian(void *ctx)
{
    DIR *root = opendir(debian_root);
    if (!root)
        return NULL;
    char *best = NULL;
    double best_version = 0;
    for (struct dirent *d; (d = readdir(root));) {
        double version = strtod(d->d_name, NULL); /* 9.6 < 10 */
        if (version <= best_version)
            continue;
        char *directory = mem_printf(ctx, "%s/%s/bin", debian_root, d->d_name);
        if (holds_both(directory)) {
            best = directory;
            best_version = version;
        }
    }
    closedir(root);
    return best;
}

char *postgres_locate(void *ctx, const char *chosen, struct diags *diags)
{
    if (chosen)
        return named(ctx, chosen, "--pg-bindir", diags);
    const char *environment = getenv("PG_BINDIR");
    if (environment && *environment)
        return named(ctx, environment, "PG_BINDIR", diags);
    char *found = in_path(ctx);
    if (!found)
        found = in_debian(ctx);
    if (found)
        return found;
    struct diag *e = diag_error(diags, "no PostgreSQL server programs (initdb, postgres) found");
    diag_detail(diags, e,
                mem_printf(ctx, "looked at: --pg-bindir and PG_BINDIR (not given), PATH, %s/*/bin", debian_root));
    diag_hint(diags, e,
              "on Debian and Ubuntu: apt-get install postgresql; or name their directory with --pg-bindir; "
              "or use a running server with -p USER");
    return NULL;
}
