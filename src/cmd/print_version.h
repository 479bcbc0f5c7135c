#ifndef CMD_PRINT_VERSION_H
#define CMD_PRINT_VERSION_H

/* Prints the program's version, the libraries it runs with and the Postgres servers it finds. Fails at nothing. */
void print_version(void);

#endif
