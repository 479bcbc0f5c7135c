#include <stddef.h>

#include "cmd/cmd.h"

const struct command *const commands[] = {
    &generate_command, &plan_command, &verify_command, &init_command, &delta_command, &config_command, NULL,
};
