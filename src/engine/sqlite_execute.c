#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/sqlite.h"

/* What a cell costs beside its bytes. */
enum { CELL_OVERHEAD = 32 };

/* True when nothing but white space, comments and semicolons is left. */
static bool is_blank(sqlite3 *db, const char *tail)
{
    sqlite3_stmt *next = NULL;
    for (; *tail; tail++)
        if (!strchr(" \t\r\n\f;", *tail))
            break;
    if (!*tail)
        return true;
    int code = sqlite3_prepare_v2(db, tail, -1, &next, NULL);
    bool blank = code == SQLITE_OK && !next;
    sqlite3_finalize(next);
    return blank;
}

static int bind(sqlite3_stmt *s, int at, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        return sqlite3_bind_null(s, at);
    case VALUE_BOOL:
    case VALUE_INTEGER:
        return sqlite3_bind_int64(s, at, v->integer);
    case VALUE_NUMBER:
        return sqlite3_bind_double(s, at, strtod(v->data, NULL));
    case VALUE_TEXT:
        return sqlite3_bind_text(s, at, v->data, (int)v->size, SQLITE_STATIC);
    case VALUE_BLOB:
        return sqlite3_bind_blob(s, at, v->data, (int)v->size, SQLITE_STATIC);
    default:
        return SQLITE_MISMATCH;
    }
}

static bool bind_all(sqlite3_stmt *s, size_t n, const struct value *values, void *ctx, struct sql_failure *failure)
{
    size_t marks = (size_t)sqlite3_bind_parameter_count(s);
    if (marks != n) {
        failure_at(failure, 0, mem_printf(ctx, "the statement has %zu marks, and %zu values were given", marks, n));
        return false;
    }
    for (size_t i = 0; i < n; i++)
        if (bind(s, (int)i + 1, &values[i]) != SQLITE_OK) {
            failure_at(failure, 0, mem_printf(ctx, "value %zu cannot be bound", i + 1));
            return false;
        }
    return true;
}

static void name_columns(sqlite3_stmt *s, void *ctx, struct rows *rows)
{
    rows->n_columns = sqlite3_column_count(s);
    rows->names = mem_array(ctx, const char *, (size_t)rows->n_columns);
    for (int i = 0; i < rows->n_columns; i++)
        rows->names[i] = mem_strdup(ctx, sqlite3_column_name(s, i));
}

/* Only of what is text already: asking for the length of a number turns it into text. */
static size_t size_of(sqlite3_stmt *s, int column)
{
    int type = sqlite3_column_type(s, column);
    bool bytes = type == SQLITE_TEXT || type == SQLITE_BLOB;
    return CELL_OVERHEAD + (bytes ? (size_t)sqlite3_column_bytes(s, column) : 0);
}

/* Steps to the end; SQLITE_TOOBIG when the rows are more than `limit` bytes. */
static int collect(sqlite3_stmt *s, size_t limit, void *ctx, struct rows *rows)
{
    struct cell *cells = NULL;
    size_t n = 0, size = 0;
    int code = sqlite3_step(s);
    /* The first step may prepare it anew, with the columns that a table has by now. */
    name_columns(s, ctx, rows);
    for (; code == SQLITE_ROW; code = sqlite3_step(s)) {
        for (int i = 0; i < rows->n_columns; i++) {
            size += size_of(s, i);
            if (size > limit)
                return SQLITE_TOOBIG;
            struct cell c = sqlite_cell(s, i, ctx);
            size_t at = mem_grow(ctx, &cells, &n);
            cells[at] = c;
        }
        rows->n_rows++;
    }
    rows->cells = cells;
    return code;
}

/* Python counts rows for these statements, and says -1 for all others. */
static bool is_counted(const char *sql)
{
    static const char *const words[] = {"INSERT", "UPDATE", "DELETE", "REPLACE"};
    sql += strspn(sql, " \t\r\n\f");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sqlite3_strnicmp(sql, words[i], (int)strlen(words[i])) == 0)
            return true;
    return false;
}

static bool run(sqlite3_stmt *s, struct guard *guard, size_t limit, void *ctx, struct execution *execution,
                struct sql_failure *failure)
{
    sqlite3 *db = sqlite3_db_handle(s);
    guard->stepping = true;
    int code = collect(s, limit, ctx, &execution->rows);
    execution->has_rows = execution->rows.n_columns > 0;
    if (code == SQLITE_DONE) {
        if (is_counted(sqlite3_sql(s)))
            execution->affected = sqlite3_changes(db);
        return true;
    }
    if (code == SQLITE_TOOBIG && sqlite3_errcode(db) == SQLITE_ROW)
        failure_at(failure, 0, failure_too_large(limit, ctx));
    else
        failure_of_sqlite(failure, db, guard, 0, 0, ctx);
    return false;
}

bool sqlite_execute_one(sqlite3 *db, struct guard *guard, const char *sql, size_t n_values, const struct value *values,
                        size_t limit, void *ctx, struct execution *execution, struct sql_failure *failure)
{
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    bool ok = false;
    int code = guard->stopped ? SQLITE_INTERRUPT : sqlite3_prepare_v2(db, sql, -1, &statement, &tail);
    if (code != SQLITE_OK)
        failure_of_sqlite(failure, db, guard, 0, 0, ctx);
    else if (!is_blank(db, tail))
        failure_at(failure, 0, "only one statement can be executed at a time");
    else
        ok = !statement || (bind_all(statement, n_values, values, ctx, failure) &&
                            run(statement, guard, limit, ctx, execution, failure));
    sqlite3_finalize(statement);
    return ok;
}
