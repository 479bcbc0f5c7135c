/* What a table says of one of its indexes, which may be a constraint's: CLUSTER ON, REPLICA IDENTITY USING INDEX. */
#include <string.h>

#include "kind/postgres/postgres.h"
#include "model/postgres/described.h"
#include "model/postgres/reader.h"

static const char clustered[] = "clustered on", identity[] = "replica identity";

static const char *identity_by(void *ctx, const char *index)
{
    return mem_printf(ctx, "USING INDEX %s", quoted_name(ctx, index));
}

/* The table that may say the name of such an object; NULL: none does. */
static struct item *table_of(struct reader *r, const struct object *index)
{
    struct relation *table = index->kind == &postgres_index || index->kind == &postgres_constraint
                                 ? relation_find(r, schema_of(index->schema), index->relation)
                                 : NULL;
    return table && table->kind == RELATION_TABLE ? table->item : NULL;
}

static bool is_said(const struct item *table, const char *attribute, const char *value)
{
    const char *said = table ? item_attribute(table, attribute) : NULL;
    return said && strcmp(said, value) == 0;
}

void cluster_on(struct reader *r, struct item *table, const char *index)
{
    model_set(r->draft, table, clustered, index);
}

void identify_by(struct reader *r, struct item *table, const char *index)
{
    model_set(r->draft, table, identity, identity_by(r->work, index));
}

void rename_table_index(struct reader *r, const struct object *index, const char *old)
{
    struct item *table = table_of(r, index);
    if (is_said(table, clustered, old))
        cluster_on(r, table, index->name);
    if (is_said(table, identity, identity_by(r->work, old)))
        identify_by(r, table, index->name);
}

void drop_table_index(struct reader *r, const struct object *index)
{
    struct item *table = table_of(r, index);
    if (is_said(table, clustered, index->name))
        model_set(r->draft, table, clustered, NULL);
    /* The server goes on to look for an index that is no more, and finds no row. */
    if (is_said(table, identity, identity_by(r->work, index->name)))
        model_set(r->draft, table, identity, "NOTHING");
}
