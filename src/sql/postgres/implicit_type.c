#include "sql/postgres/implicit_type.h"

#include <string.h>

#include "sql/postgres/constant.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

enum { INTEGERS = 3, NUMERIC, REAL, DOUBLE };

static const struct type {
    const char *name;
    const char *spoken; /* its name in pg_catalog */
    const char *array;
    int rank;
    bool string, scalar;
    bool bare; /* the grammar has no such word: its name stands alone */
} types[] = {
    {"text", "text", "text[]", 0, true, false, true},
    {"character varying", "varchar", "character varying[]", 0, true, false, false},
    {"bpchar", "bpchar", "", 0, true, false, true},
    {"name", "name", "", 0, true, false, true},
    {"smallint", "int2", "smallint[]", 1, false, true, false},
    {"integer", "int4", "integer[]", 2, false, true, false},
    {"bigint", "int8", "bigint[]", INTEGERS, false, true, false},
    {"numeric", "numeric", "numeric[]", NUMERIC, false, true, false},
    {"real", "float4", "real[]", REAL, false, true, false},
    {"double precision", "float8", "double precision[]", DOUBLE, false, true, false},
    {"boolean", "bool", "boolean[]", 0, false, true, false},
    {"date", "date", "date[]", 0, false, true, true},
    {"uuid", "uuid", "uuid[]", 0, false, true, true},
    {"jsonb", "jsonb", "jsonb[]", 0, false, false, true},
    {"\"char\"", "char", "\"char\"[]", 0, false, false, true},
};

static const struct type *find(const char *name)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    return NULL;
}

bool type_is(const char *type, const char *name)
{
    return strcmp(type, name) == 0;
}

bool type_is_string(const char *type)
{
    const struct type *found = find(type);
    return found && found->string;
}

int type_rank(const char *type)
{
    const struct type *found = find(type);
    return found ? found->rank : 0;
}

bool type_has_lengths(const char *type)
{
    static const char *const none[] = {"text",    "name", "smallint", "integer", "bigint", "real", "double precision",
                                       "boolean", "date", "uuid",     "jsonb"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
        if (type_is(type, none[i]))
            return false;
    return true;
}

bool type_may_be_string(const char *type)
{
    return type_is(type, TYPE_UNKNOWN) || type_is_string(type);
}

/* real and another one are double precision. */
const char *type_common_number(const char *left, const char *right)
{
    int l = type_rank(left), r = type_rank(right);
    if (l == 0 || r == 0)
        return "";
    if ((l == REAL || r == REAL) && l != r)
        return "double precision";
    return l > r ? left : right;
}

bool type_is_scalar(const char *type)
{
    const struct type *found = find(type);
    return found && found->scalar;
}

const char *type_array_of(const char *element)
{
    const struct type *found = find(element);
    return found ? found->array : "";
}

/* The fields of a TypeName; NULL where the type is none of those above. */
static json_t *type_name(const char *type)
{
    size_t n = strlen(type);
    bool array = n > 2 && strcmp(type + n - 2, "[]") == 0;
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
        const struct type *t = &types[i];
        if (strcmp(array ? t->array : t->name, type) != 0)
            continue;
        json_t *names = t->bare ? json_pack("[o]", make_string(t->spoken))
                                : json_pack("[o, o]", make_string("pg_catalog"), make_string(t->spoken));
        json_t *body = json_pack("{s:o, s:i}", "names", names, "typemod", -1);
        if (array)
            json_object_set_new(body, "arrayBounds", json_pack("[{s:{s:i}}]", "Integer", "ival", -1));
        return body;
    }
    return NULL;
}

/* A cast of one's own making, as of a domain to what it is stored as, is made to another type at once. */
bool type_cast(json_t *node, const char *from, const char *to)
{
    json_t *cast = node_as(node, "TypeCast"), *type = strcmp(from, to) == 0 ? NULL : type_name(to);
    if (type && field_flag(cast, "implicit"))
        json_object_set_new(cast, "typeName", type);
    else if (type)
        replace_node(node, make_node("TypeCast", json_pack("{s:b, s:o, s:o}", "implicit", 1, "arg",
                                                           json_deep_copy(node), "typeName", type)));
    return type || strcmp(from, to) == 0;
}

void type_cast_constant(json_t *node, const char *to)
{
    static const char *const same[] = {"text", "character varying", "uuid", "date", "\"char\""};
    json_t *constant = node_as(node, "A_Const"), *string = field_node(constant, "sval");
    bool fits = field_flag(constant, "isnull");
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
        fits = fits || (string && type_is(to, same[i]));
    if (string && type_is(to, "jsonb"))
        fits = constant_as_stored(node, to);
    if (fits)
        type_cast(node, TYPE_UNKNOWN, to);
}
