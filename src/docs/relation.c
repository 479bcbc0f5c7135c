/* The file of one table or view. */
#include <string.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"

/* "virtual table", "partition of `p`, `FOR VALUES IN (1)`, in `main`, on Postgres and SQLite" */
static void print_what_it_is(const struct doc *doc, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    const struct relation *parent = partition_parent(r);
    if (!item)
        return;
    const char *form = item_attribute(item, "kind"), *bound = item_attribute(item, "bound");
    const char *partition_of = item_attribute(item, "partition of"), *type = item_attribute(item, "of type");
    char *words = mem_printf(doc->ctx, "%s%s%s", form ? form : "", form ? " " : "", item->kind->name);
    fputs(facet_capital(doc->ctx, words), doc->out);
    if (partition_of)
        fprintf(doc->out, ", partition of %s", parent ? doc_link(doc, parent) : code_span(doc->ctx, partition_of, 0));
    if (bound)
        fprintf(doc->out, " %s", code_span(doc->ctx, bound, 0));
    if (type)
        fprintf(doc->out, " of type %s", code_span(doc->ctx, type, 0));
    if (doc->database->name[0])
        fprintf(doc->out, " of the database %s", code_span(doc->ctx, doc->database->name, 0));
    fprintf(doc->out, " on %s. [All tables](%sREADME.md)\n\n", doc_engines(&r->self),
            doc->database->name[0] ? "../" : "");
}

/* Row security, options, what it inherits from: as its statement says. */
static void print_properties(const struct doc *doc, const struct relation *r)
{
    size_t n = 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const struct item *item = r->self.of[e].item;
        for (size_t i = 0; item && i < item->n_attributes; i++) {
            const struct attribute *a = &item->attributes[i];
            if (is_of_heading(a->name))
                continue;
            fprintf(doc->out, "- %s: %s", a->name, code_span(doc->ctx, a->value, 0));
            fprintf(doc->out, is_of_both(doc->database) ? " on %s\n" : "\n", engine_title((enum engine)e));
            n++;
        }
    }
    fputs(n ? "\n" : "", doc->out);
}

static void print_related(const struct doc *doc, const char *title, struct relation *const *relations, size_t n)
{
    if (n == 0)
        return;
    fprintf(doc->out, "## %s\n\n", title);
    for (size_t i = 0; i < n; i++) {
        const struct item *item = pair_item(&relations[i]->self);
        const char *bound = item ? item_attribute(item, "bound") : NULL;
        fprintf(doc->out, "- %s%s%s\n", doc_link(doc, relations[i]), bound ? " " : "",
                bound ? code_span(doc->ctx, bound, 0) : "");
    }
    fputs("\n", doc->out);
}

/* What is a partition of it, or inherits from it; what it inherits from. */
static void print_family(const struct doc *doc, const struct relation *r)
{
    struct relation **partitions = NULL, **heirs = NULL;
    size_t n_partitions = 0, n_heirs = 0;
    for (size_t i = 0; i < r->n_children; i++) {
        bool is_partition = partition_parent(r->children[i]) == r;
        size_t at =
            is_partition ? mem_grow(doc->ctx, &partitions, &n_partitions) : mem_grow(doc->ctx, &heirs, &n_heirs);
        (is_partition ? partitions : heirs)[at] = r->children[i];
    }
    print_related(doc, "Partitions", partitions, n_partitions);
    print_related(doc, "Inherited by", heirs, n_heirs);
    if (!partition_parent(r))
        print_related(doc, "Inherits from", r->parents, r->n_parents);
}

static void print_links_in(const struct doc *doc, const struct relation *r)
{
    if (r->n_links_in == 0)
        return;
    fputs("## Referred to by\n\n", doc->out);
    for (size_t i = 0; i < r->n_links_in; i++) {
        const struct link *link = r->links_in[i];
        fprintf(doc->out, "- %s (", doc_link(doc, link->from));
        for (size_t c = 0; c < link->reference.columns.n; c++)
            fprintf(doc->out, "%s%s", c ? ", " : "", code_span(doc->ctx, link->reference.columns.items[c], 0));
        bool one = !link->pair.of[ENGINE_POSTGRES].item || !link->pair.of[ENGINE_SQLITE].item;
        fprintf(doc->out, one && is_of_both(doc->database) ? ") _(%s only)_\n" : ")\n",
                engine_title(pair_engine(&link->pair)));
    }
    fputs("\n", doc->out);
}

/* What makes it. */
static void print_self(const struct doc *doc, const struct relation *r)
{
    struct pair self = r->self;
    const struct pairs pairs = {&self, 1};
    if (!pair_item(&self))
        return;
    fputs("## SQL\n\n", doc->out);
    section_sql(doc, &pairs);
}

void relation_file_print(const struct doc *doc, const struct relation *r)
{
    struct place place = place_of(doc->ctx, r);
    struct facet facet;
    fprintf(doc->out, "# %s\n\n", code_span(doc->ctx, doc_qualified(doc->ctx, r->schema, r->name), 0));
    print_what_it_is(doc, r);
    const char *comment = doc_comment(doc->ctx, r->parts, place.subject);
    if (comment[0])
        fprintf(doc->out, "%s\n\n", comment);
    print_properties(doc, r);
    for (size_t i = 0; facet_at(i, &facet); i++)
        section_print(doc, &facet, &place);
    print_family(doc, r);
    print_links_in(doc, r);
    neighbours_print(doc, r);
    rows_section_print(doc, r);
    print_self(doc, r);
}
