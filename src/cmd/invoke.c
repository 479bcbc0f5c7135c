/* What all commands do alike. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/options.h"

/* What the options that every command has fill in. */
struct common_arguments {
    char *colour;
    int help;
};

enum { COMMON_ROWS = 3 }; /* with the end of the table */

static const struct poptOption *with_common(void *ctx, const struct poptOption *own, struct common_arguments *a)
{
    const struct poptOption common[COMMON_ROWS] = {
        {"color", '\0', POPT_ARG_STRING, &a->colour, 0, "colour messages (default: auto)", "auto|always|never"},
        {"help", '\0', POPT_ARG_NONE, &a->help, 0, "show this", NULL},
        POPT_TABLEEND,
    };
    size_t n = 0;
    while (own[n].longName)
        n++;
    struct poptOption *table = mem_array(ctx, struct poptOption, n + COMMON_ROWS);
    memcpy(table, own, n * sizeof(*own));
    memcpy(table + n, common, sizeof(common));
    return table;
}

static bool count_words(struct invocation *invocation, const char *name)
{
    const struct command *command = invocation->command;
    while (invocation->words[invocation->n_words])
        invocation->n_words++;
    size_t n = invocation->n_words;
    if (n >= command->min_words && n <= command->max_words)
        return true;
    struct diag *e = n > command->max_words
                         ? diag_error(&invocation->diags, "unexpected word: %s", invocation->words[command->max_words])
                         : diag_error(&invocation->diags, "too few words");
    if (command->words)
        diag_hint(&invocation->diags, e, "usage: %s [OPTIONS] %s", name, command->words);
    else
        diag_hint(&invocation->diags, e, "%s --help lists the options", name);
    return false;
}

void invocation_report(struct invocation *invocation)
{
    diags_print(&invocation->diags, stderr, invocation->colour);
    diags_init(&invocation->diags, invocation->diags.ctx);
}

enum exit_status command_invoke(const struct command *command, int argc, const char **argv)
{
    struct invocation invocation = {.command = command, .ctx = mem_root(command->name)};
    struct common_arguments common = {NULL, 0};
    diags_init(&invocation.diags, invocation.ctx);
    const struct poptOption *own = command->options(invocation.ctx, &invocation.arguments);
    const struct poptOption *options = with_common(invocation.ctx, own, &common);
    enum exit_status status = EXIT_STATUS_TROUBLE;
    bool parsed = options_parse(argc, argv, options, invocation.ctx, &invocation.words, &invocation.diags);
    parsed &= option_colour(common.colour, STDERR_FILENO, &invocation.colour, &invocation.diags);
    if (parsed && common.help) {
        options_help(argc, argv, options, command->words, command->about);
        status = EXIT_STATUS_DONE;
    } else if (parsed && count_words(&invocation, argv[0])) {
        status = command->run(&invocation);
    }
    diags_print(&invocation.diags, stderr, invocation.colour);
    options_free(options);
    mem_free(invocation.ctx);
    return status;
}
