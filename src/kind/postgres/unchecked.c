#include "kind/postgres/unchecked.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_stand_in.h"

static bool is_not_null(const struct object *constraint)
{
    static const char keywords[] = "NOT NULL ";
    return strncmp(object_value(constraint, NOT_VALID_DEFINITION), keywords, strlen(keywords)) == 0;
}

/* What a table has of a constraint of another one above or below it: checks go by their name, NOT NULL by its column.
 */
static const struct object *same_of(const struct catalog *catalog, const char *schema, const char *table,
                                    const struct object *constraint)
{
    struct objects all = catalog_children(catalog, &postgres_constraint_not_valid, schema, table);
    const char *definition = object_value(constraint, NOT_VALID_DEFINITION);
    for (size_t i = 0; i < all.n; i++) {
        bool same = is_not_null(constraint) ? strcmp(object_value(all.items[i], NOT_VALID_DEFINITION), definition) == 0
                                            : strcmp(all.items[i]->name, constraint->name) == 0;
        if (same)
            return all.items[i];
    }
    return NULL;
}

/* The stand-in that such a table is put together with must have the constraint already. */
static bool has_stand_in(const struct catalog *catalog, const struct object *table)
{
    void *work = mem_context(NULL);
    bool found = needs_stand_in(catalog, table, columns_of(work, catalog, table));
    mem_free(work);
    return found;
}

void need_unchecked_below(const struct catalog *catalog, const struct object *constraint,
                          void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects below = objects_naming(catalog, &tables_below, constraint->schema, constraint->relation);
    for (size_t i = 0; i < below.n; i++) {
        const struct object *table = below.items[i];
        const struct object *same = same_of(catalog, table->schema, table->name, constraint);
        if (!same || has_stand_in(catalog, table))
            continue;
        const struct object *attached = catalog_find(catalog, &postgres_partition, table->schema, table->name, "");
        need(to, attached ? attached : table);
        need_rows(catalog, table->schema, table->name, need, to);
        need_unchecked_below(catalog, same, need, to);
    }
}

void need_unchecked_above(const struct catalog *catalog, const struct object *table,
                          void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct list parents = parse_array(work, table->values[TABLE_PARENTS]);
    for (int i = 0; i + 1 < parents.n; i += 2) {
        struct objects above =
            catalog_children(catalog, &postgres_constraint_not_valid, parents.items[i], parents.items[i + 1]);
        for (size_t k = 0; k < above.n; k++)
            if (!same_of(catalog, table->schema, table->name, above.items[k]) || has_stand_in(catalog, table))
                need(to, above.items[k]);
    }
    mem_free(work);
}

void need_unchecked_parents(const struct catalog *catalog, const struct object *constraint,
                            void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *table = catalog_find(catalog, &postgres_table, constraint->schema, "", constraint->relation);
    void *work = mem_context(NULL);
    struct list parents = parse_array(work, table ? table->values[TABLE_PARENTS] : NULL);
    for (int i = 0; i + 1 < parents.n; i += 2) {
        const struct object *above = same_of(catalog, parents.items[i], parents.items[i + 1], constraint);
        if (above)
            need(to, above);
    }
    mem_free(work);
}
