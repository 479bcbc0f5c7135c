#include "page/picture.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "page/boxes.h"
#include "page/groups.h"
#include "page/html.h"

/*
 * Lengths in pixels. The width is that of the page's main column where the
 * window is wide, so that names can be read before anybody zooms.
 */
enum { WIDTH = 1060, GAP = 14, PADDING = 10, TITLE_HEIGHT = 20, BOX_GAP = 6, FEWEST = 3 };
static const struct group_limits most_connected = {.tables = 150, .links = 300};

bool has_picture(const struct view *view, const struct database *database)
{
    return database->n_relations >= FEWEST && (!view->page->compared || database->changes.total > 0);
}

char *picture_anchor(void *ctx, const struct database *database)
{
    struct text t;
    text_open(&t);
    html_anchor_part(t.out, database->name);
    fputs(":picture", t.out);
    return text_close(&t, ctx);
}

/* A group that is laid out by itself and gets its place among the others later. */
struct block {
    const struct group *group;
    struct diagram diagram;
    double width, height; /* with its frame */
};

static size_t count_partitions(const struct relation *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_children; i++)
        n += partition_parent(r->children[i]) == r;
    return n;
}

static void add_boxes(struct block *block)
{
    void *ctx = block->diagram.ctx;
    for (size_t i = 0; i < block->group->n; i++) {
        const struct relation *r = block->group->tables[i];
        const char *label = relation_label(ctx, r);
        size_t n = count_partitions(r);
        if (n > 0)
            label = mem_printf(ctx, n == 1 ? "%s (%zu partition)" : "%s (%zu partitions)", label, n);
        diagram_add_box(&block->diagram, r, label);
    }
}

static int compare_tables(const void *a, const void *b)
{
    const struct relation *const *x = a, *const *y = b;
    return *x < *y ? -1 : *x > *y;
}

static size_t place_in(const struct group *group, const struct relation *r)
{
    const struct relation **found =
        group->n ? bsearch(&r, group->tables, group->n, sizeof(const struct relation *), compare_tables) : NULL;
    return found ? (size_t)(found - group->tables) : group->n;
}

/* One arrow from table to table, whatever the number of its foreign keys. */
static void add_arrows(struct block *block)
{
    struct diagram *d = &block->diagram;
    const struct group *group = block->group;
    for (const struct relation *r = group->tables[0]->database->relations, *end = r + r->database->n_relations; r < end;
         r++) {
        size_t from = r->n_links ? place_in(group, drawn_as(r)) : group->n, first = d->n_arrows;
        for (size_t i = 0; from < group->n && i < r->n_links; i++) {
            const struct relation *other = r->links[i]->to ? drawn_as(r->links[i]->to) : NULL;
            size_t to = other ? place_in(group, other) : group->n, a = first;
            while (a < d->n_arrows && d->layout.edges[a].to != to)
                a++;
            if (to < group->n && to != from && a == d->n_arrows)
                diagram_add_arrow(d, r->links[i], from, to, "");
        }
    }
}

/*
 * Boxes of one width beneath each other, in columns: the group is about as wide as high, and that of the names that
 * have nothing in common, which comes last, as wide as the picture.
 */
static void lay_out_rows(struct block *block)
{
    struct layout *l = &block->diagram.layout;
    double width = 0;
    for (size_t i = 0; i < l->n_nodes; i++)
        width = fmax(width, l->nodes[i].width);
    size_t columns = (size_t)ceil(sqrt((double)l->n_nodes * (BOX_HEIGHT + BOX_GAP) * 1.6 / (width + BOX_GAP)));
    size_t most = (size_t)((WIDTH - 2 * PADDING + BOX_GAP) / (width + BOX_GAP));
    columns = most > 0 && (columns > most || !block->group->title[0]) ? most : columns;
    size_t rows = (l->n_nodes + columns - 1) / columns;
    for (size_t i = 0; i < l->n_nodes; i++) {
        l->nodes[i].width = width;
        size_t column = i / rows;
        l->nodes[i].centre.x = (double)column * (width + BOX_GAP) + width / 2;
        l->nodes[i].centre.y = (double)(i % rows) * (BOX_HEIGHT + BOX_GAP) + BOX_HEIGHT / 2.0;
    }
    columns = (l->n_nodes + rows - 1) / rows;
    l->width = (double)columns * (width + BOX_GAP) - BOX_GAP;
    l->height = (double)rows * (BOX_HEIGHT + BOX_GAP) - BOX_GAP;
}

static bool block_make(struct layouter *layouter, struct block *block)
{
    add_boxes(block);
    if (block->group->connected) {
        add_arrows(block);
        if (!layout_make(block->diagram.ctx, layouter, &block->diagram.layout))
            return false;
    } else
        lay_out_rows(block);
    block->width = block->diagram.layout.width + 2 * PADDING;
    block->height =
        block->diagram.layout.height + 2 * PADDING + (block->group->title[0] ? TITLE_HEIGHT - PADDING / 2 : 0);
    return true;
}

