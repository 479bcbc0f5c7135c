/*
 * fullschema config: the settings in force, and where each was said. What it
 * prints is itself a fullschema.ini, for the working directory, in which what
 * such a file may not say is a comment. With --keys: what there is to say.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "cmd/commands.h"
#include "cmd/console_json.h"
#include "report/json_text.h"

struct arguments {
    char *schema;
    int keys, json;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS, "the schema directory (default: schema)", "DIR"},
        {"keys", '\0', POPT_ARG_NONE, &a->keys, SETTING_RUN,
         "list all keys instead, and which of them fullschema.ini may say", NULL},
        {"json", '\0', POPT_ARG_NONE, &a->json, SETTING_RUN, "print it for programs", NULL},
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

/* In one of the working directory. */
static bool may_stand_in_file(void *ctx, const struct settings *settings, const struct setting *s)
{
    struct diags unsaid;
    struct setting here = *s;
    diags_init(&unsaid, ctx);
    here.value = setting_value(ctx, s, setting_option(settings, s));
    here.base = "";
    return setting_is_for_file(ctx, &here, setting_option(settings, s), "", &unsaid);
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
        console_print(stdout, "%s%s = ", may_stand_in_file(ctx, settings, s) ? "" : "; ", s->key);
        print_value(setting_value(ctx, s, setting_option(settings, s)));
        console_print(stdout, "  ; %s", s->origin);
        if (s->line)
            console_print(stdout, ":%d", s->line);
        console_print(stdout, "\n");
    }
}

static int by_name(const void *a, const void *b)
{
    const struct poptOption *const *x = a, *const *y = b;
    return strcmp((*x)->longName, (*y)->longName);
}

/* The same for programs: those in force, the variables before the file. */
static json_t *settings_json(void *ctx, const struct settings *settings)
{
    json_t *list = json_array();
    for (size_t i = 0; i < settings->n; i++) {
        const struct setting *s = &settings->items[i];
        if (strcmp(s->key, "config") == 0 || is_overridden(settings, i))
            continue;
        json_t *item = json_object();
        json_put(item, "command", *s->command ? json_text(s->command) : json_null());
        json_put(item, "key", json_text(s->key));
        json_put(item, "value", json_text(setting_value(ctx, s, setting_option(settings, s))));
        json_put(item, "origin", json_text(s->origin));
        json_put(item, "line", s->line ? json_integer(s->line) : json_null());
        json_put(item, "may_stand_in_file", json_boolean(may_stand_in_file(ctx, settings, s)));
        json_add(list, item);
    }
    return list;
}

/* An option that several commands have is one key. */
static void print_keys(void *ctx, const struct settings *settings, json_t *list)
{
    const struct poptOption **keys = NULL;
    size_t n = 0;
    for (size_t i = 0; settings->commands[i]; i++)
        for (const struct poptOption *o = settings->tables[i]; o->longName; o++) {
            size_t at = 0;
            while (at < n && strcmp(keys[at]->longName, o->longName) != 0)
                at++;
            if (at == n && !setting_is_for_one_run(o)) {
                at = mem_grow(ctx, &keys, &n);
                keys[at] = o;
            }
        }
    if (n)
        qsort(keys, n, sizeof(*keys), by_name);
    for (size_t i = 0; i < n; i++) {
        if (!list) {
            console_print(stdout, "%-18s  %s\n", keys[i]->longName, setting_rule_text(keys[i]));
            continue;
        }
        json_t *item = json_object();
        json_put(item, "key", json_text(keys[i]->longName));
        json_put(item, "in_file", json_text(setting_rule_text(keys[i])));
        json_add(list, item);
    }
}

static void print_json(void *ctx, const struct settings *settings, bool keys)
{
    json_t *root = json_object();
    json_put(root, "version", json_integer(1));
    if (keys) {
        json_t *list = json_array();
        print_keys(ctx, settings, list);
        json_put(root, "keys", list);
    } else {
        json_put(root, "file", settings->path ? json_text(settings->path) : json_null());
        json_put(root, "settings", settings_json(ctx, settings));
    }
    console_json(root);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    const struct settings *settings = invocation->settings;
    if (a->json) {
        print_json(invocation->ctx, settings, a->keys != 0);
        return EXIT_STATUS_DONE;
    }
    if (a->keys) {
        print_keys(invocation->ctx, settings, NULL);
        return EXIT_STATUS_DONE;
    }
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
             "and options on the command line before both. The file may say nothing that runs programs,\n"
             "connects to a server, or reads or writes outside the project.",
    .options = option_table,
    .run = run,
};
