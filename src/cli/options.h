/* Command line options, on top of popt: the tables that popt reads are also what --help prints (cli/help.h). */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <popt.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "engine/engine.h"

/*
 * Who may say an option: the `val` of its row in an option table, which popt
 * has no other use for here. fullschema.ini is a part of the project, and so of
 * every pull request: what it may say reaches nothing but the project.
 * docs/configuration.md lists them; a row without one may not be in the file.
 */
enum setting_rule {
    SETTING_UNDECIDED,
    SETTING_FREE,    /* anybody may say it: it reaches nothing */
    SETTING_LIMIT,   /* what a run may take, 0 is any: in the file not that, and no more than ten times the default */
    SETTING_READS,   /* a path that is read: in the file one inside the project */
    SETTING_WRITES,  /* a path that is written: the same, and through no symbolic link */
    SETTING_REPORTS, /* likewise, or FORMAT=PATH: nothing is replaced there but an earlier one */
    SETTING_PROGRAM, /* names programs that are run: not in the file */
    SETTING_RIGHTS,  /* gives deltas rights: not in the file */
    SETTING_SERVER,  /* names a server that is connected to: not in the file */
    SETTING_LINK,    /* where a report, which somebody else posts, links to: not in the file */
    SETTING_CACHE,   /* where results of earlier runs are believed: not in the file */
    SETTING_RUN      /* is said of one run: neither in the file nor in a variable of the environment */
};

/*
 * Fills what the table points to; *words gets what is no option, as a
 * NULL-terminated list that belongs to ctx. False: a diagnostic says which
 * option is wrong, and which was probably meant.
 */
bool options_parse(int argc, const char **argv, const struct poptOption *options, void *ctx, const char ***words,
                   struct diags *diags);

/* `command` and the options of the table that have a value, for a shell. Belongs to ctx. */
char *options_command_line(void *ctx, const char *command, const struct poptOption *options);

/* A word as a shell takes it: in single quotes unless it can stand as it is. */
void options_print_word(FILE *out, const char *word);

/* Frees the strings that options_parse put into the table's variables. */
void options_free(const struct poptOption *options);

/* A whole number, zero or more. NULL leaves *number as it is. */
bool option_number(const char *option, const char *value, int *number, struct diags *diags);

/* A time limit: seconds in, milliseconds out, 0 for none. NULL leaves *ms as it is. */
bool option_seconds(const char *option, const char *value, int *ms, struct diags *diags);

/* One of the NULL-terminated choices; *index gets its place. NULL leaves it as it is. */
bool option_choice(const char *option, const char *value, const char *const *choices, int *index, struct diags *diags);

/* --engine NAME, any number of times; none stands for all. */
bool option_engines(char **names, bool engines[ENGINE_COUNT], struct diags *diags);

/* --base N|none, as schema/plan.h counts. NULL leaves it as it is. */
bool option_base(const char *value, int *base, struct diags *diags);

/* --color auto|always|never (NULL: auto) for what is printed to fd. */
bool option_colour(const char *value, int fd, bool *colour, struct diags *diags);

#endif
