/*
 * What the server stores of what it prints as SQL. Its text can lie: a parameter that is called like a column reads
 * back as that column, and prints the same again. So the proof of a snapshot compares what the trees refer to, too.
 */
#include "kind/postgres/common.h"
#include "kind/postgres/meaning.h"
#include "kind/postgres/postgres.h"

#include "catalog/read.h"

extern const char postgres_stored_query[];

enum { MEANING, N_FIELDS };
static const char *const fields[N_FIELDS] = {[MEANING] = "meaning"};
static const int forms[N_FIELDS] = {
    [MEANING] = ANSWER_TEXT,
};

/* Its numbers are of one database: as it stands it can be held against none of another. */
static bool refuse_deep(struct reading *reading, const struct object *o)
{
    struct diag *e =
        diag_error(reading->diags, "%s%s%s: what the server stores of it is nested too deeply to be compared", o->name,
                   o->relation[0] ? " of " : "", o->relation);
    diag_hint(reading->diags, e, "calls within calls, or operators behind one another: about 1,000 are followed");
    return false;
}

static bool read_stored(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!catalog_add_query(catalog, kind, kind->query, reading->connection, reading->diags))
        return false;
    if (catalog->n_objects == first)
        return true;
    void *work = mem_context(catalog->ctx);
    struct stored_names *names = stored_names_of(reading, work);
    bool ok = names != NULL;
    for (size_t i = first; ok && i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        void *tree_ctx = mem_context(work);
        const struct tree_node *tree = tree_read(tree_ctx, object_value(o, MEANING));
        /* Text that is no tree is compared as it stands. */
        if (tree)
            o->values[MEANING] = stored_meaning(catalog->ctx, tree, o->address.object_id, names);
        else if (tree_is_too_deep(object_value(o, MEANING)))
            ok = refuse_deep(reading, o);
        mem_free(tree_ctx);
    }
    if (names)
        stored_names_free(names);
    mem_free(work);
    return ok;
}

const struct kind postgres_stored = {
    .name = "stored",
    .query = postgres_stored_query,
    .read = read_stored,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .proof = true,
};
