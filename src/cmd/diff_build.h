/* `diff --build`: both sides are made of the deltas of two revisions. */
#ifndef CMD_DIFF_BUILD_H
#define CMD_DIFF_BUILD_H

#include "cli/generate_arguments.h"
#include "compare/compare.h"

/* Rows of an option table: what `generate` has and `diff` has not; `a` points to a struct generate_arguments. */
#define DIFF_BUILD_OPTIONS(a)                                                                                          \
    MIGRATION_OPTIONS(&(a)->migrations),                                                                               \
        {"base",                                                                                                       \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->base,                                                                                                   \
         SETTING_FREE,                                                                                                 \
         "with --build start from the snapshot of version N that the schema directory holds, or from none",            \
         "N|none"},                                                                                                    \
        {"row-limit",                                                                                                  \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->server.row_limit,                                                                                       \
         SETTING_LIMIT,                                                                                                \
         "with --build rows of all tables that a side may hold; 0: any (default: 100000)",                             \
         "N"},                                                                                                         \
        {"program-timeout", '\0',                                                                                      \
         POPT_ARG_STRING,   &(a)->server.program_timeout,                                                              \
         SETTING_LIMIT,     "seconds the Python of a program delta may take; 0: no limit (default: 60)",               \
         "SECONDS"},                                                                                                   \
        {"accept-clock", '\0',                                                                                         \
         POPT_ARG_ARGV,  &(a)->accepted,                                                                               \
         SETTING_FREE,   "take it that this column may hold what differs from run to run; may be repeated",            \
         "TABLE.COLUMN"},                                                                                              \
        ACCEPT_UNRUN_OPTION(&(a)->accepted_unrun), UPDATE_OPTIONS(&(a)->updates)

/* Rows of the command's table of needs, for all of these but --project, which is for more than that. */
#define DIFF_BUILD_NEED(name)                                                                                          \
    {                                                                                                                  \
        name, {"build"}, NULL, NULL                                                                                    \
    }
#define DIFF_BUILD_NEEDS                                                                                               \
    DIFF_BUILD_NEED("migration-tool"), DIFF_BUILD_NEED("placeholder"), DIFF_BUILD_NEED("keep-placeholders"),           \
        DIFF_BUILD_NEED("base"), DIFF_BUILD_NEED("row-limit"), DIFF_BUILD_NEED("program-timeout"),                     \
        DIFF_BUILD_NEED("accept-clock"), DIFF_BUILD_NEED("accept-unrun"), DIFF_BUILD_NEED("background-source"),        \
        DIFF_BUILD_NEED("background-updates"), DIFF_BUILD_NEED("assume-data-only"), DIFF_BUILD_NEED("source-timeout")

struct build_request {
    void *ctx;
    const struct generate_arguments *arguments;
    const char *const *operands; /* as `diff` has them, of revisions */
    size_t n_operands;
    bool whole; /* what is the same is wanted, too */
    struct cancellation *stop;
    struct generate_observer observer;
};

/* To be called before there are threads: reads what the words mean, and the options. */
struct build;
struct build *diff_build_new(const struct build_request *request, struct diags *diags);

/*
 * Writes the files of each revision that make its schema from the repository's objects into a private directory,
 * makes the snapshots of both on one server of each engine, and compares them; a change knows the delta that made it.
 * Nothing is left behind. False with diagnostics, or without after a cancellation.
 */
bool diff_build_run(struct build *build, struct difference *difference, struct diags *diags);

/* What the sides are called: revisions, or "working tree". */
const char *diff_build_name(const struct build *build, size_t side);

#endif
