/* NOT NULL: since 18 a constraint with a name, of which only one that a person chose is reported. */
#include <string.h>

#include "kind/postgres/constraint.h"
#include "model/postgres/reader.h"
#include "sql/postgres/server_name.h"

void set_not_null(struct reader *r, struct statement *s, struct column *column, const json_t *constraint)
{
    const char *name = field_text(constraint, "conname");
    column->null_name = name[0] ? mem_strdup(r->work, name) : NULL;
    column->null_changed = true;
    (void)s;
    model_set(r->draft, column->item, "not null", "NOT NULL");
    model_set(r->draft, column->item, "not null inherit",
              field_flag(constraint, "is_no_inherit") ? "NO INHERIT" : NULL);
    model_set(r->draft, column->item, "not null validated",
              field_flag(constraint, "skip_validation") ? "NOT VALID" : NULL);
}

void require_not_null(struct reader *r, struct relation *table, const char *name)
{
    struct column *column = column_find(table, name);
    if (!column || item_attribute(column->item, "not null"))
        return;
    model_set(r->draft, column->item, "not null", "NOT NULL");
    column->null_changed = true;
}

void drop_not_null(struct reader *r, struct column *column)
{
    column->null_name = NULL;
    model_set(r->draft, column->item, "not null", NULL);
    model_set(r->draft, column->item, "not null inherit", NULL);
    model_set(r->draft, column->item, "not null validated", NULL);
}

struct column *column_of_not_null(struct relation *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].null_name && strcmp(table->columns[i].null_name, name) == 0)
            return &table->columns[i];
    return NULL;
}

bool stands_beside_columns(const struct column *column)
{
    const struct item *item = column->item;
    return column->inherited && item_attribute(item, "not null") && !item_attribute(item, "not null validated") &&
           (item_attribute(item, "not null name") || item_attribute(item, "not null inherit"));
}

/* A comment needs the name. */
static bool is_commented(struct reader *r, const struct relation *table, const char *name)
{
    return model_draft_find(r->draft, &model_comment, table->schema, table->name,
                            mem_printf(r->work, "CONSTRAINT %s", name)) != NULL;
}

void resolve_not_null_names(struct reader *r, struct relation *table)
{
    bool named = false;
    for (size_t i = 0; i < table->n_columns; i++)
        named = named || table->columns[i].null_name;
    if (!named)
        return;
    void *work = mem_context(NULL);
    const char **columns = mem_array(work, const char *, table->n_columns);
    const char **names = mem_array(work, const char *, table->n_columns);
    bool *used = mem_array(work, bool, table->n_columns);
    const char **parents = mem_array(work, const char *, table->n_parents + 1);
    for (size_t i = 0; i < table->n_columns; i++) {
        columns[i] = table->columns[i].item->name;
        names[i] = item_attribute(table->columns[i].item, "not null") ? table->columns[i].null_name : NULL;
        used[i] = names[i] && is_commented(r, table, names[i]);
    }
    for (size_t i = 0; i < table->n_parents; i++)
        parents[i] = table->parents[i]->name;
    const struct object *key = constraint_primary_key(&r->parsing, object_schema(table->schema), table->name);
    const struct not_null_names all = {table->name, key ? key->name : NULL, parents, columns, names,
                                       used,        table->n_columns};
    for (size_t i = 0; i < table->n_columns; i++) {
        struct item *item = table->columns[i].item;
        if (not_null_is_chosen(&all, i))
            model_set(r->draft, item, "not null name", names[i]);
    }
    mem_free(work);
}
