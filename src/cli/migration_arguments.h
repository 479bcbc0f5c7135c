/* The options about plain directories of migrations, which every command that runs them has. */
#ifndef CLI_MIGRATION_ARGUMENTS_H
#define CLI_MIGRATION_ARGUMENTS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "cli/options.h"
#include "schema/tree.h"

/* What popt fills in. */
struct migration_arguments {
    char *tool, *project;
    char **placeholders, **allowed_extensions;
    int keep_placeholders;
};

/* The row of --migration-tool; `a` points to a struct migration_arguments. */
#define MIGRATION_TOOL_OPTION(a)                                                                                       \
    {                                                                                                                  \
        "migration-tool", '\0', POPT_ARG_STRING, &(a)->tool, SETTING_FREE,                                             \
            "of --layout-in numbered: the tool that the migrations are kept for (default: found by their marks and "   \
            "names)",                                                                                                  \
            "TOOL"                                                                                                     \
    }

/* The row of --project. */
#define PROJECT_OPTION(a)                                                                                              \
    {                                                                                                                  \
        "project", '\0', POPT_ARG_STRING, &(a)->project, SETTING_READS,                                                \
            "the file whose sections [database NAME] say where migrations are, for both engines (default: "            \
            "fullschema.ini, where it has any)",                                                                       \
            "FILE"                                                                                                     \
    }

/* The row of --allow-extension. */
#define ALLOW_EXTENSION_OPTION(a)                                                                                      \
    {                                                                                                                  \
        "allow-extension", '\0', POPT_ARG_ARGV, &(a)->allowed_extensions, SETTING_RIGHTS,                              \
            "the section [prepare] may name this extension, which may give deltas more than their database; may be "   \
            "repeated",                                                                                                \
            "NAME"                                                                                                     \
    }

/* All rows. */
#define MIGRATION_OPTIONS(a)                                                                                           \
    PROJECT_OPTION(a), ALLOW_EXTENSION_OPTION(a), MIGRATION_TOOL_OPTION(a),                                            \
        {"placeholder", '\0',                                                                                          \
         POPT_ARG_ARGV, &(a)->placeholders,                                                                            \
         SETTING_FREE,  "of --layout-in numbered: what the tool puts in place of NAME; may be repeated",               \
         "NAME=VALUE"},                                                                                                \
    {                                                                                                                  \
        "keep-placeholders", '\0', POPT_ARG_NONE, &(a)->keep_placeholders, SETTING_FREE,                               \
            "of --layout-in numbered: what looks like a placeholder stays as it is", NULL                              \
    }

/* The row of --with-history, of commands that make snapshots. */
#define WITH_HISTORY_OPTION(variable)                                                                                  \
    {                                                                                                                  \
        "with-history", '\0', POPT_ARG_NONE, variable, SETTING_FREE,                                                   \
            "of --layout-in numbered: keep the migration tool's own table, and what it would have recorded", NULL      \
    }

/* Whether it is said; of a layout without migrations false with a diagnostic. */
bool with_history_read(int said, const struct tree_layout *layout, struct diags *diags);

/* Checks them; the request borrows from the arguments. False with diagnostics, also where they mean nothing. */
bool migration_arguments_read(const struct migration_arguments *a, const struct tree_layout *layout,
                              const struct project *project, struct migration_request *request, struct diags *diags);

#endif
