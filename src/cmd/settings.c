#include "cmd/settings.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/nearest.h"

static const char file_name[] = "fullschema.ini";
static const char variable_prefix[] = "FULLSCHEMA_";
static const char nowhere[] = ""; /* paths of variables are relative to the working directory */

/* Said for one run only, never by a project. */
static bool for_one_run(const char *key)
{
    return strcmp(key, "help") == 0 || strcmp(key, "config") == 0;
}

const struct poptOption *option_named(const struct poptOption *options, const char *name)
{
    for (; options->longName; options++)
        if (strcmp(options->longName, name) == 0)
            return options;
    return NULL;
}

static const struct command *command_named(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* The names a key may have: the options of a command, or ("") of all. NULL-terminated; belongs to ctx. */
static const char **known_keys(void *ctx, const char *command)
{
    const char **keys = NULL;
    size_t n = 0, at;
    for (size_t i = 0; commands[i]; i++) {
        void *unused;
        if (*command && strcmp(commands[i]->name, command) != 0)
            continue;
        for (const struct poptOption *o = command_options(commands[i], ctx, &unused); o->longName; o++)
            if (!for_one_run(o->longName)) {
                at = mem_grow(ctx, &keys, &n);
                keys[at] = o->longName;
            }
    }
    at = mem_grow(ctx, &keys, &n);
    keys[at] = NULL;
    return keys;
}

static bool is_among(const char *word, const char **words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* The error's place: a line of the file, or a variable. */
static void locate(struct diags *diags, struct diag *e, const struct setting *s)
{
    e->file = mem_strdup(diags->ctx, s->origin);
    e->line = s->line;
}

static bool refuse(const struct setting *s, const char *what, const char *name, const char *meant, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s %s", what, name);
    locate(diags, e, s);
    if (meant)
        diag_hint(diags, e, "did you mean %s?", meant);
    return false;
}

static bool check_setting(void *ctx, const struct setting *s, struct diags *diags)
{
    if (*s->command && !command_named(s->command)) {
        const char **names = mem_array(ctx, const char *, 64);
        for (size_t i = 0; commands[i] && i < 63; i++)
            names[i] = commands[i]->name;
        return refuse(s, "no command", s->command, nearest_word(s->command, names), diags);
    }
    const char **keys = known_keys(ctx, s->command);
    if (is_among(s->key, keys))
        return true;
    const char *what = *s->command ? mem_printf(ctx, "%s has no option", s->command) : "no command has an option";
    return refuse(s, what, s->key, nearest_word(s->key, keys), diags);
}

static char *key_of_variable(void *ctx, const char *name, size_t n)
{
    char *key = mem_strndup(ctx, name, n);
    for (char *c = key; *c; c++) {
        *c = (char)tolower((unsigned char)*c);
        if (*c == '_')
            *c = '-';
    }
    return key;
}

static bool is_list(void *ctx, const char *key)
{
    for (size_t i = 0; commands[i]; i++) {
        void *unused;
        const struct poptOption *o = option_named(command_options(commands[i], ctx, &unused), key);
        if (o)
            return (o->argInfo & POPT_ARG_MASK) == POPT_ARG_ARGV;
    }
    return false;
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

static void read_environment(void *ctx, struct settings *settings)
{
    for (char **variable = environ; *variable; variable++) {
        const char *end = strchr(*variable, '='), *name = *variable + strlen(variable_prefix);
        if (!end || strncmp(*variable, variable_prefix, strlen(variable_prefix)) != 0)
            continue;
        const char *key = key_of_variable(ctx, name, (size_t)(end - name));
        const char *origin = mem_strndup(ctx, *variable, (size_t)(end - *variable));
        char *value = mem_strdup(ctx, end + 1);
        if (is_list(ctx, key))
            add_words(ctx, settings, key, value, origin);
        else
            add_variable(ctx, settings, key, value, origin);
    }
}

/* The file beside the schema directory. NULL where there is none. */
static char *find_file(void *ctx, const char *schema)
{
    size_t n = schema ? strlen(schema) : 0;
    while (n > 0 && schema[n - 1] == '/')
        n--;
    while (n > 0 && schema[n - 1] != '/')
        n--;
    char *path = mem_printf(ctx, "%.*s%s", (int)n, schema ? schema : "", file_name);
    return is_file(path) ? path : NULL;
}

static const char *environment_value(const struct settings *settings, const char *key)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->items[i].key, key) == 0)
            return settings->items[i].value;
    return NULL;
}

