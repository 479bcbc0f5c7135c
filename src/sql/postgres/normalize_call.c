/* Literals whose type a function gives them, where the server prints that: see normalize_call in normalize.h. */
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

/* Functions of one name that take no text there, with that many arguments or more. */
static const struct {
    const char *function;
    size_t least;
    const char *type; /* of the first */
} takers[] = {
    {"nextval", 1, "regclass"},
    {"currval", 1, "regclass"},
    {"setval", 2, "regclass"},
    {"to_tsvector", 2, "regconfig"},
    {"to_tsquery", 2, "regconfig"},
    {"plainto_tsquery", 2, "regconfig"},
    {"phraseto_tsquery", 2, "regconfig"},
    {"websearch_to_tsquery", 2, "regconfig"},
};

static const char *type_taken(const json_t *call)
{
    const json_t *names = field_node(call, "funcname");
    size_t n = json_array_size(names);
    if (n == 0 || n > 2 || (n == 2 && strcmp(list_text(names, 0), "pg_catalog") != 0))
        return NULL;
    for (size_t i = 0; i < sizeof(takers) / sizeof(*takers); i++)
        if (strcmp(list_text(names, n - 1), takers[i].function) == 0 &&
            json_array_size(field_node(call, "args")) >= takers[i].least)
            return takers[i].type;
    return NULL;
}

void normalize_call(json_t *node)
{
    const json_t *call = node_as(node, "FuncCall");
    json_t *first = json_array_get(field_node(call, "args"), 0);
    const char *type = field_node(node_as(first, "A_Const"), "sval") ? type_taken(call) : NULL;
    if (type)
        cast_node(first, make_type(type));
}
