#include "docs/docs.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "docs/name.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"

const char doc_marker[] = "<!-- Made by `fullschema docs`: what is changed here by hand is lost. -->\n";

static const char index_stem[] = "README";

char *doc_qualified(void *ctx, const char *schema, const char *name)
{
    return schema[0] ? mem_printf(ctx, "%s.%s", schema, name) : mem_strdup(ctx, name);
}

char *doc_link(const struct doc *doc, const struct relation *relation)
{
    size_t d = (size_t)(doc->database - doc->names->view->databases);
    const char *stem = doc->names->relations[d][relation - doc->database->relations];
    return mem_printf(doc->ctx, "[%s](%s%s.md)",
                      markdown_cell_code(doc->ctx, doc_qualified(doc->ctx, relation->schema, relation->name), 0),
                      doc->way, stem);
}

bool is_of_both(const struct database *database)
{
    return database->sides[ENGINE_POSTGRES] && database->sides[ENGINE_SQLITE];
}

const char *doc_engines(const struct pair *pair)
{
    bool both = pair->of[ENGINE_POSTGRES].item && pair->of[ENGINE_SQLITE].item;
    return both ? "Postgres and SQLite" : engine_title(pair_engine(pair));
}

static char *kind_stem(void *ctx, const struct facet *facet)
{
    char *stem = mem_strdup(ctx, facet->title);
    for (char *c = stem; *c; c++)
        *c = (char)(*c == ' ' ? '-' : *c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    return stem;
}

char *doc_kind_file(void *ctx, const struct facet *facet)
{
    return mem_printf(ctx, "%s.md", kind_stem(ctx, facet));
}

char *doc_anchor(void *ctx, const struct item *item)
{
    const char *name = item->relation[0] ? mem_printf(ctx, "%s: %s", item->relation, item->name) : item->name;
    return doc_stem(ctx, item->schema, name, NULL);
}

/* Names of files that are not tables'. */
static bool is_taken(const char *stem)
{
    struct facet facet;
    bool taken = strcasecmp(stem, index_stem) == 0;
    for (size_t i = 0; !taken && facet_at(i, &facet); i++) {
        char *kind = kind_stem(NULL, &facet);
        taken = strcasecmp(stem, kind) == 0;
        mem_free(kind);
    }
    return taken;
}

static struct doc_names *names_make(void *ctx, const struct view *view)
{
    struct doc_names *names = mem_new(ctx, struct doc_names);
    names->ctx = ctx;
    names->view = view;
    names->folders = mem_array(ctx, char *, view->n_databases);
    names->relations = mem_array(ctx, char **, view->n_databases);
    for (size_t d = 0; d < view->n_databases; d++) {
        const struct database *database = &view->databases[d];
        char **stems = mem_array(ctx, char *, database->n_relations);
        for (size_t i = 0; i < database->n_relations; i++)
            stems[i] = doc_stem(ctx, database->relations[i].schema, database->relations[i].name, is_taken);
        doc_stems_tell_apart(ctx, stems, database->n_relations);
        names->relations[d] = stems;
        names->folders[d] = database->name[0] ? doc_stem(ctx, "", database->name, NULL) : mem_strdup(ctx, "");
    }
    doc_stems_tell_apart(ctx, names->folders, view->n_databases);
    for (size_t d = 0; d < view->n_databases; d++)
        if (names->folders[d][0])
            names->folders[d] = mem_printf(ctx, "%s/", names->folders[d]);
    return names;
}

struct pairs loose_pairs(const struct doc *doc, const struct facet *facet)
{
    const struct place place = {.database = doc->database};
    struct pairs pairs = facet_pairs(doc->ctx, facet, &place, doc->database->loose);
    size_t n = 0;
    for (size_t i = 0; i < pairs.n; i++)
        if (!loose_comment_is_shown(doc->comments, pair_item(&pairs.items[i])))
            pairs.items[n++] = pairs.items[i];
    pairs.n = n;
    return pairs;
}

/* ---- files, one after the other ---- */

/* The file of a table or view, or of a kind of what belongs to none. */
static void make_file(const struct doc *of, struct doc_files *files, const char *name, const struct relation *relation,
                      const struct facet *facet)
{
    struct text t;
    struct doc doc = *of;
    doc.ctx = mem_context(of->ctx);
    doc.way = "";
    text_open(&t);
    doc.out = t.out;
    fputs(doc_marker, t.out);
    if (relation)
        relation_file_print(&doc, relation);
    else
        kind_file_print(&doc, facet);
    size_t at = mem_grow(doc.names->ctx, &files->items, &files->n);
    files->items[at] =
        (struct doc_file){mem_printf(doc.names->ctx, "%s%s", of->way, name), text_close(&t, doc.names->ctx)};
    mem_free(doc.ctx);
}

/* The files of a database, and its part of the index. */
static void make_database(const struct doc_names *names, size_t d, FILE *index, struct doc_files *files)
{
    const struct database *database = &names->view->databases[d];
    void *ctx = mem_context(NULL);
    struct loose_comments *comments = loose_comments_make(ctx, database);
    const struct doc doc = {ctx, index, names, database, comments, names->folders[d]};
    struct facet facet;
    index_section_print(&doc);
    for (size_t i = 0; i < database->n_relations; i++)
        make_file(&doc, files, mem_printf(ctx, "%s.md", names->relations[d][i]), &database->relations[i], NULL);
    for (size_t i = 0; facet_at(i, &facet); i++)
        if (loose_pairs(&doc, &facet).n > 0)
            make_file(&doc, files, doc_kind_file(ctx, &facet), NULL, &facet);
    loose_comments_free(comments);
    mem_free(ctx);
}

struct doc_files docs_make(void *ctx, const struct page *page)
{
    const struct doc_names *names = names_make(ctx, view_make(ctx, page));
    struct doc_files files = {mem_new(ctx, struct doc_file), 1};
    struct text index;
    text_open(&index);
    fprintf(index.out, "%s# Database schema\n\n", doc_marker);
    for (size_t d = 0; d < names->view->n_databases; d++)
        make_database(names, d, index.out, &files);
    files.items[0] = (struct doc_file){mem_printf(ctx, "%s.md", index_stem), text_close(&index, ctx)};
    return files;
}
