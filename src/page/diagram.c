#include "page/diagram.h"

#include <string.h>

#include "base/mem.h"
#include "page/boxes.h"

/* How far apart arrows arrive at one box, in pixels. */
enum { ARROW_HEIGHT = 20 };

/*
 * A table that half the database refers to is drawn with this many of them on
 * either side; all of them are listed beside the drawing. Arrows between
 * neighbours are drawn while they are few enough to be followed.
 */
enum { MOST_NEIGHBOURS = 14, FEW = 12 };

/* The box of a relation; n_boxes where it has none. */
static size_t box_of(const struct diagram *d, const struct relation *relation)
{
    size_t at = 0;
    while (at < d->n_boxes && d->boxes[at].relation != relation)
        at++;
    return at;
}

static char *columns_of(void *ctx, const struct reference *reference)
{
    char *list = mem_strdup(ctx, "");
    for (size_t i = 0; i < reference->columns.n; i++)
        list = mem_printf(ctx, "%s%s%s", list, i ? ", " : "", reference->columns.items[i]);
    return list;
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
            at = diagram_add_box(d, other, relation_label(d->ctx, other));
            n_new++;
        }
        diagram_add_arrow(d, link, inwards ? at : 0, inwards ? 0 : at, columns_of(d->ctx, &link->reference));
    }
    if (n_left > 0) {
        size_t at = diagram_add_box(d, NULL, mem_printf(d->ctx, "and %zu more", n_left));
        diagram_add_arrow(d, NULL, inwards ? at : 0, inwards ? 0 : at, "");
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
    d->layout.nodes[0].height = BOX_HEIGHT + (most > 1 ? (double)(most - 1) * ARROW_HEIGHT : 0);
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
                diagram_add_arrow(d, r->links[i], b, to, "");
        }
    }
}

void diagram_print(FILE *out, struct layouter *layouter, const struct relation *relation)
{
    struct diagram d = {.ctx = mem_context(NULL), .centre = relation};
    d.title = mem_printf(d.ctx, "%s and the tables around it", relation->name);
    diagram_add_box(&d, relation, relation_label(d.ctx, relation));
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
