#include "catalog/read.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/wait.h"
#include "catalog/ask.h"
#include "catalog/hidden.h"
#include "catalog/left_out.h"
#include "catalog/row_limit.h"
#include "engine/live.h"
#include "kind/kind.h"
#include "trace/trace.h"

enum { COLUMN_CLASS, COLUMN_OBJECT, COLUMN_SUB, COLUMN_SCHEMA, COLUMN_RELATION, COLUMN_NAME, COLUMN_FIELDS };
static const struct answer_column identity_columns[] = {
    {"class_id", ANSWER_OID}, {"object_id", ANSWER_OID}, {"sub_id", ANSWER_NUMBER},
    {"schema", ANSWER_TEXT},  {"relation", ANSWER_TEXT}, {"name", ANSWER_TEXT},
};

struct object *catalog_add(struct catalog *catalog, const struct kind *kind, const char *schema, const char *relation,
                           const char *name)
{
    struct object *o = mem_new(catalog->ctx, struct object);
    o->kind = kind;
    o->rank = kind_rank(kind);
    o->schema = catalog_text(catalog, schema);
    o->relation = catalog_text(catalog, relation);
    o->name = catalog_text(catalog, name);
    o->values = mem_array(catalog->ctx, const char *, (size_t)(kind->n_fields + kind->n_beside));
    catalog_mark_hidden(catalog, o);
    size_t at = mem_grow(catalog->ctx, &catalog->objects, &catalog->n_objects);
    catalog->objects[at] = o;
    return o;
}

static size_t n_columns(const struct kind *kind)
{
    return COLUMN_FIELDS + (size_t)(kind->n_fields + kind->n_beside);
}

/* What a query of the form in read.h answers with. */
static struct answer_column *columns_of(void *ctx, const struct kind *kind)
{
    size_t n = n_columns(kind);
    struct answer_column *columns = mem_array(ctx, struct answer_column, n);
    memcpy(columns, identity_columns, sizeof(identity_columns));
    for (int f = 0; f < kind->n_fields; f++)
        columns[COLUMN_FIELDS + f] = (struct answer_column){kind->fields[f], kind->forms ? kind->forms[f] : ANSWER_ANY};
    if (kind->n_beside)
        memcpy(columns + COLUMN_FIELDS + kind->n_fields, kind->beside, (size_t)kind->n_beside * sizeof(*columns));
    return columns;
}

static uint32_t to_oid(const char *s)
{
    return (uint32_t)strtoul(s, NULL, 10);
}

static struct address address_of(const struct rows *rows, int row, int first)
{
    return (struct address){to_oid(rows_text(rows, row, first)), to_oid(rows_text(rows, row, first + 1)),
                            (int32_t)strtol(rows_text(rows, row, first + 2), NULL, 10)};
}

/* Objects of many rows have their memory at once. */
enum { ROWS_AT_ONCE = 1000 };

static void add_rows(struct catalog *catalog, const struct kind *kind, const struct rows *rows, int first, int end)
{
    int n_values = kind->n_fields + kind->n_beside, rank = kind_rank(kind);
    struct object *objects = mem_array(catalog->ctx, struct object, (size_t)(end - first));
    const char **values = mem_array(catalog->ctx, const char *, (size_t)(end - first) * (size_t)n_values);
    for (int r = first; r < end; r++, objects++, values += n_values) {
        *objects = (struct object){.kind = kind,
                                   .rank = rank,
                                   .schema = rows_text(rows, r, COLUMN_SCHEMA),
                                   .relation = rows_text(rows, r, COLUMN_RELATION),
                                   .name = rows_text(rows, r, COLUMN_NAME),
                                   .values = values,
                                   .address = address_of(rows, r, COLUMN_CLASS)};
        for (int f = 0; f < n_values; f++)
            values[f] = rows_text(rows, r, COLUMN_FIELDS + f);
        catalog_mark_hidden(catalog, objects);
        size_t at = mem_grow(catalog->ctx, &catalog->objects, &catalog->n_objects);
        catalog->objects[at] = objects;
    }
}

bool catalog_add_query(struct catalog *catalog, const struct kind *kind, const char *query,
                       struct connection *connection, struct diags *diags)
{
    struct rows rows;
    const struct question question = {.what = kind->name,
                                      .query = query_for_version(catalog->ctx, query, catalog->version),
                                      .columns = columns_of(catalog->ctx, kind),
                                      .n_columns = n_columns(kind)};
    if (!catalog_ask(connection, &question, catalog->ctx, &rows, diags))
        return false;
    for (int r = 0; r < rows.n_rows; r += ROWS_AT_ONCE)
        add_rows(catalog, kind, &rows, r, r + ROWS_AT_ONCE < rows.n_rows ? r + ROWS_AT_ONCE : rows.n_rows);
    rows_forget_cells(&rows);
    return true;
}

