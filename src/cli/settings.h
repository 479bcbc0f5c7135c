/*
 * What a project would repeat on every command line: `fullschema.ini` beside
 * the schema directory, and the environment's FULLSCHEMA_* variables. A key is
 * the long name of an option; it stands for that option of every command that
 * has it, or of one command where it stands in that command's [section].
 *
 * What is said on the command line comes first, then the environment, then
 * the command's section, then the keys before any section.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <popt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "cli/command.h"

struct setting {
    const char *command; /* "" for every command that has the option */
    const char *key;     /* the option's long name */
    const char *value;
    const char *origin; /* the file, or the variable's name */
    int line;           /* in the file; 0 of a variable */
    const char *base;   /* the directory that a path in the value is relative to; "" for the working directory */
    bool applied;       /* by settings_apply */
};

struct settings {
    const char *path;      /* of the file that was read; NULL: there is none */
    bool above;            /* it was found above the working directory, and nobody named it or a schema directory */
    struct setting *items; /* those that come first stand first */
    size_t n;
    struct setting *sections; /* of the file, in its order, those without a key, too: the key of each is NULL */
    size_t n_sections;
    const struct command *const *commands;  /* all there are, NULL-terminated */
    const struct poptOption *const *tables; /* the options of each, in that order */
};

/*
 * Reads both. The file is `path` where it is given and must exist then, else the
 * fullschema.ini that settings_find finds, if there is one. Every setting is checked: its key, with an error that names
 * the nearest one, that it was said once, and that a switch is one. Belongs to ctx.
 */
bool settings_read(void *ctx, const struct command *const *commands, const char *path, const char *schema,
                   struct settings *settings, struct diags *diags);

/*
 * Gives options that the command line left alone (NULL, or 0 of a flag) the
 * value that is set for them. Values of DIR and FILE options are made
 * relative to the working directory.
 */
bool settings_apply(struct settings *settings, const char *command, const struct poptOption *options,
                    struct diags *diags);

/* Puts the place of the setting to what was said of an option that has its value from one. */
void settings_locate(const struct settings *settings, struct diags *diags);

/*
 * The file's own part of settings_read: its keys in order, unchecked. One that
 * nobody named need not be there, and stands in the project that it is for.
 */
bool settings_read_file(void *ctx, const char *path, bool named, struct settings *settings, struct diags *diags);

/* ---- where the file is (settings_find.c) ---- */

/* The directory that a schema directory stands in, "" for the working directory; drift.txt is there, too. */
char *settings_directory(void *ctx, const char *schema);

/*
 * The fullschema.ini that is used where none is named: beside `schema`, or, where that is NULL, in the working
 * directory, or above it inside the work tree. It need not exist. Belongs to ctx.
 */
char *settings_find(void *ctx, const char *schema);

/* Of a file from above the working directory: what no key says is then relative to it, too. */
void settings_add_usual(void *ctx, struct settings *settings);

/* ---- one setting (settings_known.c) ---- */

/* The option of that long name in a command's table; NULL where it has none. */
const struct poptOption *option_named(const struct poptOption *options, const char *name);

/* The option tables of the commands. Belongs to ctx. */
const struct poptOption *const *settings_tables(void *ctx, const struct command *const *commands);

/* An option that the setting is for; NULL where there is none. */
const struct poptOption *setting_option(const struct settings *settings, const struct setting *s);

/* The value as it is from the working directory. Belongs to ctx. */
char *setting_value(void *ctx, const struct setting *s, const struct poptOption *option);

/* Whether fullschema.ini may say it, in a few words, by the rule of its option. */
const char *setting_rule_text(const struct poptOption *option);

/* True where the file could say what was said. `project` is the directory it would stand in. False with a diagnostic.
 */
bool setting_is_for_file(void *ctx, const struct setting *s, const struct poptOption *option, const char *project,
                         struct diags *diags);

/* Reads a switch. False with a diagnostic. */
bool setting_flag(const struct setting *s, int *flag, struct diags *diags);

/* --help, --config: said for one run only, never by a project. */
bool setting_is_for_one_run(const struct poptOption *option);

/* True for two that were said in one place: the environment, or one section of the file. */
bool setting_same_place(const struct setting *a, const struct setting *b);

/* The error's place: a line of the file, or a variable. */
void setting_locate(const struct setting *s, struct diags *diags, struct diag *e);

/* A section is a command's; project_has_section tells the others apart. False with a diagnostic. */
bool setting_check_section(void *ctx, const struct settings *settings, const struct setting *section,
                           struct diags *diags);

/* What settings_read checks of the setting that stands there. */
bool setting_check(void *ctx, const struct settings *settings, size_t at, struct diags *diags);

#endif
