#include "kind/postgres/refusal.h"

#include <string.h>

#include "base/mem.h"
#include "catalog/left_out.h"

static void take_out(struct catalog *catalog, const struct object *o)
{
    size_t n = 0;
    for (size_t i = 0; i < catalog->n_objects; i++)
        if (catalog->objects[i] != o)
            catalog->objects[n++] = catalog->objects[i];
    catalog->n_objects = n;
}

bool refuse_object(struct reading *reading, const struct object *o, const char *why, const char *hint)
{
    struct object *left_out = mem_copy(reading->catalog->ctx, o, sizeof(*o));
    left_out->name = object_describe(reading->catalog->ctx, o);
    if (o->kind->phase == PHASE_VIEW)
        left_out->relation = o->name;
    diag_hint(reading->diags, diag_error(reading->diags, "%s: %s", left_out->name, why), "%s", hint);
    catalog_leave_out(reading->catalog, left_out);
    take_out(reading->catalog, o);
    return reading->in_use;
}
