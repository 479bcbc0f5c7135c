#include "check/own_tables.h"

#include <string.h>
#include <strings.h>

#include "model/kinds.h"
#include "model/subset.h"

/* Models call the default schema "". */
static const char *schema_of(const struct table_name *table)
{
    return strcmp(table->schema, "public") == 0 ? "" : table->schema;
}

static bool is_one(const struct history *history, enum engine engine, const char *schema, const char *name)
{
    for (size_t i = 0; i < history->n_tables; i++) {
        const struct table_name *own = &history->tables[i];
        if (engine == ENGINE_SQLITE ? strcasecmp(own->name, name) == 0
                                    : strcmp(own->name, name) == 0 && strcmp(schema_of(own), schema) == 0)
            return true;
    }
    return false;
}

struct leaving {
    const struct history *history;
    const struct model *model;
    const char *empty_schema; /* where nothing else stands; NULL: there is none */
};

static bool is_own(const struct leaving *l, const struct item *item)
{
    enum engine engine = l->model->engine;
    if (item->relation[0])
        return is_one(l->history, engine, item->schema, item->relation);
    if (item->kind == &model_table)
        return is_one(l->history, engine, item->schema, item->name);
    const char *table = item->kind == &model_sequence ? item_fact(item, "owner", 1) : NULL;
    return table && is_one(l->history, engine, item_fact(item, "owner", 0), table);
}

/* The schema itself, and what is said of it: Sqitch writes a comment on its own. */
static bool is_of_schema(const struct item *item, const char *schema)
{
    static const char said[] = "SCHEMA ";
    if (item->kind == &model_schema)
        return strcmp(item->name, schema) == 0;
    const char *name = item->kind == &model_comment || item->kind == &model_owner ? "name"
                       : item->kind == &model_privilege                           ? "object"
                                                                                  : NULL;
    return name && strncmp(item->name, said, strlen(said)) == 0 && item_has_fact(item, name, schema);
}

static bool keep(void *data, const struct item *item)
{
    const struct leaving *l = data;
    return !is_own(l, item) && !(l->empty_schema && is_of_schema(item, l->empty_schema));
}

/* Whether something beside the tool's tables is in their schema. */
static bool holds_more(const struct leaving *l, const char *schema)
{
    for (size_t i = 0; i < l->model->n_items; i++) {
        const struct item *item = l->model->items[i];
        if (item->kind != &model_schema && strcmp(item->schema, schema) == 0 && !is_own(l, item))
            return true;
    }
    return false;
}

const struct model *without_own_tables(void *ctx, const struct model *model, const struct history *history)
{
    if (!history->tool)
        return model;
    const char *schema = schema_of(&history->table);
    struct leaving l = {.history = history, .model = model};
    if (*schema && !holds_more(&l, schema))
        l.empty_schema = schema;
    return model_subset(ctx, model, keep, &l);
}
