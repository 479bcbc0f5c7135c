/* Which keys there are: the long names of the commands' options. What a setting may not say is reported here. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "cli/options.h"
#include "cli/project_keys.h"
#include "cli/settings.h"

bool setting_is_for_one_run(const struct poptOption *option)
{
    return option->val == SETTING_RUN;
}

const struct poptOption *option_named(const struct poptOption *options, const char *name)
{
    for (; options->longName; options++)
        if (strcmp(options->longName, name) == 0)
            return options;
    return NULL;
}

static const struct command *command_named(const struct command *const *commands, const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

const struct poptOption *const *settings_tables(void *ctx, const struct command *const *commands)
{
    size_t n = 0;
    void *unused;
    while (commands[n])
        n++;
    const struct poptOption **tables = mem_array(ctx, const struct poptOption *, n);
    for (size_t i = 0; i < n; i++)
        tables[i] = command_options(commands[i], ctx, &unused);
    return tables;
}

static bool is_for(const struct setting *s, const struct command *command)
{
    return *s->command == '\0' || strcmp(s->command, command->name) == 0;
}

/* The names the key may have: the options of its command, or of all. NULL-terminated; belongs to ctx. */
static const char **known_keys(void *ctx, const struct settings *settings, const struct setting *s)
{
    const char **keys = NULL;
    size_t n = 0, at;
    for (size_t i = 0; settings->commands[i]; i++)
        for (const struct poptOption *o = settings->tables[i]; o->longName && is_for(s, settings->commands[i]); o++)
            if (!setting_is_for_one_run(o)) {
                at = mem_grow(ctx, &keys, &n);
                keys[at] = o->longName;
            }
    at = mem_grow(ctx, &keys, &n);
    keys[at] = NULL;
    return keys;
}

const struct poptOption *setting_option(const struct settings *settings, const struct setting *s)
{
    const struct poptOption *option = NULL;
    for (size_t i = 0; settings->commands[i] && !option; i++)
        if (is_for(s, settings->commands[i]))
            option = option_named(settings->tables[i], s->key);
    return option;
}

void setting_locate(const struct setting *s, struct diags *diags, struct diag *e)
{
    e->file = mem_strdup(diags->ctx, s->origin);
    e->line = s->line;
}

static bool refuse(const struct setting *s, const char *what, const char *name, const char *meant, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s %s", what, name);
    setting_locate(s, diags, e);
    if (meant)
        diag_hint(diags, e, "did you mean %s?", meant);
    return false;
}

bool setting_check_section(void *ctx, const struct settings *settings, const struct setting *section,
                           struct diags *diags)
{
    if (command_named(settings->commands, section->command))
        return true;
    const char *first = mem_strndup(ctx, section->command, strcspn(section->command, " "));
    const char **names = mem_array(ctx, const char *, 64);
    for (size_t i = 0; settings->commands[i] && i < 61; i++)
        names[i + 2] = settings->commands[i]->name;
    names[0] = "database";
    names[1] = "prepare";
    const char *meant = nearest_word(first, names);
    return refuse(section, "no command", section->command,
                  (meant == names[0] || meant == names[1]) && section->command[strlen(first)]
                      ? mem_printf(ctx, "[%s%s]", meant, section->command + strlen(first))
                      : meant,
                  diags);
}

static bool refuse_key(void *ctx, const struct settings *settings, const struct setting *s, struct diags *diags)
{
    const char *what = *s->command ? mem_printf(ctx, "%s has no option", s->command) : "no command has an option";
    const char *section = s->line > 0 ? project_key_section(s->key) : NULL;
    if (!section)
        return refuse(s, what, s->key, nearest_word(s->key, known_keys(ctx, settings, s)), diags);
    struct diag *e = diag_error(diags, "%s %s", what, s->key);
    setting_locate(s, diags, e);
    diag_hint(diags, e, "this line stands in a section %s", section);
    return false;
}

static bool check_key(void *ctx, const struct settings *settings, const struct setting *s, struct diags *diags)
{
    if (*s->command && !command_named(settings->commands, s->command))
        return false; /* its section was reported */
    const struct poptOption *option = setting_option(settings, s);
    if (option && !setting_is_for_one_run(option))
        return true;
    return refuse_key(ctx, settings, s, diags);
}

bool setting_flag(const struct setting *s, int *flag, struct diags *diags)
{
    static const char *const yes[] = {"true", "yes", "on", "1"}, *const no[] = {"false", "no", "off", "0"};
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
        if (strcasecmp(s->value, yes[i]) == 0 || strcasecmp(s->value, no[i]) == 0) {
            *flag = strcasecmp(s->value, yes[i]) == 0;
            return true;
        }
    setting_locate(s, diags, diag_error(diags, "%s is a switch: true or false", s->key));
    return false;
}

bool setting_same_place(const struct setting *a, const struct setting *b)
{
    return a->base == b->base && strcmp(a->command, b->command) == 0;
}

/* Said twice in one place, an option that takes one value has none. */
static bool check_once(const struct settings *settings, size_t at, struct diags *diags)
{
    const struct setting *s = &settings->items[at];
    for (size_t i = 0; i < at; i++) {
        const struct setting *earlier = &settings->items[i];
        if (strcmp(earlier->key, s->key) != 0 || !setting_same_place(earlier, s))
            continue;
        setting_locate(s, diags, diag_error(diags, "%s was set before, in line %d", s->key, earlier->line));
        return false;
    }
    return true;
}

bool setting_check(void *ctx, const struct settings *settings, size_t at, struct diags *diags)
{
    const struct setting *s = &settings->items[at];
    int flag;
    if (!check_key(ctx, settings, s, diags))
        return false;
    if (s->line && !setting_is_for_file(ctx, s, setting_option(settings, s), s->base, diags))
        return false;
    unsigned type = setting_option(settings, s)->argInfo & POPT_ARG_MASK;
    return (type != POPT_ARG_NONE || setting_flag(s, &flag, diags)) &&
           (type == POPT_ARG_ARGV || check_once(settings, at, diags));
}
