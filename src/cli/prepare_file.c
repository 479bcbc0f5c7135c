#include "cli/prepare_file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/project_keys.h"
#include "sql/postgres/name.h"

/* The database that a section is about; NULL: all. */
static const char *database_of(const struct setting *s)
{
    const char *name = s->command + strcspn(s->command, " ");
    name += strspn(name, " ");
    return *name ? name : NULL;
}

static struct project_prepare *prepare_of(const struct project_reader *r, const struct setting *s)
{
    const char *name = database_of(s);
    for (size_t i = 0; i < r->project->n_prepares; i++) {
        const char *other = r->project->prepares[i].database;
        if (!name ? !other : other && strcmp(name, other) == 0)
            return &r->project->prepares[i];
    }
    size_t at = mem_grow(r->ctx, &r->project->prepares, &r->project->n_prepares);
    r->project->prepares[at] = (struct project_prepare){.database = name, .line = s->line};
    return &r->project->prepares[at];
}

/* Names are looked for in parse trees, where these characters would be escaped. */
static bool is_name(const char *name)
{
    size_t n = strlen(name);
    for (const char *c = name; *c; c++)
        if (strchr("\"\\'", *c) || (unsigned char)*c <= ' ' || *c == 0x7f)
            return false;
    return n > 0 && n <= LONGEST_NAME;
}

/* The next of a list `a, b`, without blanks around it. NULL: there is none. Belongs to ctx. */
static char *next_of(void *ctx, const char **list)
{
    static const char blanks[] = " \t";
    const char *start = *list + strspn(*list, " \t,");
    size_t n = strcspn(start, ","), end = n;
    if (n == 0)
        return NULL;
    while (strchr(blanks, start[end - 1]))
        end--;
    *list = start + n;
    return mem_strndup(ctx, start, end);
}

static bool refuse_name(const struct project_reader *r, const struct setting *s, const char *name)
{
    return project_refuse(r, s, mem_printf(r->ctx, "%s: not a name: %s", s->key, name),
                          "names are separated by commas, and have no blanks or quotes in them");
}

/* A list of commas alone says as little as a key without a value, which is an error, too. */
static bool is_list(const struct project_reader *r, const struct setting *s)
{
    return s->value[strspn(s->value, " \t,")] || refuse_name(r, s, s->value);
}

static bool take_roles(const struct project_reader *r, const struct setting *s)
{
    const char *list = s->value, *name;
    if (database_of(s))
        return project_refuse(r, s, "roles are of the server, and of no single database",
                              "the section [prepare] says which there are");
    if (!is_list(r, s))
        return false;
    while ((name = next_of(r->ctx, &list))) {
        if (!is_name(name))
            return refuse_name(r, s, name);
        for (size_t i = 0; i < r->project->n_roles; i++)
            if (strcmp(r->project->roles[i].name, name) == 0)
                return project_refuse(r, s, mem_printf(r->ctx, "the role %s was named before", name), NULL);
        size_t at = mem_grow(r->ctx, &r->project->roles, &r->project->n_roles);
        r->project->roles[at] = (struct prepared_role){name, s->origin, s->line};
    }
    return true;
}

/* "postgis", "postgis in gis" */
static bool take_extension(const struct project_reader *r, const struct setting *s, struct project_prepare *prepare,
                           char *entry)
{
    static const char within[] = " in ";
    char *at = strstr(entry, within), *schema = at ? at + strlen(within) : NULL;
    if (at)
        *at = '\0';
    for (size_t n = strlen(entry); at && n > 0 && entry[n - 1] == ' '; n--)
        entry[n - 1] = '\0';
    schema = schema ? schema + strspn(schema, " ") : NULL;
    if (!is_name(entry))
        return refuse_name(r, s, entry);
    if (schema && !is_name(schema))
        return refuse_name(r, s, schema);
    for (size_t i = 0; i < prepare->n_extensions; i++)
        if (strcmp(prepare->extensions[i].name, entry) == 0)
            return project_refuse(r, s, mem_printf(r->ctx, "the extension %s was named before", entry), NULL);
    size_t next = mem_grow(r->ctx, &prepare->extensions, &prepare->n_extensions);
    prepare->extensions[next] = (struct prepared_extension){entry, schema, s->origin, s->line};
    return true;
}

static bool take_extensions(const struct project_reader *r, const struct setting *s, struct project_prepare *prepare)
{
    const char *list = s->value;
    bool ok = is_list(r, s);
    for (char *entry; ok && (entry = next_of(r->ctx, &list));)
        ok = take_extension(r, s, prepare, entry);
    return ok;
}