/* A file's [section]s come before its other keys. */
static void sections_first(void *ctx, const struct settings *file, struct settings *settings)
{
    for (int general = 0; general < 2; general++)
        for (size_t i = 0; i < file->n; i++)
            if ((*file->items[i].command == '\0') == general) {
                size_t at = mem_grow(ctx, &settings->items, &settings->n);
                settings->items[at] = file->items[i];
            }
}

bool settings_read(void *ctx, const char *path, const char *schema, struct settings *settings, struct diags *diags)
{
    struct settings file = {0};
    bool ok = true;
    *settings = (struct settings){0};
    read_environment(ctx, settings);
    path = path ? path : environment_value(settings, "config");
    path = path ? path : find_file(ctx, schema ? schema : environment_value(settings, "schema"));
    if (path && *path && !settings_read_file(ctx, path, &file, diags))
        return false;
    settings->path = file.path;
    sections_first(ctx, &file, settings);
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->items[i].origin, "FULLSCHEMA_CONFIG") != 0)
            ok &= check_setting(ctx, &settings->items[i], diags);
    return ok;
}

static bool is_path(const struct poptOption *option)
{
    return option->argDescrip && (strcmp(option->argDescrip, "DIR") == 0 || strcmp(option->argDescrip, "FILE") == 0);
}

/* options_free gives it back with free(). */
static char *value_for(const struct setting *s, const struct poptOption *option)
{
    bool relative = is_path(option) && s->value[0] != '/';
    char *joined = mem_printf(NULL, "%s%s", relative ? s->base : "", s->value);
    char *value = strdup(joined);
    mem_free(joined);
    return value;
}

static bool read_flag(const struct setting *s, int *flag, struct diags *diags)
{
    static const char *const yes[] = {"true", "yes", "on", "1"}, *const no[] = {"false", "no", "off", "0"};
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
        if (strcasecmp(s->value, yes[i]) == 0 || strcasecmp(s->value, no[i]) == 0) {
            *flag = strcasecmp(s->value, yes[i]) == 0;
            return true;
        }
    locate(diags, diag_error(diags, "%s is a switch: true or false", s->key), s);
    return false;
}

static bool applies(const struct setting *s, const char *command, const struct poptOption *option)
{
    return strcmp(s->key, option->longName) == 0 && (*s->command == '\0' || strcmp(s->command, command) == 0);
}

/* True for two that were said in one place: the environment, or one section of the file. */
static bool same_place(const struct setting *a, const struct setting *b)
{
    return a->base == b->base && strcmp(a->command, b->command) == 0;
}

/* Several values of one option come from one place: the first that speaks of it. */
static void fill_list(const struct settings *settings, size_t first, const struct poptOption *option)
{
    const struct setting *leader = &settings->items[first];
    char **list = calloc(settings->n + 1, sizeof(*list));
    for (size_t i = first, n = 0; list && i < settings->n; i++)
        if (strcmp(settings->items[i].key, leader->key) == 0 && same_place(&settings->items[i], leader))
            list[n++] = value_for(&settings->items[i], option);
    *(char ***)option->arg = list;
}

static bool fill_text(const struct settings *settings, size_t first, const struct poptOption *option,
                      struct diags *diags)
{
    const struct setting *leader = &settings->items[first];
    for (size_t i = first + 1; i < settings->n; i++) {
        const struct setting *s = &settings->items[i];
        if (strcmp(s->key, leader->key) == 0 && same_place(s, leader)) {
            locate(diags, diag_error(diags, "%s was set before, in line %d", s->key, leader->line), s);
            return false;
        }
    }
    *(char **)option->arg = value_for(leader, option);
    return true;
}

static bool fill_option(const struct settings *settings, const char *command, const struct poptOption *option,
                        struct diags *diags)
{
    unsigned type = option->argInfo & POPT_ARG_MASK;
    size_t first = 0;
    if (for_one_run(option->longName))
        return true;
    while (first < settings->n && !applies(&settings->items[first], command, option))
        first++;
    if (first == settings->n)
        return true;
    if (type == POPT_ARG_NONE)
        return *(int *)option->arg || read_flag(&settings->items[first], option->arg, diags);
    if (type == POPT_ARG_ARGV && !*(char ***)option->arg)
        fill_list(settings, first, option);
    if (type == POPT_ARG_STRING && !*(char **)option->arg)
        return fill_text(settings, first, option, diags);
    return true;
}

bool settings_apply(const struct settings *settings, const char *command, const struct poptOption *options,
                    struct diags *diags)
{
    bool ok = true;
    for (; options->longName; options++)
        ok &= fill_option(settings, command, options, diags);
    return ok;
}
