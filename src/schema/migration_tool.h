/*
 * The tools that plain directories of migrations are kept for. All that is
 * known of one stands in one file, tool/NAME.c, as a struct migration_tool, and
 * one line of tool/registry.c lists it: nothing else knows a tool by its name.
 * A field that is not set says that the tool does what most do.
 *
 * How a directory, then a file, gets its tool: migration_tool_find,
 * migration_tool_of_text. A person may choose one.
 */
#ifndef SCHEMA_MIGRATION_TOOL_H
#define SCHEMA_MIGRATION_TOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/root.h"
#include "engine/engine.h"
#include "schema/migration_name.h"

/* A comment that says where the up migration or the down migration begins. */
struct directive {
    const char *text; /* behind the dashes, in any case; a blank stands for blanks */
    bool up;
    bool alone; /* on its line but for ornament; else there may be options behind it */
};

enum direction { DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN };

/* A comment that only files of this tool have, and that begins no migration. */
struct tool_sign {
    const char *text;
    enum { SIGN_FIRST, SIGN_LINE, SIGN_ANYWHERE } place; /* what the file, or a line, begins with; or wherever */
};

/* Whether its files run in a transaction that it begins. */
enum tool_transaction {
    TRANSACTION_EACH,       /* a file, a transaction */
    TRANSACTION_NONE,       /* as the file says */
    TRANSACTION_NONE_SQLITE /* the same on SQLite, and an implicit one on Postgres */
};

/* What a migration finds of a session as an earlier one has left it: settings, the role, temporary tables. */
enum tool_session {
    SESSION_KEPT,    /* all: they run on one connection */
    SESSION_NEW,     /* nothing: each has a session of its own */
    SESSION_RESET,   /* Postgres: RESET ALL runs behind each, so the role and temporary tables */
    SESSION_RESTORED /* Postgres: role and search_path are put back before each, all else stays */
};

struct project; /* schema/project.h */
struct project_base;
struct project_database;
struct placeholder_list; /* schema/placeholders.h */
struct migration_search; /* schema/migration_files.h */
struct migration_files;

/* A column of a tool's own table, with a type that both engines take. */
struct history_column {
    const char *name, *type;
    bool required; /* NOT NULL */
};

/* What the version column of a tool's own table holds. */
enum history_key {
    HISTORY_NUMBER, /* the number of the name, as it is written there */
    HISTORY_ENTRY,  /* the name of the file or directory */
    HISTORY_STEM,   /* that without .sql, .up.sql */
    HISTORY_NEWEST, /* the number of the newest, or its key, in the last row: those up to it have run */
    HISTORY_OTHER   /* something that only read_keys knows, or the checksum */
};

/* A migration's file, for what a tool has recorded of it. */
struct history_file {
    const char *entry, *path; /* as in struct migration */
    const char *text;         /* the file as it is */
    size_t size;
    const char *checksum; /* by the tool's algorithm; NULL: it has none */
    const char *key;      /* what read_keys found; NULL: nothing */
    bool applied;         /* a row says that it has run */
};

/*
 * The table in which the tool keeps which migrations have run. It is there,
 * empty, where a migration speaks of it (apply/tool_tables.h), and no part of a
 * snapshot. Of a live database it is read to know which have run
 * (check/history.h). Where several tools call their table so, the columns say whose it is.
 *
 * Conditions are SQL of both engines about a row; NULL: of none.
 */
struct tool_history {
    const char *table;
    const char *schema; /* Postgres: where it stands unless the tool is told otherwise; NULL: where other tables do */
    const struct history_column *columns; /* up to one without a name */
    const char *version;                  /* the column that says which migration */
    const char *script;                   /* the column with the file's name, which counts where the version is NULL */
    enum history_key key;
    const char *order;         /* the column by which rows stand as they came to be; NULL: there is none */
    const char *undone;        /* it takes back what rows before it say, or never counted */
    const char *failed;        /* it was begun, and did not end well */
    const char *baseline;      /* it stands for all numbers up to its own */
    const char *other;         /* it is about no migration */
    const char *const *beside; /* further tables of the tool, up to NULL */

