/* The options of commands that show snapshots and compare nothing: `html` and `docs` share them. */
#ifndef CLI_SNAPSHOT_ARGUMENTS_H
#define CLI_SNAPSHOT_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "cli/database_arguments.h"
#include "cli/expected_arguments.h"
#include "cli/generate_arguments.h"
#include "cli/options.h"
#include "source/source.h"

/* What popt fills in. */
struct snapshot_arguments {
    char *version, *schema, *layout_in;
    struct expected_arguments expected;
    struct database_arguments database;
};

/* Rows of an option table; `a` points to a struct snapshot_arguments. */
#define SNAPSHOT_OPTIONS(a)                                                                                            \
    {"schema-version",                                                                                                 \
     'n',                                                                                                              \
     POPT_ARG_STRING,                                                                                                  \
     &(a)->version,                                                                                                    \
     SETTING_FREE,                                                                                                     \
     "of directories with several versions this one (default: the highest)",                                           \
     "N"},                                                                                                             \
        {"schema",                                                                                                     \
         's',                                                                                                          \
         POPT_ARG_STRING,                                                                                              \
         &(a)->schema,                                                                                                 \
         SETTING_READS,                                                                                                \
         "leave the bookkeeping tables of this schema directory out of a live database (default: they are shown)",     \
         "DIR"},                                                                                                       \
        LAYOUT_OF_BOOKKEEPING_OPTION(&(a)->layout_in),                                                                 \
        EXPECTED_OPTION(&(a)->expected, "leave out the objects that this file of expected differences names"),         \
        DATABASE_OPTIONS(&(a)->database)

/* Checks them, and reads the file of expected differences. Belongs to ctx. False with diagnostics. */
bool snapshot_arguments_read(void *ctx, const struct snapshot_arguments *a, struct source_options *options,
                             struct expected_drift *expected, struct diags *diags);

#endif
