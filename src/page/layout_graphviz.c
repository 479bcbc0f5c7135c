#include "page/layout.h"

#include <graphviz/gvc.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/share.h"

static const double points_per_inch = 72;

struct layouter {
    GVC_t *context;
};

/* The libraries that come with the program have their plugins with them; those of the machine may be of another
 * version. */
static GVC_t *context_new(void)
{
    void *work = mem_context(NULL);
    const char *plugins = own_libraries(work, "graphviz");
    if (plugins)
        setenv("GVBINDIR", plugins, 1);
    mem_free(work);
    return gvContext();
}

const char *layout_version(void *ctx)
{
    GVC_t *context = context_new();
    char *version = mem_strdup(ctx, gvcVersion(context));
    gvFreeContext(context);
    return version;
}

struct layouter *layouter_new(void)
{
    struct layouter *layouter = mem_new(NULL, struct layouter);
    layouter->context = context_new();
    return layouter;
}

void layouter_free(struct layouter *layouter)
{
    gvFreeContext(layouter->context);
    mem_free(layouter);
}

/* The library takes what it only reads as char *. */
static void declare(Agraph_t *g, int kind, const char *name, const char *value)
{
    agattr(g, kind, (char *)name, (char *)value);
}

static void set(void *ctx, void *object, const char *name, double inches)
{
    agset(object, (char *)name, mem_printf(ctx, "%.4f", inches));
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

static Agnode_t **add_nodes(void *ctx, Agraph_t *g, const struct layout *layout)
{
    Agnode_t **nodes = mem_array(ctx, Agnode_t *, layout->n_nodes);
    for (size_t i = 0; i < layout->n_nodes; i++) {
        nodes[i] = agnode(g, mem_printf(ctx, "%zu", i), 1);
        set(ctx, nodes[i], "width", layout->nodes[i].width / points_per_inch);
        set(ctx, nodes[i], "height", layout->nodes[i].height / points_per_inch);
    }
    return nodes;
}

/* An empty table of a fixed size takes a label's place without any text to measure. */
static Agedge_t *add_edge(void *ctx, Agraph_t *g, Agnode_t **nodes, const struct layout_edge *edge)
{
    Agedge_t *e = agedge(g, nodes[edge->from], nodes[edge->to], NULL, 1);
    if (edge->label_width > 0) {
        char *html = agstrdup_html(g, mem_printf(ctx,
                                                 "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                                                 "CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%.0f\" HEIGHT=\"%.0f\">"
                                                 "<TR><TD></TD></TR></TABLE>",
                                                 edge->label_width, edge->label_height));
        agset(e, (char *)"label", html);
        agstrfree(g, html);
    }
    return e;
}

static struct point turned(const struct layout *layout, pointf p)
{
    return (struct point){p.x, layout->height - p.y};
}

static void read_edge(void *ctx, const struct layout *layout, Agedge_t *e, struct layout_edge *edge)
{
    if (ED_label(e))
        edge->label = turned(layout, ED_label(e)->pos);
    if (!ED_spl(e) || ED_spl(e)->size < 1)
        return;
    const bezier *curve = &ED_spl(e)->list[0];
    edge->n_points = (size_t)curve->size;
    edge->points = mem_array(ctx, struct point, edge->n_points);
    for (size_t i = 0; i < edge->n_points; i++)
        edge->points[i] = turned(layout, curve->list[i]);
    edge->tip = curve->eflag ? turned(layout, curve->ep) : edge->points[edge->n_points - 1];
}

bool layout_make(void *ctx, struct layouter *layouter, struct layout *layout)
{
    Agraph_t *g = graph_new();
    Agnode_t **nodes = add_nodes(ctx, g, layout);
    Agedge_t **edges = mem_array(ctx, Agedge_t *, layout->n_edges);
    for (size_t i = 0; i < layout->n_edges; i++)
        edges[i] = add_edge(ctx, g, nodes, &layout->edges[i]);
    bool done = gvLayout(layouter->context, g, "dot") == 0;
    if (done) {
        layout->width = GD_bb(g).UR.x;
        layout->height = GD_bb(g).UR.y;
        for (size_t i = 0; i < layout->n_nodes; i++)
            layout->nodes[i].centre = turned(layout, ND_coord(nodes[i]));
        for (size_t i = 0; i < layout->n_edges; i++)
            read_edge(ctx, layout, edges[i], &layout->edges[i]);
        gvFreeLayout(layouter->context, g);
    }
    agclose(g);
    return done;
}
