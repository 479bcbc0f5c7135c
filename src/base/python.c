#include "base/python.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static bool is_program(const char *path)
{
    char magic[2] = "";
    FILE *f = access(path, X_OK) == 0 ? fopen(path, "re") : NULL;
    bool ok = f && fread(magic, 1, 2, f) == 2 && memcmp(magic, "#!", 2) != 0;
    if (f)
        fclose(f);
    return ok;
}

/* False where root's own directories hide it from the unprivileged user who is to run it. */
static bool is_open_to(const char *path, const struct account *account)
{
    char *real = account->change ? realpath(path, NULL) : NULL;
    bool open = !account->change || real;
    for (char *slash = real; open && slash; slash = strchr(slash + 1, '/')) {
        struct stat st;
        char *part = slash == real ? mem_strdup(NULL, "/") : mem_strndup(NULL, real, (size_t)(slash - real));
        open = stat(part, &st) == 0 && (st.st_mode & S_IXOTH);
        mem_free(part);
    }
    free(real);
    return open;
}

char *python_find(void *ctx, const struct account *account)
{
    for (const char *p = getenv("PATH"); p && *p;) {
        size_t n = strcspn(p, ":");
        char *candidate = mem_printf(ctx, "%.*s/python3", (int)n, p);
        if (candidate[0] == '/' && is_program(candidate) && is_open_to(candidate, account))
            return candidate;
        mem_free(candidate);
        p += n + (p[n] == ':');
    }
    return NULL;
}

/*
 * Libraries of the system and where they are looked up; time zones; the stores
 * of distributions that have no /usr/lib. No place in which anybody keeps data.
 */
static const char *const system_files[] = {
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/nix/store",
    "/gnu/store",
    "/dev/null",
    "/dev/urandom",
};

/* From PREFIX/bin/python3: the standard library in PREFIX/lib, and an environment's file beside the interpreter. */
static void add_installation(const char **files, size_t *n, void *ctx, const char *python)
{
    const char *end = strrchr(python, '/');
    int length = (int)(end - python);
    files[(*n)++] = python;
    files[(*n)++] = mem_printf(ctx, "%.*s/pyvenv.cfg", length, python);
    files[(*n)++] = mem_printf(ctx, "%.*s/../pyvenv.cfg", length, python);
    files[(*n)++] = mem_printf(ctx, "%.*s/../lib", length, python);
    files[(*n)++] = mem_printf(ctx, "%.*s/../lib64", length, python);
}

const char *const *python_files(void *ctx, const char *python, const char *const *more)
{
    enum { N_SYSTEM = sizeof system_files / sizeof *system_files, N_INSTALLATION = 5 };
    size_t n_more = 0, n = 0;
    while (more && more[n_more])
        n_more++;
    const char **files = mem_array(ctx, const char *, N_SYSTEM + 2 * N_INSTALLATION + n_more + 1);
    for (; n < N_SYSTEM; n++)
        files[n] = system_files[n];
    add_installation(files, &n, ctx, python);
    /* The link of an environment, or of a distribution, leads to where the library is. */
    char *real = realpath(python, NULL);
    if (real)
        add_installation(files, &n, ctx, mem_strdup(ctx, real));
    free(real);
    for (size_t i = 0; i < n_more; i++)
        files[n++] = more[i];
    files[n] = NULL;
    return files;
}
