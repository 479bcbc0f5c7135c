#include "page/diagram.h"

#include <string.h>

#include "base/mem.h"
#include "page/drawing.h"

/*
 * Sizes, in pixels. Letters are those of a monospaced font, whose widths are
 * nearly the same everywhere; a name longer than that is cut.
 */
enum { NODE_HEIGHT = 26, NODE_MARGIN = 10, LABEL_HEIGHT = 17, NAME_LENGTH = 40, LABEL_LENGTH = 28, ARROW_HEIGHT = 20 };
static const double name_width = 7.3, label_width = 6.2;

/*
 * A table that half the database refers to is drawn with this many of them on
 * either side; all of them are listed beside the drawing. Arrows between
 * neighbours are drawn while they are few enough to be followed.
 */
enum { MOST_NEIGHBOURS = 14, FEW = 12 };

static size_t characters(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += (*s & 0xC0) != 0x80;
    return n;
}

/* The first characters, with an ellipsis where there were more. */
static char *cut(void *ctx, const char *text, size_t most)
{
    size_t n = 0, end = 0;
    if (characters(text) <= most)
        return mem_strdup(ctx, text);
    for (; n < most || (text[end] & 0xC0) == 0x80; end++)
        n += (text[end] & 0xC0) != 0x80;
    return mem_printf(ctx, "%.*s…", (int)end, text);
}

static size_t add_box(struct diagram *d, const struct relation *relation, const char *label)
{
    size_t at = mem_grow(d->ctx, &d->boxes, &d->n_boxes);
    mem_grow(d->ctx, &d->layout.nodes, &d->layout.n_nodes);
    d->boxes[at] = (struct box){relation, label, cut(d->ctx, label, NAME_LENGTH)};
    d->layout.nodes[at].width = (double)characters(d->boxes[at].label) * name_width + 2 * NODE_MARGIN;
    d->layout.nodes[at].height = NODE_HEIGHT;
    return at;
}

/* The box of a relation; n_boxes where it has none. */
static size_t box_of(const struct diagram *d, const struct relation *relation)
{
    size_t at = 0;
    while (at < d->n_boxes && d->boxes[at].relation != relation)
        at++;
    return at;
}

static void add_arrow(struct diagram *d, const struct link *link, size_t from, size_t to, const char *label)
{
    size_t at = mem_grow(d->ctx, &d->arrows, &d->n_arrows);
    mem_grow(d->ctx, &d->layout.edges, &d->layout.n_edges);
    d->arrows[at] = (struct arrow){link, label, cut(d->ctx, label, LABEL_LENGTH)};
    d->layout.edges[at] = (struct layout_edge){
        .from = from,
        .to = to,
        .label_width = label[0] ? (double)characters(d->arrows[at].label) * label_width + 8 : 0,
        .label_height = LABEL_HEIGHT,
    };
}

static char *columns_of(void *ctx, const struct reference *reference)
{
    char *list = mem_strdup(ctx, "");
    for (size_t i = 0; i < reference->columns.n; i++)
        list = mem_printf(ctx, "%s%s%s", list, i ? ", " : "", reference->columns.items[i]);
    return list;
}

static char *relation_label(void *ctx, const struct relation *r)
{
    return mem_printf(ctx, "%s%s%s", r->schema, r->schema[0] ? "." : "", r->name);
}

/* One direction: a box for each neighbour up to the limit, an arrow for each key, one box for all others. */
static void add_neighbours(struct diagram *d, struct link *const *links, size_t n_links, bool inwards)
{
    size_t n_new = 0, n_left = 0;
    for (size_t i = 0; i < n_links; i++) {
        const struct link *link = links[i];
        const struct relation *other = inwards ? link->from : link->to;
        if (!other || (inwards && other == d->centre))
            continue;
        size_t at = box_of(d, other);
        if (at == d->n_boxes && n_new >= MOST_NEIGHBOURS) {
            n_left++;
            continue;
        }
        if (at == d->n_boxes) {
            at = add_box(d, other, relation_label(d->ctx, other));
            n_new++;
        }
        add_arrow(d, link, inwards ? at : 0, inwards ? 0 : at, columns_of(d->ctx, &link->reference));
    }
    if (n_left > 0) {
        size_t at = add_box(d, NULL, mem_printf(d->ctx, "and %zu more", n_left));
        add_arrow(d, NULL, inwards ? at : 0, inwards ? 0 : at, "");
    }
}

/* The box in the middle is as high as its arrows on one side need to arrive one above the other. */
static void heighten(struct diagram *d)
{
    size_t in = 0, out = 0;
    for (size_t i = 0; i < d->n_arrows; i++) {
        in += d->layout.edges[i].to == 0;
        out += d->layout.edges[i].from == 0;
    }
    size_t most = in > out ? in : out;
    d->layout.nodes[0].height = NODE_HEIGHT + (most > 1 ? (double)(most - 1) * ARROW_HEIGHT : 0);
}

static void add_between(struct diagram *d)
{
    if (d->n_boxes > FEW)
        return;
    for (size_t b = 1; b < d->n_boxes; b++) {
        const struct relation *r = d->boxes[b].relation;
        for (size_t i = 0; r && i < r->n_links; i++) {
            size_t to = r->links[i]->to ? box_of(d, r->links[i]->to) : 0;
            if (to != 0 && to < d->n_boxes)
                add_arrow(d, r->links[i], b, to, "");
        }
    }
}

void diagram_print(FILE *out, struct layouter *layouter, const struct relation *relation)
{
    struct diagram d = {.ctx = mem_context(NULL), .centre = relation};
    add_box(&d, relation, relation_label(d.ctx, relation));
    add_neighbours(&d, relation->links_in, relation->n_links_in, true);
    add_neighbours(&d, relation->links, relation->n_links, false);
    if (d.n_arrows > 0) {
        heighten(&d);
        add_between(&d);
        if (layout_make(d.ctx, layouter, &d.layout)) {
            fputs("<h4>Tables around it</h4>\n<div class=\"diagram\">", out);
            drawing_print(out, &d);
            fputs("</div>\n", out);
        }
    }
    mem_free(d.ctx);
}
