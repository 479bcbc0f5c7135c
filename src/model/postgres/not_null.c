/* NOT NULL: since 18 a constraint with a name, of which only one that a person chose is reported. */
#include <string.h>

#include "kind/postgres/constraint.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"
#include "sql/postgres/server_name.h"

void set_not_null(struct reader *r, struct object *column, const json_t *constraint)
{
    const char *name = field_text(constraint, "conname");
    column->values[COLUMN_NOT_NULL_NAME] = name[0] ? mem_strdup(r->work, name) : NULL;
    column->values[COLUMN_NOT_NULL] = "t";
    column->values[COLUMN_NOT_NULL_NO_INHERIT] = field_flag(constraint, "is_no_inherit") ? "t" : NULL;
    column->values[COLUMN_NOT_NULL_VALID] = field_flag(constraint, "skip_validation") ? "f" : "t";
}

void require_not_null(struct relation *table, const char *name)
{
    struct object *column = column_find(table, name);
    if (column)
        column->values[COLUMN_NOT_NULL] = "t";
}

void drop_not_null(struct object *column)
{
    column->values[COLUMN_NOT_NULL_NAME] = NULL;
    column->values[COLUMN_NOT_NULL] = column->values[COLUMN_NOT_NULL_NO_INHERIT] = NULL;
    column->values[COLUMN_NOT_NULL_VALID] = "t";
}

struct object *column_of_not_null(struct relation *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(object_value(table->columns[i], COLUMN_NOT_NULL_NAME), name) == 0)
            return table->columns[i];
    return NULL;
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
        named = named || table->columns[i]->values[COLUMN_NOT_NULL_NAME];
    if (!named)
        return;
    void *work = mem_context(NULL);
    const char **columns = mem_array(work, const char *, table->n_columns);
    const char **names = mem_array(work, const char *, table->n_columns);
    bool *used = mem_array(work, bool, table->n_columns);
    const char **parents = mem_array(work, const char *, table->n_parents + 1);
    for (size_t i = 0; i < table->n_columns; i++) {
        columns[i] = table->columns[i]->name;
        names[i] =
            object_flag(table->columns[i], COLUMN_NOT_NULL) ? table->columns[i]->values[COLUMN_NOT_NULL_NAME] : NULL;
        used[i] = names[i] && is_commented(r, table, names[i]);
    }
    for (size_t i = 0; i < table->n_parents; i++)
        parents[i] = table->parents[i]->name;
    const struct object *key = constraint_primary_key(&r->parsing, object_schema(table->schema), table->name);
    const struct not_null_names all = {table->name, key ? key->name : NULL, parents, columns, names,
                                       used,        table->n_columns};
    for (size_t i = 0; i < table->n_columns; i++)
        table->columns[i]->values[COLUMN_NOT_NULL_NAME] = not_null_is_chosen(&all, i) ? names[i] : NULL;
    mem_free(work);
}
