/* What all commands do alike. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/files.h"
#include "base/job_log.h"
#include "base/mem.h"
#include "base/sandbox_layers.h"
#include "cli/cancellable.h"
#include "cli/command.h"
#include "cli/github.h"
#include "cli/help.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "trace/trace.h"

/* What the options that every command has fill in. */
struct common_arguments {
    char *config, *colour, *timeout;
    int timeout_ms;
    int require_sandbox, verbose, debug, help;
};

enum { COMMON_ROWS = 8 }; /* with the end of the table */

static const struct poptOption *with_common(void *ctx, const struct poptOption *own, struct common_arguments *a)
{
    const struct poptOption common[COMMON_ROWS] = {
        {"config", 'c', POPT_ARG_STRING, &a->config, SETTING_RUN,
         "settings of the project (default: fullschema.ini beside the schema directory)", "FILE"},
        {"color", '\0', POPT_ARG_STRING, &a->colour, SETTING_FREE, "colours (default: auto)", "auto|always|never"},
        {"timeout", '\0', POPT_ARG_STRING, &a->timeout, SETTING_FREE,
         "seconds the whole run may take; 0: no limit (default: 0)", "SECONDS"},
        {"require-sandbox", '\0', POPT_ARG_NONE, &a->require_sandbox, SETTING_FREE,
         "run nothing of the schema where the kernel lacks a part of the sandbox (default: a warning)", NULL},
        {"verbose", 'v', POPT_ARG_NONE, &a->verbose, SETTING_FREE,
         "print each step and how long it took, on standard error", NULL},
        {"debug", '\0', POPT_ARG_NONE, &a->debug, SETTING_FREE,
         "also each statement, the log of the throwaway server and the answers of the cache", NULL},
        {"help", 'h', POPT_ARG_NONE, &a->help, SETTING_RUN, "show this", NULL},
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

const struct poptOption *command_no_options(void *ctx, void **arguments)
{
    static const struct poptOption none[] = {POPT_TABLEEND};
    *arguments = NULL;
    return mem_copy(ctx, none, sizeof(none));
}

const struct poptOption *command_options(const struct command *command, void *ctx, void **arguments)
{
    const struct poptOption *own = command->options(ctx, arguments);
    return with_common(ctx, own, mem_new(ctx, struct common_arguments));
}

/* What neither the command line nor anything else says stays as it is. */
static bool apply_settings(struct invocation *invocation, const struct poptOption *options, const char *config,
                           struct settings *settings)
{
    const struct poptOption *schema = option_named(options, "schema");
    invocation->settings = settings;
    bool ok = settings_read(invocation->ctx, invocation->commands, config, schema ? *(const char **)schema->arg : NULL,
                            settings, &invocation->diags);
    if (settings->above)
        console_print(stderr, "settings of %s\n", settings->path);
    return ok && settings_apply(settings, invocation->command->name, options, &invocation->diags);
}

/* Of "OLD NEW" the word that comes after n of them. Belongs to ctx. */
static char *operand_after(void *ctx, const char *words, size_t n)
{
    for (; n > 0; n--) {
        words += strcspn(words, " ");
        words += strspn(words, " ");
    }
    return mem_strndup(ctx, words, strcspn(words, " "));
}

/* A directory is what people name first, and it has an option of its own. */
static void hint_at_options(struct invocation *invocation, const struct poptOption *options, struct diag *e,
                            const char *name, const char *word)
{
    bool has_schema = option_named(options, "schema");
    if (word && has_schema && is_directory(word))
        diag_hint(&invocation->diags, e, "the schema directory is named as -s %s", word);
    else
        diag_hint(&invocation->diags, e, "%s --help lists the options", name);
}

static bool count_operands(struct invocation *invocation, const struct poptOption *options, const char *name)
{
    const struct command *command = invocation->command;
    while (invocation->operands[invocation->n_operands])
        invocation->n_operands++;
    size_t n = invocation->n_operands;
    if (n >= command->min_operands && n <= command->max_operands)
        return true;
    struct diag *e =
        n > command->max_operands
            ? diag_error(&invocation->diags, "unexpected argument: %s", invocation->operands[command->max_operands])
            : diag_error(&invocation->diags, "%s is missing", operand_after(invocation->ctx, command->operands, n));
    if (command->operands)
        diag_hint(&invocation->diags, e, "usage: %s [OPTION...] %s", name, command->operands);
    else
        hint_at_options(invocation, options, e, name,
                        n > command->max_operands ? invocation->operands[command->max_operands] : NULL);
    return false;
}

void invocation_report(struct invocation *invocation)
{
    diags_print(&invocation->diags, stderr, invocation->colour);
    if (job_log_is_github())
        github_annotate(stderr, &invocation->diags);
    diags_init(&invocation->diags, invocation->diags.ctx);
}

void invocation_stopped(struct invocation *invocation, const char *undone)
{
    invocation->undone = undone;
    if (!run_end().is_late)
        console_print(stderr, "fullschema: stopped%s%s\n", undone ? "; " : "", undone ? undone : "");
}

static void report_lateness(struct invocation *invocation, const struct common_arguments *common)
{
    diag_error(&invocation->diags, "stopped after %s s, the limit of the whole run (--timeout)%s%s", common->timeout,
               invocation->undone ? "; " : "", invocation->undone ? invocation->undone : "");
}

static enum exit_status invoke(struct invocation *invocation, int argc, const char **argv,
                               const struct poptOption *options, struct common_arguments *common)
{
    const struct command *command = invocation->command;
    struct diags *diags = &invocation->diags;
    bool parsed = options_parse(argc, argv, options, invocation->ctx, &invocation->operands, diags);
    if (parsed && common->help) {
        help_print(argv[0], options, command->operands, command->about);
        return EXIT_STATUS_DONE;
    }
    struct settings settings = {0};
    invocation->given = options_said(invocation->ctx, options);
    parsed = parsed && apply_settings(invocation, options, common->config, &settings) &&
             needs_check(command->needs, invocation->given, options, diags);
    parsed &= option_colour(common->colour, STDERR_FILENO, &invocation->colour, diags) &&
              option_colour(common->colour, STDOUT_FILENO, &invocation->colour_out, diags) &&
              option_seconds("--timeout", common->timeout, &common->timeout_ms, diags);
    limit_run(common->timeout_ms);
    if (common->require_sandbox)
        sandbox_require();
    trace_begin(common->debug ? TRACE_ALL : common->verbose ? TRACE_STEPS : TRACE_NOTHING);
    if (settings.path && !settings.above)
        trace_say(TRACE_STEPS, "settings of %s", settings.path);
    enum exit_status status =
        parsed && count_operands(invocation, options, argv[0]) ? command->run(invocation) : EXIT_STATUS_TROUBLE;
    settings_locate(&settings, diags);
    if (status == EXIT_STATUS_TROUBLE && run_end().is_late)
        report_lateness(invocation, common);
    return status;
}

struct reading {
    struct common_arguments common;
    const struct poptOption *options;
};

static int free_reading(struct reading *reading)
{
    options_free(reading->options);
    return 0;
}

bool invocation_read_again(const struct invocation *invocation, void *ctx, void **arguments, const char **file,
                           struct diags *diags)
{
    struct reading *reading = mem_new(ctx, struct reading);
    struct settings *settings = mem_new(ctx, struct settings);
    const char **words = NULL;
    reading->options = with_common(reading, invocation->command->options(reading, arguments), &reading->common);
    talloc_set_destructor(reading, free_reading);
    if (!options_parse(invocation->argc, invocation->argv, reading->options, ctx, &words, diags))
        return false;
    const struct poptOption *schema = option_named(reading->options, "schema");
    const char *directory = schema ? *(const char **)schema->arg : NULL;
    bool ok = settings_read(ctx, invocation->commands, reading->common.config, directory, settings, diags) &&
              settings_apply(settings, invocation->command->name, reading->options, diags);
    *file = reading->common.config ? reading->common.config
            : settings->path       ? settings->path
                                   : settings_find(ctx, directory);
    return ok;
}

enum exit_status command_invoke(const struct command *const *commands, const struct command *command, int argc,
                                const char **argv)
{
    struct invocation invocation = {
        .command = command, .commands = commands, .ctx = mem_root(command->name), .argc = argc, .argv = argv};
    struct common_arguments common = {0};
    diags_init(&invocation.diags, invocation.ctx);
    const struct poptOption *own = command->options(invocation.ctx, &invocation.arguments);
    const struct poptOption *options = with_common(invocation.ctx, own, &common);
    enum exit_status status = invoke(&invocation, argc, argv, options, &common);
    invocation_report(&invocation);
    options_free(options);
    mem_free(invocation.ctx);
    return status;
}
