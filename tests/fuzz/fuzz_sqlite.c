/*
 * Statements of SQLite, read and printed, judged by SQLite: what it takes and
 * the reader understands is taken again as it is printed, and printed the same.
 */
#include "fuzz.h"

#include <sqlite3.h>

#include "sql/sqlite/ddl.h"

/* Only statements of the data definition: nothing else is printed. */
static bool taken(const char *sql)
{
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        fuzz_fail("no database", NULL);
    bool ok = sqlite3_exec(db, "CREATE TABLE t(a, b, c)", NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    return ok;
}

static char *print_table(void *ctx, const struct sqlite_table *t)
{
    struct text out;
    const char *before = "(";
    text_open(&out);
    fputs("CREATE TABLE printed", out.out);
    for (size_t i = 0; i < t->n_columns; i++, before = ", ")
        fprintf(out.out, "%s%s", before, t->columns[i].definition);
    for (size_t i = 0; i < t->n_constraints; i++)
        if (!t->constraints[i].in_column)
            fprintf(out.out, "%s%s", before, t->constraints[i].definition);
    fprintf(out.out, ")%s",
            t->without_rowid && t->strict ? " WITHOUT ROWID, STRICT"
            : t->without_rowid            ? " WITHOUT ROWID"
            : t->strict                   ? " STRICT"
                                          : "");
    return text_close(&out, ctx);
}

static void fuzz_one(struct fuzz *f)
{
    struct sqlite_problem problem = {0};
    struct sqlite_table table = {0}, again = {0};
    struct sqlite_index index = {0};
    struct sqlite_view view = {0};
    struct sqlite_trigger trigger = {0};
    struct sqlite_virtual_table module = {0};
    sqlite_canonical_type(f->ctx, f->text);
    sqlite_written_type(f->ctx, f->text);
    sqlite_canonical_default(f->ctx, f->text);
    sqlite_read_index(f->ctx, f->text, NULL, &index, &problem);
    sqlite_read_view(f->ctx, f->text, NULL, &view, &problem);
    sqlite_read_trigger(f->ctx, f->text, NULL, &trigger, &problem);
    sqlite_read_virtual_table(f->ctx, f->text, &module, &problem);
    if (!sqlite_read_table(f->ctx, f->text, NULL, &table, &problem) || !taken(f->text))
        return;
    const char *printed = print_table(f->ctx, &table);
    if (!taken(printed))
        fuzz_fail("SQLite takes the statement, and not what is printed of it", printed);
    if (!sqlite_read_table(f->ctx, printed, NULL, &again, &problem))
        fuzz_fail("what is printed is not read again", printed);
    if (strcmp(printed, print_table(f->ctx, &again)) != 0)
        fuzz_fail("what is printed is printed otherwise", printed);
}
