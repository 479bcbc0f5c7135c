/* The options about what is kept from run to run (docs/cache.md). */
#ifndef CLI_CACHE_ARGUMENTS_H
#define CLI_CACHE_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cache/cache.h"
#include "cli/options.h"

/* What popt fills in. */
struct cache_arguments {
    char *directory, *limit;
    int none;
};

/* Where it is: rows of every command that has a cache. */
#define CACHE_PLACE_OPTIONS(a)                                                                                         \
    {"cache",                                                                                                          \
     '\0',                                                                                                             \
     POPT_ARG_STRING,                                                                                                  \
     &(a)->directory,                                                                                                  \
     SETTING_CACHE,                                                                                                    \
     "where to keep what later runs need not make again; empty: nowhere (default: fullschema in XDG_CACHE_HOME, else " \
     "~/.cache/fullschema)",                                                                                           \
     "DIR"},                                                                                                           \
    {                                                                                                                  \
        "cache-limit", '\0', POPT_ARG_STRING, &(a)->limit, SETTING_CACHE,                                              \
            "MiB that it may take, the oldest goes first (default: 1024)", "MIB"                                       \
    }

/* The same, and whether it is used; `a` points to a struct cache_arguments. */
#define CACHE_OPTIONS(a)                                                                                               \
    CACHE_PLACE_OPTIONS(a),                                                                                            \
    {                                                                                                                  \
        "no-cache", '\0', POPT_ARG_NONE, &(a)->none, SETTING_FREE,                                                     \
            "make and prove everything anew, and keep nothing of it", NULL                                             \
    }

/* Checks them. Texts belong to ctx. False with diagnostics. */
bool cache_arguments_read(void *ctx, const struct cache_arguments *a, struct cache_options *options,
                          struct diags *diags);

#endif
