/* fullschema completion SHELL: the script that a shell completes command lines by, made from the options themselves. */
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "cli/completion.h"
#include "cmd/commands.h"

static const struct completion_shell *const shells[] = {&completion_bash, &completion_zsh, &completion_fish};

static enum exit_status unknown(const char *name, struct diags *diags)
{
    diag_hint(diags, diag_error(diags, "no completion for %s", name), "there is one for bash, zsh and fish");
    return EXIT_STATUS_TROUBLE;
}

static enum exit_status run(struct invocation *invocation)
{
    const char *name = invocation->operands[0];
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i]->name, name) == 0) {
            struct text t;
            text_open(&t);
            shells[i]->print(t.out, invocation->ctx, invocation->commands);
            const char *script = text_close(&t, invocation->ctx);
            console_bytes(script, strlen(script));
            return EXIT_STATUS_DONE;
        }
    return unknown(name, &invocation->diags);
}

const struct command completion_command = {
    .name = "completion",
    .summary = "print the completion script of a shell",
    .about = "Prints what bash, zsh or fish need to complete fullschema's commands, options and values.\n"
             "make install and the packages put the scripts where the shells look; else, in the shell's startup\n"
             "file: source <(fullschema completion bash), or fullschema completion fish | source.",
    .operands = "bash|zsh|fish",
    .min_operands = 1,
    .max_operands = 1,
    .options = command_no_options,
    .run = run,
};
