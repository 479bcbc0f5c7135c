/*
 * The constraints of ordinary tables: what their definitions say, and what
 * SQLite made of it (the automatic index of a key, the foreign key).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

static const char *const fields[] = {"type",      "given_name", "columns", "definition",
                                     "in_column", "order",      "index",   "foreign_key"};

static const char *const types[] = {"primary key", "unique", "check", "foreign key"};

/* Automatic indexes: those without a statement of their own. */
static const char index_query[] =
    "SELECT l.name, x.name, x.\"desc\", x.coll FROM pragma_index_list(?1) AS l, pragma_index_xinfo(l.name) AS x"
    " WHERE l.origin <> 'c' AND x.key ORDER BY l.seq, x.seqno";

/* SQLite numbers foreign keys from the last to the first. */
static const char foreign_key_query[] = "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete"
                                        " FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq";

/* No definition makes a foreign key without that word. */
const struct sqlite_visit_query sqlite_constraint_queries[2] = {{index_query, NULL}, {foreign_key_query, "REFERENCES"}};

/* The rows of one automatic index or one foreign key: [from, to). */
struct run {
    int from, to;
};

static struct run next_run(const struct rows *rows, int from)
{
    struct run run = {from, from};
    while (run.to < rows->n_rows && strcmp(rows_text(rows, run.to, 0), rows_text(rows, from, 0)) == 0)
        run.to++;
    return run;
}

static const struct sqlite_column *find_column(const struct sqlite_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (name && strcasecmp(table->columns[i].name, name) == 0)
            return &table->columns[i];
    return NULL;
}

/* The collation of a key. An INTEGER PRIMARY KEY is taken for the row ID first, and loses its own. */
static const char *key_collation(const struct sqlite_constraint *c, const struct sqlite_key *key,
                                 const struct sqlite_column *column)
{
    bool row_id = c->type == SQLITE_PRIMARY_KEY && c->n_keys == 1 && column && strcmp(column->type, "INTEGER") == 0;
    if (key->collation && !row_id)
        return key->collation;
    return column && column->collation ? column->collation : "BINARY";
}

/* Whether an earlier key has the column with the same collation. */
static bool is_repeated(const struct sqlite_table *table, const struct sqlite_constraint *c, size_t at)
{
    const struct sqlite_key *key = &c->keys[at];
    const struct sqlite_column *column = find_column(table, key->column);
    for (size_t i = 0; key->column && i < at; i++)
        if (c->keys[i].column && strcasecmp(c->keys[i].column, key->column) == 0 &&
            strcasecmp(key_collation(c, &c->keys[i], column), key_collation(c, key, column)) == 0)
            return true;
    return false;
}

/*
 * SQLite makes one index of keys over the same columns with the same collations. The primary key that a table is
 * stored by has each of them once, whatever was written.
 */
static bool index_serves(const struct rows *rows, struct run run, const struct sqlite_table *table,
                         const struct sqlite_constraint *c)
{
    bool once = table->without_rowid && c->type == SQLITE_PRIMARY_KEY;
    int at = run.from;
    for (size_t i = 0; i < c->n_keys; i++) {
        const struct sqlite_key *key = &c->keys[i];
        if (once && is_repeated(table, c, i))
            continue;
        if (at == run.to)
            return false;
        const char *name = rows_text(rows, at, 1), *collation = rows_text(rows, at, 3);
        at++;
        if (!name || !key->column || strcasecmp(name, key->column) != 0)
            return false;
        if (strcasecmp(collation, key_collation(c, key, find_column(table, key->column))) != 0)
            return false;
    }
    return at == run.to;
}

/* The columns in one field of the rows of a foreign key; "" where they are not named. */
static const char *key_columns(void *ctx, const struct rows *rows, struct run run, int field)
{
    struct text t;
    text_open(&t);
    for (int i = run.from; i < run.to && rows_text(rows, i, field); i++)
        fprintf(t.out, "%s%s", i > run.from ? ", " : "", sqlite_quote_name(ctx, rows_text(rows, i, field)));
    return text_close(&t, ctx);
}

static const char *foreign_key_text(void *ctx, const struct rows *rows, struct run run)
{
    return mem_printf(ctx, "(%s) %s (%s) ON UPDATE %s ON DELETE %s", key_columns(ctx, rows, run, 2),
                      sqlite_quote_name(ctx, rows_text(rows, run.from, 1)), key_columns(ctx, rows, run, 3),
                      rows_text(rows, run.from, 4), rows_text(rows, run.from, 5));
}

/* A constraint on its way to an object. */
struct entry {
    const struct sqlite_constraint *constraint;
    const char *name;
    int order; /* or 0 */
    const char *index;
    const char *foreign_key;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->constraint->definition, y->constraint->definition);
}

