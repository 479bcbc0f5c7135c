#include "catalog/hidden.h"

#include <string.h>

#include "base/mem.h"

void catalog_hide_names(struct catalog *catalog, size_t first)
{
    catalog->n_hidden = catalog->n_objects - first;
    catalog->hidden = mem_array(catalog->ctx, const struct object *, catalog->n_hidden);
    for (size_t i = 0; i < catalog->n_hidden; i++)
        catalog->hidden[i] = catalog->objects[first + i];
    catalog->n_objects = first;
}

static bool is_on(const struct object *o, const struct object *hidden)
{
    return hidden->relation[0] && strcmp(o->relation, hidden->relation) == 0 && strcmp(o->schema, hidden->schema) == 0;
}

void catalog_mark_hidden(const struct catalog *catalog, struct object *o)
{
    for (size_t i = 0; i < catalog->n_hidden; i++) {
        const struct object *hidden = catalog->hidden[i];
        /* What is said of an object has its address, and another part. */
        o->is_hidden = o->is_hidden || (o->address.class_id == hidden->address.class_id &&
                                        o->address.object_id == hidden->address.object_id);
        o->is_on_hidden = o->is_on_hidden || is_on(o, hidden);
    }
}
