/* The options that say which snapshots are made, and how: `generate` and `check` share them. */
#ifndef CLI_GENERATE_ARGUMENTS_H
#define CLI_GENERATE_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cli/migration_arguments.h"
#include "cli/options.h"
#include "cli/server_arguments.h"
#include "cli/tree_arguments.h"
#include "cli/update_arguments.h"
#include "generate/generate.h"

/* What popt fills in. */
struct generate_arguments {
    char *schema, *output, *version, *base, *layout, *layout_in;
    int with_history, comments;
    char **databases, **engines, **accepted, **accepted_unrun;
    struct migration_arguments migrations;
    struct server_arguments server;
    struct update_arguments updates;
};

/* The row of --comments, of commands that make snapshots. */
#define COMMENTS_OPTION(variable)                                                                                      \
    {                                                                                                                  \
        "comments", '\0', POPT_ARG_NONE, variable, SETTING_FREE,                                                       \
            "keep what comments in the deltas say beside tables, columns and others", NULL                             \
    }

/* The row of --layout-in, which other commands have, too. */
#define LAYOUT_IN_OPTION(variable)                                                                                     \
    {                                                                                                                  \
        "layout-in", '\0', POPT_ARG_STRING, variable, SETTING_FREE,                                                    \
            "how the schema directory is laid out; numbered: migrations of one database, for one --engine; ini: "      \
            "as "                                                                                                      \
            "sections [database NAME] of fullschema.ini say (default: ini where it has any, else as it looks)",        \
            "databases|numbered|ini"                                                                                   \
    }

/* The row of commands that of a schema directory only want its bookkeeping tables. */
#define LAYOUT_OF_BOOKKEEPING_OPTION(variable)                                                                         \
    {                                                                                                                  \
        "layout-in", '\0', POPT_ARG_STRING, variable, SETTING_FREE,                                                    \
            "how that directory is laid out; numbered: migrations, which have none (default: databases)",              \
            "databases|numbered|ini"                                                                                   \
    }

/* The row of --accept-unrun. */
#define ACCEPT_UNRUN_OPTION(variable)                                                                                  \
    {                                                                                                                  \
        "accept-unrun", '\0', POPT_ARG_ARGV, variable, SETTING_READS,                                                  \
            "take it that this file or directory of the schema directory does not run; may be repeated", "FILE"        \
    }

/* Rows of an option table; `a` points to a struct generate_arguments. */
#define GENERATE_OPTIONS(a)                                                                                             \
    {"schema", 's', POPT_ARG_STRING, &(a)->schema, SETTING_READS, "the schema directory (default: schema)", "DIR"},     \
        {"output",                                                                                                      \
         'o',                                                                                                           \
         POPT_ARG_STRING,                                                                                               \
         &(a)->output,                                                                                                  \
         SETTING_WRITES,                                                                                                \
         "the directory of the snapshots, or one path for them: schema.sql, schema.{engine}.sql (default: "             \
         "full_schemas)",                                                                                               \
         "DIR|FILE"},                                                                                                   \
        {"schema-version",                                                                                              \
         'n',                                                                                                           \
         POPT_ARG_STRING,                                                                                               \
         &(a)->version,                                                                                                 \
         SETTING_FREE,                                                                                                  \
         "the version to make (default: the directory's own)",                                                          \
         "N"},                                                                                                          \
        {"database", '\0', POPT_ARG_ARGV, &(a)->databases, SETTING_FREE, "only this logical database; may be repeated", \
         "NAME"},                                                                                                       \
        {"engine", '\0', POPT_ARG_ARGV, &(a)->engines, SETTING_FREE, "only postgres or sqlite; may be repeated",        \
         "ENGINE"},                                                                                                     \
        {"base",                                                                                                        \
         '\0',                                                                                                          \
         POPT_ARG_STRING,                                                                                               \
         &(a)->base,                                                                                                    \
         SETTING_FREE,                                                                                                  \
         "start from the snapshot of version N that the schema directory holds, or from none (default: the highest "    \
         "below)",                                                                                                      \
         "N|none"},                                                                                                     \
        {"layout",                                                                                                      \
         '\0',                                                                                                          \
         POPT_ARG_STRING,                                                                                               \
         &(a)->layout,                                                                                                  \
         SETTING_FREE,                                                                                                  \
         "flat: OUT/N/DATABASE/, nested: OUT/DATABASE/full_schemas/N/, one: a fixed path, overwritten (default: "       \
         "nested "                                                                                                      \
         "where the schema directory itself holds snapshots, one for migrations, else flat)",                           \
         "flat|nested|one"},                                                                                            \
        COMMENTS_OPTION(&(a)->comments), WITH_HISTORY_OPTION(&(a)->with_history), LAYOUT_IN_OPTION(&(a)->layout_in),    \
        MIGRATION_OPTIONS(&(a)->migrations), SERVER_OPTIONS(&(a)->server),                                              \
        {"accept-clock", '\0',                                                                                          \
         POPT_ARG_ARGV,  &(a)->accepted,                                                                                \
         SETTING_FREE,   "take it that this column may hold what differs from run to run; may be repeated",             \
         "TABLE.COLUMN"},                                                                                               \
        ACCEPT_UNRUN_OPTION(&(a)->accepted_unrun), UPDATE_OPTIONS(&(a)->updates)

/* Turns them into options, which borrow from them. False with diagnostics. */
bool generate_arguments_read(const struct generate_arguments *a, struct generate_options *options, struct diags *diags);

/* The command line of `fullschema generate` with the same options. Belongs to ctx. */
char *generate_command_line(void *ctx, const struct generate_arguments *a);

#endif
