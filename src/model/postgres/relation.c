/* The relations read so far, with their columns. */
#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"

static char *key_of(void *ctx, const char *schema, const char *name)
{
    return mem_lines(ctx, (const char *const[]){schema, name}, 2);
}

struct relation *relation_find(struct reader *r, const char *schema, const char *name)
{
    struct relation *found = NULL;
    char *key = key_of(r->work, schema_of(schema), name);
    HASH_FIND_STR(r->relations, key, found);
    mem_free(key);
    return found;
}

struct relation *relation_of(struct reader *r, const json_t *range)
{
    return relation_find(r, field_text(range, "schemaname"), field_text(range, "relname"));
}

struct relation *relation_add(struct reader *r, const char *schema, const char *name)
{
    struct relation *added = mem_new(r->work, struct relation);
    added->schema = mem_strdup(added, schema_of(schema));
    added->name = mem_strdup(added, name);
    added->key = key_of(added, added->schema, name);
    added->object = parsing_add(&r->parsing, &postgres_table, object_schema(added->schema), "", name);
    HASH_ADD_KEYPTR(hh, r->relations, added->key, strlen(added->key), added);
    return added;
}

void relation_forget(struct reader *r, struct relation *relation)
{
    HASH_DEL(r->relations, relation);
}

void relation_rename(struct reader *r, struct relation *relation, const char *schema, const char *name)
{
    HASH_DEL(r->relations, relation);
    relation->schema = mem_strdup(relation, schema_of(schema));
    relation->name = mem_strdup(relation, name);
    relation->key = key_of(relation, relation->schema, name);
    HASH_ADD_KEYPTR(hh, r->relations, relation->key, strlen(relation->key), relation);
}

struct object *column_find(struct relation *relation, const char *name)
{
    for (size_t i = 0; i < relation->n_columns; i++)
        if (strcmp(relation->columns[i]->name, name) == 0)
            return relation->columns[i];
    return NULL;
}

struct object *column_add(struct reader *r, struct relation *relation, const char *name, int line)
{
    size_t at = mem_grow(relation, &relation->columns, &relation->n_columns);
    relation->columns[at] = column_make(&r->parsing, relation->object, name);
    parsing_set_line(relation->columns[at], line);
    return relation->columns[at];
}

void column_forget(struct reader *r, struct relation *relation, const char *name)
{
    struct object *found = column_find(relation, name);
    if (!found)
        return;
    drop_from_rows(relation, name);
    struct object *option = parsing_find(&r->parsing, &postgres_column_option, found->schema, relation->name, name);
    if (option)
        parsing_remove(&r->parsing, option);
    parsing_remove(&r->parsing, found);
    size_t left = 0;
    for (size_t i = 0; i < relation->n_columns; i++)
        if (relation->columns[i] != found)
            relation->columns[left++] = relation->columns[i];
    relation->n_columns = left;
}

const char *column_type(const struct object *column)
{
    return object_value(column, COLUMN_TYPE);
}

const char *column_default(const struct object *column)
{
    return object_value(column, COLUMN_GENERATED)[0] ? NULL : column->values[COLUMN_DEFAULT];
}
