#include "apply/migration_wish.h"

#include <string.h>

#include "apply/marks.h"
#include "base/files.h"
#include "base/mem.h"

/* "key = false" or "key=false" on a line of its own; a comment may follow. */
static bool is_false(const char *line, const char *key)
{
    line += strspn(line, " \t");
    size_t n = strlen(key);
    if (strncmp(line, key, n) != 0)
        return false;
    line += n + strspn(line + n, " \t");
    if (*line != '=')
        return false;
    line += 1 + strspn(line + 1, " \t");
    return strncmp(line, "false", 5) == 0 && strchr(" \t\r\n#", line[5]);
}

static bool file_says_false(const char *path, const char *key, void *ctx)
{
    size_t size;
    bool says = false;
    char *text = file_read(ctx, path, &size);
    for (const char *line = text; line && *line && !says; line += strcspn(line, "\n"), line += *line == '\n')
        says = is_false(line, key);
    mem_free(text);
    return says;
}

/* V1__x.sql.conf */
static bool flyway_refuses(const char *path, void *ctx)
{
    return file_says_false(mem_printf(ctx, "%s.conf", path), "executeInTransaction", ctx);
}

/* metadata.toml beside up.sql */
static bool diesel_refuses(const char *path, void *ctx)
{
    const char *slash = strrchr(path, '/');
    if (!slash || strcmp(slash, "/up.sql") != 0)
        return false;
    char *dir = mem_strndup(ctx, path, (size_t)(slash - path));
    return file_says_false(path_join(ctx, dir, "metadata.toml"), "run_in_transaction", ctx);
}

bool migration_wants_no_transaction(const char *path, const char *text, void *ctx)
{
    return marks_refuse_transaction(text) || flyway_refuses(path, ctx) || diesel_refuses(path, ctx);
}
