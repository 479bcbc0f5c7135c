/* The options about live databases that are read: how long, and how much of them. */
#ifndef CLI_DATABASE_ARGUMENTS_H
#define CLI_DATABASE_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cli/options.h"
#include "engine/live.h"

/* What popt fills in. */
struct database_arguments {
    char *timeout, *answer_limit;
};

/* The row of --answer-limit alone, for commands whose --statement-timeout is for deltas as well. */
#define ANSWER_LIMIT_OPTION(a)                                                                                         \
    {                                                                                                                  \
        "answer-limit", '\0', POPT_ARG_STRING, &(a)->answer_limit, SETTING_LIMIT,                                      \
            "MiB of memory that what a live Postgres database answers may take; 0: any (default: 512)", "MIB"          \
    }

/* Rows of an option table; `a` points to a struct database_arguments. */
#define DATABASE_OPTIONS(a)                                                                                            \
    {"statement-timeout",                                                                                              \
     '\0',                                                                                                             \
     POPT_ARG_STRING,                                                                                                  \
     &(a)->timeout,                                                                                                    \
     SETTING_LIMIT,                                                                                                    \
     "seconds a query on a live database may take; 0: no limit (default: 30)",                                         \
     "SECONDS"},                                                                                                       \
        ANSWER_LIMIT_OPTION(a)

/* Checks them. False with diagnostics. */
bool database_arguments_read(const struct database_arguments *a, struct database_limits *limits, struct diags *diags);

#endif
