#include "engine/grants.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "engine/answer.h"
#include "engine/postgres.h"

enum { USAGE, SELECT, N_COLUMNS };
static const struct answer_column columns[N_COLUMNS] = {
    [USAGE] = {"usage_grant", ANSWER_ANY}, [SELECT] = {"select_grant", ANSWER_ANY}};

/* A right on some columns may be enough: then the server says what is not. */
static const char query[] =
    "SELECT CASE WHEN NOT has_schema_privilege(n.oid, 'USAGE') THEN 'GRANT USAGE ON SCHEMA ' || quote_ident(n.nspname) "
    "|| ' TO ' || quote_ident(current_user) END AS usage_grant, "
    "CASE WHEN NOT has_any_column_privilege(c.oid, 'SELECT') THEN 'GRANT SELECT ON TABLE ' || quote_ident(n.nspname) "
    "|| '.' || quote_ident(c.relname) || ' TO ' || quote_ident(current_user) END AS select_grant "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = %s AND c.relname = ANY (%s::text[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "ORDER BY c.relname::text COLLATE \"C\"";

void grants_add(struct grants *grants, const char *statement)
{
    for (size_t i = 0; statement && i < grants->n; i++)
        if (strcmp(grants->statements[i], statement) == 0)
            return;
    if (!statement)
        return;
    size_t at = mem_grow(grants->ctx, &grants->statements, &grants->n);
    grants->statements[at] = statement;
}

bool grants_suffice(const struct grants *grants, const char *label, struct diags *diags)
{
    struct text t;
    if (grants->n == 0)
        return true;
    text_open(&t);
    for (size_t i = 0; i < grants->n; i++)
        fprintf(t.out, "%s%s;", i ? "\n" : "", grants->statements[i]);
    struct diag *e =
        diag_error(diags, "%s%sthe role lacks rights to read what is needed", label ? label : "", label ? ": " : "");
    diag_detail(diags, e, text_close(&t, diags->ctx));
    diag_hint(diags, e,
              "the owners or a superuser run these; from PostgreSQL 14 on, pg_read_all_data granted to the role is "
              "enough (docs/drift-role.md)");
    return false;
}

/* Words as the server reads them; an array where there may be any number. */
static char *literal(void *ctx, const struct value *value)
{
    struct text t;
    text_open(&t);
    postgres_literal(t.out, value);
    return text_close(&t, ctx);
}

static char *query_of(void *ctx, const char *schema, const char *const *tables)
{
    size_t n = 0;
    while (tables[n])
        n++;
    struct value *names = mem_array(ctx, struct value, n);
    for (size_t i = 0; i < n; i++)
        names[i] = (struct value){.type = VALUE_TEXT, .data = tables[i], .size = strlen(tables[i])};
    const struct value list = {.type = VALUE_LIST, .items = names, .n_items = n};
    const struct value one = {.type = VALUE_TEXT, .data = schema, .size = strlen(schema)};
    return mem_printf(ctx, query, literal(ctx, &one), literal(ctx, &list));
}

bool grants_allow(void *ctx, struct connection *connection, const char *label, const char *schema,
                  const char *const *tables, struct diags *diags)
{
    struct rows rows = {0};
    struct sql_failure failure = {0};
    struct grants grants = {.ctx = ctx};
    if (connection_engine(connection) == ENGINE_SQLITE)
        return true;
    bool ok = connection_query(connection, query_of(ctx, schema, tables), 0, NULL, ctx, &rows, &failure);
    const char *fault = ok ? answer_fault(ctx, &rows, columns, N_COLUMNS) : failure.message;
    if (fault && !failure.stopped)
        diag_error(diags, "%s: cannot ask for the rights of the role: %s", label, fault);
    for (int i = 0; !fault && i < rows.n_rows; i++)
        for (int k = 0; k < N_COLUMNS; k++)
            grants_add(&grants, rows_text(&rows, i, k));
    return !fault && ok && grants_suffice(&grants, label, diags);
}
