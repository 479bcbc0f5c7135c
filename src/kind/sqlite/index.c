/*
 * Indexes a person made, also on the tables in which a virtual table keeps its data; automatic ones belong to their
 * constraints.
 */
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { UNIQUE, KEYS, WHERE, STORED, DEFINITION, N_FIELDS };
static const char *const fields[] = {"unique", "keys", "where", "stored", "definition"};

static const char index_query[] = "SELECT name, tbl_name, sql FROM main.sqlite_master"
                                  " WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
static const char stored_query[] = "SELECT name, \"desc\", coll FROM pragma_index_xinfo(?1) WHERE key ORDER BY seqno";

/* The names in the text may differ in case from those of the objects. */
static const char *definition(void *ctx, const struct sqlite_index *index, const char *name, const char *table)
{
    return mem_printf(ctx, "CREATE %sINDEX %s ON %s (%s)%s%s", index->unique ? "UNIQUE " : "",
                      sqlite_quote_name(ctx, name), sqlite_quote_name(ctx, table), index->keys,
                      index->where ? " WHERE " : "", index->where ? index->where : "");
}

struct reader {
    struct reading *reading;
    const struct sqlite_names *names;
};

static struct object *declare(struct reading *reading, void *ctx, const char *table, const char *name,
                              const struct sqlite_index *index)
{
    struct object *o = catalog_add(reading->catalog, &sqlite_index_kind, "", table, name);
    sqlite_set_flag(reading, o, UNIQUE, index->unique);
    sqlite_set(reading, o, KEYS, index->keys);
    sqlite_set(reading, o, WHERE, index->where);
    sqlite_set(reading, o, DEFINITION, definition(ctx, index, name, table));
    return o;
}

void sqlite_declare_index(struct reading *reading, void *ctx, const char *table, const struct sqlite_index *index)
{
    declare(reading, ctx, table, index->name, index);
}

static bool add(const struct reader *r, const char *table, const char *name, const char *sql)
{
    struct reading *reading = r->reading;
    void *ctx = mem_root("sqlite_index");
    struct sqlite_index index;
    struct sqlite_problem problem;
    struct rows keys;
    bool ok = sqlite_read_index(ctx, sql, r->names, &index, &problem);
    if (!ok)
        sqlite_misread(reading, "index", name, sql, &problem);
    ok = ok && sqlite_ask(reading, ctx, "index", stored_query, name, &keys);
    if (ok) {
        struct object *o = declare(reading, ctx, table, name, &index);
        sqlite_set(reading, o, STORED, sqlite_stored_keys(ctx, &keys, 0, keys.n_rows, 0));
    }
    mem_free(ctx);
    return ok;
}

static void expect_keys(struct reading *reading, void *ctx, const struct rows *indexes)
{
    struct expected_query *queries = mem_array(ctx, struct expected_query, (size_t)indexes->n_rows);
    for (int i = 0; i < indexes->n_rows; i++)
        queries[i] = (struct expected_query){stored_query, rows_text(indexes, i, 0)};
    connection_expect(reading->connection, (size_t)indexes->n_rows, queries);
}

static bool read(const struct kind *kind, struct reading *reading)
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct rows rows;
    struct reader r = {reading, sqlite_names_new(reading, ctx)};
    (void)kind;
    struct sqlite_relations relations;
    bool ok =
        sqlite_read_relations(reading, &relations) && sqlite_ask(reading, ctx, "indexes", index_query, NULL, &rows);
    if (ok)
        expect_keys(reading, ctx, &rows);
    for (int i = 0; ok && i < rows.n_rows; i++) {
        const char *on = rows_text(&rows, i, 1);
        const struct sqlite_relation *table = sqlite_find_relation(&relations, on);
        if (table || sqlite_is_shadow(&relations, on))
            ok = add(&r, table ? table->name : on, rows_text(&rows, i, 0), rows_text(&rows, i, 2));
    }
    mem_free(ctx);
    return ok;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "%s;\n", object_value(o, DEFINITION));
}

const struct kind sqlite_index_kind = {
    .name = "index",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_INDEX,
    .remark = REMARK_RELATION,
    .print = print,
    .needs = sqlite_need_virtual,
};
