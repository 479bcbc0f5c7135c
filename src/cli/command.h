/*
 * A subcommand, as the command line sees it. What all of them do alike (reading
 * options, settings and words, --help, --color, telling what went wrong) is done
 * once, in cli/invoke.c.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <popt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/exit_status.h"

struct command;
struct option_need;
struct settings;

/* One run of a command, its options read and its words counted. */
struct invocation {
    const struct command *command;
    const struct command *const *commands; /* all there are, NULL-terminated */
    void *ctx;                             /* lives as long as the invocation */
    void *arguments;                       /* what the option table filled */
    const char **operands;                 /* NULL-terminated */
    size_t n_operands;
    int argc; /* as it was called, with the command's name in front */
    const char **argv;
    bool colour;                     /* on stderr */
    bool colour_out;                 /* on stdout */
    const struct settings *settings; /* of the project and the environment: cli/settings.h */
    const char *const *given;        /* the options of the command line, by their long names; NULL-terminated */
    const char *undone;              /* what was not done where the run was stopped, or NULL */
    /* Printed when the command returns, or earlier by invocation_report. */
    struct diags diags;
};

struct command {
    const char *name;
    const char *summary;  /* for the list in `fullschema --help` */
    const char *about;    /* for `fullschema NAME --help`: a sentence or two */
    const char *operands; /* as its usage shows them: "OLD NEW"; NULL: it takes none */
    size_t min_operands, max_operands;
    /*
     * Makes the option table, which belongs to ctx like the arguments that it
     * points into (*arguments, zeroed). Those of all commands are added to it.
     * Also read without a run, for the manual and the completions.
     */
    const struct poptOption *(*options)(void *ctx, void **arguments);
    const struct option_need *needs; /* which options do nothing without others (cli/needs.h); NULL: none is known */
    enum exit_status (*run)(struct invocation *invocation);
};

/* Runs one of the commands on its own part of the command line: argv[0] is its name. */
enum exit_status command_invoke(const struct command *const *commands, const struct command *command, int argc,
                                const char **argv);

/* For `options` of a command that has none of its own. */
const struct poptOption *command_no_options(void *ctx, void **arguments);

/* The command's option table with those options that all commands have. Belongs to ctx, as do the arguments. */
const struct poptOption *command_options(const struct command *command, void *ctx, void **arguments);

/*
 * Prints what was diagnosed so far, in GitHub Actions also as annotations; the
 * end of the invocation then does not print it again.
 */
void invocation_report(struct invocation *invocation);

/*
 * The options again, as a new run of the same command line would have them: for a command that goes on while its
 * settings change. *file becomes the file of settings, which need not be there. All belongs to ctx. False with a
 * diagnostic, as where the file has a mistake.
 */
bool invocation_read_again(const struct invocation *invocation, void *ctx, void **arguments, const char **file,
                           struct diags *diags);

/*
 * The job was stopped: in one line what that means, as "nothing was loaded", or NULL. Where it was a signal it is said
 * here; where it was the limit of the run, when the command returns, together with the limit.
 */
void invocation_stopped(struct invocation *invocation, const char *undone);

#endif
