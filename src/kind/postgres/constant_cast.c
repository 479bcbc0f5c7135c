/* Constants that a server keeps as casts to what the values of their type are stored as. */
#include <string.h>

#include "base/mem.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/parse.h"
#include "sql/postgres/normalize.h"

/* Without a length, which it gets when it is converted to the domain; NULL where that is not so simple. */
static json_t *type_without_length(const char *type)
{
    char *query = mem_printf(NULL, "SELECT NULL::%s", type);
    json_t *tree = tree_parse(query);
    const json_t *select = node_as(tree_statement(tree), "SelectStmt");
    const json_t *target = node_as(json_array_get(field_node(select, "targetList"), 0), "ResTarget");
    json_t *found = json_deep_copy(field_node(node_as(field_node(target, "val"), "TypeCast"), "typeName"));
    json_decref(tree);
    mem_free(query);
    json_object_del(found, "typmods");
    /* By the names that mean no length, as the words of the grammar mean 1. */
    json_t *names = field_node(found, "names");
    if (list_is_two(names, "pg_catalog", "bpchar") || list_is_two(names, "pg_catalog", "bit"))
        json_array_remove(names, 0);
    return found;
}

void cast_domain_constant(struct parsing *parsing, json_t *value, const char *type)
{
    const json_t *constant = node_as(value, "A_Const");
    if ((!field_node(constant, "sval") && !field_flag(constant, "isnull")) || !domain_of_text(parsing, type))
        return;
    const char *stored = domain_stored_type_of_text(parsing, type);
    if (strncmp(stored, "interval", strlen("interval")) == 0)
        return;
    json_t *to = type_without_length(stored);
    if (to)
        cast_node(value, to);
}

void cast_null_default(json_t *value, const char *type)
{
    /* Those that the server converts to the length; an interval's NULL it does not. */
    static const char *const types[] = {"bit", "character", "numeric", "time"};
    if (!field_flag(node_as(value, "A_Const"), "isnull") || !strchr(type, '('))
        return;
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
        json_t *to = strncmp(type, types[i], strlen(types[i])) == 0 ? type_without_length(type) : NULL;
        if (to)
            cast_node(value, to);
    }
}

bool is_null_default(struct parsing *parsing, const json_t *expression, const char *type)
{
    const json_t *cast = node_as(expression, "TypeCast"), *to = field_node(cast, "typeName");
    const char *said = cast ? field_of_type(parsing, to) : NULL;
    return said && field_flag(node_as(field_node(cast, "arg"), "A_Const"), "isnull") && strcmp(said, type) == 0 &&
           !strchr(said, '(') && !is_domain_type(parsing, to);
}
