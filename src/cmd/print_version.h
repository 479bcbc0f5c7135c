#ifndef CMD_PRINT_VERSION_H
#define CMD_PRINT_VERSION_H

#include <stdbool.h>

/*
 * Prints the program's version, the libraries it runs with and the Postgres servers it finds; `json`: for programs.
 * Fails at nothing.
 */
void print_version(bool json);

#endif
