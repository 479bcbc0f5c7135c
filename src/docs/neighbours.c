/* Entity relationship diagrams in Mermaid, which GitHub and GitLab draw where they show a file of Markdown. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "docs/private.h"
#include "model/kinds.h"

/* More than these are a thicket: the lists beside the picture have them all. */
enum { MOST_NEIGHBOURS = 14, MOST_OF_ALL = 40, MOST_LINKS = 80 };

struct drawing {
    const struct doc *doc;
    const struct relation **boxes;
    size_t n_boxes;
    const struct link **lines;
    size_t n_lines;
};

static size_t box_of(struct drawing *d, const struct relation *relation)
{
    for (size_t i = 0; i < d->n_boxes; i++)
        if (d->boxes[i] == relation)
            return i;
    size_t at = mem_grow(d->doc->ctx, &d->boxes, &d->n_boxes);
    d->boxes[at] = relation;
    return at;
}

static void add_line(struct drawing *d, const struct link *link)
{
    box_of(d, link->from);
    box_of(d, link->to);
    size_t at = mem_grow(d->doc->ctx, &d->lines, &d->n_lines);
    d->lines[at] = link;
}

/*
 * A label stands in double quotes, and knows neither escapes nor all signs: what could be one becomes a point, also the
 * backslash of what nobody sees.
 */
static char *label(void *ctx, const char *s)
{
    char *text = shown_text(ctx, s[0] ? s : " ");
    for (char *c = text; *c; c++)
        if (!(*c & 0x80) && !isalnum((unsigned char)*c) && !strchr("_-. ,()", *c))
            *c = '.';
    return text;
}

static const struct item *column_of(const struct relation *r, int engine, const char *name)
{
    for (size_t i = 0; i < r->parts[engine].n; i++) {
        const struct item *item = r->parts[engine].items[i].item;
        if (item->kind == &model_column && equal_names(item->name, name))
            return item;
    }
    return NULL;
}

/* A row may refer to none: where any of the columns that refer may be NULL. */
static bool may_be_none(const struct link *link, int engine, const struct keys *keys)
{
    for (size_t i = 0; i < link->reference.columns.n; i++) {
        const char *name = link->reference.columns.items[i];
        const struct item *column = column_of(link->from, engine, name);
        bool in_key = engine == ENGINE_POSTGRES && names_hold(&keys->of[KEY_PRIMARY][engine], name);
        if (!column || (!item_attribute(column, "not null") && !in_key))
            return true;
    }
    return false;
}

/* At most one row refers to each: the columns are one of the table's keys. */
static bool is_one_to_one(void *ctx, const struct link *link, int engine)
{
    const struct shown_list *parts = &link->from->parts[engine];
    const struct names *columns = &link->reference.columns;
    for (size_t i = 0; i < parts->n; i++) {
        const struct item *item = parts->items[i].item;
        const char *type = item_attribute(item, "type"), *definition = item_attribute(item, "definition");
        if (item->kind != &model_constraint || !type || !definition ||
            (strcmp(type, "PRIMARY KEY") != 0 && strcmp(type, "UNIQUE") != 0))
            continue;
        struct names key = key_columns(ctx, (enum engine)engine, definition);
        size_t n = 0;
        for (size_t k = 0; k < key.n; k++)
            n += names_hold(columns, key.items[k]);
        if (key.n > 0 && n == key.n)
            return true;
    }
    return false;
}

static void print_line(struct drawing *d, const struct link *link)
{
    void *ctx = d->doc->ctx;
    int engine = (int)pair_engine(&link->pair);
    const struct place place = place_of(ctx, link->from);
    char *columns = mem_strdup(ctx, "");
    for (size_t i = 0; i < link->reference.columns.n; i++)
        columns = mem_printf(ctx, "%s%s%s", columns, i ? ", " : "", link->reference.columns.items[i]);
    fprintf(d->doc->out, "    t%zu %s--%s t%zu : \"%s\"\n", box_of(d, link->from),
            is_one_to_one(ctx, link, engine) ? "|o" : "}o", may_be_none(link, engine, &place.keys) ? "o|" : "||",
            box_of(d, link->to), label(ctx, columns));
}

static void print_drawing(struct drawing *d)
{
    void *ctx = d->doc->ctx;
    FILE *out = d->doc->out;
    fputs("```mermaid\nerDiagram\n", out);
    for (size_t i = 0; i < d->n_boxes; i++)
        fprintf(out, "    t%zu[\"%s\"]\n", i, label(ctx, doc_qualified(ctx, d->boxes[i]->schema, d->boxes[i]->name)));
    for (size_t i = 0; i < d->n_lines; i++)
        print_line(d, d->lines[i]);
    fputs("```\n\n", out);
}

void neighbours_print(const struct doc *doc, const struct relation *r)
{
    struct drawing d = {.doc = doc};
    box_of(&d, r);
    for (size_t i = 0; i < r->n_links; i++)
        if (r->links[i]->to)
            add_line(&d, r->links[i]);
    for (size_t i = 0; i < r->n_links_in; i++)
        if (r->links_in[i]->from != r)
            add_line(&d, r->links_in[i]);
    if (d.n_lines == 0 || d.n_boxes > MOST_NEIGHBOURS + 1)
        return;
    fputs("## Tables around it\n\n", doc->out);
    print_drawing(&d);
}

void picture_of_all_print(const struct doc *doc)
{
    struct drawing d = {.doc = doc};
    for (size_t i = 0; i < doc->database->n_relations; i++) {
        const struct relation *r = &doc->database->relations[i];
        for (size_t l = 0; l < r->n_links && d.n_lines <= MOST_LINKS; l++)
            if (r->links[l]->to)
                add_line(&d, r->links[l]);
    }
    if (d.n_lines == 0 || d.n_lines > MOST_LINKS || d.n_boxes > MOST_OF_ALL)
        return;
    print_drawing(&d);
}
