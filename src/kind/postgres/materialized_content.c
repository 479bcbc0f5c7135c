#include <string.h>

#include <uthash.h>

#include "catalog/derived.h"
#include "kind/change.h"
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

/* The first of what an object needs: they are sorted by who needs them. */
static size_t first_needed(const struct catalog *catalog, struct address address)
{
    size_t low = 0, high = catalog->n_dependencies;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (address_compare_objects(&catalog->dependencies[middle].from, &address) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static char *address_key(struct address address)
{
    return mem_printf(NULL, "%u %u", address.class_id, address.object_id);
}

static void add_address(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    char *key = address_key(o->address);
    add(to, key);
    mem_free(key);
}

static const struct lookup views = {&postgres_materialized_view, add_address};

static const struct object *content_at(const struct catalog *catalog, struct address address)
{
    char *key = address_key(address);
    struct objects found = catalog_lookup(catalog, &views, key);
    mem_free(key);
    return found.n
               ? catalog_find(catalog, &postgres_materialized_content, found.items[0]->schema, found.items[0]->name, "")
               : NULL;
}

struct visited {
    struct address key;
    UT_hash_handle hh;
};

/* Walking down from one view to everything it selects from. */
struct walk {
    void *ctx;
    const struct catalog *catalog;
    struct visited *visited;
    void (*need)(void *to, const struct object *earlier);
    void *to;
};

static bool visit_first(struct walk *w, struct address address)
{
    struct visited *found;
    address.sub_id = 0;
    HASH_FIND(hh, w->visited, &address, sizeof(address), found);
    if (found)
        return false;
    found = mem_new(w->ctx, struct visited);
    found->key = address;
    HASH_ADD(hh, w->visited, key, sizeof(found->key), found);
    return true;
}

/* What a view that has its rows selects from is for that one to wait for. */
static void visit(struct walk *w, struct address address)
{
    const struct object *content = w->visited ? content_at(w->catalog, address) : NULL;
    if (!visit_first(w, address))
        return;
    if (content) {
        w->need(w->to, content);
        return;
    }
    const struct dependency *all = w->catalog->dependencies;
    for (size_t i = first_needed(w->catalog, address);
         i < w->catalog->n_dependencies && address_compare_objects(&all[i].from, &address) == 0; i++)
        visit(w, all[i].to);
}

/* One materialized view may select from another, also through plain views and functions. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *view = catalog_find(catalog, &postgres_materialized_view, o->schema, "", o->relation);
    struct walk w = {.ctx = mem_context(NULL), .catalog = catalog, .need = need, .to = to};
    if (view)
        visit(&w, view->address);
    HASH_CLEAR(hh, w.visited);
    mem_free(w.ctx);
}

static bool alter(struct alteration *a)
{
    fputs("REFRESH MATERIALIZED VIEW ", a->out);
    print_object_relation(a->out, a->to);
    fputs(object_flag(a->to, POPULATED) ? ";\n" : " WITH NO DATA;\n", a->out);
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("REFRESH MATERIALIZED VIEW ", a->out);
    print_object_relation(a->out, a->from);
    fputs(" WITH NO DATA;\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_materialized_content = {
    .name = "content of materialized view",
    .query = postgres_materialized_content_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'm')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
    .needs = needs,
    .changes = &changes,
};
