/*
 * fullschema config: the settings in force, and where each was said. What it
 * prints is itself a fullschema.ini, for the working directory.
 */
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "cli/settings.h"
#include "cmd/commands.h"

struct arguments {
    char *schema;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"schema", 's', POPT_ARG_STRING, &a->schema, 0, "the schema directory (default: schema)", "DIR"},
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* True when something that comes earlier, and from elsewhere, says the same key. */
static bool is_overridden(const struct settings *settings, size_t at)
{
    const struct setting *s = &settings->items[at];
    for (size_t i = 0; i < at; i++) {
        const struct setting *earlier = &settings->items[i];
        bool reaches = *earlier->command == '\0' && earlier->base != s->base;
        if (reaches && strcmp(earlier->key, s->key) == 0)
            return true;
    }
    return false;
}

/* As fullschema.ini takes it: in quotes where it would be read as something else. */
static void print_value(const char *value)
{
    size_t n = strlen(value);
    bool plain =
        *value != '"' && !strpbrk(value, ";#\n") && !strchr(" \t\r\f\v", *value) && !strchr(" \t\r\f\v", value[n - 1]);
    if (plain) {
        console_print(stdout, "%s", value);
        return;
    }
    console_print(stdout, "\"");
    while (*value) {
        size_t plain_bytes = strcspn(value, "\"\\");
        console_print(stdout, "%.*s", (int)plain_bytes, value);
        value += plain_bytes;
        if (*value)
            console_print(stdout, "\\%c", *value++);
    }
    console_print(stdout, "\"");
}

static void print_section(void *ctx, const struct settings *settings, const char *command)
{
    bool begun = *command == '\0';
    for (size_t i = 0; i < settings->n; i++) {
        const struct setting *s = &settings->items[i];
        if (strcmp(s->command, command) != 0 || strcmp(s->key, "config") == 0 || is_overridden(settings, i))
            continue;
        if (!begun)
            console_print(stdout, "\n[%s]\n", command);
        begun = true;
        console_print(stdout, "%s = ", s->key);
        print_value(setting_value(ctx, s, setting_option(settings, s)));
        console_print(stdout, "  ; %s", s->origin);
        if (s->line)
            console_print(stdout, ":%d", s->line);
        console_print(stdout, "\n");
    }
}

static enum exit_status run(struct invocation *invocation)
{
    const struct settings *settings = invocation->settings;
    if (settings->path)
        console_print(stdout, "; settings of %s\n", settings->path);
    else
        console_print(stdout, "; no fullschema.ini\n");
    print_section(invocation->ctx, settings, "");
    for (size_t i = 0; invocation->commands[i]; i++)
        print_section(invocation->ctx, settings, invocation->commands[i]->name);
    return EXIT_STATUS_DONE;
}

const struct command config_command = {
    .name = "config",
    .summary = "show the settings in force, and where each was made",
    .about = "Shows what fullschema.ini and the FULLSCHEMA_* variables set for this project. A key is the long\n"
             "name of an option; under [COMMAND] it is for that command alone. Variables come before the file,\n"
             "and options on the command line before both.",
    .options = option_table,
    .run = run,
};
