#include "model/kinds.h"

#include <string.h>

#define ATTRIBUTES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_ATTRIBUTES   ((const char *const[]){NULL})

const struct model_kind model_extension = {"extension", "extensions", ATTRIBUTES("schema"), false};
const struct model_kind model_schema = {"schema", "schemas", NO_ATTRIBUTES, false};
const struct model_kind model_type = {"type", "types",
                                      ATTRIBUTES("variety", "labels", "type", "null", "default", "definition"), false};
const struct model_kind model_sequence = {
    "sequence", "sequences",
    ATTRIBUTES("variety", "type", "start", "increment", "minimum", "maximum", "cache", "cycle", "owner"), false};
const struct model_kind model_function = {"function", "functions",
                                          ATTRIBUTES("variety", "returns", "arguments", "language", "volatility",
                                                     "strict", "security", "settings", "transforms", "leakproof",
                                                     "parallel", "costs", "body"),
                                          false};
const struct model_kind model_table = {
    "table", "tables",
    ATTRIBUTES("variety", "definition", "partition of", "bound", "of type", "partition key", "inherits", "options",
               "row security", "row security of the owner", "replica identity", "clustered on", "triggers"),
    false};
const struct model_kind model_column = {"column", "columns",
                                        ATTRIBUTES("type", "null", "null name", "null inherit", "null validated",
                                                   "default", "generated", "identity", "identity options", "collation",
                                                   "storage", "compression", "statistics", "options", "position"),
                                        true};
const struct model_kind model_constraint = {"constraint", "constraints",
                                            ATTRIBUTES("type", "definition", "order", "options", "validated"), true};
const struct model_kind model_index = {
    "index", "indexes",
    ATTRIBUTES("unique", "method", "keys", "include", "where", "options", "statistics", "definition"), false};
const struct model_kind model_trigger = {"trigger", "triggers", ATTRIBUTES("definition", "order", "enabled"), false};
const struct model_kind model_rule = {"rule", "rules", ATTRIBUTES("definition", "enabled"), false};
const struct model_kind model_policy = {"policy", "policies",
                                        ATTRIBUTES("variety", "command", "roles", "using", "with check"), false};
const struct model_kind model_statistics = {"statistics", "statistics", ATTRIBUTES("definition", "target"), false};
const struct model_kind model_view = {"view", "views", ATTRIBUTES("definition", "options", "columns"), false};
const struct model_kind model_materialized_view = {"materialized view", "materialized views",
                                                   ATTRIBUTES("definition", "options", "columns"), false};
const struct model_kind model_comment = {"comment", "comments", ATTRIBUTES("text"), false};
const struct model_kind model_owner = {"owner", "owners", ATTRIBUTES("role"), false};
const struct model_kind model_privilege = {"privilege", "privileges", ATTRIBUTES("grants"), false};
const struct model_kind model_row = {"row", "rows", NULL, false};
const struct model_kind model_sequence_position = {"sequence position", "sequence positions",
                                                   ATTRIBUTES("value", "used"), false};
const struct model_kind model_setting = {"setting", "settings", ATTRIBUTES("value"), false};
const struct model_kind model_other = {"other", "others", ATTRIBUTES("definition"), false};
const struct model_kind model_statement = {"statement", "statements", ATTRIBUTES("sql"), false};

const struct model_kind *const model_kinds[] = {
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
    NULL,
};

const struct model_kind *model_kind_find(const char *name)
{
    for (size_t i = 0; model_kinds[i]; i++)
        if (strcmp(model_kinds[i]->name, name) == 0)
            return model_kinds[i];
    return NULL;
}
