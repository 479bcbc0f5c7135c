#include "sql/postgres/implicit_type.h"

#include <string.h>

#include "sql/postgres/constant.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

enum { INTEGERS = 3, NUMERIC, REAL, DOUBLE };

/* What holds of a type. */
enum {
    STRING = 1,
    SCALAR = 2,
    BARE = 4,      /* the grammar has no such word: its name stands alone */
    NO_LENGTH = 8, /* none of its columns has one */
    VERBATIM = 16  /* a literal of it is shown as it is written */
};

static const struct type {
    const char *name;
    const char *spoken; /* its name in pg_catalog */
    const char *array;
    int rank;
    unsigned is;
} types[] = {
    {"text", "text", "text[]", 0, STRING | BARE | NO_LENGTH | VERBATIM},
    {"character varying", "varchar", "character varying[]", 0, STRING | VERBATIM},
    {"bpchar", "bpchar", "", 0, STRING | BARE},
    {"name", "name", "", 0, STRING | BARE | NO_LENGTH},
    {"smallint", "int2", "smallint[]", 1, SCALAR | NO_LENGTH},
    {"integer", "int4", "integer[]", 2, SCALAR | NO_LENGTH},
    {"bigint", "int8", "bigint[]", INTEGERS, SCALAR | NO_LENGTH},
    {"numeric", "numeric", "numeric[]", NUMERIC, SCALAR},
    {"real", "float4", "real[]", REAL, SCALAR | NO_LENGTH},
    {"double precision", "float8", "double precision[]", DOUBLE, SCALAR | NO_LENGTH},
    {"boolean", "bool", "boolean[]", 0, SCALAR | NO_LENGTH},
    {"date", "date", "date[]", 0, SCALAR | BARE | NO_LENGTH | VERBATIM},
    {"uuid", "uuid", "uuid[]", 0, SCALAR | BARE | NO_LENGTH | VERBATIM},
    {"jsonb", "jsonb", "jsonb[]", 0, BARE | NO_LENGTH},
    {"\"char\"", "char", "\"char\"[]", 0, BARE | VERBATIM},
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

static bool holds(const char *type, unsigned is)
{
    const struct type *found = find(type);
    return found && (found->is & is);
}

bool type_is_string(const char *type)
{
    return holds(type, STRING);
}

int type_rank(const char *type)
{
    const struct type *found = find(type);
    return found ? found->rank : 0;
}

bool type_has_lengths(const char *type)
{
    return !holds(type, NO_LENGTH);
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
    return holds(type, SCALAR);
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
        json_t *names = t->is & BARE ? json_pack("[o]", make_string(t->spoken))
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
    if (type && field_flag(cast, "implicit")) {
        json_object_set_new(cast, "typeName", type);
    } else if (type) {
        cast_node(node, type);
        json_object_set_new(node_body(node), "implicit", json_true());
    }
    return type || strcmp(from, to) == 0;
}

void type_cast_constant(json_t *node, const char *to)
{
    json_t *constant = node_as(node, "A_Const"), *string = field_node(constant, "sval");
    bool fits = field_flag(constant, "isnull") || (string && holds(to, VERBATIM));
    if (string && type_is(to, "jsonb"))
        fits = constant_as_stored(node, to);
    if (fits)
        type_cast(node, TYPE_UNKNOWN, to);
}
