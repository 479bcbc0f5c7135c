#include "check/history_table.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "engine/answer.h"

/* Tables in all schemas, each with all its columns: more than this is no answer to our question. */
enum { MOST_COLUMNS = 20000 };

static const struct answer_column column_columns[] = {
    {"schema", ANSWER_TEXT}, {"name", ANSWER_TEXT}, {"column_name", ANSWER_TEXT}};

static void put_quoted(FILE *out, char quote, const char *text)
{
    putc(quote, out);
    for (; *text; text++) {
        if (*text == quote)
            putc(quote, out);
        putc(*text, out);
    }
    putc(quote, out);
}

char *table_name_quoted(void *ctx, enum engine engine, const struct table_name *table)
{
    struct text t;
    text_open(&t);
    put_quoted(t.out, '"', engine == ENGINE_POSTGRES ? table->schema : "main");
    putc('.', t.out);
    put_quoted(t.out, '"', table->name);
    return text_close(&t, ctx);
}

struct finder {
    void *ctx;
    struct connection *connection;
    enum engine engine;
    const struct history_request *request;
    struct table_name named; /* as a person calls it; its schema "" where they do not say; name NULL: nobody does */
    struct rows columns;     /* of all tables that could be meant */
    struct history *history;
    struct diags *diags;
};

/* audit.migrations: a name with a dot in it is nobody's. */
static struct table_name split(void *ctx, const char *named)
{
    const char *dot = named ? strchr(named, '.') : NULL;
    return dot ? (struct table_name){mem_strndup(ctx, named, (size_t)(dot - named)), dot + 1}
               : (struct table_name){"", named};
}

/* 'a', 'b': the names of all tables that are asked for, with those that stand beside them. */
static char *wanted_names(const struct finder *f)
{
    const char *separator = "";
    struct text t;
    text_open(&t);
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        const char *const *beside = (*tool)->history.beside;
        if ((*tool)->history.table) {
            fputs(separator, t.out);
            put_quoted(t.out, '\'', (*tool)->history.table);
            separator = ", ";
        }
        for (; beside && *beside; beside++) {
            fputs(separator, t.out);
            put_quoted(t.out, '\'', *beside);
            separator = ", ";
        }
    }
    if (f->named.name) {
        fputs(separator, t.out);
        put_quoted(t.out, '\'', f->named.name);
    }
    return text_close(&t, f->ctx);
}

/*
 * Ordinary tables alone: a view would run whatever its maker likes, and so would a cast to text of a type of theirs.
 */
static char *columns_query(const struct finder *f)
{
    const char *names = wanted_names(f);
    if (f->engine == ENGINE_SQLITE)
        return mem_printf(f->ctx,
                          "SELECT '' AS schema, m.name AS name, p.name AS column_name FROM main.sqlite_master m JOIN "
                          "pragma_table_xinfo(m.name) p WHERE m.type = 'table' AND m.name COLLATE NOCASE IN (%s) "
                          "ORDER BY m.name, p.cid LIMIT %d",
                          names, MOST_COLUMNS + 1);
    return mem_printf(
        f->ctx,
        "SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND "
        "a.atttypid < 16384 "
        "WHERE c.relkind IN ('r', 'p') AND c.relname IN (%s) AND n.nspname !~ '^pg_' "
        "AND n.nspname <> 'information_schema' ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE "
        "\"C\", a.attnum LIMIT %d",
        names, MOST_COLUMNS + 1);
}

static bool read_columns(struct finder *f)
{
    struct sql_failure failure = {0};
    const char *fault;
    if (!connection_query(f->connection, columns_query(f), 0, NULL, f->ctx, &f->columns, &failure)) {
        if (failure.stopped)
            return false;
        fault = failure.message;
    } else {
        fault = answer_fault(f->ctx, &f->columns, column_columns, 3);
        if (!fault && f->columns.n_rows > MOST_COLUMNS)
            fault = mem_printf(f->ctx, "more than %d columns came", MOST_COLUMNS);
    }
    if (fault)
        diag_error(f->diags, "%s: cannot look for the table of the migration tool: %s", f->request->label, fault);
    return !fault;
}

/* Never NULL, as has been checked. */
static const char *text_at(const struct finder *f, int row, int column)
{
    const char *text = rows_text(&f->columns, row, column);
    return text ? text : "";
}

static struct table_name table_at(const struct finder *f, int row)
{
    return (struct table_name){text_at(f, row, 0), text_at(f, row, 1)};
}

static bool same_table(const struct finder *f, struct table_name a, struct table_name b)
{
    return strcmp(a.schema, b.schema) == 0 && engine_same_name(f->engine, a.name, b.name);
}

static bool has_column(const struct finder *f, struct table_name table, const char *column)
{
    for (int i = 0; i < f->columns.n_rows; i++)
        if (same_table(f, table_at(f, i), table) && engine_same_name(f->engine, text_at(f, i, 2), column))
            return true;
    return false;
}

static bool names_word(const char *condition, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = condition ? strstr(condition, word) : NULL; at; at = strstr(at + 1, word))
        if ((at == condition || !strchr("_abcdefghijklmnopqrstuvwxyz", at[-1])) &&
            (!at[n] || !strchr("_abcdefghijklmnopqrstuvwxyz", at[n])))
            return true;
    return false;
}

