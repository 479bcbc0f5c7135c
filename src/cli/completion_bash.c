/* For bash, with no more than bash itself: which options a command has and what may follow each, as functions. */
#include "base/mem.h"
#include "cli/completion.h"

extern const char cli_completion_bash[];

static void print_words(FILE *out, const struct completion *what)
{
    switch (what->kind) {
    case COMPLETION_WORDS:
    case COMPLETION_FORMAT:
        fprintf(out, "_fullschema_words '%s'", what->words);
        break;
    case COMPLETION_FILE:
        fprintf(out, "_fullschema_file");
        break;
    case COMPLETION_DIRECTORY:
        fprintf(out, "_fullschema_directory");
        break;
    case COMPLETION_NOTHING:
        fprintf(out, "_fullschema_nothing");
        break;
    }
}

static const char *words_of(const struct completion *what)
{
    return what->kind == COMPLETION_FILE        ? "file"
           : what->kind == COMPLETION_DIRECTORY ? "directory"
           : *what->words                       ? what->words
                                                : "nothing";
}

static void print_command(FILE *out, void *ctx, const struct command *command)
{
    struct completion what = completion_of(ctx, command->operands, "");
    fprintf(out, "    %s) words='%s' options='", command->name, words_of(&what));
    for (const struct poptOption *o = completion_options(ctx, command); o->longName; o++) {
        fprintf(out, "--%s ", o->longName);
        if (o->shortName)
            fprintf(out, "-%c ", o->shortName);
    }
    fprintf(out, "' ;;\n");
}

static void print_values(FILE *out, void *ctx, const struct command *command)
{
    for (const struct poptOption *o = completion_options(ctx, command); o->longName; o++) {
        if (!o->argDescrip)
            continue;
        fprintf(out, "    %s:--%s", command->name, o->longName);
        if (o->shortName)
            fprintf(out, " | %s:-%c", command->name, o->shortName);
        fprintf(out, ") ");
        struct completion what = completion_of(ctx, o->argDescrip, o->descrip);
        print_words(out, &what);
        fprintf(out, " \"$cur\" ;;\n");
    }
}

static void print(FILE *out, void *ctx, const struct command *const *commands)
{
    fprintf(out, "# bash completion for fullschema, by `fullschema completion bash`. It needs no other package.\n"
                 "_fullschema_commands() { echo '");
    for (size_t i = 0; commands[i]; i++)
        fprintf(out, "%s%s", i ? " " : "", commands[i]->name);
    fprintf(out, "'; }\n\n# The options of the command $1, and what its other words are.\n"
                 "_fullschema_command()\n{\n    case $1 in\n");
    for (size_t i = 0; commands[i]; i++)
        print_command(out, ctx, commands[i]);
    fprintf(out, "    esac\n}\n\n# What may follow the option $2 of the command $1; false where it takes nothing.\n"
                 "_fullschema_value()\n{\n    case $1:$2 in\n");
    for (size_t i = 0; commands[i]; i++)
        print_values(out, ctx, commands[i]);
    fprintf(out, "    *) return 1 ;;\n    esac\n}\n%s", cli_completion_bash);
}

const struct completion_shell completion_bash = {"bash", print};
