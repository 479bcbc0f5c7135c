/* Command line options, on top of popt: the tables that popt reads are also what --help prints (cli/help.h). */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <popt.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "engine/engine.h"

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
