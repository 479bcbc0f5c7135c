#include <stddef.h>

#include "cmd/cmd.h"

const struct command commands[] = {
    {"generate", "regenerate the snapshots of a schema directory", cmd_generate},
    {NULL, NULL, NULL},
};
