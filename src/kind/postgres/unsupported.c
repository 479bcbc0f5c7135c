/*
 * A snapshot is complete or is not written: what nobody can print is an error.
 * Of a database in use the rest is worth seeing: there what cannot be printed is
 * left out and named, and with it all that needs it (catalog/left_out.h).
 */
#include <string.h>

#include "base/mem.h"
#include "catalog/left_out.h"
#include "kind/postgres/common.h"
#include "kind/postgres/described.h"
#include "kind/postgres/postgres.h"

extern const char postgres_unsupported_query[];

enum { REASON, HINT, MATTER, N_FIELDS };
static const char *const fields[N_FIELDS] = {[REASON] = "reason", [HINT] = "hint", [MATTER] = "matter"};
static const int forms[N_FIELDS] = {[MATTER] = ANSWER_TEXT};

static bool is_broken(const struct object *o)
{
    return strcmp(object_value(o, MATTER), "broken") == 0;
}

/*
 * What matters is "left out": an object of the schema; "broken": an index that nothing uses; "said": one beside it,
 * which deltas have no reason to make; "noted": what a database has that is no object of any schema.
 */
static bool matters(const struct reading *reading, const struct object *o)
{
    const char *matter = object_value(o, MATTER);
    return is_broken(o) || strcmp(matter, "left out") == 0 || (strcmp(matter, "said") == 0 && !reading->in_use);
}

static void report(const struct reading *reading, const struct object *o)
{
    static const char message[] = "%s: %s";
    const char *reason = o->values[REASON] ? o->values[REASON] : "a snapshot cannot hold objects of this kind";
    struct diag *e = matters(reading, o) ? diag_error(reading->diags, message, o->name, reason)
                                         : diag_warning(reading->diags, message, o->name, reason);
    if (is_broken(o)) {
        e->schema = mem_strdup(reading->diags->ctx, o->schema);
        e->relation = mem_strdup(reading->diags->ctx, o->relation);
    }
    if (o->values[HINT])
        diag_hint(reading->diags, e, "%s", o->values[HINT]);
    else if (matters(reading, o))
        diag_hint(reading->diags, e,
                  reading->in_use ? "a script of your own can make it once the snapshot is loaded"
                                  : "drop it in a delta, or make it outside the schema directory");
}

/* An index has no parts that go with it by its name: what is said of it goes by its address. */
static const struct object *by_address(void *ctx, const struct object *o)
{
    struct object *copy = mem_copy(ctx, o, sizeof(*o));
    copy->schema = copy->relation = "";
    return copy;
}

static bool read_unsupported(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    const char *query = query_with_described(catalog->ctx, kind->query);
    if (!catalog_add_query(catalog, kind, query, reading->connection, reading->diags))
        return false;
    bool complete = true;
    for (size_t i = first; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        complete = complete && !matters(reading, o);
        report(reading, o);
        catalog_leave_out(catalog, is_broken(o) ? by_address(catalog->ctx, o) : o);
    }
    catalog->n_objects = first;
    return reading->in_use || complete;
}

const struct kind postgres_unsupported = {
    .name = "unsupported object",
    .query = postgres_unsupported_query,
    .read = read_unsupported,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_INSIDE,
    .place = PLACE_OPTION,
};
