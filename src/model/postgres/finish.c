/* Tables, their columns and rows as items, when all is read. */
#include <stdlib.h>

#include "kind/postgres/column.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/common.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/described.h"
#include "model/postgres/firing.h"

/* The column's line in CREATE TABLE. */
static const char *column_text(void *ctx, const struct catalog *catalog, const struct object *o, bool typed)
{
    struct text t;
    text_open(&t);
    if (typed) {
        print_name(t.out, o->name);
        fputs(" WITH OPTIONS", t.out);
        print_column_clauses(t.out, catalog, o);
    } else {
        print_column(t.out, catalog, o);
    }
    return text_close(&t, ctx);
}

static int by_identity(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

static void add_object(struct catalog *catalog, const struct object *o)
{
    size_t at = mem_grow(catalog->ctx, &catalog->objects, &catalog->n_objects);
    catalog->objects[at] = o;
}

struct catalog table_catalog(struct reader *r, void *ctx, const struct relation *table)
{
    struct catalog catalog = {.ctx = ctx, .engine = ENGINE_POSTGRES, .own_role = r->own_role, .of_text = true};
    struct object *o = parsing_child(&r->parsing, object_schema(table->schema), table->name);
    for (; o; o = parsing_next_child(o))
        add_object(&catalog, o);
    for (size_t i = 0; i < table->n_parents; i++)
        for (size_t c = 0; !table->object->values[TABLE_PARTITION_BOUND] && c < table->parents[i]->n_columns; c++)
            add_object(&catalog, table->parents[i]->columns[c]);
    if (catalog.n_objects > 0)
        qsort(catalog.objects, catalog.n_objects, sizeof(*catalog.objects), by_identity);
    return catalog;
}

static void finish_table(struct reader *r, const struct relation *table)
{
    void *work = mem_context(NULL);
    const struct catalog catalog = table_catalog(r, work, table);
    bool typed = table->object->values[TABLE_OF_TYPE] != NULL;
    for (size_t i = 0; i < table->n_columns; i++)
        add_described_item(r, &catalog, table->columns[i], column_text(work, &catalog, table->columns[i], typed));
    add_described_item(r, &catalog, table->object, grammar_text(work, &catalog, table->object));
    mem_free(work);
}

/* How many of the tables above that it is no partition of have the column, too. */
static size_t count_above(const struct relation *table, const char *column)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n_parents; i++)
        n += !is_partition_of(table, table->parents[i]) && column_find(table->parents[i], column);
    return n;
}

static void leave_others(struct reader *r, const struct relation *table)
{
    for (size_t i = 0; i < table->n_columns; i++)
        column_option_leave_others(&r->parsing, table->columns[i]);
}

/* Before any is printed: what tables show those below them. */
static void resolve_table(struct reader *r, struct relation *table)
{
    table_finish_not_null(&r->parsing, table->object);
    for (size_t i = 0; i < table->n_columns; i++) {
        table->columns[i]->values[COLUMN_POSITION] = mem_printf(r->work, "%zu", i + 1);
        size_t above = count_above(table, table->columns[i]->name);
        if (above == 0)
            continue;
        /* Where it stands among the columns is the parents' matter, who may have got theirs before or after. */
        parsing_add_fact(&r->parsing, table->columns[i], "of parents", "");
        table->columns[i]->values[COLUMN_INHERITED] = mem_printf(r->work, "%zu", above);
    }
    table_finish_partition(&r->parsing, table->object);
    table_finish_toast(&r->parsing, table->object, table->columns, table->n_columns);
    finish_firing(r, table);
    if (table->object->values[TABLE_PARTITION_KEY])
        leave_others(r, table);
    for (size_t i = 0; i < table->n_parents; i++)
        leave_others(r, table->parents[i]);
}

void finish_texts(struct reader *r)
{
    for (struct relation *relation = r->relations; relation; relation = relation->hh.next)
        resolve_table(r, relation);
    for (struct relation *relation = r->relations; relation; relation = relation->hh.next) {
        finish_table(r, relation);
        finish_key_firing(r, relation);
        finish_rows(r, relation);
    }
}
