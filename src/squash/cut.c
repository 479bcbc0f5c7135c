/* Which migrations go, of one database: those up to a number, in the directory of each engine. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"
#include "squash/private.h"

bool cut_refuse(struct diags *diags, const char *path, const char *message, const char *hint)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, path);
    if (hint)
        diag_hint(diags, e, "%s", hint);
    return false;
}

void cut_add(struct cut *cut, const char *path)
{
    for (size_t i = 0; i < cut->n_obsolete; i++)
        if (strcmp(cut->obsolete[i], path) == 0)
            return;
    size_t at = mem_grow(cut->ctx, &cut->obsolete, &cut->n_obsolete);
    cut->obsolete[at] = path;
}

/* A directory of migrations has one database; of several one is named. */
static bool choose_database(struct cut *cut, struct diags *diags)
{
    const struct generate_options *o = cut->options->generate;
    const struct schema_tree *tree = cut->tree;
    if (o->n_databases > 1 || (o->n_databases == 0 && tree->n_databases != 1))
        return cut_refuse(diags, tree->name, "there are several databases, whose migrations have versions of their own",
                          "say which is squashed with --database");
    cut->database = o->n_databases ? o->databases[0] : tree->databases[0];
    return schema_tree_has(tree, cut->database) ||
           cut_refuse(diags, tree->name, mem_printf(diags->ctx, "no logical database %s", cut->database), NULL);
}

static bool check_set(const struct cut *cut, const struct migration_set *set, struct diags *diags)
{
    const struct migrations *m = &set->migrations;
    if (m->programs)
        return cut_refuse(diags, m->root->path, "its migrations are programs, which nobody here runs", NULL);
    if (cut_is_shared(cut->tree, set) && !cut_check_shared(cut, set, diags))
        return false;
    for (size_t i = 0; i < m->n; i++)
        if (m->items[i].number.role == MIGRATION_BASELINE)
            return cut_refuse(diags, path_join(diags->ctx, migration_root(m, &m->items[i])->path, m->items[i].name),
                              "is a baseline already",
                              "a second one would stand for the first as well: remove that first");
    return true;
}

/* The sets of the database, for the engines that are wanted. */
static bool find_sets(struct cut *cut, struct diags *diags)
{
    for (size_t i = 0; i < cut->tree->n_sets; i++) {
        const struct migration_set *set = &cut->tree->sets[i];
        for (int e = 0; e < ENGINE_COUNT; e++) {
            if (strcmp(set->database, cut->database) != 0 || !set->engines[e] || !cut->options->generate->engines[e])
                continue;
            if (!check_set(cut, set, diags))
                return false;
            cut->sets[cut->n_sets++] = (struct cut_set){.set = set, .engine = (enum engine)e};
        }
    }
    return cut->n_sets > 0 || cut_refuse(diags, cut->tree->name, "there are no migrations for that engine", NULL);
}

/* "7", "1.2", "20240131120000", "V7". */
static bool read_number(const char *word, struct migration_name *number)
{
    const char *rest = word + (*word == 'v' || *word == 'V');
    for (*number = (struct migration_name){0}; (rest = migration_name_part(rest, number)) && *rest == '.';)
        rest++;
    return rest && *rest == '\0';
}

static bool is_meant(const char *word, const struct migration_name *number, const struct migration *m)
{
    size_t n = strlen(word);
    if (m->number.n_parts == 0 || m->number.role != MIGRATION_NUMBERED)
        return false;
    if (number)
        return migration_name_compare(number, &m->number) == 0;
    const char *name = base_name(m->entry);
    return strncmp(name, word, n) == 0 && (name[n] == '\0' || name[n] == '.');
}

static bool refuse_target(const struct cut *cut, const char *word, struct diags *diags)
{
    const struct migrations *m = &cut->sets[0].set->migrations;
    struct diag *e = diag_error(diags, "--to %s: no migration has that number or name", word);
    e->file = mem_strdup(diags->ctx, m->root->path);
    if (m->n)
        diag_hint(diags, e, "they go from %s to %s", m->items[0].entry, m->items[m->n - 1].entry);
    return false;
}

/* The version of the last one that goes. */
static bool find_target(struct cut *cut, struct diags *diags)
{
    struct migration_name number;
    const char *to = cut->options->to;
    bool is_number = to && read_number(to, &number);
    cut->version = -1;
    for (size_t s = 0; s < cut->n_sets; s++) {
        const struct migrations *m = &cut->sets[s].set->migrations;
        for (size_t i = 0; i < m->n; i++) {
            const struct migration *one = &m->items[i];
            bool meant = to ? is_meant(to, is_number ? &number : NULL, one)
                            : one->number.n_parts > 0 && one->number.role == MIGRATION_NUMBERED;
            if (meant && one->version > cut->version)
                cut->version = one->version;
        }
    }
    return cut->version >= 0 || refuse_target(cut, to ? to : "", diags);
}

