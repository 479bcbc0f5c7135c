/* The program: finds the subcommand and lets it run. */
#include <stdio.h>
#include <string.h>

#include <libpq-fe.h>
#include <sqlite3.h>

#include "base/mem.h"
#include "cmd/cmd.h"
#include "version.h"

static void print_help(void)
{
    fputs("fullschema writes normalized snapshots of the databases that a directory of SQL\n"
          "deltas makes, for Postgres and SQLite.\n\n"
          "usage: fullschema COMMAND [OPTIONS]\n\n",
          stdout);
    for (const struct command *c = commands; c->name; c++)
        printf("  %-12s %s\n", c->name, c->summary);
    fputs("\nfullschema COMMAND --help lists a command's options; fullschema --version names\n"
          "the version and its libraries.\n",
          stdout);
}

static void print_version(void)
{
    int pq = PQlibVersion();
    printf("fullschema %s (libpq %d.%d, SQLite %s)\n", FULLSCHEMA_VERSION, pq / 10000, pq % 10000,
           sqlite3_libversion());
}

static enum exit_status run_command(int argc, const char **argv)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(argv[1], c->name) == 0) {
            char *name = mem_printf(NULL, "fullschema %s", c->name);
            argv[1] = name;
            enum exit_status status = c->run(argc - 1, argv + 1);
            mem_free(name);
            return status;
        }
    fprintf(stderr, "fullschema: no command %s\nhint: fullschema --help lists the commands\n", argv[1]);
    return EXIT_STATUS_TROUBLE;
}

/* What could not be written out was not done. */
static enum exit_status flushed(enum exit_status status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    perror("fullschema: cannot write to standard output");
    return EXIT_STATUS_TROUBLE;
}

int main(int argc, const char **argv)
{
    if (argc < 2) {
        print_help();
        return EXIT_STATUS_TROUBLE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_help();
        return flushed(EXIT_STATUS_DONE);
    }
    if (strcmp(argv[1], "--version") == 0) {
        print_version();
        return flushed(EXIT_STATUS_DONE);
    }
    return flushed(run_command(argc, argv));
}
