#include "cli/settings.h"

#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "cli/project_file.h"

static const char variable_prefix[] = "FULLSCHEMA_";
/* Paths of variables, and that of the file, are relative to the working directory; they are told apart by these. */
static const char nowhere[] = "", of_file[] = "";

static char *key_of_variable(void *ctx, const char *name, size_t n)
{
    char *key = ascii_lower(mem_strndup(ctx, name, n));
    for (char *c = key; *c; c++)
        if (*c == '_')
            *c = '-';
    return key;
}

static void add_variable(void *ctx, struct settings *settings, const char *key, const char *value, const char *name)
{
    size_t at = mem_grow(ctx, &settings->items, &settings->n);
    settings->items[at] = (struct setting){.command = "", .key = key, .value = value, .origin = name, .base = nowhere};
}

/* The values of an option that may be repeated are separated by blanks. */
static void add_words(void *ctx, struct settings *settings, const char *key, char *values, const char *name)
{
    char *rest = values;
    for (char *word; (word = strsep(&rest, " \t\n"));)
        if (*word)
            add_variable(ctx, settings, key, word, name);
}

/* An empty variable is none, as elsewhere; one that nobody knows is reported all the same. */
static void read_environment(void *ctx, struct settings *settings)
{
    for (char **variable = environ; *variable; variable++) {
        const char *end = strchr(*variable, '='), *name = *variable + strlen(variable_prefix);
        if (!end || strncmp(*variable, variable_prefix, strlen(variable_prefix)) != 0)
            continue;
        const char *key = key_of_variable(ctx, name, (size_t)(end - name));
        const char *origin = mem_strndup(ctx, *variable, (size_t)(end - *variable));
        const struct poptOption *option = setting_option(settings, &(struct setting){.command = "", .key = key});
        char *value = mem_strdup(ctx, end + 1);
        if (option && (option->argInfo & POPT_ARG_MASK) == POPT_ARG_ARGV)
            add_words(ctx, settings, key, value, origin);
        else if (!option || *value)
            add_variable(ctx, settings, key, value, origin);
    }
}

static const char *environment_value(const struct settings *settings, const char *key)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->items[i].key, key) == 0)
            return settings->items[i].value;
    return NULL;
}

/* A file that says where databases are is the value of --project, unless somebody says another. */
static void add_project(void *ctx, const struct settings *file, struct settings *settings)
{
    bool any = false;
    for (size_t i = 0; i < file->n_sections; i++)
        any = any || project_has_section(&file->sections[i]);
    if (!any)
        return;
    size_t at = mem_grow(ctx, &settings->items, &settings->n);
    settings->items[at] =
        (struct setting){.command = "", .key = "project", .value = file->path, .origin = file->path, .base = of_file};
}

/* A file's [section]s come before its other keys. */
static void sections_first(void *ctx, const struct settings *file, struct settings *settings)
{
    for (int general = 0; general < 2; general++)
        for (size_t i = 0; i < file->n; i++)
            if (!project_has_section(&file->items[i]) && (*file->items[i].command == '\0') == general) {
                size_t at = mem_grow(ctx, &settings->items, &settings->n);
                settings->items[at] = file->items[i];
            }
}

bool settings_read(void *ctx, const struct command *const *commands, const char *path, const char *schema,
                   struct settings *settings, struct diags *diags)
{
    struct settings file = {0};
    bool ok = true;
    *settings = (struct settings){.commands = commands, .tables = settings_tables(ctx, commands)};
    read_environment(ctx, settings);
    path = path ? path : environment_value(settings, "config");
    bool named = path != NULL;
    schema = schema ? schema : environment_value(settings, "schema");
    path = named ? path : settings_find(ctx, schema);
    if (*path && !settings_read_file(ctx, path, named, &file, diags))
        return false;
    settings->path = file.path;
    sections_first(ctx, &file, settings);
    add_project(ctx, &file, settings);
    settings->above = !named && !schema && file.path && strncmp(file.path, "../", 3) == 0;
    if (settings->above)
        settings_add_usual(ctx, settings);
    for (size_t i = 0; i < file.n_sections; i++)
        ok &= project_has_section(&file.sections[i]) || setting_check_section(ctx, settings, &file.sections[i], diags);
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->items[i].origin, "FULLSCHEMA_CONFIG") != 0)
            ok &= setting_check(ctx, settings, i, diags);
    return ok;
}
