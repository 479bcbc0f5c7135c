#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_materialized_content_query[];

enum { POPULATED, N_FIELDS };
static const char *const fields[N_FIELDS] = {[POPULATED] = "populated"};
static const int forms[N_FIELDS] = {
    [POPULATED] = ANSWER_FLAG,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("REFRESH MATERIALIZED VIEW ", out);
    print_object_relation(out, o);
    fputs(";\n", out);
}

/* Walking down from one view to everything it selects from. */
struct walk {
    const struct catalog *catalog;
    struct address *seen;
    size_t n_seen;
    void (*need)(void *to, const struct object *earlier);
    void *to;
};

static bool same(struct address a, struct address b)
{
    return a.class_id == b.class_id && a.object_id == b.object_id;
}

static const struct object *view_at(const struct catalog *catalog, struct address address)
{
    struct objects views = catalog_of_kind(catalog, &postgres_materialized_view);
    for (size_t i = 0; i < views.n; i++)
        if (same(views.items[i]->address, address))
            return views.items[i];
    return NULL;
}

static void visit(struct walk *w, struct address address)
{
    for (size_t i = 0; i < w->n_seen; i++)
        if (same(w->seen[i], address))
            return;
    size_t at = mem_grow(NULL, &w->seen, &w->n_seen);
    w->seen[at] = address;
    const struct object *view = view_at(w->catalog, address);
    const struct object *content =
        view ? catalog_find(w->catalog, &postgres_materialized_content, view->schema, view->name, "") : NULL;
    if (content && w->n_seen > 1)
        w->need(w->to, content);
    for (size_t i = 0; i < w->catalog->n_dependencies; i++)
        if (same(w->catalog->dependencies[i].from, address))
            visit(w, w->catalog->dependencies[i].to);
}

/* One materialized view may select from another, also through plain views and functions. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *view = catalog_find(catalog, &postgres_materialized_view, o->schema, "", o->relation);
    struct walk w = {.catalog = catalog, .need = need, .to = to};
    if (view)
        visit(&w, view->address);
    mem_free(w.seen);
}

const struct kind postgres_materialized_content = {
    .name = "content of materialized view",
    .query = postgres_materialized_content_query,
    .present = "EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND relkind = 'm')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
    .needs = needs,
};
