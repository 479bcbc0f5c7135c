#include "cli/update_arguments.h"

#include "base/files.h"
#include "base/mem.h"
#include "cli/options.h"

enum { LONGEST_SOURCE_TIMEOUT_S = 1000000 };

/* NULL-terminated; NULL where there are none. False with a diagnostic. Belongs to ctx. */
static bool open_directories(void *ctx, const char *option, char **directories, const struct root *const **roots,
                             struct diags *diags)
{
    const struct root **opened = NULL;
    size_t n = 0;
    while (directories && directories[n])
        n++;
    if (n > 0)
        opened = mem_array(ctx, const struct root *, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!is_directory(directories[i])) {
            diag_error(diags, "%s %s: no such directory", option, directories[i]);
            return false;
        }
        opened[i] = root_open(ctx, directories[i], diags);
        if (!opened[i])
            return false;
    }
    *roots = opened;
    return true;
}

bool update_arguments_read(const struct update_arguments *a, struct update_options *options, struct diags *diags)
{
    int seconds = SOURCE_TIMEOUT_DEFAULT_S;
    const struct root *const *sources, *const *directories;
    if (!option_number("--source-timeout", a->timeout, &seconds, diags) ||
        !open_directories(diags->ctx, "--background-source", a->sources, &sources, diags) ||
        !open_directories(diags->ctx, "--background-updates", a->directories, &directories, diags))
        return false;
    if (seconds > LONGEST_SOURCE_TIMEOUT_S) {
        diag_error(diags, "--source-timeout %d: at most %d; 0 for no limit", seconds, LONGEST_SOURCE_TIMEOUT_S);
        return false;
    }
    *options = (struct update_options){.sources = sources,
                                       .directories = directories,
                                       .data_only = (const char *const *)a->data_only,
                                       .source_timeout_ms = seconds * 1000,
                                       .stop = options->stop};
    return true;
}
