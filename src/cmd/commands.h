/* The subcommands: one file each, listed once. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cli/command.h"

/* All of them, NULL-terminated, in the order in which `fullschema --help` lists them. */
extern const struct command *const commands[];

extern const struct command cache_command;
extern const struct command explain_command;
extern const struct command completion_command;
extern const struct command check_command;
extern const struct command config_command;
extern const struct command delta_command;
extern const struct command diff_command;
extern const struct command docs_command;
extern const struct command generate_command;
extern const struct command git_diff_command;
extern const struct command init_command;
extern const struct command inspect_command;
extern const struct command html_command;
extern const struct command load_command;
extern const struct command parity_command;
extern const struct command plan_command;
extern const struct command squash_command;
extern const struct command verify_command;
extern const struct command watch_command;

#endif
