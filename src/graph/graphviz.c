/* fullschema-graphviz.so: Graphviz, asked where boxes and arrows go. */
#include "graph/graphviz.h"

#include <graphviz/gvc.h>
#include <stdio.h>
#include <stdlib.h>

static const double points_per_inch = 72;

/* What a text that is made for Graphviz may hold; it copies it. */
enum { TEXT_SIZE = 256 };

/* The library takes what it only reads as char *. */
static void declare(Agraph_t *g, int kind, const char *name, const char *value)
{
    agattr(g, kind, (char *)name, (char *)value);
}

static void set(void *object, const char *name, double inches)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "%.4f", inches);
    agset(object, (char *)name, text);
}

static Agraph_t *graph_new(void)
{
    Agraph_t *g = agopen((char *)"tables", Agdirected, NULL);
    declare(g, AGRAPH, "rankdir", "LR");
    declare(g, AGRAPH, "nodesep", "0.14");
    declare(g, AGRAPH, "ranksep", "0.5");
    declare(g, AGNODE, "shape", "box");
    declare(g, AGNODE, "label", "");
    declare(g, AGNODE, "fixedsize", "true");
    declare(g, AGNODE, "width", "1");
    declare(g, AGNODE, "height", "1");
    declare(g, AGEDGE, "label", "");
    declare(g, AGEDGE, "arrowsize", "0.6");
    return g;
}

static void add_nodes(Agraph_t *g, const struct layout *layout, Agnode_t **nodes)
{
    for (size_t i = 0; i < layout->n_nodes; i++) {
        char name[TEXT_SIZE];
        snprintf(name, sizeof name, "%zu", i);
        nodes[i] = agnode(g, name, 1);
        set(nodes[i], "width", layout->nodes[i].width / points_per_inch);
        set(nodes[i], "height", layout->nodes[i].height / points_per_inch);
    }
}

/* An empty table of a fixed size takes a label's place without any text to measure. */
static Agedge_t *add_edge(Agraph_t *g, Agnode_t **nodes, const struct layout_edge *edge)
{
    Agedge_t *e = agedge(g, nodes[edge->from], nodes[edge->to], NULL, 1);
    if (edge->label_width > 0) {
        char text[TEXT_SIZE];
        snprintf(text, sizeof text,
                 "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" "
                 "WIDTH=\"%.0f\" HEIGHT=\"%.0f\"><TR><TD></TD></TR></TABLE>",
                 edge->label_width, edge->label_height);
        char *html = agstrdup_html(g, text);
        agset(e, (char *)"label", html);
        agstrfree(g, html);
    }
    return e;
}

static struct point turned(const struct layout *layout, pointf p)
{
    return (struct point){p.x, layout->height - p.y};
}

/* Where an edge's points are kept. */
struct memory {
    void *(*allocate)(const void *ctx, size_t size, size_t n);
    void *ctx;
};

static void read_edge(const struct memory *memory, const struct layout *layout, Agedge_t *e, struct layout_edge *edge)
{
    if (ED_label(e))
        edge->label = turned(layout, ED_label(e)->pos);
    if (!ED_spl(e) || ED_spl(e)->size < 1)
        return;
    const bezier *curve = &ED_spl(e)->list[0];
    edge->n_points = (size_t)curve->size;
    edge->points = memory->allocate(memory->ctx, sizeof *edge->points, edge->n_points);
    for (size_t i = 0; i < edge->n_points; i++)
        edge->points[i] = turned(layout, curve->list[i]);
    edge->tip = curve->eflag ? turned(layout, curve->ep) : edge->points[edge->n_points - 1];
}

static void read_places(const struct memory *memory, const Agraph_t *g, Agnode_t **nodes, Agedge_t **edges,
                        struct layout *layout)
{
    layout->width = GD_bb(g).UR.x;
    layout->height = GD_bb(g).UR.y;
    for (size_t i = 0; i < layout->n_nodes; i++)
        layout->nodes[i].centre = turned(layout, ND_coord(nodes[i]));
    for (size_t i = 0; i < layout->n_edges; i++)
        read_edge(memory, layout, edges[i], &layout->edges[i]);
}

static bool place(void *context, struct layout *layout, void *(*allocate)(const void *ctx, size_t size, size_t n),
                  void *ctx)
{
    const struct memory memory = {allocate, ctx};
    Agnode_t **nodes = allocate(ctx, sizeof *nodes, layout->n_nodes);
    Agedge_t **edges = allocate(ctx, sizeof *edges, layout->n_edges);
    Agraph_t *g = graph_new();
    add_nodes(g, layout, nodes);
    for (size_t i = 0; i < layout->n_edges; i++)
        edges[i] = add_edge(g, nodes, &layout->edges[i]);
    bool done = gvLayout(context, g, "dot") == 0;
    if (done) {
        read_places(&memory, g, nodes, edges, layout);
        gvFreeLayout(context, g);
    }
    agclose(g);
    return done;
}

static void *context_open(void)
{
    return gvContext();
}

static void context_close(void *context)
{
    gvFreeContext(context);
}

static const char *context_version(void *context)
{
    return gvcVersion(context);
}

const struct graphviz_library graphviz_library = {context_open, context_close, context_version, place};
