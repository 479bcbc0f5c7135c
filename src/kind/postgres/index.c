#include <stdlib.h>
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/definition.h"
#include "kind/postgres/index.h"
#include "kind/postgres/index_match.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_index_query[];

static const char *const fields[INDEX_N_FIELDS] = {
    [INDEX_DEFINITION] = "definition", [INDEX_VALID] = "valid", [INDEX_PARENT] = "parent"};
static const int forms[INDEX_N_FIELDS] = {
    [INDEX_DEFINITION] = ANSWER_TEXT | ANSWER_NULL,
    [INDEX_VALID] = ANSWER_FLAG,
    [INDEX_PARENT] = ANSWER_LIST | ANSWER_NULL,
};

static const struct answer_column beside[INDEX_N_VALUES - INDEX_N_FIELDS] = {
    [INDEX_IS_UNIQUE - INDEX_N_FIELDS] = {"is_unique", ANSWER_FLAG},
    [INDEX_TABLE_ID - INDEX_N_FIELDS] = {"table_id", ANSWER_OID},
    [INDEX_COLUMNS - INDEX_N_FIELDS] = {"keys", ANSWER_TEXT},
    [INDEX_CLASSES - INDEX_N_FIELDS] = {"classes", ANSWER_TEXT},
    [INDEX_COLLATIONS - INDEX_N_FIELDS] = {"collations", ANSWER_TEXT},
    [INDEX_ORDERS - INDEX_N_FIELDS] = {"options", ANSWER_TEXT},
    [INDEX_SHAPE - INDEX_N_FIELDS] = {"shape", ANSWER_TEXT | ANSWER_NULL},
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, INDEX_DEFINITION, object_flag(o, INDEX_VALID) ? CANON_INDEX : CANON_STATEMENT);
}

/* Of pg_index.indoption. */
enum { OPTION_DESCENDING = 1, OPTION_NULLS_FIRST = 2 };

static void print_order(FILE *out, long option)
{
    bool descending = option & OPTION_DESCENDING, nulls_first = option & OPTION_NULLS_FIRST;
    fputs(descending ? " DESC" : "", out);
    if (descending != nulls_first)
        fputs(nulls_first ? " NULLS FIRST" : " NULLS LAST", out);
}

/* Whether neither of them has to be said of the column. */
static bool are_usual(const struct object *column, long class, long collation)
{
    const char *usual = column->values[COLUMN_CLASS];
    return usual && strtol(usual, NULL, 10) == class &&
           (collation == 0 || strtol(object_value(column, COLUMN_COLLATION_ID), NULL, 10) == collation);
}

static bool print_plain(FILE *out, const struct columns_read *columns, const struct object *o)
{
    const char *keys = object_value(o, INDEX_COLUMNS), *classes = object_value(o, INDEX_CLASSES),
               *collations = object_value(o, INDEX_COLLATIONS), *options = object_value(o, INDEX_ORDERS),
               *before = " (";
    fputs(object_flag(o, INDEX_IS_UNIQUE) ? "CREATE UNIQUE INDEX " : "CREATE INDEX ", out);
    print_name(out, o->name);
    fputs(" ON ", out);
    print_object_relation(out, o);
    for (long key, class, collation, option; next_number(&keys, &key); before = ", ") {
        const struct object *column = column_numbered(columns, object_value(o, INDEX_TABLE_ID), key);
        if (!column || !next_number(&classes, &class) || !next_number(&collations, &collation) ||
            !next_number(&options, &option) || !are_usual(column, class, collation))
            return false;
        fputs(before, out);
        print_name(out, column->name);
        print_order(out, option);
    }
    putc(')', out);
    return before[0] == ',';
}

static const struct definition plain = {
    .field = INDEX_DEFINITION,
    .function = "pg_get_indexdef",
    .print = print_plain,
    .canonicalize = canonicalize,
};

static bool read_indexes(const struct kind *kind, struct reading *reading)
{
    return read_definitions(kind, reading, &plain);
}

