#include "catalog/compare.h"

static void compare_values(const struct object *a, const struct object *b,
                           void (*found)(void *ctx, enum object_difference difference, const struct object *old_object,
                                         const struct object *new_object, int field),
                           void *ctx)
{
    int field = 0;
    enum object_difference difference = object_same_values(a, b, &field) ? SAME : CHANGED;
    found(ctx, difference, a, b, field);
}

void catalog_compare(const struct catalog *old_catalog, const struct catalog *new_catalog,
                     void (*found)(void *ctx, enum object_difference difference, const struct object *old_object,
                                   const struct object *new_object, int field),
                     void *ctx)
{
    size_t i = 0, j = 0;
    while (i < old_catalog->n_objects || j < new_catalog->n_objects) {
        const struct object *a = i < old_catalog->n_objects ? old_catalog->objects[i] : NULL;
        const struct object *b = j < new_catalog->n_objects ? new_catalog->objects[j] : NULL;
        int order = !a ? 1 : !b ? -1 : object_compare_identity(a, b);
        if (order < 0)
            found(ctx, ONLY_OLD, a, NULL, 0);
        else if (order > 0)
            found(ctx, ONLY_NEW, NULL, b, 0);
        else
            compare_values(a, b, found, ctx);
        i += order <= 0;
        j += order >= 0;
    }
}
