#include "page/boxes.h"

#include "base/mem.h"

/*
 * Sizes, in pixels. Letters are those of a monospaced font, whose widths are
 * nearly the same everywhere; a name longer than that is cut.
 */
enum { BOX_MARGIN = 10, LABEL_HEIGHT = 17, NAME_LENGTH = 40, LABEL_LENGTH = 28 };
static const double name_width = 7.3, label_width = 6.2;

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

size_t diagram_add_box(struct diagram *d, const struct relation *relation, const char *label)
{
    size_t at = mem_grow(d->ctx, &d->boxes, &d->n_boxes);
    mem_grow(d->ctx, &d->layout.nodes, &d->layout.n_nodes);
    d->boxes[at] = (struct box){relation, label, cut(d->ctx, label, NAME_LENGTH)};
    d->layout.nodes[at].width = (double)characters(d->boxes[at].label) * name_width + 2 * BOX_MARGIN;
    d->layout.nodes[at].height = BOX_HEIGHT;
    return at;
}

void diagram_add_arrow(struct diagram *d, const struct link *link, size_t from, size_t to, const char *label)
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

char *relation_label(void *ctx, const struct relation *r)
{
    return mem_printf(ctx, "%s%s%s", r->schema, r->schema[0] ? "." : "", r->name);
}
