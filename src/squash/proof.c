/* The baseline and what is behind it make what all migrations make: catalogs and rows, as snapshots have them. */
#include <string.h>

#include "base/copy.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/scratch.h"
#include "base/write.h"
#include "schema/project.h"
#include "squash/private.h"

/* The tree once more, as it would be. */
struct copy {
    const struct cut *cut;
    const char *top;
    struct project_copies places; /* `of`: a directory of the tree; `name`: its copy */
    struct generate_options how;
    struct diags diags; /* with the paths of the copy */
};

/* The path in the copy of what stands in the tree. */
static const char *in_copy(const struct copy *c, const char *path)
{
    for (size_t i = 0; i < c->places.n; i++) {
        const char *of = c->places.items[i].of;
        size_t n = strlen(of);
        if (n == 0)
            return path_join(c->cut->ctx, c->places.items[i].name, path);
        if (strncmp(path, of, n) == 0 && (path[n] == '\0' || path[n] == '/'))
            return mem_printf(c->cut->ctx, "%s%s", c->places.items[i].name, path + n);
    }
    return path;
}

static bool copy_directory(struct copy *c, const struct root *root, const char *name)
{
    size_t at = mem_grow(c->cut->ctx, &c->places.items, &c->places.n);
    c->places.items[at] = (struct project_copy){root->path, path_join(c->cut->ctx, c->top, name)};
    return copy_tree(root, c->places.items[at].name, false, &c->diags);
}

/* A project of one database, whose directories are the copies. */
static void take_project(struct copy *c)
{
    void *ctx = c->cut->ctx;
    const struct project *all = c->how.migrations.project;
    struct project *own = mem_copy(ctx, all, sizeof(*all));
    own->databases = mem_array(ctx, struct project_database, all->n_databases + 1);
    own->n_databases = 0;
    for (size_t i = 0; i < all->n_databases; i++) {
        struct project_database *d = &own->databases[0];
        if (strcmp(all->databases[i].name, c->cut->database) != 0)
            continue;
        *d = all->databases[i];
        for (int e = 0; e < ENGINE_COUNT; e++)
            if (d->directories[e].path)
                d->directories[e].path = in_copy(c, d->directories[e].path);
        own->n_databases = 1;
    }
    c->how.migrations.project = own;
}

static bool copy_all(struct copy *c)
{
    const struct cut *cut = c->cut;
    const struct schema_tree *tree = cut->tree;
    bool ok = make_own_directory(c->top);
    if (tree->layout != &tree_layout_project) {
        ok = ok && copy_directory(c, tree->root, "schema");
        c->how.schema = in_copy(c, tree->path);
        return ok;
    }
    for (size_t i = 0; ok && i < tree->n_sets; i++)
        if (strcmp(tree->sets[i].database, cut->database) == 0)
            ok = copy_directory(c, tree->sets[i].migrations.root, mem_printf(cut->ctx, "%zu", i));
    if (ok)
        take_project(c);
    return ok;
}

/* The baseline in it, and the obsolete ones out of it. */
static bool change(struct copy *c, const struct output *outputs, size_t n)
{
    size_t all = 0;
    struct output *changes = mem_array(c->cut->ctx, struct output, n + c->cut->n_obsolete + 1);
    for (size_t i = 0; i < n; i++)
        changes[all++] = (struct output){.path = in_copy(c, outputs[i].path), .text = outputs[i].text};
    for (size_t i = 0; i < c->cut->n_obsolete; i++)
        changes[all++] = (struct output){.path = in_copy(c, c->cut->obsolete[i])};
    return publish_outputs(changes, all, &c->diags);
}

/* What is said of the copy is about the tree. */
static char *unnamed(const struct copy *c, const char *text)
{
    char *result = mem_strdup(c->cut->ctx, text);
    for (size_t i = 0; text && i < c->places.n; i++) {
        const struct project_copy *place = &c->places.items[i];
        struct text t;
        const char *rest = result;
        text_open(&t);
        for (const char *hit; (hit = strstr(rest, place->name)); rest = hit + strlen(place->name))
            fprintf(t.out, "%.*s%s", (int)(hit - rest), rest, place->of);
        fputs(rest, t.out);
        result = text_close(&t, c->cut->ctx);
    }
    return result;
}

static void pass_on(struct copy *c, struct diags *diags)
{
    for (size_t i = 0; i < c->diags.n; i++) {
        struct diag *d = &c->diags.items[i];
        d->file = unnamed(c, d->file);
        d->message = unnamed(c, d->message);
        d->detail = unnamed(c, d->detail);
        d->hint = unnamed(c, d->hint);
    }
    diags_merge(diags, &c->diags);
}

