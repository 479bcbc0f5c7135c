/* Settings become values of options. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/settings.h"

/* options_free gives it back with free(). */
static char *owned_value(const struct setting *s, const struct poptOption *option)
{
    char *value = setting_value(NULL, s, option);
    char *owned = strdup(value);
    mem_free(value);
    return owned;
}

/* By the command line. */
static bool is_set(const struct poptOption *option)
{
    unsigned type = option->argInfo & POPT_ARG_MASK;
    if (type == POPT_ARG_NONE)
        return *(int *)option->arg != 0;
    return type == POPT_ARG_ARGV ? *(char ***)option->arg != NULL : *(char **)option->arg != NULL;
}

static bool applies(const struct setting *s, const char *command, const struct poptOption *option)
{
    return strcmp(s->key, option->longName) == 0 && (*s->command == '\0' || strcmp(s->command, command) == 0);
}

/* Several values of one option come from one place: the first that speaks of it. */
static void fill_list(const struct settings *settings, size_t first, const struct poptOption *option)
{
    const struct setting *leader = &settings->items[first];
    char **list = calloc(settings->n + 1, sizeof(*list));
    for (size_t i = first, n = 0; list && i < settings->n; i++)
        if (strcmp(settings->items[i].key, leader->key) == 0 && setting_same_place(&settings->items[i], leader))
            list[n++] = owned_value(&settings->items[i], option);
    *(char ***)option->arg = list;
}

static bool fill_option(struct settings *settings, const char *command, const struct poptOption *option,
                        struct diags *diags)
{
    unsigned type = option->argInfo & POPT_ARG_MASK;
    size_t first = 0;
    if (setting_is_for_one_run(option) || is_set(option))
        return true;
    while (first < settings->n && !applies(&settings->items[first], command, option))
        first++;
    if (first == settings->n)
        return true;
    settings->items[first].applied = true;
    if (type == POPT_ARG_NONE)
        return setting_flag(&settings->items[first], option->arg, diags);
    if (type == POPT_ARG_ARGV)
        fill_list(settings, first, option);
    else
        *(char **)option->arg = owned_value(&settings->items[first], option);
    return true;
}

bool settings_apply(struct settings *settings, const char *command, const struct poptOption *options,
                    struct diags *diags)
{
    bool ok = true;
    for (; options->longName; options++)
        ok &= fill_option(settings, command, options, diags);
    return ok;
}

/* "--engine oracle: there are postgres and sqlite" */
static bool speaks_of(const struct diag *e, const struct setting *s)
{
    size_t n = strlen(s->key);
    return !e->file && strncmp(e->message, "--", 2) == 0 && strncmp(e->message + 2, s->key, n) == 0 &&
           strchr(" :", e->message[2 + n]);
}

void settings_locate(const struct settings *settings, struct diags *diags)
{
    for (size_t d = 0; d < diags->n; d++)
        for (size_t i = 0; i < settings->n; i++)
            if (settings->items[i].applied && speaks_of(&diags->items[d], &settings->items[i])) {
                setting_locate(&settings->items[i], diags, &diags->items[d]);
                break;
            }
}
