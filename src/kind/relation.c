#include "kind/relation.h"

#include "kind/kind.h"

bool catalog_has_relation(const struct catalog *catalog, const char *schema, const char *name)
{
    for (const struct kind *const *k = kinds_of_engine(catalog->engine); *k; k++)
        if (((*k)->phase == PHASE_TABLE || (*k)->phase == PHASE_VIEW) && (*k)->place == PLACE_SELF &&
            catalog_find(catalog, *k, schema, "", name))
            return true;
    return false;
}
