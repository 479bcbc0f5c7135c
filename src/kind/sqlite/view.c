/* Views. */
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { COLUMNS, DEFINITION, N_FIELDS };
static const char *const fields[] = {"columns", "definition"};

struct reader {
    const struct kind *kind;
    struct reading *reading;
    void *ctx;
    const struct sqlite_names *names;
};

/* The columns as SQLite names them; NULL where it cannot, for want of a function of the application's. */
static const char *listed_columns(const struct reader *r, const char *name)
{
    static const char query[] = "SELECT name FROM pragma_table_xinfo(?1) ORDER BY cid";
    struct rows columns;
    if (!sqlite_try(r->reading, r->ctx, query, name, &columns) || columns.n_rows == 0)
        return NULL;
    struct text t;
    text_open(&t);
    for (int i = 0; i < columns.n_rows; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", sqlite_quote_name(r->ctx, rows_text(&columns, i, 0)));
    return text_close(&t, r->ctx);
}

/* VALUES takes no LIMIT by itself. */
static bool names_of(const struct reader *r, const char *head, const char *query, struct rows *empty)
{
    return sqlite_try(r->reading, r->ctx, head, NULL, empty) ||
           sqlite_try(r->reading, r->ctx, mem_printf(r->ctx, "SELECT * FROM (%s\n) LIMIT 0", query), NULL, empty);
}

/* True when the printed query gives its columns the names that the written one does. */
static bool keeps_names(const struct reader *r, const struct sqlite_view *view)
{
    struct rows typed, printed;
    if (!view->text_names || strcmp(view->layout, view->typed) == 0)
        return true;
    bool same = names_of(r, view->typed_head, view->typed, &typed) && names_of(r, view->head, view->query, &printed) &&
                typed.n_columns == printed.n_columns;
    for (int i = 0; same && i < typed.n_columns; i++)
        same = strcmp(typed.names[i], printed.names[i]) == 0;
    return same;
}

/*
 * The query with the names that it gives its columns. Where these are texts of expressions that the sqlite3 shell would
 * make two statements of, they are said before it.
 */
static const char *query_of(const struct reader *r, const char *name, const char *columns, struct sqlite_view *view)
{
    struct sqlite_problem problem;
    if (view->columns || keeps_names(r, view))
        return view->layout;
    const char *query = sqlite_text_for_shell(r->ctx, view->typed);
    if (!columns || strcmp(query, view->typed) == 0)
        return query;
    const char *sql = mem_printf(r->ctx, "CREATE VIEW %s (%s) AS\n%s", sqlite_quote_name(r->ctx, name), columns, query);
    struct sqlite_view named;
    if (!sqlite_read_view(r->ctx, sql, r->names, &named, &problem))
        return query;
    *view = named;
    return view->layout;
}

static bool add(const struct reader *r, const struct sqlite_relation *relation)
{
    struct sqlite_view view;
    struct sqlite_problem problem;
    if (!sqlite_read_view(r->ctx, relation->sql, r->names, &view, &problem))
        return sqlite_misread(r->reading, "view", relation->name, relation->sql, &problem);
    const char *columns = listed_columns(r, relation->name);
    const char *query = query_of(r, relation->name, columns, &view), *list = view.columns;
    struct object *o = catalog_add(r->reading->catalog, r->kind, "", "", relation->name);
    sqlite_set(r->reading, o, COLUMNS, columns);
    sqlite_set(r->reading, o, DEFINITION,
               mem_printf(r->ctx, "CREATE VIEW %s%s%s%s AS\n%s", sqlite_quote_name(r->ctx, relation->name),
                          list ? " (" : "", list ? list : "", list ? ")" : "", query));
    return true;
}

static bool read(const struct kind *kind, struct reading *reading)
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct sqlite_relations relations;
    const struct sqlite_names *names = sqlite_names_new(reading, ctx);
    bool ok = sqlite_read_relations(reading, &relations);
    for (size_t i = 0; ok && i < relations.n; i++) {
        if (relations.items[i].type != SQLITE_VIEW)
            continue;
        const struct reader r = {kind, reading, mem_root("sqlite_view"), names};
        ok = add(&r, &relations.items[i]);
        mem_free(r.ctx);
    }
    mem_free(ctx);
    return ok;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "%s;\n", object_value(o, DEFINITION));
}

const struct kind sqlite_view_kind = {
    .name = "view",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_VIEW,
    .place = PLACE_SELF,
    .remark = REMARK_RELATION,
    .print = print,
};
