#include "cli/project_file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/root.h"
#include "cli/options.h"
#include "cli/prepare_file.h"
#include "cli/project_keys.h"

/* [WORD], [WORD NAME] */
static bool is_section(const struct setting *s, const char *word)
{
    size_t n = strlen(word);
    return strncmp(s->command, word, n) == 0 && (s->command[n] == ' ' || !s->command[n]);
}

bool project_has_section(const struct setting *s)
{
    return is_section(s, "database") || is_section(s, "prepare");
}

bool project_refuse(const struct project_reader *r, const struct setting *s, const char *message, const char *hint)
{
    struct diag *e = diag_error(r->diags, "%s", message);
    setting_locate(s, r->diags, e);
    if (hint)
        diag_hint(r->diags, e, "%s", hint);
    return false;
}

/* A name is a part of paths of snapshots, and a word on the command line. */
static bool check_name(const struct project_reader *r, const struct setting *s, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (*name && *name != '-' && name[strspn(name, letters)] == '\0' && strcmp(name, "common") != 0)
        return true;
    return project_refuse(
        r, s, mem_printf(r->ctx, "[%s]: not the name of a database", s->command),
        "a name is made of letters, digits, - and _, such as [database main]; common is another one's");
}

static struct project_database *database_of(const struct project_reader *r, const struct setting *s)
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

bool project_take_path(const struct project_reader *r, const struct setting *s, struct project_path *to)
{
    struct diags said;
    diags_init(&said, r->ctx);
    if (to->path)
        return project_refuse(r, s, mem_printf(r->ctx, "%s was set before, in line %d", s->key, to->line), NULL);
    to->path = *s->value == '/' ? mem_strdup(r->ctx, s->value) : mem_printf(r->ctx, "%s%s", s->base, s->value);
    to->line = s->line;
    if (project_holds(s->base, to->path, 0, &said))
        return true;
    return project_refuse(r, s, mem_printf(r->ctx, "%s: %s %s", s->key, said.items[0].file, said.items[0].message),
                          "a pull request can change this file: it names nothing outside of the project");
}

static bool take_tool(const struct project_reader *r, const struct setting *s, const struct migration_tool **tool)
{
    int place = 0;
    struct diags said;
    diags_init(&said, r->ctx);
    if (!option_choice(s->key, s->value, migration_tool_names(r->ctx), &place, &said))
        return project_refuse(r, s, said.items[0].message, said.items[0].hint);
    *tool = migration_tool_at(place);
    return true;
}

static bool take_placeholder(const struct project_reader *r, const struct setting *s, struct project_database *d)
{
    const char *sign = strchr(s->value, '=');
    if (!sign || sign == s->value)
        return project_refuse(r, s, mem_printf(r->ctx, "%s = %s: not NAME=VALUE", s->key, s->value), NULL);
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

const char *project_key_engines(const struct project_reader *r, const char *key, const char *word,
                                bool engines[ENGINE_COUNT])
{
    size_t n = strlen(word);
    if (strncmp(key, word, n) != 0 || (key[n] && !isspace((unsigned char)key[n])))
        return NULL;
    const char *rest = key + n + strspn(key + n, " \t");
    const char *next = mem_strndup(r->ctx, rest, strcspn(rest, " \t"));
    enum engine only;
    bool one = engine_from_name(next, &only);
    for (int e = 0; e < ENGINE_COUNT; e++)
        engines[e] = !one || (enum engine)e == only;
    rest += one ? strlen(next) : 0;
    return rest + strspn(rest, " \t");
}

static bool take_base(const struct project_reader *r, const struct setting *s, struct project_database *d,
                      const bool engines[ENGINE_COUNT])
{
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (engines[e]) {
            ok = ok && project_take_path(r, s, &d->bases[e].file);
            d->bases[e].for_both = engines[ENGINE_POSTGRES] && engines[ENGINE_SQLITE];
        }
    return ok;
}

static bool take_base_version(const struct project_reader *r, const struct setting *s, struct project_database *d,
                              const bool engines[ENGINE_COUNT])
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        struct project_base *base = &d->bases[e];
        if (engines[e] && base->version)
            return project_refuse(r, s, mem_printf(r->ctx, "%s was set before, in line %d", s->key, base->version_line),
                                  NULL);
        if (engines[e]) {
            base->version = s->value;
            base->version_line = s->line;
        }
    }
    return true;
}

/* What stands in quotes, in which \" and \\ stand for a quote and a backslash; NULL where it does not, or is empty. */
static char *quoted_word(void *ctx, const char *text)
{
    char *word = mem_strdup(ctx, text);
    size_t n = 0;
    if (*text++ != '"')
        return NULL;
    for (; *text && *text != '"'; text++) {
        text += *text == '\\' && text[1] && strchr("\"\\", text[1]);
        word[n++] = *text;
    }
    word[n] = '\0';
    return n > 0 && strcmp(text, "\"") == 0 ? word : NULL;
}

static bool refuse_replacement(const struct project_reader *r, const struct setting *s, const char *words)
{
    const char *quote = strchr(words, '"'), *wrong = "what is replaced does not stand in quotes";
    if (strcmp(words, "\"\"") == 0)
        wrong = "nothing can be replaced by something";
    else if (quote && quote > words)
        wrong = "what stands before the quote is neither postgres nor sqlite";
    return project_refuse(r, s, mem_printf(r->ctx, "%s: %s", s->key, wrong),
                          "such as replace postgres \"BLOB\" = \"BYTEA\"");
}

