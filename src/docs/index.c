/* The index's part about one database: its tables and views, then what belongs to none, by kind. */
#include <string.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"

/* More than these are counted, and listed in their own file alone. */
enum { MOST_TABLES = 5, MOST_ITEMS = 50 };

/* "table", "partition", "view": and on which engine, where it is on one of two. */
static const char *relation_kind_cell(const struct doc *doc, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    if (!item)
        return "";
    const char *form = item_attribute(item, "kind");
    const char *kind = partition_parent(r) ? "partition" : item->kind->name;
    bool one = !r->self.of[ENGINE_POSTGRES].item || !r->self.of[ENGINE_SQLITE].item;
    const char *only = one && is_of_both(doc->database)
                           ? mem_printf(doc->ctx, " _(%s only)_", engine_title(pair_engine(&r->self)))
                           : "";
    return mem_printf(doc->ctx, "%s%s%s%s", form ? form : "", form ? " " : "", kind, only);
}

/* Nothing of a view, of which snapshots have the query alone. */
static const char *columns_cell(const struct doc *doc, const struct relation *r)
{
    size_t n = pairs_make(doc->ctx, r->parts, &model_column, key_of_name).n;
    return n ? mem_printf(doc->ctx, "%zu", n) : "";
}

/* Each table once that its foreign keys lead to; of many the first few. */
static char *refers_to(const struct doc *doc, const struct relation *r)
{
    char *list = mem_strdup(doc->ctx, "");
    size_t n = 0;
    for (size_t i = 0; i < r->n_links; i++) {
        size_t before = 0;
        while (before < i && r->links[before]->to != r->links[i]->to)
            before++;
        if (before < i || !r->links[i]->to)
            continue;
        if (n++ < MOST_TABLES)
            list = mem_printf(doc->ctx, "%s%s%s", list, n > 1 ? ", " : "", doc_link(doc, r->links[i]->to));
    }
    return n > MOST_TABLES ? mem_printf(doc->ctx, "%s and %zu more", list, n - MOST_TABLES) : list;
}

/* A column of the table of tables; one in which nothing is said is left out. */
struct cells {
    const char *head, *line;
    const char **of; /* each relation */
    bool wanted;
};

static void fill(const struct doc *doc, struct cells cells[], size_t i)
{
    const struct relation *r = &doc->database->relations[i];
    const struct place place = place_of(doc->ctx, r);
    const char *kind = relation_kind_cell(doc, r);
    const char *said[] = {doc_link(doc, r), kind, columns_cell(doc, r), refers_to(doc, r),
                          doc_comment(doc->ctx, r->parts, place.subject)};
    for (size_t c = 0; c < sizeof(said) / sizeof(*said); c++) {
        cells[c].of[i] = said[c];
        cells[c].wanted = cells[c].wanted || (said[c][0] && strcmp(said[c], model_table.name) != 0);
    }
}

static void print_relations(const struct doc *doc)
{
    struct cells cells[] = {{.head = "Name", .line = "---"},
                            {.head = "Kind", .line = "---"},
                            {.head = "Columns", .line = "---:"},
                            {.head = "Refers to", .line = "---"},
                            {.head = "Comment", .line = "---"}};
    enum { N = sizeof(cells) / sizeof(*cells) };
    size_t n = doc->database->n_relations;
    for (size_t c = 0; c < N; c++)
        cells[c].of = mem_array(doc->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        fill(doc, cells, i);
    for (size_t c = 0; c < N; c++)
        fprintf(doc->out, cells[c].wanted ? "| %s " : "", cells[c].head);
    fputs("|\n", doc->out);
    for (size_t c = 0; c < N; c++)
        fprintf(doc->out, cells[c].wanted ? "| %s " : "", cells[c].line);
    fputs("|\n", doc->out);
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < N; c++)
            fprintf(doc->out, cells[c].wanted ? "| %s%s" : "", cells[c].of[i], cells[c].of[i][0] ? " " : "");
        fputs("|\n", doc->out);
    }
    fputs("\n", doc->out);
}

static void print_kind(const struct doc *doc, const struct facet *facet)
{
    struct pairs pairs = loose_pairs(doc, facet);
    const char *file = mem_printf(doc->ctx, "%s%s", doc->way, doc_kind_file(doc->ctx, facet));
    if (pairs.n == 0)
        return;
    fprintf(doc->out, "### %s\n\n", facet_capital(doc->ctx, facet->title));
    for (size_t i = 0; i < pairs.n && i < MOST_ITEMS; i++) {
        const struct item *item = pair_item(&pairs.items[i]);
        const char *comment = loose_comment_of(doc->ctx, doc->comments, item);
        const char *name = doc_qualified(doc->ctx, item->kind == &model_schema ? "" : item->schema, item->name);
        fprintf(doc->out, "- [%s](%s#%s)%s%s\n", code_span(doc->ctx, name, 0), file, doc_anchor(doc->ctx, item),
                comment[0] ? ": " : "", comment);
    }
    if (pairs.n > MOST_ITEMS)
        fprintf(doc->out, "- and [%zu more](%s)\n", pairs.n - MOST_ITEMS, file);
    fputs("\n", doc->out);
}

/* "Postgres and SQLite: 138 tables, 1 view" */
static void print_counts(const struct doc *doc)
{
    const struct database *d = doc->database;
    const struct model_kind *kind;
    fputs(is_of_both(d) ? "Postgres and SQLite"
                        : engine_title(d->sides[ENGINE_POSTGRES] ? ENGINE_POSTGRES : ENGINE_SQLITE),
          doc->out);
    const char *before = ": ";
    for (size_t k = 0; (kind = model_kind_at(k)); k++) {
        size_t n = 0;
        for (size_t i = 0; is_relation(kind) && i < d->n_relations; i++) {
            const struct item *item = pair_item(&d->relations[i].self);
            n += item && item->kind == kind;
        }
        if (n > 0)
            fprintf(doc->out, "%s%zu %s", before, n, n == 1 ? kind->name : kind->plural);
        before = n > 0 ? ", " : before;
    }
    fputs(before[0] == ':' ? ": no tables.\n\n" : ".\n\n", doc->out);
}

void index_section_print(const struct doc *doc)
{
    const struct database *d = doc->database;
    struct facet facet;
    if (d->name[0])
        fprintf(doc->out, "## %s\n\n", code_span(doc->ctx, d->name, 0));
    print_counts(doc);
    if (d->n_relations > 0)
        print_relations(doc);
    picture_of_all_print(doc);
    for (size_t i = 0; facet_at(i, &facet); i++)
        print_kind(doc, &facet);
}
