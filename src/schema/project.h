/*
 * What a project says of its databases in the sections [database NAME] of
 * fullschema.ini: where the migrations of each are, for each engine. The file
 * is read in src/cli/project_file.c; what it may say, docs/projects.md.
 */
#ifndef SCHEMA_PROJECT_H
#define SCHEMA_PROJECT_H

#include <stddef.h>

#include "engine/engine.h"
#include "schema/migration_tool.h"

/* A path of the file, inside the project, as it is from the working directory; NULL: it says none. */
struct project_path {
    const char *path;
    int line; /* in the file */
};

/* A logical database. */
struct project_database {
    const char *name;
    int line;                                      /* of its section */
    struct project_path directories[ENGINE_COUNT]; /* of its migrations */
    const struct migration_tool *tool;             /* that they are kept for; NULL: it is found */
    const char *const *placeholders;               /* NAME=VALUE, NULL-terminated; or NULL */
};

struct project {
    const char *file;
    const char *directory;              /* that it stands in, and parity.txt beside it: "." or a path */
    struct project_database *databases; /* bytewise by name */
    size_t n_databases;
};

/* A copy of what a project names, by its name beside a copy of the file. */
struct project_copy {
    const char *of, *name;
};

struct project_copies {
    struct project_copy *items;
    size_t n;
};

/* The file again, as it is for these copies. Belongs to ctx. */
char *project_text(void *ctx, const struct project *project, const struct project_copies *copies);

#endif
