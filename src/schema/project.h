/*
 * What a project says of its databases in the sections [database NAME] of
 * fullschema.ini: where the migrations of each are, for each engine; and in
 * [prepare], of what is there before the first migration. The file is read in
 * src/cli/project_file.c and src/cli/prepare_file.c; what it may say,
 * docs/projects.md and docs/prepare.md.
 */
#ifndef SCHEMA_PROJECT_H
#define SCHEMA_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"
#include "engine/prepare.h"
#include "schema/migration_tool.h"

/* A path of the file, inside the project, as it is from the working directory; NULL: it says none. */
struct project_path {
    const char *path;
    int line; /* in the file */
};

/* A file that makes a database at once, or several by a pattern such as setup_*.sql, in the order of their names. */
struct project_base {
    struct project_path file;
    bool for_both;       /* of the line of the file: it names no engine */
    const char *version; /* up to which it stands for the migrations; NULL: not said */
    int version_line;
};

/* Words that the application replaces in a migration before it runs. */
struct project_replacement {
    const char *from, *to;
    bool engines[ENGINE_COUNT]; /* for which it does */
    int line;                   /* of the file */
};

/* In which order migrations run. */
enum project_order {
    ORDER_USUAL,      /* as their tool has it, else by numbers, of which each is there once */
    ORDER_NAME,       /* bytewise by their names, whatever the numbers */
    ORDER_NUMBER_NAME /* by numbers, and those of one number by their names */
};

/* The words for these orders, NULL-terminated. */
extern const char *const project_orders[];

/* A logical database. */
struct project_database {
    const char *name;
    int line;                                      /* of its section */
    struct project_path directories[ENGINE_COUNT]; /* of its migrations */
    struct project_base bases[ENGINE_COUNT];
    struct project_replacement *replacements; /* in the file's order */
    size_t n_replacements;
    enum project_order order;
    const struct migration_tool *tool; /* that they are kept for; NULL: it is found */
    const char *const *placeholders;   /* NAME=VALUE, NULL-terminated; or NULL */
};

/* A section [prepare], which is about all databases, or [prepare NAME]. */
struct project_prepare {
    const char *database; /* NULL: all */
    int line;
    struct prepared_extension *extensions;
    size_t n_extensions;
    struct project_path files[ENGINE_COUNT]; /* SQL that runs first */
};

struct project {
    const char *file;
    const char *directory;              /* that it stands in, and parity.txt beside it: "." or a path */
    struct project_database *databases; /* bytewise by name */
    size_t n_databases;
    struct prepared_role *roles; /* of [prepare] */
    size_t n_roles;
    struct project_prepare *prepares; /* in the file's order, that of all databases first */
    size_t n_prepares;
};

/* A copy of what a project names, by its name beside a copy of the file. */
struct project_copy {
    const char *of, *name;
};

struct project_copies {
    struct project_copy *items;
    size_t n;
};

/* The directory of a base's file, and the name or pattern in it. */
const char *project_base_directory(void *ctx, const struct project_base *base);

/* What the directory is called in copies, beside one of migrations that is the same. */
const char *project_base_key(void *ctx, const char *directory);

/* Whether both say the same; of none both have none. */
bool project_bases_same(const struct project_base *a, const struct project_base *b);

/* The file again, as it is for these copies. Belongs to ctx. */
char *project_text(void *ctx, const struct project *project, const struct project_copies *copies);

/* The same of its sections [prepare] and [prepare NAME] alone. */
char *project_prepare_text(void *ctx, const struct project *project, const struct project_copies *copies);

#endif
