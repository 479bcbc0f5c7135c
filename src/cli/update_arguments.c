#include "cli/update_arguments.h"

#include "base/files.h"
#include "base/mem.h"
#include "cli/options.h"

enum { LONGEST_SOURCE_TIMEOUT_S = 1000000 };

static bool check_directories(const char *option, char **directories, struct diags *diags)
{
    for (char **dir = directories; dir && *dir; dir++)
        if (!is_directory(*dir)) {
            diag_error(diags, "%s %s: no such directory", option, *dir);
            return false;
        }
    return true;
}

bool update_arguments_read(const struct update_arguments *a, struct update_options *options, struct diags *diags)
{
    int seconds = SOURCE_TIMEOUT_DEFAULT_S;
    if (!option_number("--source-timeout", a->timeout, &seconds, diags) ||
        !check_directories("--background-source", a->sources, diags) ||
        !check_directories("--background-updates", a->directories, diags))
        return false;
    if (seconds > LONGEST_SOURCE_TIMEOUT_S) {
        diag_error(diags, "--source-timeout %d: at most %d; 0 for no limit", seconds, LONGEST_SOURCE_TIMEOUT_S);
        return false;
    }
    *options = (struct update_options){.sources = (const char *const *)a->sources,
                                       .directories = (const char *const *)a->directories,
                                       .data_only = (const char *const *)a->data_only,
                                       .source_timeout_ms = seconds * 1000,
                                       .stop = options->stop};
    return true;
}
