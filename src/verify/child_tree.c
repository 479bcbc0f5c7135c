#include "verify/child_tree.h"

#include <errno.h>
#include <string.h>

#include "base/copy.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/write.h"

static void add(void *ctx, struct project_copies *copies, const char *of, const char *name)
{
    size_t at = mem_grow(ctx, &copies->items, &copies->n);
    copies->items[at] = (struct project_copy){of, name};
}

static const char *name_of(const struct project_copies *copies, const char *of)
{
    for (size_t i = 0; i < copies->n; i++)
        if (strcmp(copies->items[i].of, of) == 0)
            return copies->items[i].name;
    return NULL;
}

/* The file or files of one base, which stand beneath a root of their own. False with diagnostics. */
static bool copy_base(void *ctx, const struct migrations *migrations, const char *to, struct diags *diags)
{
    for (size_t i = 0; i < migrations->n; i++) {
        const struct migration *m = &migrations->items[i];
        const char *text = m->root ? file_read_text(ctx, m->root, migration_path(ctx, migrations, m), diags) : "";
        if (!text || (m->root && !is_there(path_join(ctx, to, m->name)) &&
                      !file_create(to, path_join(ctx, to, m->name), text, diags)))
            return false;
    }
    return true;
}

/* Whether there is no directory of migrations, but a base. */
static bool is_base_alone(const struct migrations *migrations)
{
    return migrations->n > 0 && migrations->items[0].root == migrations->root;
}

static bool make_directory(const char *path, struct diags *diags)
{
    if (make_own_directory(path))
        return true;
    diag_error(diags, "cannot make %s: %s", path, strerror(errno));
    return false;
}

/* Each directory of bases beside those of migrations, which may be the same. */
static bool copy_bases(void *ctx, const struct schema_tree *tree, const char *to, struct project_copies *beside,
                       struct child_tree *copy, struct diags *diags)
{
    for (size_t i = 0; i < tree->n_sets; i++) {
        const struct migrations *m = &tree->sets[i].migrations;
        const struct root *root = m->n ? m->items[0].root : NULL;
        if (!root)
            continue;
        const char *of = project_base_key(ctx, root->path), *name = name_of(beside, of);
        if (!name) {
            name = mem_printf(ctx, "base%zu", i + 1);
            add(ctx, beside, of, name);
            add(ctx, &copy->copies, of, mem_printf(ctx, "%s/%s/", to, name));
            if (!make_directory(path_join(ctx, to, name), diags))
                return false;
        }
        if (!copy_base(ctx, m, path_join(ctx, to, name), diags))
            return false;
    }
    return true;
}

/* The files that run first, below `name` at `to`; `beside`: what the file of the copy is to say of them. */
static bool copy_prepared(void *ctx, const struct project *project, const char *to, const char *name,
                          struct project_copies *beside, struct child_tree *copy, struct diags *diags)
{
    for (size_t i = 0; i < project->n_prepares; i++)
        for (int e = 0; e < ENGINE_COUNT; e++) {
            const char *of = project->prepares[i].files[e].path;
            if (!of || name_of(beside, of))
                continue;
            const char *own = mem_printf(ctx, "%s%zu.%d", name, i, e);
            const struct root *root = root_open(ctx, project->directory, diags);
            const char *text = root ? file_read_text(ctx, root, of, diags) : NULL;
            if (!text || !file_create(to, path_join(ctx, to, own), text, diags))
                return false;
            add(ctx, beside, of, own);
            add(ctx, &copy->copies, of, path_join(ctx, to, own));
        }
    return true;
}

/* Beside a copy of a schema directory, the file that says what is there before its first delta. */
static bool copy_prepare(void *ctx, const struct project *project, const char *to, struct child_tree *copy,
                         struct diags *diags)
{
    struct project_copies beside = {0};
    const char *own = mem_printf(ctx, "%s.prepare", to);
    if (!project || (!project->n_roles && !project->n_prepares))
        return true;
    if (!make_directory(own, diags) || !copy_prepared(ctx, project, own, "first", &beside, copy, diags))
        return false;
    copy->project = path_join(ctx, own, "fullschema.ini");
    add(ctx, &copy->copies, project->file, copy->project);
    return file_create(own, copy->project, project_prepare_text(ctx, project, &beside), diags);
}

/* Each directory under a number. */
static bool copy_project(void *ctx, const struct schema_tree *tree, const struct project *project, const char *to,
                         bool backwards, struct child_tree *copy, struct diags *diags)
{
    struct project_copies beside = {0};
    if (!make_directory(to, diags))
        return false;
    if (!copy_bases(ctx, tree, to, &beside, copy, diags) ||
        !copy_prepared(ctx, project, to, "first", &beside, copy, diags))
        return false;
    for (size_t i = 0; i < tree->n_sets; i++) {
        const struct root *root = tree->sets[i].migrations.root;
        if (is_base_alone(&tree->sets[i].migrations))
            continue;
        const char *name = mem_printf(ctx, "%zu", i + 1);
        add(ctx, &beside, root->path, name);
        add(ctx, &copy->copies, root->path, path_join(ctx, to, name));
        if (!copy_tree(root, copy->copies.items[copy->copies.n - 1].name, backwards, diags))
            return false;
    }
    copy->project = path_join(ctx, to, "fullschema.ini");
    add(ctx, &copy->copies, project->file, copy->project);
    return file_create(to, copy->project, project_text(ctx, project, &beside), diags);
}

bool child_tree_copy(void *ctx, const struct schema_tree *tree, const struct project *project, const char *to,
                     bool backwards, struct child_tree *copy, struct diags *diags)
{
    *copy = (struct child_tree){0};
    if (tree->layout == &tree_layout_project)
        return copy_project(ctx, tree, project, to, backwards, copy, diags);
    add(ctx, &copy->copies, tree->path, to);
    return copy_tree(tree->root, to, backwards, diags) && copy_prepare(ctx, project, to, copy, diags);
}

static const char *replace(void *ctx, const char *text, const char *word, const char *by)
{
    struct text t;
    text_open(&t);
    for (const char *hit; (hit = strstr(text, word)); text = hit + strlen(word))
        fprintf(t.out, "%.*s%s", (int)(hit - text), text, by);
    fputs(text, t.out);
    return text_close(&t, ctx);
}

const char *child_tree_unnamed(void *ctx, const struct child_tree *copy, const char *text)
{
    for (size_t i = copy->copies.n; i-- > 0;)
        text = replace(ctx, text, copy->copies.items[i].name, copy->copies.items[i].of);
    return text;
}
