/* What sqlite_schema holds, and the questions every kind asks. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "kind/sqlite/expansion.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

/* PRAGMA table_list came with 3.37. */
enum { HAS_TABLE_LIST = 3037000 };

struct sqlite_shared *sqlite_shared(struct reading *reading)
{
    if (!reading->shared)
        reading->shared = mem_zeroed(reading->catalog->ctx, sizeof(struct sqlite_shared), 1);
    return reading->shared;
}

bool sqlite_try(struct reading *reading, void *ctx, const char *query, const char *param, struct rows *rows)
{
    struct sql_failure failure;
    return connection_query(reading->connection, query, param ? 1 : 0, &param, ctx, rows, &failure);
}

bool sqlite_ask(struct reading *reading, void *ctx, const char *what, const char *query, const char *param,
                struct rows *rows)
{
    struct sql_failure failure;
    if (connection_query(reading->connection, query, param ? 1 : 0, &param, ctx, rows, &failure))
        return true;
    if (!failure.stopped)
        diag_error(reading->diags, "cannot read the catalog (%s%s%s): %s", what, param ? " " : "", param ? param : "",
                   failure.message);
    return false;
}

bool sqlite_misread(struct reading *reading, const char *what, const char *name, const char *sql,
                    const struct sqlite_problem *problem)
{
    struct diag *e =
        diag_error(reading->diags, "%s %s: its definition is not understood near %s", what, name, problem->near);
    diag_detail(reading->diags, e, sql);
    return false;
}

void sqlite_set(const struct reading *reading, struct object *object, int field, const char *text)
{
    object->values[field] = catalog_text(reading->catalog, text);
}

void sqlite_set_flag(const struct reading *reading, struct object *object, int field, bool value)
{
    sqlite_set(reading, object, field, value ? "1" : "0");
}

/* The prefix is SQLite's own: no other table can bear it (https://sqlite.org/fileformat2.html#intschema). */
static bool is_internal(const char *name)
{
    return strncasecmp(name, "sqlite_", strlen("sqlite_")) == 0;
}

/* The library writes "CREATE TABLE" itself, whatever was typed; other texts have been written by other means. */
static bool is_virtual(void *ctx, const char *sql)
{
    if (strncmp(sql, "CREATE TABLE", strlen("CREATE TABLE")) == 0)
        return false;
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, sql);
    return tokens.n > 1 && sqlite_token_is(&tokens.items[1], "VIRTUAL");
}

/* libSQL keeps a vector index in a table named after it, and says of all such indexes in one more. */
#define VECTOR_TABLES                                                                                                  \
    " v AS MATERIALIZED (SELECT name || '_shadow' AS shadow FROM main.sqlite_master"                                   \
    "  WHERE type = 'index' AND sql LIKE '%libsql\\_vector\\_idx%' ESCAPE '\\')"
#define CONDITION                                                                                                      \
    " WHERE m.type IN ('table', 'view') AND m.name NOT IN (SELECT shadow FROM v)"                                      \
    " AND m.name <> 'libsql_vector_meta_shadow' ORDER BY m.name"

/* Materialized, because the PRAGMA would run once for every table. */
static const char with_table_list[] =
    "WITH l AS MATERIALIZED (SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main')," VECTOR_TABLES
    " SELECT m.name, m.type, m.sql, coalesce(l.type, ''), coalesce(l.wr, 0), coalesce(l.strict, 0)"
    " FROM main.sqlite_master AS m LEFT JOIN l ON l.name = m.name" CONDITION;

static const char without_table_list[] = "WITH" VECTOR_TABLES " SELECT m.name, m.type, m.sql, '', 0, 0"
                                         " FROM main.sqlite_master AS m" CONDITION;

/* SQLite tells it by the name alone, which a person's table may have (fts5 with content='posts_content'). */
static bool is_shadow(void *ctx, const char *listed_as, const char *sql)
{
    struct sqlite_table table;
    struct sqlite_problem problem;
    return strcmp(listed_as, "shadow") == 0 &&
           (!sql || !sqlite_read_table(ctx, sql, NULL, &table, &problem) || sqlite_has_shadow_columns(&table));
}

static void add_relation(void *ctx, struct sqlite_relations *relations, const struct rows *rows, int row,
                         bool is_listed)
{
    const char *name = rows_text(rows, row, 0), *sql = rows_text(rows, row, 2);
    if (is_internal(name))
        return;
    if (is_shadow(ctx, rows_text(rows, row, 3), sql)) {
        sqlite_note_shadow(ctx, relations, name);
        return;
    }
    size_t at = mem_grow(ctx, &relations->items, &relations->n);
    struct sqlite_relation *r = &relations->items[at];
    r->name = name;
    r->sql = sql ? sql : "";
    r->type = SQLITE_ORDINARY_TABLE;
    if (strcmp(rows_text(rows, row, 1), "view") == 0)
        r->type = SQLITE_VIEW;
    else if (is_virtual(ctx, r->sql))
        r->type = SQLITE_VIRTUAL_TABLE;
    r->has_options = is_listed;
    r->without_rowid = strcmp(rows_text(rows, row, 4), "1") == 0;
    r->strict = strcmp(rows_text(rows, row, 5), "1") == 0;
}

/* The PRAGMA begins anew behind each view whose columns SQLite has not looked for yet: with 10,000 views that is the
 * square of them. So they are looked for first; a view that is broken ends that, and the PRAGMA passes over it. */
