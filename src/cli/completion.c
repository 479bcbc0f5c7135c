#include "cli/completion.h"

#include <string.h>

#include "base/mem.h"

/* Of "text, json or html, to standard output ..." the names. */
static char *format_words(void *ctx, const char *text)
{
    char *words = mem_strdup(ctx, "");
    const char *end = strstr(text, ", to ");
    end = end ? end : text + strlen(text);
    while (text < end) {
        size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");
        if (n > 0 && strncmp(text, "or ", 3) != 0)
            words = mem_printf(ctx, "%s%s%.*s", words, *words ? " " : "", (int)n, text);
        text += n ? n : 1;
    }
    return words;
}

/* Of "any|care|none" or "[check|clear]" the words; those in capitals stand for something else. */
static char *choice_words(void *ctx, const char *argument)
{
    char *words = mem_strdup(ctx, "");
    for (argument += *argument == '['; *argument;) {
        size_t n = strcspn(argument, "|]"), small = strspn(argument, "abcdefghijklmnopqrstuvwxyz");
        if (n > 0 && small == n)
            words = mem_printf(ctx, "%s%s%.*s", words, *words ? " " : "", (int)n, argument);
        argument += n;
        argument += strspn(argument, "|]");
    }
    return words;
}

struct completion completion_of(void *ctx, const char *argument, const char *text)
{
    static const char *const paths[] = {"FILE", "OLD", "NEW", "SNAPSHOT", "SOURCE", "PATH", "REV", "DATABASE"};
    if (!argument)
        return (struct completion){COMPLETION_NOTHING, ""};
    if (strncmp(argument, "FORMAT", 6) == 0)
        return (struct completion){COMPLETION_FORMAT, format_words(ctx, text)};
    if (strcmp(argument, "ENGINE") == 0)
        return (struct completion){COMPLETION_WORDS, "postgres sqlite"};
    const char *words = choice_words(ctx, argument);
    if (*words)
        return (struct completion){COMPLETION_WORDS, words};
    if (strcmp(argument, "DIR") == 0 || strcmp(argument, "[DIR]") == 0)
        return (struct completion){COMPLETION_DIRECTORY, ""};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (strstr(argument, paths[i]))
            return (struct completion){COMPLETION_FILE, ""};
    return (struct completion){COMPLETION_NOTHING, ""};
}

const struct poptOption *completion_options(void *ctx, const struct command *command)
{
    void *arguments;
    const struct poptOption *all = command_options(command, ctx, &arguments);
    size_t n = 0, shown = 0;
    while (all[n].longName)
        n++;
    struct poptOption *options = mem_array(ctx, struct poptOption, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!(all[i].argInfo & POPT_ARGFLAG_DOC_HIDDEN))
            options[shown++] = all[i];
    return options;
}

char *completion_escaped(void *ctx, const char *text, const char *special)
{
    char *escaped = mem_array(ctx, char, 2 * strlen(text) + 1), *to = escaped;
    for (; *text; text++) {
        if (strchr(special, *text))
            *to++ = '\\';
        *to++ = (char)(*text == '\n' ? ' ' : *text);
    }
    return escaped;
}
