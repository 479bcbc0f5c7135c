/* For zsh: the commands with what they do, and the options of each for _arguments. */

#include "base/ascii.h"
#include "base/mem.h"
#include "cli/completion.h"

extern const char cli_completion_zsh[];

/* Inside single quotes, and inside the brackets and after the colons of _arguments. */
static char *quoted(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    for (const char *s = completion_escaped(ctx, text, ":[]"); *s; s++)
        if (*s == '\'')
            fputs("'\\''", t.out);
        else
            putc(*s, t.out);
    return text_close(&t, ctx);
}

static char *lower(void *ctx, const char *text)
{
    return ascii_lower(quoted(ctx, text));
}

/* What _arguments says after the option or for the command's words: ":MESSAGE:ACTION". */
static char *action(void *ctx, const char *argument, const struct completion *what)
{
    switch (what->kind) {
    case COMPLETION_FORMAT:
        return mem_printf(ctx, ":format:_fullschema_format %s", what->words);
    case COMPLETION_WORDS:
        return mem_printf(ctx, ":%s:(%s)", lower(ctx, argument), what->words);
    case COMPLETION_DIRECTORY:
        return mem_strdup(ctx, ":directory:_files -/");
    case COMPLETION_FILE:
        return mem_printf(ctx, ":%s:_files", lower(ctx, argument));
    case COMPLETION_NOTHING:
        break;
    }
    return mem_printf(ctx, ":%s:", lower(ctx, argument));
}

static void print_option(FILE *out, void *ctx, const struct poptOption *o)
{
    struct completion what = completion_of(ctx, o->argDescrip, o->descrip);
    const char *takes = o->argDescrip ? action(ctx, o->argDescrip, &what) : "", *sign = o->argDescrip ? "=" : "";
    char *text = mem_printf(ctx, "[%s]%s", quoted(ctx, o->descrip), takes);
    if (o->shortName)
        fprintf(out, " \\\n            '*'{-%c,--%s%s}'%s'", o->shortName, o->longName, sign, text);
    else
        fprintf(out, " \\\n            '*--%s%s%s'", o->longName, sign, text);
}

static void print_command(FILE *out, void *ctx, const struct command *command)
{
    fprintf(out, "    %s)\n        _arguments", command->name);
    for (const struct poptOption *o = completion_options(ctx, command); o->longName; o++)
        print_option(out, ctx, o);
    if (command->operands) {
        struct completion what = completion_of(ctx, command->operands, "");
        fprintf(out, " \\\n            '%s%s'", what.kind == COMPLETION_FILE ? "*" : "",
                action(ctx, command->operands, &what));
    }
    fprintf(out, "\n        ;;\n");
}

static void print(FILE *out, void *ctx, const struct command *const *commands)
{
    fprintf(out, "#compdef fullschema\n# zsh completion for fullschema, by `fullschema completion zsh`.\n\n"
                 "_fullschema_commands() {\n    commands=(\n");
    for (size_t i = 0; commands[i]; i++)
        fprintf(out, "        '%s:%s'\n", commands[i]->name, quoted(ctx, commands[i]->summary));
    fprintf(out, "    )\n}\n\n_fullschema_command() {\n    case $1 in\n");
    for (size_t i = 0; commands[i]; i++)
        print_command(out, ctx, commands[i]);
    fprintf(out, "    esac\n}\n%s", cli_completion_zsh);
}

const struct completion_shell completion_zsh = {"zsh", print};