static void find_columns_of_views(struct reading *reading)
{
    static const char query[] = "SELECT count(*) FROM main.sqlite_master AS m, pragma_table_xinfo(m.name)"
                                " WHERE m.type = 'view'";
    void *scratch = mem_context(NULL);
    struct rows rows;
    (void)sqlite_try(reading, scratch, query, NULL, &rows);
    mem_free(scratch);
}

/* Before anything makes SQLite compile one. False with a diagnostic where one is too large for that. */
static bool weigh_views(struct reading *reading, struct sqlite_shared *shared)
{
    struct rows rows;
    if (!sqlite_ask(reading, shared, "views", "SELECT name, sql FROM main.sqlite_master WHERE type = 'view'", NULL,
                    &rows))
        return false;
    struct expansion *e = expansion_new(shared);
    for (int i = 0; i < rows.n_rows; i++)
        if (rows_text(&rows, i, 0) && rows_text(&rows, i, 1))
            expansion_add(e, rows_text(&rows, i, 0), rows_text(&rows, i, 1));
    const char *large = expansion_too_large(e);
    if (large)
        diag_error(reading->diags,
                   "view %s: with the views that it refers to in their places it is more than can be read", large);
    shared->expansion = e;
    return !large;
}

bool sqlite_read_relations(struct reading *reading, struct sqlite_relations *relations)
{
    struct rows rows;
    struct sqlite_shared *shared = sqlite_shared(reading);
    bool is_listed = reading->catalog->version >= HAS_TABLE_LIST;
    *relations = shared->relations;
    if (shared->has_relations)
        return true;
    if (!weigh_views(reading, shared))
        return false;
    if (is_listed)
        find_columns_of_views(reading);
    if (!sqlite_ask(reading, shared, "tables", is_listed ? with_table_list : without_table_list, NULL, &rows))
        return false;
    for (int i = 0; i < rows.n_rows; i++)
        add_relation(shared, relations, &rows, i, is_listed);
    if (!is_listed && !sqlite_drop_shadows(reading, shared, relations))
        return false;
    shared->relations = *relations;
    return shared->has_relations = true;
}

/* The relations came in the order of their names. */
static const struct sqlite_relation *find_as_written(const struct sqlite_relations *relations, const char *name)
{
    size_t low = 0, high = relations->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, relations->items[middle].name);
        if (order == 0)
            return &relations->items[middle];
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct sqlite_relation *sqlite_find_relation(const struct sqlite_relations *relations, const char *name)
{
    const struct sqlite_relation *found = find_as_written(relations, name);
    if (found)
        return found;
    for (size_t i = 0; i < relations->n; i++)
        if (strcasecmp(relations->items[i].name, name) == 0)
            return &relations->items[i];
    return NULL;
}

char *sqlite_stored_keys(void *ctx, const struct rows *rows, int from, int to, int first)
{
    struct text t;
    text_open(&t);
    for (int i = from; i < to; i++) {
        const char *column = rows_text(rows, i, first);
        bool descending = strcmp(rows_text(rows, i, first + 1), "1") == 0;
        fprintf(t.out, "%s%s COLLATE %s%s", i > from ? ", " : "",
                column ? sqlite_quote_name(ctx, column) : "(expression)",
                sqlite_canonical_collation(rows_text(rows, i, first + 2)), descending ? " DESC" : "");
    }
    return text_close(&t, ctx);
}

bool sqlite_may_say(const struct sqlite_relation *relation, const char *keyword)
{
    return !keyword || strcasestr(relation->sql, keyword);
}

static bool is_visited(const struct sqlite_relation *relation, const char *keyword)
{
    return relation->type == SQLITE_ORDINARY_TABLE && sqlite_may_say(relation, keyword);
}

/* What the visits will ask of each table. */
static void expect_visits(struct reading *reading, void *ctx, const struct sqlite_relations *relations,
                          const char *keyword, const struct sqlite_visit_query *queries)
{
    struct expected_query *questions = NULL;
    size_t n = 0;
    for (size_t i = 0; i < relations->n; i++)
        for (size_t k = 0; queries[k].query && is_visited(&relations->items[i], keyword); k++) {
            if (!sqlite_may_say(&relations->items[i], queries[k].keyword))
                continue;
            size_t at = mem_grow(ctx, &questions, &n);
            questions[at] = (struct expected_query){queries[k].query, relations->items[i].name};
        }
    connection_expect(reading->connection, n, questions);
}

static bool visit_one(const struct kind *kind, struct reading *reading, const struct sqlite_relation *relation,
                      const struct sqlite_judge *judge, bool (*visit)(const struct sqlite_visit *))
{
    struct sqlite_problem problem;
    struct sqlite_table table;
    void *ctx = mem_root("sqlite_visit");
    bool ok = sqlite_read_table(ctx, relation->sql, judge, &table, &problem);
    if (!ok)
        sqlite_misread(reading, "table", relation->name, relation->sql, &problem);
    else
        ok = visit(&(struct sqlite_visit){kind, reading, ctx, relation, &table});
    mem_free(ctx);
    return ok;
}

bool sqlite_each_table(const struct kind *kind, struct reading *reading, const char *keyword,
                       const struct sqlite_visit_query *queries, bool (*visit)(const struct sqlite_visit *))
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct sqlite_relations relations;
    const struct sqlite_judge *judge = sqlite_judge_new(reading, ctx);
    bool ok = sqlite_read_relations(reading, &relations);
    if (ok && queries)
        expect_visits(reading, ctx, &relations, keyword, queries);
    for (size_t i = 0; ok && i < relations.n; i++)
        if (is_visited(&relations.items[i], keyword))
            ok = visit_one(kind, reading, &relations.items[i], judge, visit);
    mem_free(ctx);
    return ok;
}
