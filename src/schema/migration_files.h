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
#include "engine/engine.h"
#include "schema/migration_tool.h"
#include "schema/unrun.h"

struct migration_file {
    const char *entry;       /* what has the name: 7_rooms.sql, the directory 7_rooms */
    const char *path;        /* what runs, from the directory of migrations: 7_rooms.sql, 7_rooms/up.sql */
    const struct root *root; /* of a base (schema/migration_base.h): that it stands beneath; NULL: that of the others */
    const struct migration_tool *directory_of; /* whose way it is to make a directory a migration; NULL: it is a file */
    struct migration_name name;
    bool not_on[ENGINE_COUNT]; /* its name says that it is for another engine */
};

struct migration_files {
    struct migration_file *items;
    size_t n;
    bool programs; /* they are programs, all of them */
};

/* What a directory holds. */
struct migrations_found {
    struct migration_files files;  /* that run */
    struct migration_files passed; /* programs among SQL, which are passed over; only where they are wanted */
    struct migration_files downs;  /* that take others back */
};

/*
 * Finds those of the root's directory, and adds what is passed over and could
 * be missed to `unrun`. `programs`: they are wanted, and where there is no SQL they will do (struct
 * migration_request). False with diagnostics where nothing is left, or
 * something cannot be read. All belongs to ctx.
 */
bool migration_files_find(void *ctx, const struct root *root, struct migrations_found *found, struct unrun_list *unrun,
                          bool programs, struct diags *diags);

/* What is found on the way through a directory; tools add to it (migration_tool.h: add_directory). */
struct migration_search {
    void *ctx; /* that all of it belongs to */
    const struct root *root;
    const char *dir; /* the root's */
    struct migration_files up, down, programs;
    const char *below;  /* a directory that has SQL nobody here reads */
    const char *deltas; /* a directory of the other layout */
    struct unrun_list *unrun;
    struct diags *diags;
};

void migration_files_add(struct migration_search *search, const struct migration_file *file);

/* Leaves out what others stand for: those up to a baseline, and what takes back one that is there. */
void migration_files_leave_out(void *ctx, struct migration_files *files);

#endif
