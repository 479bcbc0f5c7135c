/*
 * Completion scripts for shells, made from the commands' own tables of options; a shell is one file. What is the same
 * whatever the commands are is shell code of its own, completion.bash and completion.zsh, which is built in.
 */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include <popt.h>
#include <stdio.h>

#include "cli/command.h"

/* What may follow an option, or a command. */
enum completion_kind {
    COMPLETION_NOTHING, /* anything, of which nothing is known; for a command no word at all */
    COMPLETION_WORDS,   /* one of the words */
    COMPLETION_FORMAT,  /* one of the words, or one of them and =FILE */
    COMPLETION_FILE,    /* a path; also of what may be something else */
    COMPLETION_DIRECTORY
};

struct completion {
    enum completion_kind kind;
    const char *words; /* separated by blanks; "" of the kinds that have none */
};

/* From what the option or the command takes, as its help says it (NULL: nothing), and what is said of it. */
struct completion completion_of(void *ctx, const char *argument, const char *text);

/* The options that the command's help shows, ended as such tables are. Belongs to ctx. */
const struct poptOption *completion_options(void *ctx, const struct command *command);

/* `text` with each of the characters in `special` after a backslash, within '...': of bash, zsh and fish alike. */
char *completion_escaped(void *ctx, const char *text, const char *special);

struct completion_shell {
    const char *name;
    void (*print)(FILE *out, void *ctx, const struct command *const *commands);
};

extern const struct completion_shell completion_bash, completion_zsh, completion_fish;

#endif