/* Whatever order the server's plan gives: which of two reasons is named depends on it. */
static int compare_dependencies(const void *a, const void *b)
{
    const struct dependency *x = a, *y = b;
    int order = address_compare(&x->from, &y->from);
    return order ? order : address_compare(&x->to, &y->to);
}

static bool read_dependencies(struct catalog *catalog, struct connection *connection, struct diags *diags)
{
    static const struct answer_column columns[] = {
        {"class_id", ANSWER_OID},    {"object_id", ANSWER_OID},    {"sub_id", ANSWER_NUMBER},
        {"to_class_id", ANSWER_OID}, {"to_object_id", ANSWER_OID}, {"to_sub_id", ANSWER_NUMBER},
        {"of_part", ANSWER_FLAG},
    };
    struct rows rows;
    const char *query = needs_of_engine(catalog->engine);
    if (!query)
        return true;
    const struct question question = {"dependencies", query_for_version(catalog->ctx, query, catalog->version), columns,
                                      sizeof(columns) / sizeof(*columns)};
    if (!catalog_ask(connection, &question, catalog->ctx, &rows, diags))
        return false;
    for (int r = 0; r < rows.n_rows; r++) {
        size_t at = mem_grow(catalog->ctx, &catalog->dependencies, &catalog->n_dependencies);
        catalog->dependencies[at] = (struct dependency){address_of(&rows, r, 0), address_of(&rows, r, 3),
                                                        strcmp(rows_text(&rows, r, 6), "t") == 0};
    }
    if (catalog->n_dependencies)
        qsort(catalog->dependencies, catalog->n_dependencies, sizeof(*catalog->dependencies), compare_dependencies);
    rows_forget_cells(&rows);
    return true;
}

