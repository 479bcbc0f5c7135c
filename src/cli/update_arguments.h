/* The options about background updates, which `generate` and `plan` share. */
#ifndef CLI_UPDATE_ARGUMENTS_H
#define CLI_UPDATE_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cli/options.h"
#include "schema/updates.h"

/* What popt fills in. */
struct update_arguments {
    char **sources, **directories, **data_only, *timeout;
};

/* Rows of an option table; `a` points to a struct update_arguments. */
#define UPDATE_OPTIONS(a)                                                                                              \
    {"background-source",                                                                                              \
     '\0',                                                                                                             \
     POPT_ARG_ARGV,                                                                                                    \
     &(a)->sources,                                                                                                    \
     SETTING_READS,                                                                                                    \
     "Python sources that register background updates; may be repeated (default: the package around the schema "       \
     "directory)",                                                                                                     \
     "DIR"},                                                                                                           \
        {"background-updates",                                                                                         \
         '\0',                                                                                                         \
         POPT_ARG_ARGV,                                                                                                \
         &(a)->directories,                                                                                            \
         SETTING_READS,                                                                                                \
         "SQL of background updates, UPDATE.sql[.ENGINE], which goes before all other; may be repeated",               \
         "DIR"},                                                                                                       \
        {"assume-data-only",                                                                                           \
         '\0',                                                                                                         \
         POPT_ARG_ARGV,                                                                                                \
         &(a)->data_only,                                                                                              \
         SETTING_FREE,                                                                                                 \
         "take it that this background update changes no schema; may be repeated",                                     \
         "UPDATE"},                                                                                                    \
    {                                                                                                                  \
        "source-timeout", '\0', POPT_ARG_STRING, &(a)->timeout, SETTING_LIMIT,                                         \
            "seconds that reading the Python sources may take; 0: no limit (default: 300)", "SECONDS"                  \
    }

/* Checks them and opens the directories, which belong to diags->ctx. The options borrow from the arguments. False with
 * diagnostics. */
bool update_arguments_read(const struct update_arguments *a, struct update_options *options, struct diags *diags);

#endif
