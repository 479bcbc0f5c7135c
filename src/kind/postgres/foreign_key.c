#include "kind/postgres/foreign_key.h"
#include "kind/change.h"

#include <string.h>

#include "catalog/derived.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/definition.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_foreign_key_query[];

static const char *const fields[FOREIGN_KEY_N_FIELDS] = {
    [FOREIGN_KEY_DEFINITION] = "definition",  [FOREIGN_KEY_SCHEMA] = "referenced_schema",
    [FOREIGN_KEY_TABLE] = "referenced_table", [FOREIGN_KEY_VALID] = "valid",
    [FOREIGN_KEY_PARENT] = "parent",
};
static const int forms[FOREIGN_KEY_N_FIELDS] = {
    [FOREIGN_KEY_DEFINITION] = ANSWER_TEXT | ANSWER_NULL,
    [FOREIGN_KEY_SCHEMA] = ANSWER_TEXT,
    [FOREIGN_KEY_TABLE] = ANSWER_TEXT,
    [FOREIGN_KEY_VALID] = ANSWER_FLAG,
    [FOREIGN_KEY_PARENT] = ANSWER_LIST | ANSWER_NULL,
};

enum { TABLE_ID = FOREIGN_KEY_N_FIELDS, KEYS, REFERENCED_ID, REFERENCED_KEYS, ON_UPDATE, ON_DELETE, N_VALUES };
static const struct answer_column beside[N_VALUES - FOREIGN_KEY_N_FIELDS] = {
    [TABLE_ID - FOREIGN_KEY_N_FIELDS] = {"table_id", ANSWER_OID},
    [KEYS - FOREIGN_KEY_N_FIELDS] = {"keys", ANSWER_LIST},
    [REFERENCED_ID - FOREIGN_KEY_N_FIELDS] = {"referenced_id", ANSWER_OID},
    [REFERENCED_KEYS - FOREIGN_KEY_N_FIELDS] = {"referenced_keys", ANSWER_LIST},
    [ON_UPDATE - FOREIGN_KEY_N_FIELDS] = {"on_update", ANSWER_TEXT},
    [ON_DELETE - FOREIGN_KEY_N_FIELDS] = {"on_delete", ANSWER_TEXT},
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, FOREIGN_KEY_DEFINITION, CANON_CONSTRAINT);
}

/* False: it is none of those that there are. */
static bool print_action(FILE *out, const char *event, const char *code)
{
    static const struct {
        char code;
        const char *keywords;
    } actions[] = {{'r', "RESTRICT"}, {'c', "CASCADE"}, {'n', "SET NULL"}, {'d', "SET DEFAULT"}};
    for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
        if (code[0] == actions[i].code) {
            fprintf(out, " ON %s %s", event, actions[i].keywords);
            return true;
        }
    return code[0] == 'a';
}

static bool print_plain(FILE *out, const struct columns_read *columns, const struct object *o)
{
    const struct key_columns own = {object_value(o, TABLE_ID), object_value(o, KEYS)},
                             other = {object_value(o, REFERENCED_ID), object_value(o, REFERENCED_KEYS)};
    fputs("FOREIGN KEY ", out);
    if (!print_key_columns(out, columns, own))
        return false;
    fputs(" REFERENCES ", out);
    print_qualified(out, object_value(o, FOREIGN_KEY_SCHEMA), object_value(o, FOREIGN_KEY_TABLE));
    putc(' ', out);
    return print_key_columns(out, columns, other) && print_action(out, "UPDATE", object_value(o, ON_UPDATE)) &&
           print_action(out, "DELETE", object_value(o, ON_DELETE));
}

static const struct definition plain = {
    .field = FOREIGN_KEY_DEFINITION,
    .function = "pg_get_constraintdef",
    .print = print_plain,
    .canonicalize = canonicalize,
};

