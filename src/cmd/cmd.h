/* Subcommands: one file each, listed once in cmd/table.c. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "base/exit_status.h"

struct command {
    const char *name;
    const char *summary; /* for the list in `fullschema --help` */
    /* argv[0] is "fullschema NAME"; prints what went wrong itself. */
    enum exit_status (*run)(int argc, const char **argv);
};

/* All of them, ended by an entry without a name. */
extern const struct command commands[];

enum exit_status cmd_generate(int argc, const char **argv);
enum exit_status cmd_plan(int argc, const char **argv);
enum exit_status cmd_verify(int argc, const char **argv);

#endif
