#include "cli/project_file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/root.h"
#include "cli/options.h"

static const char database_prefix[] = "database ";

struct reader {
    void *ctx;
    struct project *project;
    struct diags *diags;
};

bool project_has_section(const struct setting *s)
{
    return strncmp(s->command, database_prefix, strlen(database_prefix)) == 0 || strcmp(s->command, "database") == 0;
}

static bool refuse(const struct reader *r, const struct setting *s, const char *message, const char *hint)
{
    struct diag *e = diag_error(r->diags, "%s", message);
    setting_locate(s, r->diags, e);
    if (hint)
        diag_hint(r->diags, e, "%s", hint);
    return false;
}

/* A name is a part of paths of snapshots, and a word on the command line. */
static bool check_name(const struct reader *r, const struct setting *s, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (*name && *name != '-' && name[strspn(name, letters)] == '\0' && strcmp(name, "common") != 0)
        return true;
    return refuse(r, s, mem_printf(r->ctx, "[%s]: not the name of a database", s->command),
                  "a name is made of letters, digits, - and _, such as [database main]; common is another one's");
}

static struct project_database *database_of(const struct reader *r, const struct setting *s)
{
    const char *name = s->command + strcspn(s->command, " ");
    name += strspn(name, " ");
    for (size_t i = 0; i < r->project->n_databases; i++)
        if (strcmp(r->project->databases[i].name, name) == 0)
            return &r->project->databases[i];
    if (!check_name(r, s, name))
        return NULL;
    size_t at = mem_grow(r->ctx, &r->project->databases, &r->project->n_databases);
    r->project->databases[at] = (struct project_database){.name = name, .line = s->line};
    return &r->project->databases[at];
}

/* A path relative to the file; it leads to nothing outside of the project. */
static bool take_path(const struct reader *r, const struct setting *s, struct project_path *to)
{
    struct diags said;
    diags_init(&said, r->ctx);
    if (to->path)
        return refuse(r, s, mem_printf(r->ctx, "%s was set before, in line %d", s->key, to->line), NULL);
    to->path = *s->value == '/' ? mem_strdup(r->ctx, s->value) : mem_printf(r->ctx, "%s%s", s->base, s->value);
    to->line = s->line;
    if (project_holds(s->base, to->path, 0, &said))
        return true;
    return refuse(r, s, mem_printf(r->ctx, "%s: %s %s", s->key, said.items[0].file, said.items[0].message),
                  "a pull request can change this file: it names nothing outside of the project");
}

static bool take_tool(const struct reader *r, const struct setting *s, const struct migration_tool **tool)
{
    int place = 0;
    struct diags said;
    diags_init(&said, r->ctx);
    if (!option_choice(s->key, s->value, migration_tool_names(r->ctx), &place, &said))
        return refuse(r, s, said.items[0].message, said.items[0].hint);
    *tool = migration_tool_at(place);
    return true;
}

static bool take_placeholder(const struct reader *r, const struct setting *s, struct project_database *d)
{
    const char *sign = strchr(s->value, '=');
    if (!sign || sign == s->value)
        return refuse(r, s, mem_printf(r->ctx, "%s = %s: not NAME=VALUE", s->key, s->value), NULL);
    size_t n = 0;
    while (d->placeholders && d->placeholders[n])
        n++;
    const char **values = mem_array(r->ctx, const char *, n + 2);
    if (n)
        memcpy(values, d->placeholders, n * sizeof(*values));
    values[n] = s->value;
    d->placeholders = values;
    return true;
}

/* What a section [database NAME] may say. */
static const char *const database_keys[] = {"postgres", "sqlite", "migration-tool", "define", NULL};

static bool take_database(const struct reader *r, const struct setting *s, struct project_database *d)
{
    enum engine engine;
    if (engine_from_name(s->key, &engine))
        return take_path(r, s, &d->directories[engine]);
    if (strcmp(s->key, "migration-tool") == 0)
        return take_tool(r, s, &d->tool);
    if (strcmp(s->key, "define") == 0)
        return take_placeholder(r, s, d);
    const char *meant = nearest_word(s->key, database_keys);
    return refuse(r, s, mem_printf(r->ctx, "[%s] has no key %s", s->command, s->key),
                  meant ? mem_printf(r->ctx, "did you mean %s?", meant)
                        : "it says postgres = DIR, sqlite = DIR, migration-tool, define");
}

static bool check_database(const struct reader *r, const struct project_database *d)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (d->directories[e].path)
            return true;
    const struct setting place = {.origin = r->project->file, .line = d->line};
    return refuse(r, &place, mem_printf(r->ctx, "[database %s] says nowhere where its migrations are", d->name),
                  "postgres = DIR and sqlite = DIR do, from this file; one of them is enough");
}

static int by_name(const void *a, const void *b)
{
    const struct project_database *x = a, *y = b;
    return strcmp(x->name, y->name);
}

const struct project *project_read(void *ctx, const char *path, struct diags *diags)
{
    struct settings file = {0};
    struct project *project = mem_new(ctx, struct project);
    const struct reader r = {ctx, project, diags};
    size_t before = diags->n_errors;
    if (!settings_read_file(ctx, path, true, &file, diags))
        return NULL;
    project->file = path;
    const char *slash = strrchr(path, '/');
    project->directory = !slash ? "." : slash == path ? "/" : mem_strndup(ctx, path, (size_t)(slash - path));
    for (size_t i = 0; i < file.n_sections; i++)
        if (project_has_section(&file.sections[i]) && !database_of(&r, &file.sections[i]))
            return NULL;
    for (size_t i = 0; i < file.n; i++)
        if (project_has_section(&file.items[i]))
            take_database(&r, &file.items[i], database_of(&r, &file.items[i]));
    for (size_t i = 0; i < project->n_databases && diags->n_errors == before; i++)
        check_database(&r, &project->databases[i]);
    if (project->n_databases)
        qsort(project->databases, project->n_databases, sizeof(*project->databases), by_name);
    return diags->n_errors == before ? project : NULL;
}