static void move(struct point *p, double x, double y)
{
    p->x += x;
    p->y += y;
}

/* Into the picture, with its upper left corner there. */
static void take_over(struct diagram *all, const struct block *block, double x, double y)
{
    const struct diagram *d = &block->diagram;
    size_t first = all->n_boxes, at = mem_grow(all->ctx, &all->frames, &all->n_frames);
    all->frames[at] = (struct frame){block->group->title, x, y, block->width, block->height};
    x += PADDING;
    y += block->height - PADDING - d->layout.height;
    for (size_t i = 0; i < d->n_boxes; i++) {
        at = mem_grow(all->ctx, &all->boxes, &all->n_boxes);
        mem_grow(all->ctx, &all->layout.nodes, &all->layout.n_nodes);
        all->boxes[at] = d->boxes[i];
        all->layout.nodes[at] = d->layout.nodes[i];
        move(&all->layout.nodes[at].centre, x, y);
    }
    for (size_t i = 0; i < d->n_arrows; i++) {
        at = mem_grow(all->ctx, &all->arrows, &all->n_arrows);
        mem_grow(all->ctx, &all->layout.edges, &all->layout.n_edges);
        all->arrows[at] = d->arrows[i];
        struct layout_edge *edge = &all->layout.edges[at];
        *edge = d->layout.edges[i];
        edge->from += first;
        edge->to += first;
        for (size_t p = 0; p < edge->n_points; p++)
            move(&edge->points[p], x, y);
        move(&edge->tip, x, y);
    }
}

/* What is connected is looked for first, what has nothing in common last. */
static int rank(const struct block *block)
{
    return block->group->connected ? 0 : block->group->title[0] ? 1 : 2;
}

static int compare_blocks(const void *a, const void *b)
{
    const struct block *x = a, *y = b;
    if (rank(x) != rank(y))
        return rank(x) - rank(y);
    if (x->height != y->height)
        return x->height > y->height ? -1 : 1;
    return x->group < y->group ? -1 : 1;
}

/* Side by side until the width is used up, then beneath: of a rank the highest first, so that those of a row are alike.
 */
static void put_together(struct diagram *all, struct block *blocks, size_t n)
{
    double x = 0, y = 0, row = 0;
    qsort(blocks, n, sizeof(*blocks), compare_blocks);
    for (size_t i = 0; i < n; i++) {
        if (x > 0 && x + blocks[i].width > WIDTH) {
            x = 0;
            y += row + GAP;
            row = 0;
        }
        take_over(all, &blocks[i], x, y);
        row = fmax(row, blocks[i].height);
        all->layout.width = fmax(all->layout.width, x + blocks[i].width);
        x += blocks[i].width + GAP;
    }
    all->layout.height = y + row;
}

static bool make_all(struct diagram *all, struct layouter *layouter, const struct groups *groups)
{
    struct block *blocks = mem_array(all->ctx, struct block, groups->n);
    for (size_t i = 0; i < groups->n; i++) {
        blocks[i] = (struct block){.group = &groups->items[i], .diagram = {.ctx = all->ctx}};
        if (!block_make(layouter, &blocks[i]))
            return false;
    }
    put_together(all, blocks, groups->n);
    return true;
}

/* Without the script it scrolls; the buttons are for the script. */
static void print_frame_of_all(FILE *out, const struct view *view, const struct diagram *all, size_t n_crowded)
{
    char *anchor = picture_anchor(all->ctx, all->boxes[0].relation->database);
    html_print(out, "<details class=\"picture\"%s><summary>All tables in one picture</summary>\n",
               view->page->compared ? "" : " open");
    html_print(out,
               "<div id=\"%s\">\n<p class=\"zoom\"><button type=\"button\" value=\"in\" title=\"larger (+)\">+</button>"
               "<button type=\"button\" value=\"out\" title=\"smaller (-)\">\u2212</button>"
               "<button type=\"button\" value=\"fit\" title=\"all of it (0)\">fit</button>"
               "<button type=\"button\" value=\"one\" title=\"as it was (1)\">1:1</button></p>\n"
               "<div class=\"diagram all\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">",
               anchor, all->title);
    drawing_print(out, all);
    fputs("</div>\n", out);
    if (n_crowded > 0)
        html_print(out, "<p class=\"property\">Foreign keys of %zu tables are too many to be drawn here.</p>\n",
                   n_crowded);
    fputs("</div></details>\n", out);
}

void picture_print(FILE *out, struct layouter *layouter, const struct view *view, const struct database *database)
{
    struct diagram all = {.ctx = mem_context(NULL)};
    const struct groups groups = groups_make(all.ctx, database, most_connected);
    all.title = mem_printf(all.ctx, "all tables of %s", database->name[0] ? database->name : "the schema");
    if (layouter && groups.n && make_all(&all, layouter, &groups))
        print_frame_of_all(out, view, &all, groups.n_crowded);
    mem_free(all.ctx);
}
