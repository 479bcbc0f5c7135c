/* Virtual tables: full-text search and the like. The tables they keep their data in are not objects. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "kind/remark.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { MODULE, COLUMNS, DEFINITION, SETTINGS, N_FIELDS };
static const char *const fields[] = {"module", "columns", "definition", "settings"};

/* The columns as SQLite tells them; NULL where the module cannot say, for want of a tokenizer, say. */
static const char *listed_columns(struct reading *reading, void *ctx, const char *name)
{
    static const char query[] = "SELECT name, hidden FROM pragma_table_xinfo(?1) ORDER BY cid";
    struct rows rows;
    if (!sqlite_try(reading, ctx, query, name, &rows) || rows.n_rows == 0)
        return NULL;
    struct text t;
    text_open(&t);
    for (int i = 0; i < rows.n_rows; i++) {
        bool hidden = strcmp(rows_text(&rows, i, 1), "0") != 0;
        fprintf(t.out, "%s%s%s", i ? ", " : "", sqlite_quote_name(ctx, rows_text(&rows, i, 0)),
                hidden ? " HIDDEN" : "");
    }
    return text_close(&t, ctx);
}

char *sqlite_virtual_table_statement(void *ctx, const char *schema, const char *name,
                                     const struct sqlite_virtual_table *table)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "CREATE VIRTUAL TABLE %s%s USING %s", schema, sqlite_quote_name(ctx, name),
            sqlite_quote_name(ctx, table->module));
    for (size_t i = 0; i < table->n_arguments; i++)
        fprintf(t.out, "%s%s", i ? ", " : " (", table->arguments[i]);
    if (table->n_arguments)
        putc(')', t.out);
    return text_close(&t, ctx);
}

/*
 * FTS4 has one setting that is kept, and its number among what the module counts, which is 2; 0 says what is so without
 * (https://sqlite.org/fts3.html#the_automerge_n_command). FTS3 makes that table when it is told.
 */
static const char *automerge_of(struct reading *reading, void *ctx, const char *name)
{
    struct rows rows;
    const char *kept = sqlite_quote_name(ctx, mem_printf(ctx, "%s_stat", name));
    const char *query = mem_printf(
        ctx, "SELECT CAST(value AS INTEGER) FROM main.%s WHERE id = 2 AND CAST(value AS INTEGER) <> 0", kept);
    if (!sqlite_try(reading, ctx, query, NULL, &rows) || rows.n_rows == 0)
        return NULL;
    name = sqlite_quote_name(ctx, name);
    return mem_printf(ctx, "INSERT INTO %s (%s) VALUES ('automerge=%s');", name, name, rows_text(&rows, 0, 0));
}

/*
 * What was set once and holds from then on: a statement each. The module keeps it in a table of its own, where
 * "version" is the form of its data (https://sqlite.org/fts5.html#special_insert_commands).
 */
static const char *settings_of(struct reading *reading, void *ctx, const char *name, const char *module)
{
    struct rows rows;
    struct text t;
    if (strcasecmp(module, "fts4") == 0 || strcasecmp(module, "fts3") == 0)
        return automerge_of(reading, ctx, name);
    if (strcasecmp(module, "fts5") != 0)
        return NULL;
    const char *kept = sqlite_quote_name(ctx, mem_printf(ctx, "%s_config", name));
    const char *query = mem_printf(ctx, "SELECT k, quote(v) FROM main.%s WHERE k <> 'version' ORDER BY k", kept);
    if (!sqlite_try(reading, ctx, query, NULL, &rows) || rows.n_rows == 0)
        return NULL;
    text_open(&t);
    for (int i = 0; i < rows.n_rows; i++)
        fprintf(t.out, "%sINSERT INTO %s (%s, rank) VALUES (%s, %s);", i ? "\n" : "", sqlite_quote_name(ctx, name),
                sqlite_quote_name(ctx, name), sqlite_quote_string(ctx, rows_text(&rows, i, 0)), rows_text(&rows, i, 1));
    return text_close(&t, ctx);
}

static bool add(const struct kind *kind, struct reading *reading, void *ctx, const struct sqlite_relation *relation)
{
    struct sqlite_virtual_table table;
    struct sqlite_problem problem;
    if (!sqlite_read_virtual_table(ctx, relation->sql, &table, &problem))
        return sqlite_misread(reading, "virtual table", relation->name, relation->sql, &problem);
    struct object *o = catalog_add(reading->catalog, kind, "", "", relation->name);
    sqlite_set(reading, o, MODULE, table.module);
    sqlite_set(reading, o, COLUMNS, listed_columns(reading, ctx, relation->name));
    sqlite_set(reading, o, DEFINITION, sqlite_virtual_table_statement(ctx, "", relation->name, &table));
    sqlite_set(reading, o, SETTINGS, settings_of(reading, ctx, relation->name, table.module));
    return true;
}

static bool read(const struct kind *kind, struct reading *reading)
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct sqlite_relations relations;
    bool ok = sqlite_read_relations(reading, &relations);
    for (size_t i = 0; ok && i < relations.n; i++)
        if (relations.items[i].type == SQLITE_VIRTUAL_TABLE)
            ok = add(kind, reading, ctx, &relations.items[i]);
    mem_free(ctx);
    return ok;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_table_remark(out, catalog, o);
    fprintf(out, "%s;\n", object_value(o, DEFINITION));
    if (o->values[SETTINGS])
        fprintf(out, "%s\n", o->values[SETTINGS]);
}

/* The last word of an argument, without quotes: the table in `content="messages"`. */
static const char *last_word(void *ctx, const char *argument, bool *is_option)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, argument);
    *is_option = tokens.n == 3 && *tokens.items[1].start == '=';
    if (tokens.n != 1 && !*is_option)
        return "";
    return sqlite_token_content(ctx, &tokens.items[tokens.n - 1]);
}

static const struct object *find(const struct catalog *catalog, const struct kind *kind, const char *name)
{
    struct objects all = catalog_of_kind(catalog, kind);
    for (size_t i = 0; i < all.n; i++)
        if (strcasecmp(all.items[i]->name, name) == 0)
            return all.items[i];
    return NULL;
}

/* Tables of a person's that are named as the module's: where it is there, SQLite may refuse to make them. */
static void need_namesakes(const struct catalog *catalog, const struct object *o,
                           void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects tables = catalog_of_kind(catalog, &sqlite_table_kind);
    for (size_t i = 0; i < tables.n; i++)
        if (sqlite_is_shadow_name(tables.items[i]->name, o->name))
            need(to, tables.items[i]);
}

/* A module may look at another table when its own is created: fts5(content='messages'), fts5vocab(search, row). */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *ctx = mem_root("sqlite_virtual_table");
    struct sqlite_virtual_table table;
    struct sqlite_problem problem;
    bool ok = sqlite_read_virtual_table(ctx, object_value(o, DEFINITION), &table, &problem);
    for (size_t i = 0; ok && i < table.n_arguments; i++) {
        bool is_option;
        const char *name = last_word(ctx, table.arguments[i], &is_option);
        const struct object *ordinary = is_option ? find(catalog, &sqlite_table_kind, name) : NULL;
        const struct object *virtual = find(catalog, &sqlite_virtual_table_kind, name);
        if (ordinary)
            need(to, ordinary);
        if (virtual && virtual != o)
            need(to, virtual);
    }
    need_namesakes(catalog, o, need, to);
    mem_free(ctx);
}

const struct kind sqlite_virtual_table_kind = {
    .name = "virtual table",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_SELF,
    .print = print,
    .needs = needs,
};