    /*
     * What --with-history keeps in a snapshot: the statements by which the tool makes its table, and what is there from
     * the start (NULL: not known, or not of that engine); and what stands behind INSERT INTO of one migration, where
     * {word} is replaced as apply/tool_history.c says.
     */
    const char *made[ENGINE_COUNT];
    const char *row;

    const char *checksum;  /* the column with the file's checksum; NULL: none is kept */
    bool checksum_bytes;   /* it holds bytes, which are compared as hexadecimal digits */
    const char *algorithm; /* libcrypto's name of it, of the file as it is, in hexadecimal digits */
    bool any_line_ends;    /* or of the file with other line ends */
    /* The same by another rule, of files[at], which run in this order: of several that would do the recorded one. */
    const char *(*sum)(void *ctx, const struct history_file *files, size_t at, const char *recorded);
    bool sums_up;        /* a checksum depends on the files before */
    bool repeated_again; /* what is repeated runs again when its text is another */

    bool hides_twin;  /* of two files of one number the second is rolled back, and counts as applied */
    bool common_name; /* others call a table so, too: it is only made for directories of this tool */

    /* Fills in the keys of the files, in whose directory more is kept. False with a diagnostic. */
    bool (*read_keys)(void *ctx, const struct root *root, struct history_file *files, size_t n, struct diags *diags);
};

/* How it takes one migration in place of all up to it (squash/). */
#define SQUASH_TITLE "-- All migrations up to " /* what the text of such a one begins with */

struct tool_squash {
    enum squash_form {
        SQUASH_UNKNOWN,  /* nobody here knows */
        SQUASH_IN_PLACE, /* the last of them holds all: what a database has run of it, it does not run again */
        SQUASH_BESIDE    /* B7__baseline.sql beside V7__rooms.sql */
    } form;
    const char *head, *tail; /* what stands around the statements; NULL: nothing */
    const char *again;       /* what databases that have run them need before it runs again; NULL: nothing. Of the
                                first form, why it is of it; or NULL */
};

/* With the value that changes nothing; ended by a key of NULL. */
struct usual_setting {
    const char *key, *value;
};

struct migration_tool {
    const char *name; /* as --migration-tool has it */

    /* Whose a directory is: asked in this order, and of all tools before the next is asked. */
    const struct tool_sign *signs;               /* up to one without a text; directives are signs, too */
    bool (*owns_text)(const char *text);         /* a sign that is not a constant text */
    bool (*owns_name)(const char *name);         /* the base name of a file: no other tool has such */
    bool is_sure;                                /* such a name says more than files beside it */
    bool (*is_project)(const struct root *root); /* whose such names are where several tools own them */
    const char *const *beside;                   /* files in the directory that only this tool keeps; up to NULL */

    /* Names of its own form, which others have not: tried before the usual one, digits up to `_`, `-` or `.`. */
    bool (*has_form)(const char *name);
    bool (*read_name)(void *ctx, const char *name, struct migration_name *read);
    const char *const *programs;       /* endings of migrations that are programs, up to NULL */
    bool looks_below;                  /* names that it owns are read in directories below, too */
    const char *file_in_directory;     /* a directory with that file in it is one migration */
    const char *const *down_endings;   /* of files that hold a down migration, up to NULL */
    bool (*is_down)(const char *name); /* the same by another rule */
    const char *settings_ending;       /* of files with settings for one migration */

    /*
     * What names alone do not say. add_directory: adds what a directory of several migrations holds, false where it
     * is none of this tool; arrange: changes what was found of a directory of this tool, false with a diagnostic.
     */
    bool (*add_directory)(struct migration_search *search, const char *entry);
    bool (*arrange)(void *ctx, const struct root *root, struct migration_files *files, struct diags *diags);

    /* Order. Numbers, part by part, are usual. */
    bool by_name;         /* by the names, whatever the numbers: 10 before 9 */
    bool repeats_numbers; /* those of one number run by name; to others that is an error */

