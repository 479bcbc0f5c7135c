/*
 * The exclusion constraints of partitions: of all constraints these alone come anew with
 * each partition that is attached, under a name that the server chooses. Another name was
 * given later.
 */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "sql/postgres/server_name.h"

extern const char postgres_partition_constraint_query[];

enum { DEFINITION, COLUMNS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [COLUMNS] = "columns"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [COLUMNS] = ANSWER_TEXT,
};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_CONSTRAINT);
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
    char *servers = server_name(NULL, o->relation, object_value(o, COLUMNS), "excl");
    if (!is_servers(o->name, servers)) {
        fputs("ALTER INDEX ", out);
        print_qualified(out, o->schema, servers);
        fputs(" RENAME TO ", out);
        print_name(out, o->name);
        fputs(";\n", out);
    }
    mem_free(servers);
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
    .present = "EXISTS (SELECT FROM limiting WHERE contype = 'x' AND of_parent)",
    .read = read_constraints,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
};
