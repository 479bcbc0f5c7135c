/* The relations read so far, with their columns. */
#include <string.h>

#include "model/postgres/reader.h"

static char *key_of(void *ctx, const char *schema, const char *name)
{
    return mem_printf(ctx, "%s\n%s", schema, name);
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

struct relation *relation_add(struct reader *r, enum relation_kind kind, const char *schema, const char *name,
                              struct item *item)
{
    struct relation *old = relation_find(r, schema, name);
    if (old)
        relation_forget(r, old);
    struct relation *added = mem_new(r->work, struct relation);
    added->schema = mem_strdup(added, schema_of(schema));
    added->name = mem_strdup(added, name);
    added->key = key_of(added, added->schema, name);
    added->kind = kind;
    added->item = item;
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

struct column *column_find(struct relation *relation, const char *name)
{
    for (size_t i = 0; i < relation->n_columns; i++)
        if (strcmp(relation->columns[i].item->name, name) == 0)
            return &relation->columns[i];
    return NULL;
}

struct column *column_add(struct reader *r, struct relation *relation, const char *name, int line)
{
    size_t at = mem_grow(relation, &relation->columns, &relation->n_columns);
    struct item *item = model_add(r->draft, &model_column, relation->schema, relation->name, name, line);
    relation->columns[at] = (struct column){.item = item};
    return &relation->columns[at];
}

void column_forget(struct reader *r, struct relation *relation, const char *name)
{
    struct column *found = column_find(relation, name);
    if (!found)
        return;
    model_remove(r->draft, found->item);
    size_t at = (size_t)(found - relation->columns);
    relation->n_columns--;
    memmove(found, found + 1, (relation->n_columns - at) * sizeof(*found));
}

const char *column_type(const struct column *column)
{
    const char *type = item_attribute(column->item, "type");
    return type ? type : "";
}
