/* For fish, of which each line is one completion and the condition that it needs. */
#include "base/mem.h"
#include "cli/completion.h"

static char *quoted(void *ctx, const char *text)
{
    return mem_printf(ctx, "'%s'", completion_escaped(ctx, text, "\\'"));
}

/* What an option takes (-x: a value that is no file; -r: a value), or what a command's words are. */
static void print_value(FILE *out, const struct completion *what, bool is_option)
{
    const char *takes = is_option ? " -x" : "";
    switch (what->kind) {
    case COMPLETION_WORDS:
    case COMPLETION_FORMAT:
        fprintf(out, "%s -a '%s'", takes, what->words);
        break;
    case COMPLETION_DIRECTORY:
        fprintf(out, "%s -a '(__fish_complete_directories)'", takes);
        break;
    case COMPLETION_FILE:
        fprintf(out, "%s -F", is_option ? " -r" : "");
        break;
    case COMPLETION_NOTHING:
        fprintf(out, "%s", takes);
        break;
    }
}

static void print_command(FILE *out, void *ctx, const struct command *command)
{
    char *begin = mem_printf(ctx, "complete -c fullschema -n '__fish_seen_subcommand_from %s'", command->name);
    struct completion what = completion_of(ctx, command->operands, "");
    if (what.kind != COMPLETION_NOTHING) {
        fprintf(out, "%s", begin);
        print_value(out, &what, false);
        fprintf(out, "\n");
    }
    for (const struct poptOption *o = completion_options(ctx, command); o->longName; o++) {
        fprintf(out, "%s -l %s", begin, o->longName);
        if (o->shortName)
            fprintf(out, " -s %c", o->shortName);
        what = completion_of(ctx, o->argDescrip, o->descrip);
        if (o->argDescrip)
            print_value(out, &what, true);
        fprintf(out, " -d %s\n", quoted(ctx, o->descrip));
    }
}

static void print(FILE *out, void *ctx, const struct command *const *commands)
{
    static const char first[] = "complete -c fullschema -n __fish_use_subcommand";
    fprintf(out,
            "# fish completion for fullschema, by `fullschema completion fish`.\n"
            "complete -c fullschema -f\n"
            "%s -l help -d 'list the commands'\n"
            "%s -l version -d 'name the version, its libraries and the servers it finds'\n",
            first, first);
    for (size_t i = 0; commands[i]; i++)
        fprintf(out, "%s -a %s -d %s\n", first, commands[i]->name, quoted(ctx, commands[i]->summary));
    fprintf(out, "complete -c fullschema -n '__fish_seen_subcommand_from help' -a '");
    for (size_t i = 0; commands[i]; i++)
        fprintf(out, "%s%s", i ? " " : "", commands[i]->name);
    fprintf(out, "'\n");
    for (size_t i = 0; commands[i]; i++)
        print_command(out, ctx, commands[i]);
}

const struct completion_shell completion_fish = {"fish", print};
