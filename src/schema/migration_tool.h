/*
 * The tools that plain directories of migrations are kept for, and what of
 * each says how its files run. Found by their marks, by the names of files, by
 * what else is in the directory; or chosen by a person.
 */
#ifndef SCHEMA_MIGRATION_TOOL_H
#define SCHEMA_MIGRATION_TOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/root.h"

enum migration_tool {
    TOOL_UNKNOWN,
    TOOL_ATLAS,
    TOOL_DBMATE,
    TOOL_DIESEL,
    TOOL_DRIZZLE,
    TOOL_FLYWAY,
    TOOL_GOLANG_MIGRATE,
    TOOL_GOOSE,
    TOOL_LIQUIBASE,
    TOOL_MICRATE,
    TOOL_MYBATIS,
    TOOL_NODE_PG_MIGRATE,
    TOOL_PLAY,
    TOOL_POSTGRATOR,
    TOOL_PRISMA,
    TOOL_RAMBLER,
    TOOL_REFINERY,
    TOOL_SHMIG,
    TOOL_SQL_MIGRATE,
    TOOL_SQLX,
    TOOL_TERN,
    TOOL_YOYO,
    TOOL_COUNT
};

/* What a tool puts something in place of, wherever it stands: in literals and comments, too. */
enum placeholder_syntax {
    PLACEHOLDERS_NONE,
    PLACEHOLDERS_BRACES,   /* ${name} */
    PLACEHOLDERS_ENVSUB,   /* $NAME, ${NAME}, ${NAME:-other}; between -- +goose ENVSUB ON and OFF */
    PLACEHOLDERS_TEMPLATE, /* {{.name}}, and whatever Go's templates have between two braces */
    PLACEHOLDERS_PLAY      /* $evolutions{{{name}}} */
};

/* Whether its files run in a transaction that it begins. */
enum tool_transaction {
    TRANSACTION_EACH,       /* a file, a transaction */
    TRANSACTION_NONE,       /* as the file says */
    TRANSACTION_NONE_SQLITE /* the same on SQLite, and an implicit one on Postgres */
};

struct tool_traits {
    const char *name; /* as --migration-tool has it */
    enum placeholder_syntax placeholders;
    enum tool_transaction transaction;
    bool enforces;  /* SQLite: its connections enforce foreign keys from the start */
    bool own_words; /* SQLite: PRAGMA foreign_keys in a file is obeyed, transaction or not */
};

extern const struct tool_traits tool_traits[TOOL_COUNT];

/* The names that a person may choose from, NULL-terminated; the place of one is its tool, "auto" is TOOL_UNKNOWN. */
extern const char *const tool_names[TOOL_COUNT + 1];

/* What a person says of migrations. Strings are borrowed. */
struct migration_wish {
    enum migration_tool tool;        /* TOOL_UNKNOWN: it is found */
    const char *const *placeholders; /* NAME=VALUE, NULL-terminated; or NULL */
    bool keep_placeholders;          /* what looks like one stays as it is */
};

struct migration_files;

/*
 * The tool of a directory whose migrations these are: what the marks of a file
 * say, else the names and what is beside them. False with a diagnostic where
 * something cannot be read.
 */
bool migration_tool_find(const struct root *root, const struct migration_files *files, enum migration_tool *tool,
                         struct diags *diags);

/* What the text of one file says by its marks; TOOL_UNKNOWN: nothing. */
enum migration_tool migration_tool_of_text(const char *text);

#endif