static bool unexplained(const struct sqlite_visit *v, const char *what, const char *text)
{
    struct diag *e = diag_error(v->reading->diags, "table %s: no constraint of its definition explains %s %s",
                                v->relation->name, what, text);
    diag_detail(v->reading->diags, e, v->relation->sql);
    return false;
}

/* Every automatic index must come from a constraint: else the definition was misunderstood. */
static bool explain_indexes(const struct sqlite_visit *v, struct entry *entries)
{
    struct rows rows;
    if (!sqlite_ask(v->reading, v->ctx, "indexes of", index_query, v->relation->name, &rows))
        return false;
    for (struct run run = {0, 0}; run.to < rows.n_rows;) {
        run = next_run(&rows, run.to);
        const char *text = sqlite_stored_keys(v->ctx, &rows, run.from, run.to, 1);
        bool found = false;
        for (size_t i = 0; i < v->table->n_constraints; i++) {
            const struct sqlite_constraint *c = entries[i].constraint;
            /* AUTOINCREMENT numbers rows by their row ID, which needs no index. */
            bool key = (c->type == SQLITE_PRIMARY_KEY && !c->autoincrement) || c->type == SQLITE_UNIQUE;
            if (!key || entries[i].index || !index_serves(&rows, run, v->table, c))
                continue;
            entries[i].index = text;
            found = true;
        }
        if (!found)
            return unexplained(v, "the automatic index", text);
    }
    return true;
}

static bool explain_foreign_keys(const struct sqlite_visit *v, struct entry *entries)
{
    struct rows rows;
    if (!sqlite_may_say(v->relation, sqlite_constraint_queries[1].keyword))
        return true;
    if (!sqlite_ask(v->reading, v->ctx, "foreign keys of", foreign_key_query, v->relation->name, &rows))
        return false;
    size_t at = 0;
    for (struct run run = {0, 0}; run.to < rows.n_rows; at++) {
        run = next_run(&rows, run.to);
        const char *text = foreign_key_text(v->ctx, &rows, run);
        while (at < v->table->n_constraints && entries[at].constraint->type != SQLITE_FOREIGN_KEY)
            at++;
        if (at == v->table->n_constraints)
            return unexplained(v, "the foreign key", text);
        entries[at].foreign_key = text;
    }
    return true;
}

static void add_entry(const struct sqlite_visit *v, const struct entry *e, const char *name)
{
    const struct sqlite_constraint *c = e->constraint;
    struct object *o = catalog_add(v->reading->catalog, v->kind, "", v->relation->name, name);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_TYPE, types[c->type]);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_GIVEN_NAME, c->name);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_COLUMNS, c->columns);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_DEFINITION, c->definition);
    sqlite_set_flag(v->reading, o, SQLITE_CONSTRAINT_IN_COLUMN, c->in_column);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_ORDER, e->order ? mem_printf(v->ctx, "%d", e->order) : NULL);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_INDEX, e->index);
    sqlite_set(v->reading, o, SQLITE_CONSTRAINT_FOREIGN_KEY, e->foreign_key);
}

static struct entry *entries_of(const struct sqlite_visit *v)
{
    size_t n = v->table->n_constraints;
    struct entry *entries = mem_array(v->ctx, struct entry, n);
    const int *orders = sqlite_constraint_orders(v->ctx, v->table);
    for (size_t i = 0; i < n; i++) {
        entries[i].order = orders[i];
        entries[i].constraint = &v->table->constraints[i];
        entries[i].name = entries[i].constraint->name ? entries[i].constraint->name : entries[i].constraint->definition;
    }
    return entries;
}

/* Two constraints may bear one name, or have none and be the same: such twins are numbered. */
static void add_entries(const struct sqlite_visit *v, struct entry *entries)
{
    size_t n = v->table->n_constraints;
    qsort(entries, n, sizeof(*entries), compare_entries);
    for (size_t i = 0, twin = 1; i < n; i++) {
        twin = i > 0 && strcmp(entries[i].name, entries[i - 1].name) == 0 ? twin + 1 : 1;
        add_entry(v, &entries[i], twin == 1 ? entries[i].name : mem_printf(v->ctx, "%s (%zu)", entries[i].name, twin));
    }
}

bool sqlite_add_constraints(const struct sqlite_visit *v)
{
    struct entry *entries = entries_of(v);
    if (!explain_indexes(v, entries) || !explain_foreign_keys(v, entries))
        return false;
    add_entries(v, entries);
    return true;
}

void sqlite_declare_constraints(const struct sqlite_visit *v)
{
    add_entries(v, entries_of(v));
}

const struct kind sqlite_constraint_kind = {
    .name = "constraint",
    .read = sqlite_read_with_tables,
    .fields = fields,
    .n_fields = SQLITE_CONSTRAINT_FIELDS,
    .phase = PHASE_INSIDE,
};
