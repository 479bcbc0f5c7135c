#include "apply/migration_beside.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"

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

/* A file beside the migration, which may be missing. False with a diagnostic. */
static bool file_says_false(const struct root *root, const char *path, const char *key, bool *says, void *ctx,
                            struct diags *diags)
{
    char *text;
    if (!file_read_text_if_any(ctx, root, path, &text, diags))
        return false;
    for (const char *line = text; line && *line && !*says; line += strcspn(line, "\n"), line += *line == '\n')
        *says = is_false(line, key);
    return true;
}

/* V1__x.sql.conf */
static bool ask_flyway(const struct step *step, bool *refuses, void *ctx, struct diags *diags)
{
    return file_says_false(step->root, mem_printf(ctx, "%s.conf", step->path), "executeInTransaction", refuses, ctx,
                           diags);
}

/* metadata.toml beside up.sql */
static bool ask_diesel(const struct step *step, bool *refuses, void *ctx, struct diags *diags)
{
    const char *slash = strrchr(step->path, '/');
    if (!slash || strcmp(slash, "/up.sql") != 0)
        return true;
    char *dir = mem_strndup(ctx, step->path, (size_t)(slash - step->path));
    return file_says_false(step->root, path_join(ctx, dir, "metadata.toml"), "run_in_transaction", refuses, ctx, diags);
}

bool migration_keeps_placeholders(const struct step *step, bool *keeps, void *ctx, struct diags *diags)
{
    *keeps = step->migrations->wish.keep_placeholders;
    return file_says_false(step->root, mem_printf(ctx, "%s.conf", step->path), "placeholderReplacement", keeps, ctx,
                           diags);
}

bool migration_wants_no_transaction(const struct step *step, const char *text, bool *wants, void *ctx,
                                    struct diags *diags)
{
    *wants = directives_refuse_transaction(text);
    return ask_flyway(step, wants, ctx, diags) && ask_diesel(step, wants, ctx, diags);
}
