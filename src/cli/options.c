#include "cli/options.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "base/shown.h"
#include "base/terminal.h"
#include "schema/plan.h"

static const char **copied_operands(void *ctx, const char **words)
{
    size_t n = 0;
    while (words && words[n])
        n++;
    const char **copies = mem_array(ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        copies[i] = mem_strdup(copies, words[i]);
    return copies;
}

enum { LONGEST_TIMEOUT_S = 1000000 };

/* The option that was probably meant, without its dashes; NULL where none is near. `bad` is "--nmae" or "--nmae=x". */
static const char *option_meant(const char *bad, const struct poptOption *options, void *ctx)
{
    const char **names = NULL;
    size_t n = 0, at;
    if (strncmp(bad, "--", 2) != 0)
        return NULL;
    for (; options->longName; options++) {
        at = mem_grow(ctx, &names, &n);
        names[at] = options->longName;
    }
    at = mem_grow(ctx, &names, &n);
    names[at] = NULL;
    return nearest_word(mem_strndup(ctx, bad + 2, strcspn(bad + 2, "=")), names);
}

static void refuse_option(const char *command, const char *bad, int code, const struct poptOption *options,
                          struct diags *diags)
{
    const char *meant = code == POPT_ERROR_BADOPT ? option_meant(bad, options, diags->ctx) : NULL;
    struct diag *e = diag_error(diags, "%s: %s", bad, poptStrerror(code));
    if (meant)
        diag_hint(diags, e, "did you mean --%s?", meant);
    else
        diag_hint(diags, e, "%s --help lists the options", command);
}

static char not_given[] = "";

static bool is_optional(const struct poptOption *o)
{
    return (o->argInfo & POPT_ARG_MASK) == POPT_ARG_STRING && (o->argInfo & POPT_ARGFLAG_OPTIONAL);
}

/* popt sets nothing where an option's value is left out, and where the option is: one that is there gets "". */
static void finish_optional(const struct poptOption *options, bool parsed)
{
    for (const struct poptOption *o = options; o->longName || o->arg; o++) {
        char **value = is_optional(o) ? o->arg : NULL;
        if (value && !parsed)
            *value = not_given;
        else if (value && *value == not_given)
            *value = NULL;
        else if (value && !*value)
            *value = strdup("");
    }
}

bool options_parse(int argc, const char **argv, const struct poptOption *options, void *ctx, const char ***words,
                   struct diags *diags)
{
    poptContext popt = poptGetContext(NULL, argc, argv, options, 0);
    int code;
    finish_optional(options, false);
    while ((code = poptGetNextOpt(popt)) > 0)
        ;
    finish_optional(options, true);
    bool ok = code == -1;
    if (ok)
        *words = copied_operands(ctx, poptGetArgs(popt));
    else
        refuse_option(argv[0], poptBadOption(popt, 0), code, options, diags);
    poptFreeContext(popt);
    return ok;
}

void options_free(const struct poptOption *options)
{
    for (const struct poptOption *o = options; o->longName || o->arg; o++) {
        unsigned type = o->argInfo & POPT_ARG_MASK;
        if (type == POPT_ARG_STRING)
            free(*(char **)o->arg);
        for (char **word = type == POPT_ARG_ARGV ? *(char ***)o->arg : NULL; word && *word; word++)
            free(*word);
        if (type == POPT_ARG_ARGV)
            free(*(char ***)o->arg);
    }
}

void options_print_word(FILE *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:+@%";
    if (*word && word[strspn(word, plain)] == '\0') {
        fputs(word, out);
        return;
    }
    char *shown = shown_text(NULL, word);
    bool escapes = strcmp(shown, word) != 0; /* which $'...' understands */
    fputs(escapes ? "$'" : "'", out);
    for (; *word; word++)
        if (*word == '\'')
            fputs(escapes ? "\\'" : "'\\''", out);
        else if (escapes && *word == '\\')
            fputs("\\\\", out);
        else
            putc(*word, out);
    putc('\'', out);
    mem_free(shown);
}

static void print_option(FILE *out, const struct poptOption *option, const char *value)
{
    if (option->shortName)
        fprintf(out, " -%c ", option->shortName);
    else
        fprintf(out, " --%s ", option->longName);
    options_print_word(out, value);
}

char *options_command_line(void *ctx, const char *command, const struct poptOption *options)
{
    struct text t;
    text_open(&t);
    fputs(command, t.out);
    for (const struct poptOption *o = options; o->longName; o++) {
        unsigned type = o->argInfo & POPT_ARG_MASK;
        if (type == POPT_ARG_STRING && *(char **)o->arg)
            print_option(t.out, o, *(char **)o->arg);
        if (type == POPT_ARG_NONE && *(int *)o->arg)
            fprintf(t.out, " --%s", o->longName);
        for (char **word = type == POPT_ARG_ARGV ? *(char ***)o->arg : NULL; word && *word; word++)
            print_option(t.out, o, *word);
    }
    return text_close(&t, ctx);
}

bool option_number(const char *option, const char *value, int *number, struct diags *diags)
{
    if (!value)
        return true;
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno == 0 && end != value && *end == '\0' && n >= 0 && n <= INT_MAX) {
        *number = (int)n;
        return true;
    }
    diag_error(diags, "%s %s: not a whole number", option, value);
    return false;
}

bool option_seconds(const char *option, const char *value, int *ms, struct diags *diags)
{
    int seconds = *ms / 1000;
    if (!option_number(option, value, &seconds, diags))
        return false;
    if (seconds > LONGEST_TIMEOUT_S) {
        diag_error(diags, "%s %d: at most %d; 0 for no limit", option, seconds, LONGEST_TIMEOUT_S);
        return false;
    }
    *ms = seconds * 1000;
    return true;
}

bool option_choice(const char *option, const char *value, const char *const *choices, int *index, struct diags *diags)
{
    if (!value)
        return true;
    for (int i = 0; choices[i]; i++)
        if (strcmp(value, choices[i]) == 0) {
            *index = i;
            return true;
        }
    struct text t;
    text_open(&t);
    for (int i = 0; choices[i]; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", choices[i]);
    diag_error(diags, "%s %s: one of %s", option, value, text_close(&t, diags->ctx));
    return false;
}

bool option_engines(char **names, bool engines[ENGINE_COUNT], struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        engines[e] = names == NULL;
    for (char **name = names; name && *name; name++) {
        enum engine engine;
        if (!engine_from_name(*name, &engine)) {
            diag_error(diags, "--engine %s: there are postgres and sqlite", *name);
            return false;
        }
        engines[engine] = true;
    }
    return true;
}

bool option_base(const char *value, int *base, struct diags *diags)
{
    if (!value || strcmp(value, "none") != 0)
        return option_number("--base", value, base, diags);
    *base = NO_BASE;
    return true;
}

bool option_colour(const char *value, int fd, bool *colour, struct diags *diags)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    int chosen = COLOUR_AUTO;
    bool ok = option_choice("--color", value, words, &chosen, diags);
    *colour = terminal_colour(fd, (enum colour_option)chosen);
    return ok;
}
