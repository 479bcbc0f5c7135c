/* Which foreign keys stand in a cycle: the components of the graph of tables, found once. */
#include <string.h>

#include "base/components.h"
#include "base/mem.h"
#include "catalog/derived.h"
#include "kind/postgres/foreign_key.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

/* Tables that have foreign keys, numbered in the order of these. */
struct cycles {
    size_t *table; /* of each foreign key, in the order of the catalog: the number of the table that it is on */
    size_t n_tables;
    size_t *component; /* of each table */
};

static bool on_same_table(const struct object *a, const struct object *b)
{
    return strcmp(a->relation, b->relation) == 0 && strcmp(a->schema, b->schema) == 0;
}

/* The number of a table; n_tables: it has no foreign keys, and leads nowhere. */
static size_t number_of(const struct catalog *catalog, const struct cycles *c, const char *schema, const char *table)
{
    struct objects all = catalog_of_kind(catalog, &postgres_foreign_key);
    struct objects keys = catalog_children(catalog, &postgres_foreign_key, schema, table);
    return keys.n ? c->table[keys.items - all.items] : c->n_tables;
}

static size_t number_of_referenced(const struct catalog *catalog, const struct cycles *c, const struct object *key)
{
    return number_of(catalog, c, object_value(key, FOREIGN_KEY_SCHEMA), object_value(key, FOREIGN_KEY_TABLE));
}

static void *find_cycles(void *ctx, const struct catalog *catalog, const void *of)
{
    (void)of;
    struct objects keys = catalog_of_kind(catalog, &postgres_foreign_key);
    struct cycles *c = mem_new(ctx, struct cycles);
    size_t *first = mem_array(c, size_t, keys.n + 2), *to = mem_array(c, size_t, keys.n);
    c->table = mem_array(c, size_t, keys.n);
    for (size_t i = 0; i < keys.n; i++) {
        c->n_tables += i == 0 || !on_same_table(keys.items[i - 1], keys.items[i]);
        c->table[i] = c->n_tables - 1;
        first[c->n_tables] = i + 1;
    }
    first[c->n_tables + 1] = keys.n;
    for (size_t i = 0; i < keys.n; i++)
        to[i] = number_of_referenced(catalog, c, keys.items[i]);
    c->component = components_find(c, c->n_tables + 1, first, to);
    return c;
}

bool foreign_key_in_cycle(const struct catalog *catalog, const struct object *key)
{
    const struct cycles *c = catalog_derived(catalog, NULL, find_cycles);
    size_t from = number_of(catalog, c, key->schema, key->relation), to = number_of_referenced(catalog, c, key);
    return c->component[from] == c->component[to];
}
