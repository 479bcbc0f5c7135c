/* Tables and sequences that become UNLOGGED, or LOGGED again, after they were made. */
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_persistence_query[];

enum { PERSISTENCE, N_FIELDS };
static const char *const fields[N_FIELDS] = {[PERSISTENCE] = "persistence"};
static const int forms[N_FIELDS] = {[PERSISTENCE] = ANSWER_TEXT};

static bool is_of_table(const struct object *o)
{
    return strcmp(o->name, o->relation) == 0;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(is_of_table(o) ? "ALTER TABLE " : "ALTER SEQUENCE ", out);
    print_object_name(out, o);
    fprintf(out, " SET %s;\n", object_value(o, PERSISTENCE));
}

/* The table takes its sequences along, which must be its own by then; what a sequence is on its own comes last. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    if (!is_of_table(o)) {
        need_named(catalog, &postgres_persistence, o->schema, o->relation, o->relation, need, to);
        return;
    }
    struct objects owned = catalog_children(catalog, &postgres_sequence_owner, o->schema, o->relation);
    for (size_t i = 0; i < owned.n; i++)
        need(to, owned.items[i]);
}

static void remove_it(struct alteration *a)
{
    bool logged = strcmp(object_value(a->from, PERSISTENCE), "LOGGED") == 0;
    fputs(is_of_table(a->from) ? "ALTER TABLE " : "ALTER SEQUENCE ", a->out);
    print_object_name(a->out, a->from);
    fprintf(a->out, " SET %s;\n", logged ? "UNLOGGED" : "LOGGED");
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

const struct kind postgres_persistence = {
    .name = "persistence",
    .query = postgres_persistence_query,
    .present = "EXISTS (SELECT FROM class WHERE relpersistence = 'u')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .changes = &changes,
};