/* Whether a column has to be there for the table to be read. */
static bool is_read(const struct tool_history *h, const char *column)
{
    const char *const plain[] = {h->version, h->script, h->checksum, h->order};
    for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
        if (plain[i] && strcmp(plain[i], column) == 0)
            return true;
    return names_word(h->undone, column) || names_word(h->failed, column) || names_word(h->baseline, column) ||
           names_word(h->other, column);
}

/* How many of the columns that are read are there; 0: not all. */
static size_t fits(const struct finder *f, const struct migration_tool *tool, struct table_name table)
{
    size_t n = 0;
    for (const struct history_column *c = tool->history.columns; c && c->name; c++) {
        if (!is_read(&tool->history, c->name))
            continue;
        if (!has_column(f, table, c->name))
            return 0;
        n++;
    }
    return n;
}

static bool is_called(const struct finder *f, const struct migration_tool *tool, struct table_name table)
{
    if (f->named.name)
        return engine_same_name(f->engine, f->named.name, table.name) &&
               (!*f->named.schema || strcmp(f->named.schema, table.schema) == 0);
    return tool->history.table && engine_same_name(f->engine, tool->history.table, table.name);
}

/* Of several schemas that of the tool, else that of most tables; 0: neither. */
static int preference(const struct migration_tool *tool, struct table_name table)
{
    if (tool->history.schema && strcmp(tool->history.schema, table.schema) == 0)
        return 2;
    return strcmp(table.schema, "public") == 0 ? 1 : 0;
}

struct choice {
    const struct migration_tool *tool;
    struct table_name table;
    size_t fit;
    int preference;
    bool doubtful; /* another is as good */
    struct table_name other;
    const struct migration_tool *other_tool;
};

static bool shares_table(const struct migration_tool *a, const struct migration_tool *b)
{
    return a->history.table && b->history.table && strcmp(a->history.table, b->history.table) == 0;
}

static void weigh(const struct finder *f, const struct migration_tool *tool, struct table_name table,
                  struct choice *best)
{
    size_t fit = tool->history.table && is_called(f, tool, table) ? fits(f, tool, table) : 0;
    int wanted = preference(tool, table);
    if (!fit)
        return;
    bool same = best->tool && same_table(f, best->table, table);
    bool better = !best->tool || wanted > best->preference || (same && fit > best->fit);
    bool doubtful = same ? fit == best->fit && !shares_table(tool, best->tool) && !f->request->tool->history.table
                         : wanted == best->preference;
    if (better) {
        *best = (struct choice){.tool = tool, .table = table, .fit = fit, .preference = wanted};
    } else if (doubtful) {
        best->doubtful = true;
        best->other = table;
        best->other_tool = tool;
    }
}

/* A common word is a tool's table only where the directory is that tool's. */
static bool may_be(const struct finder *f, const struct migration_tool *tool, bool any)
{
    if (tool == f->request->tool)
        return true;
    return any && (f->named.name || !tool->history.common_name);
}

static struct choice choose(const struct finder *f, bool any)
{
    struct choice best = {0};
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        for (int i = 0; may_be(f, *tool, any) && i < f->columns.n_rows; i++)
            if (i == 0 || !same_table(f, table_at(f, i), table_at(f, i - 1)))
                weigh(f, *tool, table_at(f, i), &best);
    return best;
}

static bool refuse_doubt(const struct finder *f, const struct choice *c)
{
    struct diag *e = diag_error(f->diags, "%s: two tables say which migrations have run: %s of %s and %s of %s",
                                f->request->label, table_name_quoted(f->ctx, f->engine, &c->table), c->tool->name,
                                table_name_quoted(f->ctx, f->engine, &c->other), c->other_tool->name);
    diag_hint(f->diags, e, "--history-table SCHEMA.TABLE chooses one, and --migration-tool whose it is");
    return false;
}

/* A table that was named has to be there, and to be a tool's. */
static bool refuse_absent(const struct finder *f)
{
    struct diag *e = diag_error(f->diags, "%s: there is no table %s that a migration tool keeps", f->request->label,
                                f->request->named);
    diag_hint(f->diags, e, "--history-table names it as the database does, with its columns as %s has them",
              f->request->tool->history.table ? f->request->tool->name : "one of the tools");
    return false;
}

static void add_own(const struct finder *f, struct table_name table)
{
    size_t at = mem_grow(f->ctx, &f->history->tables, &f->history->n_tables);
    f->history->tables[at] = table;
}

/* What stands beside the table is the same tool's, or that of another one that calls its table so. */
static void add_beside(const struct finder *f, const struct migration_tool *chosen)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        const char *const *beside = (*tool)->history.beside;
        for (; (*tool == chosen || shares_table(*tool, chosen)) && beside && *beside; beside++)
            add_own(f, (struct table_name){f->history->table.schema, *beside});
    }
}

bool history_table_find(void *ctx, struct connection *connection, const struct history_request *request,
                        struct history *history, struct diags *diags)
{
    struct finder f = {.ctx = ctx,
                       .connection = connection,
                       .engine = connection_engine(connection),
                       .request = request,
                       .named = split(ctx, request->named),
                       .history = history,
                       .diags = diags};
    if (!read_columns(&f))
        return false;
    struct choice c = choose(&f, false);
    if (!c.tool)
        c = choose(&f, true);
    if (c.doubtful)
        return refuse_doubt(&f, &c);
    if (!c.tool)
        return !request->named || refuse_absent(&f);
    history->tool = c.tool;
    history->table = c.table;
    add_own(&f, c.table);
    add_beside(&f, c.tool);
    return true;
}
