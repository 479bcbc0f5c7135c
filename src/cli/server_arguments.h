/* The options about database servers, which every command that runs deltas has. */
#ifndef CLI_SERVER_ARGUMENTS_H
#define CLI_SERVER_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cli/cache_arguments.h"
#include "cli/options.h"
#include "engine/engine.h"

/* What popt fills in. */
struct server_arguments {
    char *pg_user, *pg_bindir, *timeout, *program_timeout, *row_limit, *disk_limit;
    char **functions;
    int trust_deltas;
    struct cache_arguments cache;
};

/* The row of --pg-bindir alone, for commands that run no deltas. */
#define PG_BINDIR_OPTION(variable)                                                                                     \
    {                                                                                                                  \
        "pg-bindir", '\0', POPT_ARG_STRING, variable, SETTING_PROGRAM,                                                 \
            "where initdb and postgres are (default: PG_BINDIR, else PATH, else /usr/lib/postgresql/*/bin)", "DIR"     \
    }

/* The row of --allow-loss, of commands that print statements. */
#define ALLOW_LOSS_OPTION(variable)                                                                                    \
    {                                                                                                                  \
        "allow-loss", '\0', POPT_ARG_NONE, variable, SETTING_RUN,                                                      \
            "of the statements, leave in those that lose data (default: commented out)", NULL                          \
    }

/* Rows of an option table; `a` points to a struct server_arguments. */
#define SERVER_OPTIONS(a)                                                                                              \
    {"pg-user",                                                                                                        \
     'p',                                                                                                              \
     POPT_ARG_STRING,                                                                                                  \
     &(a)->pg_user,                                                                                                    \
     SETTING_SERVER,                                                                                                   \
     "use a running Postgres as this role (which needs CREATEDB), found through the PG* variables, instead of a "      \
     "throwaway one",                                                                                                  \
     "USER"},                                                                                                          \
        {"trust-deltas",                                                                                               \
         '\0',                                                                                                         \
         POPT_ARG_NONE,                                                                                                \
         &(a)->trust_deltas,                                                                                           \
         SETTING_RIGHTS,                                                                                               \
         "with -p, run deltas with all rights of that role, a superuser's too (default: refused where they could "     \
         "reach "                                                                                                      \
         "more than the databases of the run)",                                                                        \
         NULL},                                                                                                        \
        PG_BINDIR_OPTION(&(a)->pg_bindir),                                                                             \
        {"statement-timeout",                                                                                          \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->timeout,                                                                                                \
         SETTING_LIMIT,                                                                                                \
         "seconds a statement of a delta may take; 0: no limit (default: 30)",                                         \
         "SECONDS"},                                                                                                   \
        {"row-limit",                                                                                                  \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->row_limit,                                                                                              \
         SETTING_LIMIT,                                                                                                \
         "rows of all tables that a snapshot may hold; 0: any (default: 100000)",                                      \
         "N"},                                                                                                         \
        {"disk-limit",                                                                                                 \
         '\0',                                                                                                         \
         POPT_ARG_STRING,                                                                                              \
         &(a)->disk_limit,                                                                                             \
         SETTING_LIMIT,                                                                                                \
         "MiB that the throwaway Postgres may write; 0: any (default: 4096)",                                          \
         "MIB"},                                                                                                       \
        {"sqlite-function",                                                                                            \
         '\0',                                                                                                         \
         POPT_ARG_ARGV,                                                                                                \
         &(a)->functions,                                                                                              \
         SETTING_FREE,                                                                                                 \
         "a function that the application adds to SQLite: deltas may name it, where no row is there to call it for; "  \
         "may be repeated",                                                                                            \
         "NAME"},                                                                                                      \
        CACHE_OPTIONS(&(a)->cache),                                                                                    \
    {                                                                                                                  \
        "program-timeout", '\0', POPT_ARG_STRING, &(a)->program_timeout, SETTING_LIMIT,                                \
            "seconds the Python of a program delta may take; 0: no limit (default: 60)", "SECONDS"                     \
    }

/* Checks them; options->stop stays. The options borrow from the arguments. False with diagnostics. */
bool server_arguments_read(const struct server_arguments *a, struct server_options *options, struct diags *diags);

/*
 * Forgets the variables of the environment that would change what deltas make
 * or where they run. To be called before there are threads.
 */
void server_arguments_environment(const struct server_options *options);

#endif