static bool take_replacement(const struct project_reader *r, const struct setting *s, struct project_database *d,
                             const bool engines[ENGINE_COUNT], const char *words)
{
    struct project_replacement new = {.from = quoted_word(r->ctx, words), .to = s->value, .line = s->line};
    if (!new.from)
        return refuse_replacement(r, s, words);
    memcpy(new.engines, engines, sizeof(new.engines));
    for (size_t i = 0; i < d->n_replacements; i++)
        for (int e = 0; e < ENGINE_COUNT; e++)
            if (engines[e] && d->replacements[i].engines[e] && strcmp(d->replacements[i].from, new.from) == 0)
                return project_refuse(r, s, mem_printf(r->ctx, "%s was set before", s->key), NULL);
    size_t at = mem_grow(r->ctx, &d->replacements, &d->n_replacements);
    d->replacements[at] = new;
    return true;
}

static bool take_order(const struct project_reader *r, const struct setting *s, struct project_database *d)
{
    int place = ORDER_USUAL;
    struct diags said;
    diags_init(&said, r->ctx);
    if (!option_choice(s->key, s->value, project_orders, &place, &said))
        return project_refuse(r, s, said.items[0].message, said.items[0].hint);
    d->order = (enum project_order)place;
    return true;
}

bool project_refuse_key(const struct project_reader *r, const struct setting *s, const char *const *keys,
                        const char *all)
{
    const char *meant = project_key_meant(r->ctx, s->key, keys);
    return project_refuse(r, s, mem_printf(r->ctx, "[%s] has no key %s", s->command, s->key),
                          meant ? mem_printf(r->ctx, "did you mean %s?", meant) : all);
}

static bool take_database(const struct project_reader *r, const struct setting *s, struct project_database *d)
{
    enum engine engine;
    bool engines[ENGINE_COUNT];
    const char *rest;
    if (engine_from_name(s->key, &engine))
        return project_take_path(r, s, &d->directories[engine]);
    if (strcmp(s->key, "migration-tool") == 0)
        return take_tool(r, s, &d->tool);
    if (strcmp(s->key, "define") == 0)
        return take_placeholder(r, s, d);
    if (strcmp(s->key, "order") == 0)
        return take_order(r, s, d);
    if ((rest = project_key_engines(r, s->key, "base", engines)) && !*rest)
        return take_base(r, s, d, engines);
    if ((rest = project_key_engines(r, s->key, "base-version", engines)) && !*rest)
        return take_base_version(r, s, d, engines);
    if ((rest = project_key_engines(r, s->key, "replace", engines)))
        return take_replacement(r, s, d, engines, rest);
    return project_refuse_key(r, s, project_database_keys,
                              "it says postgres = DIR, sqlite = DIR, base = FILE, base-version, migration-tool, "
                              "define, replace, order");
}

/* A base for no engine in particular is for those that have migrations; where none has, for both. */
static void finish_bases(struct project_database *d)
{
    bool any = false;
    for (int e = 0; e < ENGINE_COUNT; e++)
        any |= d->directories[e].path != NULL;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (any && !d->directories[e].path && d->bases[e].for_both)
            d->bases[e] = (struct project_base){0};
}

static bool check_base(const struct project_reader *r, const struct project_base *base)
{
    const struct setting place = {.origin = r->project->file, .line = base->version_line};
    if (base->file.path || !base->version)
        return true;
    return project_refuse(r, &place, "base-version is said, and no base",
                          "base = FILE is what stands for that version");
}

static bool check_database(const struct project_reader *r, struct project_database *d)
{
    bool any = false;
    finish_bases(d);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        any |= d->directories[e].path || d->bases[e].file.path;
        if (!check_base(r, &d->bases[e]))
            return false;
    }
    if (any)
        return true;
    const struct setting place = {.origin = r->project->file, .line = d->line};
    return project_refuse(r, &place, mem_printf(r->ctx, "[database %s] says nowhere where its migrations are", d->name),
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
    const struct project_reader r = {ctx, project, diags};
    size_t before = diags->n_errors;
    if (!settings_read_file(ctx, path, true, &file, diags))
        return NULL;
    project->file = path;
    const char *slash = strrchr(path, '/');
    project->directory = !slash ? "." : slash == path ? "/" : mem_strndup(ctx, path, (size_t)(slash - path));
    for (size_t i = 0; i < file.n_sections; i++)
        if (is_section(&file.sections[i], "prepare"))
            prepare_begin(&r, &file.sections[i]);
        else if (project_has_section(&file.sections[i]) && !database_of(&r, &file.sections[i]))
            return NULL;
    for (size_t i = 0; i < file.n; i++)
        if (is_section(&file.items[i], "database"))
            take_database(&r, &file.items[i], database_of(&r, &file.items[i]));
        else if (is_section(&file.items[i], "prepare"))
            prepare_take(&r, &file.items[i]);
    for (size_t i = 0; i < project->n_databases && diags->n_errors == before; i++)
        check_database(&r, &project->databases[i]);
    prepare_finish(project);
    if (project->n_databases)
        qsort(project->databases, project->n_databases, sizeof(*project->databases), by_name);
    return diags->n_errors == before ? project : NULL;
}