/* Whose file the last one is, and what such a tool takes for it. */
static bool find_tool(const struct cut *cut, struct cut_set *s, struct diags *diags)
{
    const struct migrations *m = &s->set->migrations;
    const char *text = file_read_text(cut->ctx, m->root, migration_path(cut->ctx, m, s->last), diags);
    if (!text)
        return false;
    const struct migration_tool *own = directives_tool(text);
    s->tool = own != &tool_unknown ? own : m->request.tool;
    if (s->tool->squash.form != SQUASH_UNKNOWN)
        return true;
    return cut_refuse(diags, m->root->path,
                      mem_printf(diags->ctx, "how %s takes one migration for several is not known here", s->tool->name),
                      s->tool->squash.again ? s->tool->squash.again : "docs/squash.md lists the tools of which it is");
}

/* V7__rooms.sql: B7__baseline.sql beside it. */
static const char *path_beside(const struct cut *cut, const struct cut_set *s)
{
    const struct migrations *m = &s->set->migrations;
    const char *entry = s->last->entry, *base = base_name(entry), *name = strstr(base, "__");
    return path_join(cut->ctx, m->root->path,
                     mem_printf(cut->ctx, "%.*sB%.*s__baseline.sql", (int)(base - entry), entry,
                                (int)(name ? name - base - 1 : 0), base + 1));
}

/* 7_rooms/down.sql beside 7_rooms/up.sql; others are in the list of down migrations. */
static void add_down_of_directory(struct cut *cut, const char *path)
{
    static const char up[] = "/up.sql";
    if (!has_ending(path, up))
        return;
    const char *down = mem_printf(cut->ctx, "%.*s/down.sql", (int)(strlen(path) - strlen(up)), path);
    if (is_there(down))
        cut_add(cut, down);
}

static bool is_baseline(const struct cut *cut, const char *path)
{
    for (size_t i = 0; i < cut->n_sets; i++)
        if (cut->sets[i].n > 0 && strcmp(cut->sets[i].path, path) == 0)
            return true;
    return false;
}

/* The file, but that of the baseline, with what is beside it: settings for it alone, a down migration. */
static void add_migration(struct cut *cut, const struct cut_set *s, const struct migration *m)
{
    const char *path = migration_path(cut->ctx, &s->set->migrations, m);
    const char *settings = s->tool->settings ? s->tool->settings(cut->ctx, path) : NULL;
    bool stays = is_baseline(cut, path);
    if (!stays)
        cut_add(cut, path);
    if (!stays && settings && is_there(settings))
        cut_add(cut, settings);
    add_down_of_directory(cut, path);
}

static void add_downs(struct cut *cut, const struct cut_set *s)
{
    const struct migrations *m = &s->set->migrations;
    for (size_t i = 0; i < m->n_downs; i++)
        if (migration_name_compare(&m->downs[i].number, &s->last->number) <= 0)
            cut_add(cut, path_join(cut->ctx, m->root->path, m->downs[i].name));
}

/* Decides of one directory; one without any up to the version stays as it is. */
static bool cut_set(struct cut *cut, struct cut_set *s, struct diags *diags)
{
    const struct migrations *m = &s->set->migrations;
    for (; s->end < m->n && m->items[s->end].version <= cut->version; s->end++)
        if (!m->items[s->end].not_on[s->engine]) {
            s->last = &m->items[s->end];
            s->n++;
        }
    if (s->n == 0)
        return true;
    if (!find_tool(cut, s, diags))
        return false;
    bool in_place = s->tool->squash.form == SQUASH_IN_PLACE;
    cut->in_place |= in_place;
    if (cut_is_shared(cut->tree, s->set))
        s->path = cut_shared_path(cut, s, diags);
    else
        s->path = in_place ? migration_path(cut->ctx, m, s->last) : path_beside(cut, s);
    return s->path && (in_place || !is_there(s->path) || cut_refuse(diags, s->path, "is there already", NULL));
}

/* Once it is known where the baselines stand. */
static void add_obsolete(struct cut *cut, const struct cut_set *s)
{
    if (s->n == 0)
        return;
    for (size_t i = 0; i < s->end; i++)
        add_migration(cut, s, &s->set->migrations.items[i]);
    add_downs(cut, s);
}

static bool check_rest(const struct cut *cut, struct diags *diags)
{
    size_t most = 0;
    for (size_t i = 0; i < cut->n_sets; i++)
        most = cut->sets[i].n > most ? cut->sets[i].n : most;
    if (most > 1)
        return true;
    return cut_refuse(diags, cut->tree->name, "there is one migration up to there, and nothing to make one of", NULL);
}

bool cut_find(struct cut *cut, struct diags *diags)
{
    size_t kept = 0;
    if (!cut->tree->layout->has_migrations)
        return cut_find_version(cut, diags);
    if (!choose_database(cut, diags) || !find_sets(cut, diags) || !find_target(cut, diags))
        return false;
    for (size_t i = 0; i < cut->n_sets; i++)
        if (!cut_set(cut, &cut->sets[i], diags))
            return false;
    for (size_t i = 0; i < cut->n_sets; i++)
        add_obsolete(cut, &cut->sets[i]);
    for (size_t i = 0; i < cut->n_sets; i++)
        if (cut->sets[i].n > 0)
            cut->sets[kept++] = cut->sets[i];
    cut->n_sets = kept;
    return check_rest(cut, diags);
}
