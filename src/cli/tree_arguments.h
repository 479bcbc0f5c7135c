/* Which schema directory a command reads, and how it is laid out: by its options, or by the project's file. */
#ifndef CLI_TREE_ARGUMENTS_H
#define CLI_TREE_ARGUMENTS_H

#include <stdbool.h>

#include "base/diag.h"
#include "cli/migration_arguments.h"
#include "schema/tree_layout.h"

struct tree_choice {
    const char *schema; /* NULL: the usual one would lead out of the project, which a diagnostic says */
    const struct tree_layout *layout;
    struct migration_request request; /* borrows from the arguments */
};

/*
 * Where neither --schema nor --layout-in is said, and the project's file has sections [database NAME], these say where
 * the migrations are. `engines`: those that are asked for; NULL: the command takes none. False with diagnostics.
 */
bool tree_arguments_read(const char *schema, const char *layout_in, const struct migration_arguments *migrations,
                         const bool *engines, struct tree_choice *choice, struct diags *diags);

/* What the project's file says of servers on which its deltas run. False with diagnostics where it may not. */
bool tree_choice_prepare(const struct tree_choice *choice, const struct migration_arguments *migrations,
                         struct server_options *server, struct diags *diags);

/*
 * The project's file of a command whose sides were made already, for what an administrator makes first; *project is
 * NULL where there is none. False with diagnostics.
 */
bool tree_arguments_project(const struct migration_arguments *migrations, const struct project **project,
                            struct diags *diags);

/* The directory that was named, else the usual one: what nobody named must not lead out of the project around the
 * working directory. NULL with a diagnostic. */
const char *directory_or_usual(const char *named, const char *usual, struct diags *diags);

/* The schema directory whose bookkeeping tables are left out: `schema`, or NULL of one that has none. */
bool bookkeeping_read(const char *schema, const char *layout_in, const char **bookkeeping, struct diags *diags);

#endif
