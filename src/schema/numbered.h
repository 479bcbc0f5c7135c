/*
 * A plain directory of migrations, as tools that know one database keep them:
 *
 *   V1__rooms.sql, V1.2__users.sql, R__views.sql      after the numbered ones, by name
 *   001_rooms.up.sql beside 001_rooms.down.sql        the down migration is passed over
 *   20240101120000_rooms.sql, 7-rooms.sql             with or without marks of up and down in the file
 *   2024-01-01-120000_rooms/up.sql                    a directory each; or migration.sql in it
 *
 * What the file names mean is reported in docs/numbered.md.
 */
#ifndef SCHEMA_NUMBERED_H
#define SCHEMA_NUMBERED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/root.h"
#include "engine/engine.h"
#include "schema/migration_tool.h"
#include "schema/project.h"
#include "schema/unrun.h"

/* The digits of the longest number that is a version; longer ones are dates. */
enum { LONGEST_VERSION = 6 };

struct migration {
    const char *name;             /* the file's, from the directory of migrations, or from its own */
    const struct root *root;      /* that directory: a base stands elsewhere; NULL: that of the migrations */
    const char *entry;            /* what has the number: that file, or the directory it is in */
    struct migration_name number; /* as its name has it */
    const char *twin; /* one before it that has the same number (struct migration_request: twins); or NULL */
    int version;      /* what -n counts */
    bool not_on[ENGINE_COUNT];
};

struct migrations {
    const struct root *root; /* the directory that they stand in */
    struct migration *items; /* in the order in which they run */
    size_t n;
    bool programs;            /* they are programs, which nobody here runs (struct migration_request) */
    bool by_number;           /* versions are the numbers of the names; else places, which move */
    struct unrun_list unrun;  /* what is passed over */
    struct migration *passed; /* of that, programs among SQL, by their numbers (struct migration_request) */
    size_t n_passed;
    struct migration *downs; /* files that take others back, by their numbers */
    size_t n_downs;
    struct migration_request request; /* of the person; its tool is found where none was chosen */
    bool tool_chosen;
};

/* In which order they run by the word of a person: said, or that of the tool that was chosen. */
enum project_order migrations_order(const struct migrations *migrations);

/* The directory that the migration's file stands beneath. */
const struct root *migration_root(const struct migrations *migrations, const struct migration *migration);

/* The file, as a person would type it. Belongs to ctx. */
char *migration_path(void *ctx, const struct migrations *migrations, const struct migration *migration);

/*
 * Lists the migrations of the root's directory; NULL: there is none but the request's base. `request` may be NULL.
 * Versions are the numbers of the names where all of these are whole and small enough to be counted, else the places in
 * the order (dates make poor version numbers). Belongs to ctx. False with diagnostics, of what is passed over among
 * them, also where there is no migration, or one number twice.
 */
bool migrations_list(void *ctx, const struct root *root, const struct migration_request *request,
                     struct migrations *migrations, struct diags *diags);

#endif
