#include "model/kinds.h"

#include <string.h>

#include "kind/grammar.h"
#include "kind/postgres/column_setting.h"
#include "kind/postgres/table.h"

#define ATTRIBUTES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_ATTRIBUTES   ((const char *const[]){NULL})

#define COLUMN_LABEL(id, field, form, label) label,
#define NO_LABEL(...)

const struct model_kind model_extension = {
    .name = "extension", .plural = "extensions", .attributes = ATTRIBUTES("schema")};
const struct model_kind model_schema = {.name = "schema", .plural = "schemas", .attributes = NO_ATTRIBUTES};
const struct model_kind model_type = {.name = "type",
                                      .plural = "types",
                                      .attributes =
                                          ATTRIBUTES("kind", "labels", "type", "not null", "default", "definition")};
const struct model_kind model_sequence = {
    .name = "sequence",
    .plural = "sequences",
    .attributes = ATTRIBUTES("kind", "type", "start", "increment", "minimum", "maximum", "cache", "cycle", "owner")};
const struct model_kind model_function = {
    .name = "function",
    .plural = "functions",
    .attributes = ATTRIBUTES("kind", "returns", "arguments", "language", "volatility", "strict", "security", "settings",
                             "transforms", "leakproof", "parallel", "costs", "body")};
const struct model_kind model_table = {
    .name = "table",
    .plural = "tables",
    .attributes = ATTRIBUTES("kind", "definition", "settings", "partition of", "bound", "of type", "partition key",
                             "inherits", "access method", "server", "options", "row security",
                             "row security of the owner", "replica identity", "clustered on", "triggers")};
const struct model_kind model_column = {
    .name = "column",
    .plural = "columns",
    .attributes = (const char *const[]){COLUMN_FIELDS(COLUMN_LABEL, NO_LABEL, COLUMN_SETTING_NAMES) NULL},
    .inside = true};
const struct model_kind model_constraint = {
    .name = "constraint",
    .plural = "constraints",
    .attributes = ATTRIBUTES("type", "definition", "order", "options", "validated", "statistics"),
    .inside = true};
const struct model_kind model_index = {
    .name = "index",
    .plural = "indexes",
    .attributes = ATTRIBUTES("unique", "method", "keys", "include", "where", "options", "statistics", "definition")};
const struct model_kind model_trigger = {
    .name = "trigger", .plural = "triggers", .attributes = ATTRIBUTES("definition", "order", "enabled")};
const struct model_kind model_rule = {
    .name = "rule", .plural = "rules", .attributes = ATTRIBUTES("definition", "enabled")};
const struct model_kind model_policy = {.name = "policy",
                                        .plural = "policies",
                                        .attributes = ATTRIBUTES("kind", "command", "roles", "using", "with check")};
const struct model_kind model_statistics = {
    .name = "statistics", .plural = "statistics", .attributes = ATTRIBUTES("definition", "target")};
const struct model_kind model_view = {
    .name = "view", .plural = "views", .attributes = ATTRIBUTES("definition", "options", "columns")};
const struct model_kind model_materialized_view = {
    .name = "materialized view",
    .plural = "materialized views",
    .attributes = ATTRIBUTES("definition", "access method", "options", "columns", "replica identity", "clustered on")};
const struct model_kind model_comment = {.name = "comment", .plural = "comments", .attributes = ATTRIBUTES("text")};
const struct model_kind model_owner = {.name = "owner", .plural = "owners", .attributes = ATTRIBUTES("role")};
const struct model_kind model_privilege = {
    .name = "privilege", .plural = "privileges", .attributes = ATTRIBUTES("grants")};
const struct model_kind model_row = {.name = "row", .plural = "rows", .attributes = NULL};
const struct model_kind model_sequence_position = {
    .name = "sequence position", .plural = "sequence positions", .attributes = ATTRIBUTES("value", "used")};
const struct model_kind model_setting = {.name = "setting", .plural = "settings", .attributes = ATTRIBUTES("value")};
const struct model_kind model_other = {.name = "other", .plural = "others", .attributes = ATTRIBUTES("definition")};
const struct model_kind model_statement = {
    .name = "statement", .plural = "statements", .attributes = ATTRIBUTES("sql")};

static const struct model_kind *const kinds[] = {
    &model_setting,
    &model_extension,
    &model_schema,
    &model_type,
    &model_sequence,
    &model_function,
    &model_other,
    &model_statement,
    &model_table,
    &model_view,
    &model_materialized_view,
    &model_column,
    &model_constraint,
    &model_index,
    &model_trigger,
    &model_rule,
    &model_policy,
    &model_statistics,
    &model_comment,
    &model_owner,
    &model_privilege,
    &model_row,
    &model_sequence_position,
};

enum { N_KINDS = sizeof(kinds) / sizeof(*kinds) };

const struct model_kind *model_kind_at(size_t i)
{
    if (i < N_KINDS)
        return kinds[i];
    i -= N_KINDS;
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++)
        if ((*k)->grammar && (*k)->grammar->item.name && i-- == 0)
            return &(*k)->grammar->item;
    return NULL;
}

size_t model_kind_place(const struct model_kind *kind)
{
    size_t i = 0;
    for (const struct model_kind *at; (at = model_kind_at(i)) && at != kind;)
        i++;
    return i;
}

const struct model_kind *model_kind_of(const struct grammar *grammar)
{
    return grammar->item_kind ? model_kind_find(grammar->item_kind) : &grammar->item;
}

bool model_kind_is_described(const struct model_kind *kind)
{
    return model_kind_place(kind) >= N_KINDS && grammar_of_item(kind);
}

const struct model_kind *model_kind_find(const char *name)
{
    size_t i = 0;
    const struct model_kind *kind;
    while ((kind = model_kind_at(i)) && strcmp(kind->name, name) != 0)
        i++;
    return kind;
}
