/*
 * For differential.c: tables and columns of a catalog against the items that their statements were read as. Include it
 * once.
 */
#ifndef TESTS_DIFFERENTIAL_TABLES_H
#define TESTS_DIFFERENTIAL_TABLES_H

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "kind/grammar.h"
#include "kind/postgres/column.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_inherits.h"
#include "model/kinds.h"
#include "model/model.h"

static size_t differences;

static void differs(void *ctx, const struct item *item, const char *what)
{
    differences++;
    printf("%s: %s\n", item_describe(ctx, item), what);
}

/* Attribute by attribute, as reports show them. */
static void compare_attributes(void *ctx, const struct catalog *catalog, const struct object *o,
                               const struct item *item)
{
    const struct attribute_form *forms = o->kind->grammar->item.forms;
    size_t n = 0;
    for (int f = 0; f < o->kind->grammar->item.n_forms; f++) {
        const char *value = grammar_attribute(ctx, catalog, o, f);
        const char *read = forms[f].label ? item_attribute(item, forms[f].label) : NULL;
        n += value != NULL;
        if (value && (!read || strcmp(read, value) != 0))
            differs(
                ctx, item,
                mem_printf(ctx, "%s is\n%s\nand as it is read\n%s", forms[f].label, value, read ? read : "not there"));
    }
    if (n != item->n_attributes)
        differs(ctx, item, "another number of attributes than the catalog has");
}

static const char *column_text(void *ctx, const struct catalog *catalog, const struct object *column)
{
    struct text t;
    text_open(&t);
    print_column(t.out, catalog, column);
    return text_close(&t, ctx);
}

/* The item of an object of a catalog; NULL, and a difference, where there is none. */
static const struct item *item_of(void *ctx, const struct model *model, const struct object *o)
{
    const char *schema = strcmp(o->schema, "public") == 0 ? "" : o->schema;
    const struct item *item = model_find(model, model_kind_of(o->kind->grammar), schema, o->relation, o->name);
    if (item)
        return item;
    differences++;
    printf("%s: not read from its statement\n", object_describe(ctx, o));
    return NULL;
}

/* How the index of a key is stored is said beside the table in a catalog, and in the key's line in a text. */
static bool has_stored_key(const struct catalog *catalog, const struct object *table)
{
    struct objects options = catalog_children(catalog, &postgres_index_option, table->schema, table->name);
    for (size_t i = 0; i < options.n; i++)
        if (options.items[i]->values[INDEX_OPTION_STORAGE] &&
            catalog_find(catalog, &postgres_constraint, table->schema, table->name, options.items[i]->name))
            return true;
    return false;
}

/*
 * Tables and their columns. What CREATE TABLE cannot say of a table below others stands in statements of several
 * tables, and the text of its item has less.
 */
static void compare_table(void *ctx, const struct catalog *catalog, const struct model *model,
                          const struct object *table)
{
    const struct item *item = item_of(ctx, model, table);
    struct objects columns = columns_of(ctx, catalog, table);
    bool typed = table->values[TABLE_OF_TYPE];
    if (item)
        compare_attributes(ctx, catalog, table, item);
    if (item && !table_has_inherits(table) && !has_stored_key(catalog, table) &&
        strcmp(item->text, grammar_text(ctx, catalog, table)) != 0)
        differs(ctx, item,
                mem_printf(ctx, "prints as\n%s\nand as it is read\n%s", grammar_text(ctx, catalog, table), item->text));
    for (size_t i = 0; i < columns.n; i++) {
        const struct item *read = item_of(ctx, model, columns.items[i]);
        if (read)
            compare_attributes(ctx, catalog, columns.items[i], read);
        const char *text = column_text(ctx, catalog, columns.items[i]);
        if (read && !typed && strcmp(read->text, text) != 0)
            differs(ctx, read, mem_printf(ctx, "prints as\n%s\nand as it is read\n%s", text, read->text));
    }
}

/* How many items of the kind there are; every object has been found to have one. */
static size_t count_items(const struct model *model, const struct model_kind *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < model->n_items; i++)
        n += model->items[i]->kind == kind;
    return n;
}

static void compare_tables(void *ctx, const struct catalog *catalog, const struct model *model)
{
    struct objects tables = catalog_of_kind(catalog, &postgres_table);
    size_t n_columns = 0;
    for (size_t i = 0; i < tables.n; i++) {
        compare_table(ctx, catalog, model, tables.items[i]);
        n_columns += columns_of(ctx, catalog, tables.items[i]).n;
    }
    if (tables.n == count_items(model, &model_table) && n_columns == count_items(model, &model_column))
        return;
    differences++;
    puts("more tables or columns, or fewer, are read from the text than the catalog has");
}

#endif
