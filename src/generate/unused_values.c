#include "generate/unused_values.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"

/* A word that some migration is expected to have. */
struct sought {
    const char *word;
    const char *database; /* in whose migrations; NULL: any */
    const bool *engines;  /* for which; NULL: any */
    const char *called;   /* how the person wrote it */
    int line;             /* of the project's file; 0: it stands elsewhere */
    bool used;
};

struct sought_list {
    void *ctx;
    struct sought *items;
    size_t n;
};

static void add(struct sought_list *values, struct sought value)
{
    size_t at = mem_grow(values->ctx, &values->items, &values->n);
    values->items[at] = value;
}

/* `option` is what stands before each. */
static void add_placeholders(struct sought_list *values, const char *const *list, const char *option,
                             const struct project_database *d)
{
    for (; list && *list; list++) {
        char *name = mem_strndup(values->ctx, *list, strcspn(*list, "="));
        add(values, (struct sought){.word = name,
                                    .database = d ? d->name : NULL,
                                    .called = mem_printf(values->ctx, "%s %s", option, name),
                                    .line = d ? d->line : 0});
    }
}

/* As it stands in the file. */
static char *replacement_called(void *ctx, const struct project_database *d, const struct project_replacement *r)
{
    const char *only = !r->engines[ENGINE_SQLITE]     ? engine_name(ENGINE_POSTGRES)
                       : !r->engines[ENGINE_POSTGRES] ? engine_name(ENGINE_SQLITE)
                                                      : NULL;
    return mem_printf(ctx, "[database %s] replace %s%s\"%s\"", d->name, only ? only : "", only ? " " : "", r->from);
}

static void add_database(struct sought_list *values, const struct project_database *d)
{
    const char *define = mem_printf(values->ctx, "[database %s] define", d->name);
    for (size_t i = 0; i < d->n_replacements; i++) {
        const struct project_replacement *r = &d->replacements[i];
        add(values, (struct sought){.word = r->from,
                                    .database = d->name,
                                    .engines = r->engines,
                                    .called = replacement_called(values->ctx, d, r),
                                    .line = r->line});
    }
    add_placeholders(values, d->placeholders, define, d);
}

static bool concerns(const struct sought *value, const struct migration_set *set)
{
    if (value->database && strcmp(value->database, set->database) != 0)
        return false;
    bool any = !value->engines;
    for (int e = 0; e < ENGINE_COUNT; e++)
        any = any || (value->engines[e] && set->engines[e]);
    return any;
}

static void look(const struct sought_list *values, const struct migration_set *set, const char *text)
{
    for (size_t i = 0; i < values->n; i++) {
        struct sought *value = &values->items[i];
        value->used = value->used || (concerns(value, set) && strstr(text, value->word));
    }
}

static void look_at_files(const struct sought_list *values, const struct migration_set *set,
                          const struct migration *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t size;
        void *ctx = mem_root("unused_values");
        const char *path = migration_path(ctx, &set->migrations, &items[i]);
        const char *text = file_read(ctx, migration_root(&set->migrations, &items[i]), path, &size);
        if (text)
            look(values, set, text);
        mem_free(ctx);
    }
}

static void look_at_set(const struct sought_list *values, const struct migration_set *set)
{
    look_at_files(values, set, set->migrations.items, set->migrations.n);
    look_at_files(values, set, set->migrations.downs, set->migrations.n_downs);
}

void warn_of_unused_values(const struct schema_tree *tree, const char *const *given, struct diags *diags)
{
    struct sought_list values = {.ctx = mem_root("warn_of_unused_values")};
    bool sections = tree->layout == &tree_layout_project;
    for (size_t i = 0; sections && i < tree->project->n_databases; i++)
        add_database(&values, &tree->project->databases[i]);
    add_placeholders(&values, given, "--placeholder", NULL);
    for (size_t i = 0; values.n && i < tree->n_sets; i++)
        look_at_set(&values, &tree->sets[i]);
    for (size_t i = 0; i < values.n; i++) {
        const struct sought *value = &values.items[i];
        if (value->used)
            continue;
        struct diag *w = diag_warning(diags, "%s: no migration that runs has that in it", value->called);
        w->file = value->line ? mem_strdup(diags->ctx, tree->project->file) : NULL;
        w->line = value->line;
    }
    mem_free(values.ctx);
}
