/* The part of `check` that looks at live databases: --against and --targets. */
#ifndef CMD_CHECK_LIVE_H
#define CMD_CHECK_LIVE_H

#include <popt.h>

#include "cli/command.h"
#include "cli/database_arguments.h"
#include "cli/expected_arguments.h"
#include "cli/options.h"
#include "cli/report_arguments.h"
#include "generate/generate.h"

/* What popt fills in. */
struct live_arguments {
    char *against, *targets, *jobs, *at, *history_table, *fix;
    char **chosen;
    int owners, allow_loss;
    struct expected_arguments expected;
    struct database_arguments database; /* its timeout is that of the deltas */
};

/* Rows of an option table; `a` points to a struct live_arguments. */
#define LIVE_OPTIONS(a)                                                                                                \
    {"against",                                                                                                        \
     '\0',                                                                                                             \
     POPT_ARG_STRING,                                                                                                  \
     &(a)->against,                                                                                                    \
     SETTING_SERVER,                                                                                                   \
     "compare the snapshots with this live database instead: postgres://..., key=value or a SQLite file",              \
     "DATABASE"},                                                                                                      \
        {"targets",     '\0',           POPT_ARG_STRING,                                                               \
         &(a)->targets, SETTING_SERVER, "the same for many: lines of a name and such a database",                      \
         "FILE"},                                                                                                      \
        {"target", 't', POPT_ARG_ARGV, &(a)->chosen, SETTING_RUN, "only this one of them; may be repeated", "NAME"},   \
        {"at",                                                                                                         \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->at,                                                                                                     \
         SETTING_FREE,                                                                                                 \
         "compare them at the version they have reached, or with the newest (default: applied)",                       \
         "applied|head"},                                                                                              \
        {"history-table",                                                                                              \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->history_table,                                                                                          \
         SETTING_FREE,                                                                                                 \
         "of --layout-in numbered: what the table is called in which the migration tool records what has run",         \
         "[SCHEMA.]TABLE"},                                                                                            \
        {"owners",     '\0',         POPT_ARG_NONE,                                                                    \
         &(a)->owners, SETTING_FREE, "compare whose their objects are, too (default: left out)",                       \
         NULL},                                                                                                        \
        EXPECTED_OPTION(&(a)->expected,                                                                                \
                        "what is meant to differ in them, and why (default: drift.txt beside the schema directory)"),  \
        WRITE_EXPECTED_OPTION(&(a)->expected),                                                                         \
        {"fix",                                                                                                        \
         '\0',                                                                                                         \
         POPT_ARG_STRING | POPT_ARGFLAG_OPTIONAL,                                                                      \
         &(a)->fix,                                                                                                    \
         SETTING_RUN,                                                                                                  \
         "of --against: print the statements that make it what is expected, each tried before, or write them to FILE", \
         "FILE"},                                                                                                      \
        ALLOW_LOSS_OPTION(&(a)->allow_loss), ANSWER_LIMIT_OPTION(&(a)->database),                                      \
    {                                                                                                                  \
        "jobs", 'j', POPT_ARG_STRING, &(a)->jobs, SETTING_FREE,                                                        \
            "how many of them are compared at a time (default: 4)", "N"                                                \
    }

/* Rows of the command's table of needs, for these. */
#define LIVE_NEEDS                                                                                                     \
    {"target", {"targets"}, NULL, NULL}, {"jobs", {"targets"}, NULL, NULL}, {"fix", {"against"}, NULL, NULL},          \
        {"allow-loss", {"fix"}, NULL, NULL}, {"at", {"against", "targets"}, NULL, NULL},                               \
        {"history-table", {"against", "targets"}, NULL, NULL}, {"owners", {"against", "targets"}, NULL, NULL},         \
        {"expected", {"against", "targets"}, NULL, NULL}, {"write-expected", {"against", "targets"}, NULL, NULL},      \
    {                                                                                                                  \
        "answer-limit", {"against", "targets"}, NULL, NULL                                                             \
    }

/*
 * Does it, and prints what comes of it. `formats`: --format was given, so
 * that many databases are reported in these as well. `shown`: progress is.
 */
enum exit_status check_live_run(struct invocation *invocation, const struct live_arguments *a,
                                const struct generate_options *options, const struct report_requests *requests,
                                bool formats, bool shown);

#endif
