/* The options about differences that are meant to be: drift.txt. */
#ifndef CLI_EXPECTED_ARGUMENTS_H
#define CLI_EXPECTED_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cli/options.h"
#include "compare/excuse.h"

/* What popt fills in. */
struct expected_arguments {
    char *file;
    int write;
};

/* Rows of an option table; `a` points to a struct expected_arguments, `what` says what becomes of it. */
#define EXPECTED_OPTION(a, what)                                                                                       \
    {                                                                                                                  \
        "expected", '\0', POPT_ARG_STRING, &(a)->file, SETTING_READS, what, "FILE"                                     \
    }
#define WRITE_EXPECTED_OPTION(a)                                                                                       \
    {                                                                                                                  \
        "write-expected", '\0', POPT_ARG_NONE, &(a)->write, SETTING_RUN,                                               \
            "add what differs to that file, the reasons left to fill in", NULL                                         \
    }

/* What is expected to differ, of one run. */
struct expected_drift {
    const struct expected_arguments *arguments;
    const char *path; /* of the file, which need not be there */
    struct reasons excuses;
};

/*
 * Reads the file: the one that was named, else drift.txt beside `schema`, a directory, where there is one. Without
 * either nothing is expected. Belongs to ctx. False with diagnostics.
 */
bool expected_arguments_read(void *ctx, const struct expected_arguments *a, const char *schema,
                             struct expected_drift *expected, struct diags *diags);

/*
 * Takes what is expected out of the difference. `all`: everything that the file may speak of was looked at, so that
 * warnings name what it excuses for nothing. Writes what is left into the file where that was asked for. False with
 * diagnostics.
 */
bool expected_apply(void *ctx, struct expected_drift *expected, struct difference *difference, bool all,
                    struct diags *diags);

#endif
