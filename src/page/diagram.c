#include "page/diagram.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "page/facet.h"
#include "page/html.h"

/*
 * Sizes, in pixels. Letters are those of a monospaced font, whose widths are
 * nearly the same everywhere; a name longer than that is cut.
 */
enum {
    NODE_HEIGHT = 26,
    NODE_MARGIN = 10,
    LABEL_HEIGHT = 17,
    NAME_LENGTH = 40,
    LABEL_LENGTH = 28,
    ARROW_HEIGHT = 20,
    EDGE_OF_ALL = 2
};
static const double name_width = 7.3, label_width = 6.2;

/*
 * A table that half the database refers to is drawn with this many of them on
 * either side; all of them are listed beside the drawing. Arrows between
 * neighbours are drawn while they are few enough to be followed.
 */
enum { MOST_NEIGHBOURS = 14, FEW = 12 };

struct box {
    const struct relation *relation;
    const char *whole; /* its name, or "and 3 more" */
    char *label;       /* what fits */
};

struct arrow {
    const struct link *link; /* NULL: to or from those left out */
    const char *whole;       /* the columns */
    char *label;
};

struct diagram {
    void *ctx;
    const struct relation *centre;
    struct box *boxes;
    size_t n_boxes;
    struct arrow *arrows;
    size_t n_arrows;
    struct layout layout; /* nodes and edges in the order of boxes and arrows */
};

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

static const char *only_on(const struct pair *pair)
{
    if (pair->of[ENGINE_POSTGRES].item && pair->of[ENGINE_SQLITE].item)
        return NULL;
    return engine_title(pair_engine(pair));
}

static void print_box(FILE *out, const struct diagram *d, size_t at)
{
    const struct box *box = &d->boxes[at];
    const struct layout_node *node = &d->layout.nodes[at];
    const char *mark = box->relation ? pair_mark(&box->relation->self) : "";
    bool link = at != 0 && box->relation;
    html_print(out, "<g class=\"%s %s\">", at == 0 ? "here" : box->relation ? "box" : "more", mark);
    if (link)
        html_print(out, "<a href=\"#%s\">", box->relation->anchor);
    if (box->relation && strcmp(box->label, box->whole) != 0)
        html_print(out, "<title>%s</title>", box->whole);
    fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\"/>",
            node->centre.x - node->width / 2, node->centre.y - node->height / 2, node->width, node->height);
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\">", node->centre.x, node->centre.y + 4);
    html_print(out, link ? "%s</text></a></g>\n" : "%s</text></g>\n", box->label);
}

static void print_head(FILE *out, const struct layout_edge *edge)
{
    struct point tip = edge->tip, from = edge->points[edge->n_points - 1];
    double dx = tip.x - from.x, dy = tip.y - from.y, length = sqrt(dx * dx + dy * dy);
    if (length < 0.1)
        return;
    double across_x = -dy / length * 3, across_y = dx / length * 3;
    fprintf(out, "<path class=\"tip\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>", tip.x, tip.y, from.x + across_x,
            from.y + across_y, from.x - across_x, from.y - across_y);
}

static void print_arrow(FILE *out, const struct diagram *d, size_t at)
{
    const struct arrow *arrow = &d->arrows[at];
    const struct layout_edge *edge = &d->layout.edges[at];
    const char *only = arrow->link && arrow->link->from->database->sides[ENGINE_POSTGRES] &&
                               arrow->link->from->database->sides[ENGINE_SQLITE]
                           ? only_on(&arrow->link->pair)
                           : NULL;
    if (edge->n_points < 4)
        return;
    html_print(out, "<g class=\"arrow%s %s\">", only ? " only" : "", arrow->link ? pair_mark(&arrow->link->pair) : "");
    if (only || strcmp(arrow->label, arrow->whole) != 0)
        html_print(out, "<title>%s%s%s%s</title>", arrow->whole, only && arrow->whole[0] ? ", " : "",
                   only ? "only on " : "", only ? only : "");
    fprintf(out, "<path d=\"M%.1f %.1fC", edge->points[0].x, edge->points[0].y);
    for (size_t i = 1; i < edge->n_points; i++)
        fprintf(out, "%s%.1f %.1f", i > 1 ? " " : "", edge->points[i].x, edge->points[i].y);
    fputs("\"/>", out);
    print_head(out, edge);
    if (edge->label_width > 0) {
        fprintf(out, "<text x=\"%.1f\" y=\"%.1f\">", edge->label.x, edge->label.y + 1);
        html_print(out, "%s</text>", arrow->label);
    }
    fputs("</g>\n", out);
}

static void print_svg(FILE *out, const struct diagram *d)
{
    const struct layout *l = &d->layout;
    double width = ceil(l->width) + EDGE_OF_ALL, height = ceil(l->height) + EDGE_OF_ALL;
    fprintf(out, "<svg role=\"group\" width=\"%.0f\" height=\"%.0f\" viewBox=\"-1 -1 %.0f %.0f\" ", width, height,
            width, height);
    html_print(out, "aria-label=\"%s and the tables around it\">\n", d->centre->name);
    for (size_t i = 0; i < d->n_arrows; i++)
        print_arrow(out, d, i);
    for (size_t i = 0; i < d->n_boxes; i++)
        print_box(out, d, i);
    fputs("</svg>\n", out);
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
            print_svg(out, &d);
            fputs("</div>\n", out);
        }
    }
    mem_free(d.ctx);
}
