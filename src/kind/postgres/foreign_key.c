#include "kind/postgres/foreign_key.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_foreign_key_query[];

static const char *const fields[FOREIGN_KEY_N_FIELDS] = {
    [FOREIGN_KEY_DEFINITION] = "definition",  [FOREIGN_KEY_SCHEMA] = "referenced_schema",
    [FOREIGN_KEY_TABLE] = "referenced_table", [FOREIGN_KEY_VALID] = "valid",
    [FOREIGN_KEY_PARENT] = "parent",
};
static const int forms[FOREIGN_KEY_N_FIELDS] = {
    [FOREIGN_KEY_DEFINITION] = ANSWER_TEXT,
    [FOREIGN_KEY_SCHEMA] = ANSWER_TEXT,
    [FOREIGN_KEY_TABLE] = ANSWER_TEXT,
    [FOREIGN_KEY_VALID] = ANSWER_FLAG,
    [FOREIGN_KEY_PARENT] = ANSWER_LIST | ANSWER_NULL,
};

static bool read_foreign_keys(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, FOREIGN_KEY_DEFINITION, CANON_CONSTRAINT);
}

/* The key of the parent that a partition's key is part of, or NULL. */
static const struct object *parent_of(const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct list parent = parse_array(work, o->values[FOREIGN_KEY_PARENT]);
    const struct object *found =
        parent.n == 3 ? catalog_find(catalog, &postgres_foreign_key, parent.items[0], parent.items[1], parent.items[2])
                      : NULL;
    mem_free(work);
    return found;
}

/* A partition has its parent's keys without a word, and under the same name; one of another name was its own before. */
static bool goes_without_saying(const struct catalog *catalog, const struct object *o)
{
    const struct object *parent = parent_of(catalog, o);
    return parent && strcmp(parent->name, o->name) == 0;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (goes_without_saying(catalog, o))
        return;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ADD CONSTRAINT ", out);
    print_name(out, o->name);
    fprintf(out, " %s;\n", object_value(o, FOREIGN_KEY_DEFINITION));
}

/* Tables already visited while walking along foreign keys. */
struct walk {
    const struct catalog *catalog;
    const struct object *goal; /* a foreign key: looking for the table it is on */
    const struct object **seen;
    size_t n_seen;
};

static bool remember(struct walk *w, const struct object *key)
{
    for (size_t i = 0; i < w->n_seen; i++)
        if (w->seen[i] == key)
            return false;
    size_t at = mem_grow(NULL, &w->seen, &w->n_seen);
    w->seen[at] = key;
    return true;
}

static bool leads_back(struct walk *w, const char *schema, const char *table)
{
    if (strcmp(schema, w->goal->schema) == 0 && strcmp(table, w->goal->relation) == 0)
        return true;
    struct objects keys = catalog_children(w->catalog, &postgres_foreign_key, schema, table);
    for (size_t i = 0; i < keys.n; i++)
        if (remember(w, keys.items[i]) && leads_back(w, object_value(keys.items[i], FOREIGN_KEY_SCHEMA),
                                                     object_value(keys.items[i], FOREIGN_KEY_TABLE)))
            return true;
    return false;
}

bool foreign_key_in_cycle(const struct catalog *catalog, const struct object *key)
{
    struct walk w = {.catalog = catalog, .goal = key};
    bool found = leads_back(&w, object_value(key, FOREIGN_KEY_SCHEMA), object_value(key, FOREIGN_KEY_TABLE));
    mem_free(w.seen);
    return found;
}

/* A deferred key keeps its table busy from the first row to the end: no other key could be added then. */
static bool is_deferred(const struct object *o)
{
    static const char ending[] = " INITIALLY DEFERRED";
    const char *definition = object_value(o, FOREIGN_KEY_DEFINITION);
    size_t n = strlen(definition);
    return n > strlen(ending) && strcmp(definition + n - strlen(ending), ending) == 0;
}

static bool is_above(const struct catalog *catalog, const struct object *o, const struct object *other)
{
    do
        other = parent_of(catalog, other);
    while (other && other != o);
    return other != NULL;
}

/* The key of a partitioned table takes over those that partitions have by then, under their names; others come of it.
 */
static void need_keys_of_partitions(const struct catalog *catalog, const struct object *o,
                                    void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    if (goes_without_saying(catalog, o)) {
        need(to, parent_of(catalog, o));
        return;
    }
    if (!table || !table->values[TABLE_PARTITION_KEY])
        return;
    struct objects keys = catalog_of_kind(catalog, &postgres_foreign_key);
    for (size_t i = 0; i < keys.n; i++)
        if (!goes_without_saying(catalog, keys.items[i]) && is_above(catalog, o, keys.items[i]))
            need(to, keys.items[i]);
}

/*
 * Rows go in one by one, those of the table referred to first. Where no order
 * is right for all of them, or rows may break the key, the key comes later.
 */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_keys_of_partitions(catalog, o, need, to);
    if (object_flag(o, FOREIGN_KEY_VALID) && !is_deferred(o) && !foreign_key_in_cycle(catalog, o))
        return;
    need_rows(catalog, o->schema, o->relation, need, to);
    need_rows(catalog, object_value(o, FOREIGN_KEY_SCHEMA), object_value(o, FOREIGN_KEY_TABLE), need, to);
}

const struct kind postgres_foreign_key = {
    .name = "foreign key",
    .query = postgres_foreign_key_query,
    .read = read_foreign_keys,
    .fields = fields,
    .forms = forms,
    .n_fields = FOREIGN_KEY_N_FIELDS,
    .phase = PHASE_FOREIGN_KEY,
    .print = print,
    .needs = needs,
};
