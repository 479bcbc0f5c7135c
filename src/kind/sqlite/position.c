/* The positions of AUTOINCREMENT tables (sqlite_sequence, https://sqlite.org/autoinc.html). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { POSITION, IMPLIED, N_FIELDS };
static const char *const fields[] = {"position", "implied"};

static const char *autoincrement_column(const struct sqlite_table *table)
{
    for (size_t i = 0; i < table->n_constraints; i++)
        if (table->constraints[i].autoincrement)
            return table->constraints[i].keys[0].column;
    return NULL;
}

/* The highest number a row has: where SQLite puts the position when the rows are inserted. */
static bool highest_row(const struct sqlite_visit *v, const char *column, const char **highest)
{
    struct rows rows;
    char *query = mem_printf(v->ctx, "SELECT max(0, coalesce(max(%s), 0)) FROM main.%s",
                             sqlite_quote_name(v->ctx, column), sqlite_quote_name(v->ctx, v->relation->name));
    if (!sqlite_ask(v->reading, v->ctx, "position", query, NULL, &rows))
        return false;
    *highest = rows_text(&rows, 0, 0);
    return true;
}

static bool add(const struct sqlite_visit *v)
{
    static const char query[] = "SELECT seq FROM main.sqlite_sequence WHERE name = ?1 ORDER BY rowid LIMIT 1";
    struct rows rows;
    const char *column = autoincrement_column(v->table), *highest = "0";
    if (!column)
        return true;
    if (!highest_row(v, column, &highest) ||
        !sqlite_ask(v->reading, v->ctx, "position of", query, v->relation->name, &rows))
        return false;
    /* No position and position 0 are the same: the next row gets 1. */
    const char *position = rows.n_rows ? sqlite_literal(v->ctx, rows_cell(&rows, 0, 0)) : "0";
    if (strcmp(position, "0") == 0 && strcmp(highest, "0") == 0)
        return true;
    struct object *o = catalog_add(v->reading->catalog, v->kind, "", v->relation->name, column);
    sqlite_set(v->reading, o, POSITION, position);
    sqlite_set_flag(v->reading, o, IMPLIED, strcmp(position, highest) == 0);
    return true;
}

static bool read(const struct kind *kind, struct reading *reading)
{
    return !reading->rows->all || sqlite_each_table(kind, reading, "AUTOINCREMENT", NULL, add);
}

/* Says nothing where inserting the rows has set the position already. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    if (object_flag(o, IMPLIED))
        return;
    void *ctx = mem_root("sqlite_position");
    const char *table = sqlite_quote_string(ctx, o->relation);
    fprintf(out, "DELETE FROM sqlite_sequence WHERE name = %s;\n", table);
    fprintf(out, "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s);\n", table, object_value(o, POSITION));
    mem_free(ctx);
}

const struct kind sqlite_position_kind = {
    .name = "autoincrement position",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_POSITION,
    .print = print,
};
