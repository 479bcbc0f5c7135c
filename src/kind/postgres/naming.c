#include "kind/postgres/naming.h"

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

void add_named(const char *array, void (*add)(void *to, const char *key), void *to)
{
    if (!array)
        return;
    void *work = mem_context(NULL);
    struct list names = parse_array(work, array);
    for (int i = 0; i + 1 < names.n; i += 2)
        if (names.items[i] && names.items[i + 1])
            add(to, lookup_pair(work, names.items[i], names.items[i + 1]));
    mem_free(work);
}

static void add_parent(const struct object *partition, void (*add)(void *to, const char *key), void *to)
{
    add_named(partition->values[PARTITION_PARENT], add, to);
}

static void add_parents(const struct object *table, void (*add)(void *to, const char *key), void *to)
{
    add_named(table->values[TABLE_PARENTS], add, to);
}

const struct lookup partitions_of = {&postgres_partition, add_parent};
const struct lookup tables_below = {&postgres_table, add_parents};

struct objects objects_naming(const struct catalog *catalog, const struct lookup *lookup, const char *schema,
                              const char *name)
{
    char *key = lookup_pair(NULL, schema, name);
    struct objects found = catalog_lookup(catalog, lookup, key);
    mem_free(key);
    return found;
}