static int compare(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

void catalog_finish(struct catalog *catalog)
{
    if (catalog->n_objects)
        qsort(catalog->objects, catalog->n_objects, sizeof(*catalog->objects), compare);
}

/* Of the kinds before it, the one whose condition is the same; `at` itself: there is none. */
static size_t same_condition(const struct kind *const *kinds, size_t at)
{
    size_t i = 0;
    while (i < at && (!kinds[i]->present || strcmp(kinds[i]->present, kinds[at]->present) != 0))
        i++;
    return i;
}

/* The one row that says whether each condition holds; its first column says nothing. */
static bool ask_presence(struct catalog *catalog, const char *query, size_t n, struct connection *connection,
                         struct rows *rows, struct diags *diags)
{
    struct answer_column *columns = mem_array(catalog->ctx, struct answer_column, n);
    for (size_t i = 0; i < n; i++)
        columns[i] = (struct answer_column){"present", ANSWER_FLAG};
    const struct question question = {"kinds of objects", query, columns, n};
    if (!catalog_ask(connection, &question, catalog->ctx, rows, diags))
        return false;
    if (rows->n_rows != 1)
        diag_error(diags, "cannot read the catalog (%s): %d rows came, 1 was asked for", question.what, rows->n_rows);
    return rows->n_rows == 1;
}

/* For each kind whether the database may hold objects of it; NULL on failure. */
static const bool *read_presence(struct catalog *catalog, const struct kind *const *kinds,
                                 struct connection *connection, struct diags *diags)
{
    const char *begin = presence_of_engine(catalog->engine);
    struct text t;
    size_t n = 0, asked = 1;
    text_open(&t);
    fputs(begin ? query_for_version(catalog->ctx, begin, catalog->version) : "", t.out);
    for (; kinds[n]; n++)
        if (kinds[n]->present && same_condition(kinds, n) == n) {
            fprintf(t.out, ",\n(%s) AS present", kinds[n]->present);
            asked++;
        }
    char *query = text_close(&t, catalog->ctx);
    bool *present = mem_array(catalog->ctx, bool, n);
    struct rows rows = {0};
    if (begin && !ask_presence(catalog, query, asked, connection, &rows, diags))
        return NULL;
    for (size_t i = 0, at = 1; i < n; i++) {
        size_t same = kinds[i]->present ? same_condition(kinds, i) : i;
        present[i] = !kinds[i]->present ? true
                     : same < i         ? present[same]
                                        : strcmp(rows_text(&rows, 0, (int)at++), "t") == 0;
    }
    return present;
}

bool catalog_wants_rows(const struct catalog_rows *rows, enum engine engine, const char *schema, const char *table)
{
    for (const char *const *name = rows->tables; !rows->all && name && *name; name++) {
        size_t n = strlen(schema);
        bool qualified = engine == ENGINE_POSTGRES && strncmp(*name, schema, n) == 0 && (*name)[n] == '.';
        bool usual = engine == ENGINE_SQLITE || strcmp(schema, "public") == 0;
        if ((usual && (engine == ENGINE_SQLITE ? strcasecmp(*name, table) : strcmp(*name, table)) == 0) ||
            (qualified && strcmp(*name + n + 1, table) == 0))
            return true;
    }
    return rows->all;
}

/* Of somebody's database: what will be asked is said first, so that the engine may ask much of it at a time. */
static void foretell(const struct reading *reading, const struct kind *const *kinds, const bool *present)
{
    struct catalog *catalog = reading->catalog;
    const char *needs = needs_of_engine(catalog->engine);
    struct expected_query *queries = NULL;
    size_t n = 0;
    for (size_t i = 0; kinds[i]; i++)
        if (present[i] && !kinds[i]->proof && kinds[i]->query && (!kinds[i]->read || kinds[i]->asks)) {
            size_t at = mem_grow(catalog->ctx, &queries, &n);
            queries[at].query = query_for_version(catalog->ctx, kinds[i]->query, catalog->version);
        }
    if (needs) {
        size_t at = mem_grow(catalog->ctx, &queries, &n);
        queries[at].query = query_for_version(catalog->ctx, needs, catalog->version);
    }
    connection_expect(reading->connection, n, queries);
}

static struct catalog *read_catalog(struct connection *connection, const struct volatiles *volatiles,
                                    const struct catalog_rows *rows, struct row_limit *limit, bool in_use, void *ctx,
                                    struct diags *diags)
{
    struct catalog *catalog = mem_new(ctx, struct catalog);
    catalog->ctx = catalog;
    catalog->engine = connection_engine(connection);
    catalog->version = connection_version(connection);
    struct reading reading = {.connection = connection,
                              .catalog = catalog,
                              .volatiles = volatiles,
                              .diags = diags,
                              .rows = rows,
                              .in_use = in_use,
                              .row_limit = limit};
    const struct kind *const *kinds = kinds_of_engine(catalog->engine);
    const bool *present = read_presence(catalog, kinds, connection, diags);
    if (!present)
        goto fail;
    for (size_t i = 0; kinds[i]; i++) {
        const struct kind *k = kinds[i];
        bool ok = !present[i] || (k->proof && in_use) ? true
                  : k->read                           ? k->read(k, &reading)
                                                      : catalog_add_query(catalog, k, k->query, connection, diags);
        if (!ok)
            goto fail;
        /* What the first kind finds out is left on the server for the others (kind/postgres/addition.c). */
        if (i == 0 && in_use && catalog->engine == ENGINE_POSTGRES)
            foretell(&reading, kinds, present);
    }
    mem_free(reading.shared);
    if (!read_dependencies(catalog, connection, diags))
        goto fail;
    catalog_finish(catalog);
    catalog_close_left_out(catalog, diags);
    return catalog;
fail:
    mem_free(catalog);
    return NULL;
}

static struct catalog *read_traced(struct connection *connection, const struct volatiles *volatiles,
                                   const struct catalog_rows *rows, struct row_limit *limit, bool in_use, void *ctx,
                                   struct diags *diags)
{
    long long begun = trace_now();
    struct catalog *catalog = read_catalog(connection, volatiles, rows, limit, in_use, ctx, diags);
    if (catalog)
        trace_step(begun, "catalog read, %zu objects", catalog->n_objects);
    return catalog;
}

struct catalog *catalog_read(struct connection *connection, const struct volatiles *volatiles, struct row_limit *limit,
                             void *ctx, struct diags *diags)
{
    static const struct catalog_rows all = {.all = true};
    return read_traced(connection, volatiles, &all, limit, false, ctx, diags);
}

/* How often, and how long somebody who changes the schema gets for it in between. */
enum { MOST_READINGS = 8, PAUSE_MS = 100 };

static bool read_again(struct connection *connection, struct diags *diags)
{
    long left = PAUSE_MS;
    return wait_ready(-1, 0, connection_stop(connection), &left) == WAITED_TIME && database_again(connection, diags);
}

static void report_moved(const struct diags *found, struct diags *diags)
{
    struct diag *e = diag_error(diags, "cannot read the catalog: while it was read, objects were dropped or exchanged");
    if (found->n_errors > 0)
        diag_detail(diags, e, found->items[found->n - 1].message);
    diag_hint(diags, e,
              "it was read %d times; read it while nobody changes the schema; where it comes every time, "
              "the catalog may be damaged",
              MOST_READINGS);
}

struct catalog *catalog_read_in_use(struct connection *connection, const struct catalog_rows *rows, void *ctx,
                                    struct diags *diags)
{
    struct diags found;
    for (int readings = 1;; readings++) {
        diags_init(&found, diags->ctx);
        struct catalog *catalog = read_traced(connection, NULL, rows, NULL, true, ctx, &found);
        if (!database_moved(connection, !catalog)) {
            diags_append(diags, &found);
            return catalog;
        }
        mem_free(catalog);
        if (readings == MOST_READINGS) {
            report_moved(&found, diags);
            return NULL;
        }
        if (!read_again(connection, diags))
            return NULL;
    }
}
