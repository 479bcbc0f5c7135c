#include "cmd/commands.h"

#include <stddef.h>

const struct command *const commands[] = {
    &generate_command, &check_command,   &watch_command,      &verify_command,   &diff_command,
    &parity_command,   &inspect_command, &html_command,       &docs_command,     &load_command,
    &squash_command,   &plan_command,    &init_command,       &delta_command,    &config_command,
    &cache_command,    &explain_command, &completion_command, &git_diff_command, NULL,
};
