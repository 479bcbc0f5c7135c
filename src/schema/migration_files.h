/*
 * What a directory of migrations holds: the files that run, in no order yet,
 * without those that take others back or are stood for by others.
 */
#ifndef SCHEMA_MIGRATION_FILES_H
#define SCHEMA_MIGRATION_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/root.h"
#include "schema/migration_tool.h"
#include "schema/unrun.h"

struct migration_file {
    const char *entry; /* what has the name: 7_rooms.sql, the directory 7_rooms */
    const char *path;  /* what runs, from the directory of migrations: 7_rooms.sql, 7_rooms/up.sql */
    const struct migration_tool *directory_of; /* whose way it is to make a directory a migration; NULL: it is a file */
    struct migration_name name;
};

struct migration_files {
    struct migration_file *items;
    size_t n;
};

/*
 * Finds those of the root's directory, and adds what is passed over and could
 * be missed to `unrun`. False with diagnostics where nothing is left, or
 * something cannot be read. All belongs to ctx.
 */
bool migration_files_find(void *ctx, const struct root *root, struct migration_files *files, struct unrun_list *unrun,
                          struct diags *diags);

#endif