static bool read_foreign_keys(const struct kind *kind, struct reading *reading)
{
    return read_definitions(kind, reading, &plain);
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
bool foreign_key_is_implied(const struct catalog *catalog, const struct object *o)
{
    const struct object *parent = parent_of(catalog, o);
    return parent && strcmp(parent->name, o->name) == 0;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (foreign_key_is_implied(catalog, o))
        return;
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ADD CONSTRAINT ", out);
    print_name(out, o->name);
    fprintf(out, " %s;\n", object_value(o, FOREIGN_KEY_DEFINITION));
}

/* A deferred key keeps its table busy from the first row to the end: no other key could be added then. */
static bool is_deferred(const struct object *o)
{
    static const char ending[] = " INITIALLY DEFERRED";
    const char *definition = object_value(o, FOREIGN_KEY_DEFINITION);
    size_t n = strlen(definition);
    return n > strlen(ending) && strcmp(definition + n - strlen(ending), ending) == 0;
}

static char *name_of(void *ctx, const char *schema, const char *table, const char *key)
{
    return lookup_pair(ctx, lookup_pair(ctx, schema, table), key);
}

static void add_parent(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    void *work = mem_context(NULL);
    struct list parent = parse_array(work, o->values[FOREIGN_KEY_PARENT]);
    if (parent.n == 3)
        add(to, name_of(work, parent.items[0], parent.items[1], parent.items[2]));
    mem_free(work);
}

static const struct lookup keys_below = {&postgres_foreign_key, add_parent};

/* Those of all partitions below that have a name of their own. */
static void need_keys_below(const struct catalog *catalog, const struct object *o,
                            void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct objects keys = catalog_lookup(catalog, &keys_below, name_of(work, o->schema, o->relation, o->name));
    mem_free(work);
    for (size_t i = 0; i < keys.n; i++) {
        if (!foreign_key_is_implied(catalog, keys.items[i]))
            need(to, keys.items[i]);
        need_keys_below(catalog, keys.items[i], need, to);
    }
}

/* The key of a partitioned table takes over those that partitions have by then, under their names; others come of it.
 */
static void need_keys_of_partitions(const struct catalog *catalog, const struct object *o,
                                    void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    if (foreign_key_is_implied(catalog, o))
        need(to, parent_of(catalog, o));
    else if (table && table->values[TABLE_PARTITION_KEY])
        need_keys_below(catalog, o, need, to);
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

static bool is_partitioned(const struct alteration *a)
{
    const struct object *table = catalog_find(a->after, &postgres_table, a->to->schema, "", a->to->relation);
    return table && table->values[TABLE_PARTITION_KEY];
}

static void add(struct alteration *a)
{
    if (a->busy && object_flag(a->to, FOREIGN_KEY_VALID) && !is_partitioned(a) && !a->to->values[FOREIGN_KEY_PARENT])
        add_checked_constraint(a, object_value(a->to, FOREIGN_KEY_DEFINITION));
    else
        print(a->out, a->after, a->to);
}

/* One that shall be looked at, and is the same else, is not dropped. */
static bool alter(struct alteration *a)
{
    if (!is_definition_unchecked(object_value(a->from, FOREIGN_KEY_DEFINITION),
                                 object_value(a->to, FOREIGN_KEY_DEFINITION)))
        return false;
    print_validate_constraint(a->out, a->to);
    return true;
}

static void remove_it(struct alteration *a)
{
    if (!foreign_key_is_implied(a->before, a->from))
        print_drop_constraint(a->out, a->from);
}

static const struct change_forms changes = {.add = add, .alter = alter, .remove = remove_it, .rebuilt = true};

const struct kind postgres_foreign_key = {
    .name = "foreign key",
    .query = postgres_foreign_key_query,
    .read = read_foreign_keys,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = FOREIGN_KEY_N_FIELDS,
    .beside = beside,
    .n_beside = N_VALUES - FOREIGN_KEY_N_FIELDS,
    .phase = PHASE_FOREIGN_KEY,
    .remark = REMARK_CONSTRAINT,
    .print = print,
    .needs = needs,
    .grammar = &foreign_key_grammar,
    .changes = &changes,
};
