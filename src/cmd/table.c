#include <stddef.h>

#include "cmd/cmd.h"

const struct command commands[] = {
    {"generate", "regenerate the snapshots of a schema directory", cmd_generate},
    {"plan", "show what generate would run, and how background updates are done", cmd_plan},
    {"verify", "check what a schema directory promises: independent deltas, equal bases, ...", cmd_verify},
    {NULL, NULL, NULL},
};
