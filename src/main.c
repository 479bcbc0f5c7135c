/* The program: finds the subcommand and lets it run. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "cli/cancellable.h"
#include "cli/help.h"
#include "cmd/commands.h"
#include "cmd/print_version.h"
#include "engine/engine.h"

enum { SUMMARY_COLUMN = 15, MOST_WORDS = 64 };

static void print_help(void)
{
    help_paragraph("fullschema writes normalized snapshots of the databases that a directory of SQL deltas makes, for "
                   "Postgres and SQLite.\n\nUsage: fullschema COMMAND [OPTION...]\n\nCommands:");
    for (size_t i = 0; commands[i]; i++)
        help_row(commands[i]->name, SUMMARY_COLUMN, commands[i]->summary);
    console_print(stdout, "\n");
    help_paragraph("fullschema COMMAND --help lists a command's options; fullschema --version names the version, its "
                   "libraries and the Postgres servers it finds, with --json for programs.");
}

static enum exit_status unknown_command(const char *word)
{
    const char *names[MOST_WORDS] = {"--help", "--version", "help"};
    for (size_t n = 3, i = 0; commands[i] && n + 1 < MOST_WORDS; i++)
        names[n++] = commands[i]->name;
    const char *meant = nearest_word(word, names);
    console_print(stderr, "fullschema: no %s %s\n", *word == '-' ? "option" : "command", word);
    if (meant)
        console_print(stderr, "hint: did you mean %s?\n", meant);
    else
        console_print(stderr, "hint: fullschema --help lists the commands\n");
    return EXIT_STATUS_TROUBLE;
}

static enum exit_status run_command(int argc, const char **argv)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(argv[1], commands[i]->name) == 0) {
            char *name = mem_printf(NULL, "fullschema %s", commands[i]->name);
            argv[1] = name;
            enum exit_status status = command_invoke(commands, commands[i], argc - 1, argv + 1);
            mem_free(name);
            return status;
        }
    return unknown_command(argv[1]);
}

/* `help COMMAND` is `COMMAND --help`. */
static enum exit_status run_help(int argc, const char **argv)
{
    if (argc < 3 || argv[2][0] == '-' || strcmp(argv[2], "help") == 0) {
        print_help();
        return EXIT_STATUS_DONE;
    }
    const char *words[] = {argv[0], argv[2], "--help", NULL};
    return run_command(3, words);
}

static enum exit_status run(int argc, const char **argv)
{
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return run_help(argc, argv);
    if (strcmp(argv[1], "--version") != 0 && strcmp(argv[1], "-V") != 0 && strcmp(argv[1], "version") != 0)
        return run_command(argc, argv);
    const bool json = argc == 3 && strcmp(argv[2], "--json") == 0;
    if (argc > 2 && !json) {
        console_print(stderr, "fullschema: unexpected argument after %s: %s\n", argv[1], argv[2]);
        console_print(stderr, "hint: fullschema --version [--json]\n");
        return EXIT_STATUS_TROUBLE;
    }
    print_version(json);
    return EXIT_STATUS_DONE;
}

/* Somebody has read enough, as `head` does. */
static bool reader_is_gone(void)
{
    struct pollfd out = {fileno(stdout), POLLOUT, 0};
    return poll(&out, 1, 0) > 0 && out.revents & POLLERR;
}

/* What could not be written out was not done. */
static enum exit_status flushed(enum exit_status status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (reader_is_gone()) {
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
    console_print(stderr, "fullschema: cannot write to standard output: %s\n", strerror(errno));
    return EXIT_STATUS_TROUBLE;
}

/* A standard stream that is closed would be the next file that is opened. Writing to it fails all the same. */
static void hold_standard_streams(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

int main(int argc, const char **argv)
{
    hold_standard_streams();
    /* A reader or a server that closes its end is seen where it is written to, so that a run cleans up after itself. */
    signal(SIGPIPE, SIG_IGN);
    /* Where it is ignored, which is inherited, the kernel tells nobody how a child has ended, and a failure would pass.
     */
    signal(SIGCHLD, SIG_DFL);
    limits_heed();
    if (argc < 2) {
        print_help();
        return EXIT_STATUS_TROUBLE;
    }
    enum exit_status status = flushed(run(argc, argv));
    if (status == EXIT_STATUS_TROUBLE && run_end().signal)
        end_by_signal(run_end().signal);
    if (engine_threads_left())
        _exit(status);
    return status;
}