static bool take_files(const struct project_reader *r, const struct setting *s, struct project_prepare *prepare,
                       const bool engines[ENGINE_COUNT])
{
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (engines[e])
            ok = ok && project_take_path(r, s, &prepare->files[e]);
    return ok;
}

void prepare_begin(const struct project_reader *r, const struct setting *section)
{
    prepare_of(r, section);
}

bool prepare_take(const struct project_reader *r, const struct setting *s)
{
    struct project_prepare *prepare = prepare_of(r, s);
    bool engines[ENGINE_COUNT];
    const char *rest;
    if (strcmp(s->key, "roles") == 0)
        return take_roles(r, s);
    if (strcmp(s->key, "extensions") == 0)
        return take_extensions(r, s, prepare);
    if ((rest = project_key_engines(r, s->key, "file", engines)) && !*rest)
        return take_files(r, s, prepare, engines);
    return project_refuse_key(r, s, project_prepare_keys,
                              "it says roles, extensions, file, file postgres, file sqlite");
}

static int all_first(const void *a, const void *b)
{
    const struct project_prepare *x = a, *y = b;
    if (!x->database != !y->database)
        return x->database ? 1 : -1;
    return (x->line > y->line) - (x->line < y->line);
}

void prepare_finish(struct project *project)
{
    if (project->n_prepares)
        qsort(project->prepares, project->n_prepares, sizeof(*project->prepares), all_first);
}

/*
 * Extensions whose functions, for a role that is no superuser, neither reach files, programs, other servers nor other
 * sessions. Bytewise.
 */
static const char *const harmless[] = {"address_standardizer",
                                       "address_standardizer_data_us",
                                       "amcheck",
                                       "autoinc",
                                       "bloom",
                                       "btree_gin",
                                       "btree_gist",
                                       "citext",
                                       "cube",
                                       "dict_int",
                                       "dict_xsyn",
                                       "earthdistance",
                                       "fuzzystrmatch",
                                       "h3",
                                       "hll",
                                       "hstore",
                                       "hypopg",
                                       "insert_username",
                                       "intagg",
                                       "intarray",
                                       "ip4r",
                                       "isn",
                                       "lo",
                                       "ltree",
                                       "moddatetime",
                                       "pg_buffercache",
                                       "pg_freespacemap",
                                       "pg_partman",
                                       "pg_prewarm",
                                       "pg_stat_statements",
                                       "pg_trgm",
                                       "pg_uuidv7",
                                       "pg_visibility",
                                       "pgcrypto",
                                       "pgjwt",
                                       "pgrouting",
                                       "pgrowlocks",
                                       "pgstattuple",
                                       "pgtap",
                                       "plperl",
                                       "plpgsql",
                                       "pltcl",
                                       "postgis",
                                       "postgis_tiger_geocoder",
                                       "postgis_topology",
                                       "prefix",
                                       "refint",
                                       "roaringbitmap",
                                       "rum",
                                       "seg",
                                       "semver",
                                       "sslinfo",
                                       "tablefunc",
                                       "tcn",
                                       "temporal_tables",
                                       "tsm_system_rows",
                                       "tsm_system_time",
                                       "unaccent",
                                       "unit",
                                       "uuid-ossp",
                                       "vector"};

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool is_harmless(const char *name)
{
    return bsearch(name, harmless, sizeof harmless / sizeof *harmless, sizeof *harmless, compare_names) != NULL;
}

static bool is_allowed(const char *name, const char *const *allowed)
{
    for (; allowed && *allowed; allowed++)
        if (strcmp(*allowed, name) == 0)
            return true;
    return false;
}

bool prepare_check(const struct project *project, const char *const *allowed, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < project->n_prepares; i++)
        for (size_t k = 0; k < project->prepares[i].n_extensions; k++) {
            const struct prepared_extension *x = &project->prepares[i].extensions[k];
            if (is_harmless(x->name) || is_allowed(x->name, allowed))
                continue;
            struct diag *e = diag_error(diags, "extensions = %s: it may give deltas more than their database", x->name);
            e->file = mem_strdup(diags->ctx, x->file);
            e->line = x->line;
            diag_hint(
                diags, e,
                "a pull request can change this file: where you know that it gives no more, say --allow-extension "
                "%s on the command line, or set FULLSCHEMA_ALLOW_EXTENSION",
                x->name);
            ok = false;
        }
    return ok;
}
