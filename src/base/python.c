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
