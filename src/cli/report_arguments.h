/* The options about how a difference is reported, and what of it counts: `diff` and `check` share them. */
#ifndef CLI_REPORT_ARGUMENTS_H
#define CLI_REPORT_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "base/exit_status.h"
#include "cli/options.h"
#include "report/report.h"

/* What popt fills in. */
struct report_arguments {
    char **formats, *fail_on, *docs_url, *markdown_limit;
    int patch;
};

/* The row of --format alone; `variable` is a char **. */
#define FORMAT_OPTION(variable)                                                                                        \
    {                                                                                                                  \
        "format", '\0', POPT_ARG_ARGV, variable, SETTING_REPORTS,                                                      \
            REPORT_FORMAT_LIST "to standard output or to a file; may be repeated "                                     \
                               "(default: text)",                                                                      \
            "FORMAT[=FILE]"                                                                                            \
    }

/* Rows of an option table; `a` points to a struct report_arguments, `letter` is that of --patch or '\0'. */
#define REPORT_OPTIONS(a, letter)                                                                                      \
    FORMAT_OPTION(&(a)->formats),                                                                                      \
        {"patch", letter, POPT_ARG_NONE, &(a)->patch, SETTING_FREE, "show the SQL of each change, old and new", NULL}, \
        {"docs-url",     '\0',         POPT_ARG_STRING,                                                                \
         &(a)->docs_url, SETTING_LINK, "where this documentation is read, for links (default: that of the release)",   \
         "URL"},                                                                                                       \
        {"markdown-limit", '\0',                                                                                       \
         POPT_ARG_STRING,  &(a)->markdown_limit,                                                                       \
         SETTING_FREE,     "the most bytes of a Markdown report (default: 65000, for a comment)",                      \
         "BYTES"},                                                                                                     \
    {                                                                                                                  \
        "fail-on", '\0', POPT_ARG_STRING, &(a)->fail_on, SETTING_FREE,                                                 \
            "the least change that makes the exit status 1 (default: any)", "any|care|breaking|none"                   \
    }

/* One report to be made. */
struct report_request {
    const struct report_format *format;
    const char *file; /* NULL: standard output */
    bool append;      /* to the file, as far as GitHub takes it */
};

struct report_requests {
    void *ctx;
    struct report_request *items;
    size_t n;
    bool patch;
    bool chosen; /* a format was asked for; else there is the usual one, text */
    int fail_on; /* a change_class, or CHANGE_CLASSES for none */
    const char *docs;
    size_t markdown_most;
    struct work_tree tree;
};

/* Checks them. False with diagnostics. Belongs to ctx. */
bool report_arguments_read(void *ctx, const struct report_arguments *a, struct report_requests *requests,
                           struct diags *diags);

/*
 * In a job of GitHub Actions (GITHUB_ACTIONS=true): annotations on standard
 * output, and Markdown at the end of $GITHUB_STEP_SUMMARY. No token is needed.
 */
void report_add_github(struct report_requests *requests);

/*
 * Makes all the reports; files are replaced at once, when all of them are
 * there. `options` says what was compared, the rest comes from here. Where
 * nothing was compared, and why has been printed, text on standard output is
 * left out unless it was asked for.
 */
bool report_print(const struct report_requests *requests, const struct difference *difference,
                  struct report_options options, bool colour, struct diags *diags);

/* Done, or different where something in it is at least as bad as asked for; trouble where something is missing. */
enum exit_status report_status(const struct report_requests *requests, const struct difference *difference);

#endif
