#include "diff/calls.h"

#include <string.h>

#include "model/kinds.h"

/* The server's volatile functions that a default can call (pg_proc.provolatile of 11 to 18). */
static bool is_volatile_of_server(const char *name)
{
    static const char *const names[] = {
        "array_sample", "array_shuffle", "clock_timestamp", "currval",       "gen_random_uuid", "lastval",
        "nextval",      "query_to_xml",  "random",          "random_normal", "set_config",      "setval",
        "timeofday",    "txid_status",   "uuidv4",          "uuidv7",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The functions of that name that the model makes, whatever their arguments. */
enum found { MADE_STABLE, MADE_VOLATILE, NOT_MADE };

static enum found find_made(const struct model *model, const char *schema, const char *name)
{
    enum found found = NOT_MADE;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = model->items[i];
        if (item->kind != &model_function || strcmp(item->schema, schema) != 0 || !item_has_fact(item, "name", name))
            continue;
        if (item_has_fact(item, "volatility", "volatile"))
            return MADE_VOLATILE;
        found = MADE_STABLE;
    }
    return found;
}

static bool has_extension(const struct model *model)
{
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == &model_extension)
            return true;
    return false;
}

/* What a model has extensions for may be theirs, of which nothing is known. */
static bool is_stable_of_server(const char *name)
{
    static const char *const names[] = {
        "now",
        "transaction_timestamp",
        "statement_timestamp",
        "current_setting",
        "lower",
        "upper",
        "round",
        "date_trunc",
        "to_timestamp",
        "floor",
        "ceil",
        "decode",
        "encode",
        "to_char",
        "date_part",
        "extract",
        "concat",
        "length",
        "md5",
        "timezone",
        "btrim",
        "replace",
        "make_interval",
        "to_date",
        "jsonb_build_object",
        "json_build_object",
        "jsonb_build_array",
        "json_build_array",
        "to_jsonb",
        "to_json",
        "current_database",
        "txid_current",
        "pg_current_xact_id",
        "substring",
        "left",
        "right",
        "coalesce",
        "abs",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_volatile(const struct model *model, const char *schema, const char *call)
{
    enum found found = find_made(model, schema, call);
    if (found != NOT_MADE || schema[0])
        return found != MADE_STABLE;
    return is_volatile_of_server(call) || (has_extension(model) && !is_stable_of_server(call));
}

bool default_is_volatile(const struct model *model, const struct item *column)
{
    const char *schema, *call;
    for (size_t i = 0; (call = item_fact(column, "default call", i)); i++) {
        schema = item_fact(column, "default call schema", i);
        if (is_volatile(model, schema ? schema : "", call))
            return true;
    }
    return false;
}