/* Of the copy, where places are other ones: what the last one that goes is now; -1: it is not there. */
static int version_in_copy(struct copy *c)
{
    const struct generate_options *o = &c->how;
    const struct cut *cut = c->cut;
    struct schema_tree *tree = schema_tree_open(cut->ctx, o->schema, o->tree_layout, &o->migrations, &c->diags);
    int version = -1;
    for (size_t i = 0; tree && i < tree->n_sets; i++)
        for (size_t k = 0; k < tree->sets[i].migrations.n; k++) {
            const struct migration *m = &tree->sets[i].migrations.items[k];
            for (size_t s = 0; s < cut->n_sets; s++)
                if (m->number.n_parts > 0 && migration_name_compare(&m->number, &cut->sets[s].last->number) == 0 &&
                    m->version > version)
                    version = m->version;
        }
    if (tree && version < 0)
        diag_error(&c->diags, "the baseline is not read as a migration, which is a mistake of fullschema itself");
    return version;
}

/* ---- comparing ---- */

static const struct generated *twin(const struct generate_result *made, const struct generated *like)
{
    for (size_t i = 0; i < made->n; i++)
        if (made->snapshots[i].engine == like->engine && strcmp(made->snapshots[i].database, like->database) == 0)
            return &made->snapshots[i];
    return NULL;
}

/* The first line that is another. */
static void refuse(const struct cut *cut, const struct generated *whole, const struct generated *squashed,
                   struct diags *diags)
{
    const char *a = whole->text, *b = squashed ? squashed->text : "";
    while (*a && *b && strcspn(a, "\n") == strcspn(b, "\n") && strncmp(a, b, strcspn(a, "\n") + 1) == 0) {
        b += strcspn(a, "\n") + 1;
        a += strcspn(a, "\n") + 1;
    }
    struct diag *e = diag_error(
        diags, "%s on %s: the baseline%s does not make what all migrations make; nothing was written", whole->database,
        engine_name(whole->engine), whole->version == cut->version ? "" : " with what is behind it");
    diag_detail(diags, e,
                mem_printf(diags->ctx, "all migrations: %.*s\nthe baseline:   %.*s", (int)strcspn(a, "\n"), a,
                           (int)strcspn(b, "\n"), b));
}

static bool same(const struct cut *cut, const struct generate_result *whole, const struct generate_result *squashed,
                 struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < whole->n; i++) {
        const struct generated *other = twin(squashed, &whole->snapshots[i]);
        if (other && strcmp(other->text, whole->snapshots[i].text) == 0)
            continue;
        refuse(cut, &whole->snapshots[i], other, diags);
        ok = false;
    }
    return ok;
}

/* At the version of the cut, and at the newest. What is made again says nothing that was not said before. */
static bool compare(struct copy *c, const struct generate_options *how, const struct generate_observer *observer,
                    const struct generate_result *cut_made, struct diags *diags)
{
    const struct cut *cut = c->cut;
    struct generate_options newest = *how;
    struct generate_result whole, squashed;
    struct diags again;
    diags_init(&again, cut->ctx);
    if (cut->database) {
        c->how.version = version_in_copy(c);
        if (c->how.version < 0 || !generate_texts(&c->how, observer, cut->ctx, &squashed, &c->diags) ||
            !same(cut, cut_made, &squashed, diags))
            return false;
    }
    if (cut->version == cut->tree->version)
        return true;
    newest.version = c->how.version = VERSION_OWN;
    newest.layout = c->how.layout = LAYOUT_FLAT;
    c->how.base = cut->database ? c->how.base : cut->version;
    bool ok = generate_texts(&newest, observer, cut->ctx, &whole, &again);
    diags_merge(diags, &again);
    return ok && generate_texts(&c->how, observer, cut->ctx, &squashed, &c->diags) &&
           same(cut, &whole, &squashed, diags);
}

bool proof_hold(const struct cut *cut, const struct generate_options *how, const struct generate_observer *observer,
                const struct generate_result *cut_made, const struct scratch *scratch, const struct output *outputs,
                size_t n, struct diags *diags)
{
    struct copy c = {.cut = cut, .how = *how, .top = path_join(cut->ctx, scratch->path, "copy")};
    diags_init(&c.diags, cut->ctx);
    c.how.output = path_join(cut->ctx, scratch->path, "out");
    struct generate_options whole = *how;
    whole.output = c.how.output;
    bool ok = copy_all(&c) && change(&c, outputs, n) && compare(&c, &whole, observer, cut_made, diags);
    pass_on(&c, diags);
    return ok;
}
