/*
 * Which rows must be inserted before which: foreign keys may be enforced
 * while a snapshot is loaded.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <uthash.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"

static const char foreign_key_query[] = "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1)"
                                        " ORDER BY id, seq";
static const char primary_key_query[] = "SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk";

/* One foreign key between two tables that have rows: columns by their index. */
struct link {
    struct sqlite_data_table *child, *parent;
    size_t *from, *to;
    size_t n;
    bool deferred;
};

/* Finds a parent by the values of its key. */
struct by_key {
    const char *key;
    const struct sqlite_row *row;
    UT_hash_handle hh;
};

struct finder {
    struct reading *reading;
    void *ctx;
    struct sqlite_data *data;
};

static struct sqlite_data_table *find_table(const struct sqlite_data *data, const char *relation)
{
    for (size_t i = 0; i < data->n_tables; i++)
        if (strcasecmp(data->tables[i].relation, relation) == 0)
            return &data->tables[i];
    return NULL;
}

static bool find_column(const struct sqlite_data_table *t, const char *name, size_t *at)
{
    for (*at = 0; *at < t->n_columns; (*at)++)
        if (name && strcasecmp(t->columns[*at], name) == 0)
            return true;
    return false;
}

/* The values of a key; NULL where one of them is null and so refers to nothing. Literals hold no newline. */
static const char *key_of(void *ctx, const struct sqlite_row *row, const size_t *columns, size_t n)
{
    const char *key = "";
    for (size_t i = 0; i < n; i++) {
        if (strcmp(row->values[columns[i]], "NULL") == 0)
            return NULL;
        key = mem_printf(ctx, "%s\n%s", key, row->values[columns[i]]);
    }
    return key;
}

static struct by_key *index_parents(const struct link *link, void *ctx)
{
    struct by_key *index = NULL;
    for (size_t i = 0; i < link->parent->n_rows; i++) {
        struct by_key *entry = mem_new(ctx, struct by_key), *found;
        entry->row = &link->parent->rows[i];
        entry->key = key_of(ctx, entry->row, link->to, link->n);
        if (!entry->key)
            continue;
        HASH_FIND_STR(index, entry->key, found);
        if (!found)
            HASH_ADD_KEYPTR(hh, index, entry->key, strlen(entry->key), entry);
    }
    return index;
}

static void follow(const struct finder *f, const struct link *link)
{
    void *scratch = mem_context(f->ctx);
    struct by_key *index = index_parents(link, scratch);
    for (size_t i = 0; i < link->child->n_rows; i++) {
        struct sqlite_row *row = &link->child->rows[i];
        struct by_key *found = NULL;
        const char *key = key_of(scratch, row, link->from, link->n);
        if (key)
            HASH_FIND_STR(index, key, found);
        if (!found || found->row == row)
            continue;
        size_t at = mem_grow(f->ctx, &row->references, &row->n_references);
        row->references[at] = (struct sqlite_reference){found->row, link->deferred};
    }
    HASH_CLEAR(hh, index);
    mem_free(scratch);
}

/* The foreign key in the rows [from, to); false where it names no column that can be found. */
static bool make_link(const struct finder *f, void *ctx, const struct rows *rows, int from, int to, struct link *link)
{
    struct rows key = {0};
    bool named = rows_text(rows, from, 3) != NULL;
    link->n = (size_t)(to - from);
    link->from = mem_array(ctx, size_t, link->n);
    link->to = mem_array(ctx, size_t, link->n);
    if (!named && (!sqlite_try(f->reading, ctx, primary_key_query, link->parent->relation, &key) ||
                   (size_t)key.n_rows != link->n))
        return false;
    for (int i = from; i < to; i++) {
        const char *parent = named ? rows_text(rows, i, 3) : rows_text(&key, i - from, 0);
        if (!find_column(link->child, rows_text(rows, i, 2), &link->from[i - from]) ||
            !find_column(link->parent, parent, &link->to[i - from]))
            return false;
    }
    return true;
}

/* Which foreign keys are deferred no PRAGMA tells: flags by SQLite's number, which runs from the last to the first. */
static bool find_deferred(const struct finder *f, void *ctx, const char *relation, bool **deferred, size_t *n)
{
    static const char query[] = "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE";
    static const char ending[] = "INITIALLY DEFERRED";
    struct rows rows;
    struct sqlite_table table;
    struct sqlite_problem problem;
    *n = 0;
    if (!sqlite_ask(f->reading, ctx, "definition of", query, relation, &rows))
        return false;
    if (rows.n_rows == 0 || !sqlite_read_table(ctx, rows_text(&rows, 0, 0), NULL, &table, &problem))
        return true;
    *deferred = mem_array(ctx, bool, table.n_constraints);
    for (size_t i = table.n_constraints; i-- > 0;) {
        const char *text = table.constraints[i].definition;
        size_t length = strlen(text);
        if (table.constraints[i].type == SQLITE_FOREIGN_KEY)
            (*deferred)[(*n)++] = length > strlen(ending) && strcmp(text + length - strlen(ending), ending) == 0;
    }
    return true;
}

