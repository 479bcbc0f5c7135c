#include "page/drawing.h"

#include <math.h>
#include <string.h>

#include "page/badge.h"
#include "page/facet.h"
#include "page/html.h"

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
    bool here = at == 0 && d->centre, link = !here && box->relation;
    html_print(out, "<g class=\"%s %s", here ? "here" : box->relation ? "box" : "more", mark);
    if (box->relation && box->relation->changes.total > 0)
        html_print(out, " change-%s", change_class_name(worst_class(&box->relation->changes)));
    fputs("\">", out);
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

static void print_frame(FILE *out, const struct frame *frame)
{
    fprintf(out, "<g class=\"frame\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\"/>", frame->x,
            frame->y, frame->width, frame->height);
    if (frame->title[0]) {
        fprintf(out, "<text x=\"%.1f\" y=\"%.1f\">", frame->x + 8, frame->y + 15);
        html_print(out, "%s</text>", frame->title);
    }
    fputs("</g>\n", out);
}

void drawing_print(FILE *out, const struct diagram *d)
{
    const struct layout *l = &d->layout;
    enum { EDGE_OF_ALL = 2 };
    double width = ceil(l->width) + EDGE_OF_ALL, height = ceil(l->height) + EDGE_OF_ALL;
    fprintf(out, "<svg role=\"group\" width=\"%.0f\" height=\"%.0f\" viewBox=\"-1 -1 %.0f %.0f\" ", width, height,
            width, height);
    html_print(out, "aria-label=\"%s\">\n", d->title);
    for (size_t i = 0; i < d->n_frames; i++)
        print_frame(out, &d->frames[i]);
    for (size_t i = 0; i < d->n_arrows; i++)
        print_arrow(out, d, i);
    for (size_t i = 0; i < d->n_boxes; i++)
        print_box(out, d, i);
    fputs("</svg>\n", out);
}
