/*
 * The exclusion constraints of partitions, and their keys WITHOUT OVERLAPS: of all constraints these alone come anew
 * with each partition that is attached, under a name that the server chooses. Another name was given later, and so were
 * other options than the parent's.
 */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "sql/postgres/server_name.h"

extern const char postgres_partition_constraint_query[];

enum { DEFINITION, LABEL, COLUMNS, STORAGE, STORAGE_ABOVE, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition",
                                             [LABEL] = "label",
                                             [COLUMNS] = "columns",
                                             [STORAGE] = "storage",
                                             [STORAGE_ABOVE] = "storage_above"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [LABEL] = ANSWER_TEXT,
    [COLUMNS] = ANSWER_TEXT | ANSWER_NULL,
    [STORAGE] = ANSWER_LIST | ANSWER_NULL,
    [STORAGE_ABOVE] = ANSWER_LIST | ANSWER_NULL,
};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!read_canonical(kind, reading, DEFINITION, CANON_CONSTRAINT))
        return false;
    for (size_t i = first; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        o->values[DEFINITION] = constraint_without_storage(catalog->ctx, object_value(o, DEFINITION));
    }
    return true;
}

/* Where that name was taken, the server's has a number. */
static bool is_servers(const char *name, const char *servers)
{
    size_t n = strlen(servers);
    return strncmp(name, servers, n) == 0 && strspn(name + n, "0123456789") == strlen(name + n);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    char *servers = server_name(NULL, o->relation, object_value(o, COLUMNS), object_value(o, LABEL));
    if (!is_servers(o->name, servers)) {
        fputs("ALTER INDEX ", out);
        print_qualified(out, o->schema, servers);
        fputs(" RENAME TO ", out);
        print_name(out, o->name);
        fputs(";\n", out);
    }
    mem_free(servers);
    print_storage_change(out, "INDEX", o, o->values[STORAGE_ABOVE], o->values[STORAGE]);
}

/* It is there when its table and those above it are attached. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    const struct object *partition = catalog_find(catalog, &postgres_partition, o->schema, o->relation, "");
    while (partition) {
        need(to, partition);
        struct list parent = parse_pair(work, object_value(partition, PARTITION_PARENT));
        partition =
            parent.n == 2 ? catalog_find(catalog, &postgres_partition, parent.items[0], parent.items[1], "") : NULL;
    }
    mem_free(work);
}

const struct kind postgres_partition_constraint = {
    .name = "constraint of a partition",
    .query = postgres_partition_constraint_query,
    .present = "EXISTS (SELECT FROM limiting WHERE of_parent AND (contype = 'x' OR conperiod))",
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
};
