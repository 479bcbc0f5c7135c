/* Rows that a snapshot has, positions of AUTOINCREMENT, and the numbers that an application keeps. */
#include <string.h>

#include "base/mem.h"
#include "fix/sqlite.h"
#include "sql/sqlite/lex.h"

enum { ROW_COLUMNS, ROW_VALUES };
enum { POSITION };

/* Of rows that are the same one goes, of tables with row IDs; without them there are none. */
static const char *delete_statement(struct sqlite_planning *p, const struct object *row)
{
    const char *table = sqlite_quote_name(p->pass, row->relation);
    const char *where =
        mem_printf(p->pass, "(%s) IS (%s)", object_value(row, ROW_COLUMNS), object_value(row, ROW_VALUES));
    const char *usual = mem_printf(p->pass, "(%s)", object_value(row, ROW_VALUES));
    if (strcmp(usual, row->name) == 0)
        return mem_printf(p->pass, "DELETE FROM %s WHERE %s;\n", table, where);
    return mem_printf(p->pass, "DELETE FROM %s WHERE rowid = (SELECT max(rowid) FROM %s WHERE %s);\n", table, table,
                      where);
}

static bool is_wanted(const struct sqlite_planning *p, const struct object *o)
{
    return fix_wants(p->sides, o) && sqlite_wants(p, o);
}

static void remove_rows(struct sqlite_planning *p)
{
    struct objects rows = catalog_of_kind(p->now, &sqlite_row_kind);
    for (size_t i = rows.n; i > 0; i--) {
        const struct object *o = rows.items[i - 1];
        if (!is_wanted(p, o) || sqlite_twin(p->sides->after, o))
            continue;
        sqlite_set_put(p, &p->rows, o->relation);
        sqlite_do(p, NULL, object_describe(p->pass, o), "the row", delete_statement(p, o));
    }
}

static void add_rows(struct sqlite_planning *p)
{
    struct objects rows = catalog_of_kind(p->sides->after, &sqlite_row_kind);
    for (size_t i = 0; i < rows.n; i++) {
        const struct object *o = rows.items[i];
        if (!is_wanted(p, o) || sqlite_twin(p->now, o))
            continue;
        sqlite_set_put(p, &p->rows, o->relation);
        sqlite_do(p, NULL, object_describe(p->pass, o), NULL, sqlite_statement_of(p, p->sides->after, o));
    }
}

static void set_position(struct sqlite_planning *p, const struct object *o, const char *position)
{
    const char *table = sqlite_quote_string(p->pass, o->relation), *insert = "";
    if (position)
        insert = mem_printf(p->pass, "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s);\n", table, position);
    sqlite_do(p, NULL, object_describe(p->pass, o), NULL,
              mem_printf(p->pass, "DELETE FROM sqlite_sequence WHERE name = %s;\n%s", table, insert));
}

static void fix_positions(struct sqlite_planning *p)
{
    struct objects here = catalog_of_kind(p->now, &sqlite_position_kind);
    struct objects wanted = catalog_of_kind(p->sides->after, &sqlite_position_kind);
    int field;
    for (size_t i = 0; i < here.n; i++)
        if (is_wanted(p, here.items[i]) && !sqlite_twin(p->sides->after, here.items[i]))
            set_position(p, here.items[i], NULL);
    for (size_t i = 0; i < wanted.n; i++) {
        const struct object *o = wanted.items[i], *there = sqlite_twin(p->now, o);
        if (is_wanted(p, o) && (!there || !object_same_values(o, there, &field)))
            set_position(p, o, object_value(o, POSITION));
    }
}

void sqlite_fix_rows(struct sqlite_planning *p)
{
    if (!p->sides->request->rows)
        return;
    remove_rows(p);
    add_rows(p);
    if (sqlite_look(p))
        fix_positions(p);
}

void sqlite_fix_settings(struct sqlite_planning *p)
{
    struct objects here = catalog_of_kind(p->now, &sqlite_setting_kind);
    struct objects wanted = catalog_of_kind(p->sides->after, &sqlite_setting_kind);
    int field;
    for (size_t i = 0; i < here.n; i++)
        if (sqlite_wants(p, here.items[i]) && !sqlite_twin(p->sides->after, here.items[i]))
            sqlite_do(p, NULL, object_describe(p->pass, here.items[i]), NULL,
                      mem_printf(p->pass, "PRAGMA %s = 0;\n", here.items[i]->name));
    for (size_t i = 0; i < wanted.n; i++) {
        const struct object *there = sqlite_twin(p->now, wanted.items[i]);
        if (sqlite_wants(p, wanted.items[i]) && (!there || !object_same_values(there, wanted.items[i], &field)))
            sqlite_do(p, NULL, object_describe(p->pass, wanted.items[i]), NULL,
                      sqlite_statement_of(p, p->sides->after, wanted.items[i]));
    }
}
