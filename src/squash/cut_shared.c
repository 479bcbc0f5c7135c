/* One directory for both engines: a baseline is in the words of one, so each has its own. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_engine.h"
#include "squash/private.h"

static bool is_for_one(const struct migration *m)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (m->not_on[e])
            return true;
    return false;
}

/* Whether a file that runs on one of the engines alone, or one that runs on both, is among them. */
bool cut_is_shared(const struct schema_tree *tree, const struct migration_set *set)
{
    if (!tree->layout->one_engine && set->engines[ENGINE_POSTGRES] && set->engines[ENGINE_SQLITE])
        return true;
    for (size_t i = 0; i < set->migrations.n; i++)
        if (is_for_one(&set->migrations.items[i]))
            return true;
    return false;
}

/* The word for the engine that names there have. */
static const char *word_for(const struct migrations *m, enum engine engine)
{
    for (size_t i = m->n; i-- > 0;) {
        const char *word = migration_engine_suffix(m->items[i].entry);
        if (word && !m->items[i].not_on[engine])
            return word;
    }
    return NULL;
}

bool cut_check_shared(const struct cut *cut, const struct migration_set *set, struct diags *diags)
{
    const struct migrations *m = &set->migrations;
    bool both = !cut->tree->layout->one_engine;
    for (int e = 0; e < ENGINE_COUNT; e++)
        both = both && set->engines[e] && cut->options->generate->engines[e];
    if (!both)
        return cut_refuse(diags, m->root->path, "the directory is for both engines, and what goes would go for both",
                          "squash both: postgres and sqlite of a section [database NAME] in fullschema.ini name the "
                          "directory, and no --engine");
    if (word_for(m, ENGINE_POSTGRES) || word_for(m, ENGINE_SQLITE))
        return true;
    return cut_refuse(
        diags, m->root->path,
        "the directory is for both engines, a baseline is in the words of one, and no name there says "
        "which one a file is for",
        "where what runs them takes 7_rooms.postgres.sql for Postgres alone, give a file such a name; else "
        "give each engine a directory of its own");
}

const char *cut_shared_path(const struct cut *cut, const struct cut_set *s, struct diags *diags)
{
    const struct migrations *m = &s->set->migrations;
    const char *path = migration_path(cut->ctx, m, s->last), *word = word_for(m, s->engine);
    if (s->tool->squash.form != SQUASH_IN_PLACE || strcmp(s->last->entry, s->last->name) != 0) {
        cut_refuse(diags, path, "the directory is for both engines, and such a baseline cannot be for one of them",
                   "give each engine a directory of its own");
        return NULL;
    }
    if (migration_engine_suffix(s->last->entry))
        return path;
    return migration_engine_name(cut->ctx, path, word ? word : s->engine == ENGINE_POSTGRES ? ".postgres" : ".sqlite");
}