static bool follow_all(const struct finder *f, struct sqlite_data_table *child)
{
    struct rows rows;
    void *ctx = mem_context(f->ctx);
    bool *deferred = NULL;
    size_t n_keys = 0, number = 0;
    bool ok = sqlite_ask(f->reading, ctx, "foreign keys of", foreign_key_query, child->relation, &rows);
    ok = ok && (rows.n_rows == 0 || find_deferred(f, ctx, child->relation, &deferred, &n_keys));
    for (int from = 0, to; ok && from < rows.n_rows; from = to, number++) {
        for (to = from; to < rows.n_rows && strcmp(rows_text(&rows, to, 0), rows_text(&rows, from, 0)) == 0;)
            to++;
        struct link link = {.child = child, .parent = find_table(f->data, rows_text(&rows, from, 1))};
        link.deferred = number < n_keys && deferred[number];
        if (link.parent && make_link(f, ctx, &rows, from, to, &link))
            follow(f, &link);
    }
    mem_free(ctx);
    return ok;
}

/* How many references of each row are still open, and who waits for it. */
struct node {
    struct sqlite_row *row;
    struct sqlite_row **waiting;
    size_t n_waiting;
    size_t open;
};

static struct node *make_nodes(void *ctx, struct sqlite_data *data, size_t *n)
{
    *n = 0;
    for (size_t t = 0; t < data->n_tables; t++)
        for (size_t i = 0; i < data->tables[t].n_rows; i++)
            data->tables[t].rows[i].number = (*n)++;
    struct node *nodes = mem_array(ctx, struct node, *n);
    for (size_t t = 0; t < data->n_tables; t++)
        for (size_t i = 0; i < data->tables[t].n_rows; i++) {
            struct sqlite_row *row = &data->tables[t].rows[i];
            nodes[row->number].row = row;
            nodes[row->number].open = row->n_references;
            for (size_t k = 0; k < row->n_references; k++) {
                struct node *parent = &nodes[row->references[k].row->number];
                size_t at = mem_grow(ctx, &parent->waiting, &parent->n_waiting);
                parent->waiting[at] = row;
            }
        }
    return nodes;
}

/* All rows as nodes; those still `open` stand in a cycle or wait for one. */
static struct node *find_cycles(void *ctx, struct sqlite_data *data, size_t *n)
{
    size_t n_ready = 0;
    struct node *nodes = make_nodes(ctx, data, n);
    size_t *ready = mem_array(ctx, size_t, *n);
    for (size_t i = 0; i < *n; i++)
        if (nodes[i].open == 0)
            ready[n_ready++] = i;
    for (size_t i = 0; i < n_ready; i++)
        for (size_t k = 0; k < nodes[ready[i]].n_waiting; k++) {
            struct node *waiting = &nodes[nodes[ready[i]].waiting[k]->number];
            if (--waiting->open == 0)
                ready[n_ready++] = waiting->row->number;
        }
    return nodes;
}

/*
 * A cycle is cut where a reference is deferred. Where none is, its rows can
 * stand in any order: no order would do.
 */
static void drop_cycles(void *ctx, struct sqlite_data *data, bool deferred_only)
{
    size_t n;
    struct node *nodes = find_cycles(ctx, data, &n);
    for (size_t i = 0; i < n; i++) {
        struct sqlite_row *row = nodes[i].row;
        size_t kept = 0;
        for (size_t k = 0; k < row->n_references; k++) {
            struct sqlite_reference r = row->references[k];
            bool cycle = nodes[i].open > 0 && nodes[r.row->number].open > 0;
            if (!cycle || (deferred_only && !r.deferred))
                row->references[kept++] = r;
        }
        row->n_references = kept;
    }
}

static int compare_numbers(const void *a, const void *b)
{
    const struct sqlite_reference *x = a, *y = b;
    return (x->row->number > y->row->number) - (x->row->number < y->row->number);
}

/* SQLite lists foreign keys in the order of the table's text, which a snapshot changes. */
static void sort_references(struct sqlite_data *data)
{
    for (size_t t = 0; t < data->n_tables; t++)
        for (size_t i = 0; i < data->tables[t].n_rows; i++) {
            struct sqlite_row *row = &data->tables[t].rows[i];
            if (row->n_references > 1)
                qsort(row->references, row->n_references, sizeof(*row->references), compare_numbers);
        }
}

bool sqlite_find_references(struct reading *reading, void *ctx, struct sqlite_data *data)
{
    struct finder f = {reading, ctx, data};
    for (size_t i = 0; i < data->n_tables; i++)
        if (data->tables[i].n_rows > 0 && !follow_all(&f, &data->tables[i]))
            return false;
    void *scratch = mem_context(ctx);
    drop_cycles(scratch, data, true);
    drop_cycles(scratch, data, false);
    sort_references(data);
    mem_free(scratch);
    return true;
}
