/* The program: finds the subcommand and lets it run. */
#include <stdio.h>
#include <string.h>

#include <libpq-fe.h>
#include <sqlite3.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "cmd/cmd.h"
#include "version.h"

static void print_help(void)
{
    fputs("fullschema writes normalized snapshots of the databases that a directory of SQL\n"
          "deltas makes, for Postgres and SQLite.\n\n"
          "Usage: fullschema COMMAND [OPTION...]\n\nCommands:\n",
          stdout);
    for (size_t i = 0; commands[i]; i++)
        printf("  %-12s %s\n", commands[i]->name, commands[i]->summary);
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

static enum exit_status unknown_command(const char *word)
{
    const char *names[64] = {NULL};
    for (size_t i = 0; commands[i] && i + 1 < sizeof(names) / sizeof(*names); i++)
        names[i] = commands[i]->name;
    const char *meant = nearest_word(word, names);
    fprintf(stderr, "fullschema: no command %s\n", word);
    if (meant)
        fprintf(stderr, "hint: did you mean %s?\n", meant);
    else
        fputs("hint: fullschema --help lists the commands\n", stderr);
    return EXIT_STATUS_TROUBLE;
}

static enum exit_status run_command(int argc, const char **argv)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(argv[1], commands[i]->name) == 0) {
            char *name = mem_printf(NULL, "fullschema %s", commands[i]->name);
            argv[1] = name;
            enum exit_status status = command_invoke(commands[i], argc - 1, argv + 1);
            mem_free(name);
            return status;
        }
    return unknown_command(argv[1]);
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
