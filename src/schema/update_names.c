/* What there is to say about updates that nobody can do, and the names of all of them. */
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/updates.h"

struct diag *update_report(const struct update_way *way, const char *name, enum engine engine, struct diags *diags)
{
    const struct registration *r = way->seen;
    struct diag *e = r ? diag_error(diags, "background update %s %s", name, way->why)
                       : diag_error(diags, "background update %s %s for %s", name, way->why, engine_name(engine));
    if (!r)
        return e;
    e->file = mem_strdup(diags->ctx, r->file);
    e->line = r->line;
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < r->n_evidence; i++)
        fprintf(t.out, "%s%s:%d: %s", i ? "\n" : "", r->evidence[i].file, r->evidence[i].line, r->evidence[i].text);
    char *detail = text_close(&t, diags->ctx);
    if (*detail)
        diag_detail(diags, e, detail);
    return e;
}

/* The update a file name implements: all before ".sql"; NULL where it is none. */
static char *update_of_file(void *ctx, const char *name)
{
    for (int e = -1; e < ENGINE_COUNT; e++) {
        const char *suffix = e < 0 ? ".sql" : mem_printf(ctx, ".sql.%s", engine_name((enum engine)e));
        if (has_ending(name, suffix))
            return mem_strndup(ctx, name, strlen(name) - strlen(suffix));
    }
    return NULL;
}

struct names {
    void *ctx;
    const char **items;
    size_t n;
};

static void add_name(struct names *names, const char *name)
{
    if (!name)
        return;
    size_t at = mem_grow(names->ctx, &names->items, &names->n);
    names->items[at] = name;
}

static bool add_directory(struct names *names, const struct update_directory *directory, struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(names->ctx, directory->root, directory->path, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++)
        add_name(names, update_of_file(names->ctx, list.entries[i].name));
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *updates_names(struct updates *u, void *ctx, struct diags *diags)
{
    struct names names = {.ctx = ctx};
    const struct sources *s = updates_sources(u);
    for (size_t i = 0; i < s->n; i++)
        add_name(&names, s->items[i].name);
    for (const struct update_directory *dir = updates_file_directories(u, ctx); dir->path; dir++)
        if (!add_directory(&names, dir, diags))
            return NULL;
    if (names.n)
        qsort(names.items, names.n, sizeof *names.items, compare_names);
    size_t kept = 0;
    for (size_t i = 0; i < names.n; i++)
        if (kept == 0 || strcmp(names.items[i], names.items[kept - 1]) != 0)
            names.items[kept++] = names.items[i];
    add_name(&names, "");
    names.items[kept] = NULL;
    return names.items;
}
