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

/* Each directory under a number. */
static bool copy_project(void *ctx, const struct schema_tree *tree, const struct project *project, const char *to,
                         bool backwards, struct child_tree *copy, struct diags *diags)
{
    struct project_copies beside = {0};
    if (!make_own_directory(to)) {
        diag_error(diags, "cannot make %s: %s", to, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < tree->n_sets; i++) {
        const struct root *root = tree->sets[i].migrations.root;
        const char *name = mem_printf(ctx, "%zu", i + 1);
        add(ctx, &beside, root->path, name);
        add(ctx, &copy->copies, root->path, path_join(ctx, to, name));
        if (!copy_tree(root, copy->copies.items[i].name, backwards, diags))
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
    return copy_tree(tree->root, to, backwards, diags);
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