    /* What of a file runs. */
    const struct directive *directives;                                 /* up to one without a text */
    enum direction (*direction)(const char *line);                      /* what a line begins by another rule */
    bool (*keep_engine)(char *text, enum engine engine, size_t *fault); /* blanks what is for another one, in place;
                                                                          false: not read from `fault` on */
    bool (*keep_up)(char *text);                     /* does all in another way; false: this file is as usual */
    void (*prepare)(char *text);                     /* first, in place: as long as before */
    void (*rewrite)(char *line, size_t n, bool is);  /* a line of the up migration, likewise; `is`: a directive */
    bool (*condition)(const char *text, size_t *at); /* the first by which it may leave out what is below it */

    /* How it runs. */
    enum tool_transaction transaction;
    enum tool_session session;
    const char *up_alone;           /* what stands behind the directive of an up migration: no transaction */
    const char *name_alone;         /* a word of the name, with its dot, behind that of an engine */
    const char *first_alone;        /* what a file of no transaction begins with */
    const char *comment_alone;      /* or has as a comment, as the text of a directive that stands alone */
    const char *comment_unenforced; /* likewise: a transaction, and on SQLite no foreign keys enforced around it */
    char *(*settings)(void *ctx, const char *path);      /* the file with settings for this one; NULL: it has none */
    const char *transaction_key;                         /* in it, KEY = false: no transaction */
    const struct usual_setting *settings_usual;          /* what else may stand in it; NULL: anything */
    const char *placeholders_key;                        /* KEY = false: what looks like a placeholder stays */
    void (*placeholders)(struct placeholder_list *list); /* adds all that it puts a value in the place of */
    bool enforces;     /* SQLite: its connections enforce foreign keys from the start */
    bool obeys_pragma; /* SQLite: PRAGMA foreign_keys in a file is obeyed, transaction or not */

    /* A new migration. */
    const char *adds_with; /* its own command or file, where a new file alone is no migration yet; NULL: it is */
    bool number_alone;     /* a file is called by its number and nothing else */
    char *(*head)(void *ctx, const struct migration_name *newest,
                  const char *name); /* first lines of a file; NULL: none */

    struct tool_squash squash;

    struct tool_history history; /* without a table: it keeps none that is known */
};

/* What is taken for granted where no tool is found. */
extern const struct migration_tool tool_unknown;

/* All of them by name, up to NULL. */
extern const struct migration_tool *const migration_tools[];

/* What a person may choose from: "auto", which stands for tool_unknown, and the names; NULL-terminated. */
const char *const *migration_tool_names(void *ctx);

/* The tool in that place of the names. */
const struct migration_tool *migration_tool_at(int place);

/* What a person says of migrations. Strings are borrowed. */
struct migration_request {
    const struct project *project;          /* what the project's file says of its databases; NULL: nothing */
    const struct project_database *section; /* its section that these are of; NULL: they are of none */
    const struct project_base *base;        /* what makes a database at once, for every engine of these; or NULL */
    const struct migration_tool *tool;      /* NULL or tool_unknown: it is found */
    const char *const *placeholders;        /* NAME=VALUE, NULL-terminated; or NULL */
    bool keep_placeholders;                 /* what looks like one stays as it is */
    bool twins;                             /* two files of one number are no error where the tool hides the second */
    bool with_history;                      /* snapshots have the tool's own table, and what it would have recorded */
    bool programs;                          /* programs are listed, though none of them can be run here */
};

/*
 * The tool of a directory whose migrations these are: what the comments of a
 * file say, else the names and what is beside them; else tool_unknown. False with a
 * diagnostic where something cannot be read.
 */
bool migration_tool_find(const struct root *root, const struct migration_files *files,
                         const struct migration_tool **tool, struct diags *diags);

/* What the text of one file says by its directives and signs; tool_unknown: nothing. */
const struct migration_tool *migration_tool_of_text(const char *text);

#endif