/* The same as it is made without looking at the partitions: CREATE INDEX i ON ONLY t */
static void print_only(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct text t, whole;
    text_open(&t);
    fputs(object_flag(o, INDEX_IS_UNIQUE) ? "CREATE UNIQUE INDEX " : "CREATE INDEX ", t.out);
    print_name(t.out, o->name);
    fputs(" ON ", t.out);
    char *before = text_close(&t, NULL);
    text_open(&whole);
    print_short(whole.out, catalog, o, CANON_STATEMENT, object_value(o, INDEX_DEFINITION));
    char *text = text_close(&whole, NULL);
    size_t n = strlen(before);
    fprintf(out, "%.*sONLY %s", (int)n, text, text + n);
    mem_free(before);
    mem_free(text);
}

/*
 * The index of a partitioned table takes the fitting indexes of its
 * partitions for its own when it is made; an invalid one is made without
 * looking at them, and has only those that are attached one by one. So is one
 * that would take others than it has.
 */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    bool valid = object_flag(o, INDEX_VALID), only = valid && takes_other_indexes(catalog, o);
    if (only)
        print_only(out, catalog, o);
    else
        print_short(out, catalog, o, CANON_STATEMENT, object_value(o, INDEX_DEFINITION));
    fputs(";\n", out);
    if (only || !valid)
        print_indexes_below(out, catalog, o);
}

/* The partitions of the index's table, and their indexes. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    if (!table || !table->values[TABLE_PARTITION_KEY])
        return;
    struct objects partitions = objects_naming(catalog, &partitions_of, o->schema, o->relation);
    for (size_t i = 0; i < partitions.n; i++)
        need(to, partitions.items[i]);
    void *work = mem_context(NULL);
    struct objects indexes = indexes_below(work, catalog, o);
    for (size_t i = 0; i < indexes.n; i++)
        need(to, indexes.items[i]);
    need_earlier_indexes(catalog, o, need, to);
    mem_free(work);
}

/* A table that was there goes on being written to; that of a partitioned one is made without its partitions' in one go.
 */
static void add(struct alteration *a)
{
    const struct object *table = catalog_find(a->after, &postgres_table, a->to->schema, "", a->to->relation);
    bool simple = a->busy && table && !table->values[TABLE_PARTITION_KEY] && object_flag(a->to, INDEX_VALID);
    if (!simple) {
        print(a->out, a->after, a->to);
        return;
    }
    char *text = kind_text(a->ctx, a->after, a->to);
    const char *keyword = strstr(text, " INDEX ");
    size_t before = (size_t)(keyword - text) + strlen(" INDEX");
    fprintf(a->out, "%.*s CONCURRENTLY%s\n", (int)before, text, text + before);
    alteration_step_alone(a, CONCURRENTLY_LOCKS, a->to);
}

/* That of a partition goes with its parent's. */
static void remove_it(struct alteration *a)
{
    const struct object *table = catalog_find(a->before, &postgres_table, a->from->schema, "", a->from->relation);
    bool partitioned = table && table->values[TABLE_PARTITION_KEY];
    if (a->from->values[INDEX_PARENT])
        return;
    fputs(partitioned ? "DROP INDEX " : "DROP INDEX CONCURRENTLY ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
    if (!partitioned)
        alteration_step_alone(a, CONCURRENTLY_LOCKS, a->from);
}

static const struct change_forms changes = {.add = add, .remove = remove_it, .rebuilt = true};

const struct kind postgres_index = {
    .name = "index",
    .query = postgres_index_query,
    .read = read_indexes,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = INDEX_N_FIELDS,
    .beside = beside,
    .n_beside = INDEX_N_VALUES - INDEX_N_FIELDS,
    .n_apart = INDEX_N_TEXT_VALUES - INDEX_N_VALUES,
    .phase = PHASE_TABLE,
    .place = PLACE_INDEX,
    .remark = REMARK_RELATION,
    .print = print,
    .needs = needs,
    .grammar = &index_grammar,
    .changes = &changes,
};
