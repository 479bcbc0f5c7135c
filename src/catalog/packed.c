#include "catalog/packed.h"

#include "base/mem.h"
#include "base/packed.h"
#include "catalog/read.h"
#include "kind/kind.h"

static int n_values(const struct kind *kind)
{
    return kind->n_fields + kind->n_beside;
}

void catalog_pack(FILE *out, const struct catalog *catalog)
{
    packed_put_number(out, catalog->version);
    packed_put_number(out, (long)catalog->n_objects);
    for (size_t i = 0; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        packed_put_number(out, o->rank);
        packed_put(out, o->schema);
        packed_put(out, o->relation);
        packed_put(out, o->name);
        for (int v = 0; v < n_values(o->kind); v++)
            packed_put(out, o->values[v]);
    }
}

/* By its place in the registry: several kinds may have one name. */
static const struct kind *kind_ranked(enum engine engine, long rank)
{
    const struct kind *const *kinds = kinds_of_engine(engine);
    for (long i = 0; kinds[i]; i++)
        if (kind_rank(kinds[i]) == rank)
            return kinds[i];
    return NULL;
}

static bool unpack_object(const char **rest, struct catalog *catalog)
{
    long rank;
    const char *words[3];
    if (!packed_get_number(rest, &rank))
        return false;
    for (int i = 0; i < 3; i++)
        if (!packed_get(catalog->ctx, rest, &words[i]) || !words[i])
            return false;
    const struct kind *kind = kind_ranked(catalog->engine, rank);
    struct object *o = kind ? catalog_add(catalog, kind, words[0], words[1], words[2]) : NULL;
    for (int v = 0; o && v < n_values(kind); v++)
        if (!packed_get(catalog->ctx, rest, &o->values[v]))
            return false;
    return o != NULL;
}

struct catalog *catalog_unpack(const char **rest, enum engine engine, void *ctx)
{
    struct catalog *catalog = mem_new(ctx, struct catalog);
    catalog->ctx = catalog;
    catalog->engine = engine;
    long version, n;
    bool ok = packed_get_number(rest, &version) && packed_get_number(rest, &n) && n >= 0;
    for (long i = 0; ok && i < n; i++)
        ok = unpack_object(rest, catalog);
    if (!ok) {
        mem_free(catalog);
        return NULL;
    }
    catalog->version = (int)version;
    catalog_finish(catalog);
    return catalog;
}
