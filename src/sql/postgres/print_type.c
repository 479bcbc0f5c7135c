/* Types, under the names that format_type() uses. */
#include "sql/postgres/print.h"

#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

struct builtin {
    const char *name;   /* in pg_catalog */
    const char *spoken; /* in SQL */
    const char *after;  /* what follows the modifiers */
    bool modifier;      /* only with modifiers is the SQL name this type */
};

static const struct builtin builtins[] = {
    {"bit", "bit", "", true},
    {"bool", "boolean", "", false},
    {"bpchar", "character", "", true},
    {"float4", "real", "", false},
    {"float8", "double precision", "", false},
    {"int2", "smallint", "", false},
    {"int4", "integer", "", false},
    {"int8", "bigint", "", false},
    {"numeric", "numeric", "", false},
    {"time", "time", " without time zone", false},
    {"timestamp", "timestamp", " without time zone", false},
    {"timestamptz", "timestamp", " with time zone", false},
    {"timetz", "time", " with time zone", false},
    {"varbit", "bit varying", "", false},
    {"varchar", "character varying", "", false},
};

static long modifier(const json_t *modifiers, size_t i)
{
    return field_number(field_node(node_as(json_array_get(modifiers, i), "A_Const"), "ival"), "ival");
}

/* interval day to second(3): the fields are a mask of bits, one per unit of time. */
static void print_interval(struct printer *p, const json_t *modifiers)
{
    enum { MONTH = 1 << 1, YEAR = 1 << 2, DAY = 1 << 3, HOUR = 1 << 10, MINUTE = 1 << 11, SECOND = 1 << 12 };
    static const struct {
        long mask;
        const char *text;
    } ranges[] = {
        {YEAR, " year"},
        {MONTH, " month"},
        {DAY, " day"},
        {HOUR, " hour"},
        {MINUTE, " minute"},
        {SECOND, " second"},
        {YEAR | MONTH, " year to month"},
        {DAY | HOUR, " day to hour"},
        {DAY | HOUR | MINUTE, " day to minute"},
        {DAY | HOUR | MINUTE | SECOND, " day to second"},
        {HOUR | MINUTE, " hour to minute"},
        {HOUR | MINUTE | SECOND, " hour to second"},
        {MINUTE | SECOND, " minute to second"},
    };
    fputs("interval", p->out);
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
        if (json_array_size(modifiers) && modifier(modifiers, 0) == ranges[i].mask)
            fputs(ranges[i].text, p->out);
    if (json_array_size(modifiers) == 2)
        fprintf(p->out, "(%ld)", modifier(modifiers, 1));
}

static void print_modifiers(struct printer *p, const json_t *modifiers)
{
    if (json_array_size(modifiers) == 0)
        return;
    putc('(', p->out);
    size_t i;
    json_t *item;
    json_array_foreach(modifiers, i, item)
    {
        fputs(i > 0 ? "," : "", p->out);
        print_expression(p, item);
    }
    putc(')', p->out);
}

static const struct builtin *find_named(const char *name, bool modified)
{
    for (size_t i = 0; i < sizeof(builtins) / sizeof(*builtins); i++)
        if (strcmp(name, builtins[i].name) == 0)
            return builtins[i].modifier && !modified ? NULL : &builtins[i];
    return NULL;
}

bool type_is_spoken(const char *name, bool modified)
{
    return strcmp(name, "interval") == 0 || find_named(name, modified);
}

static const struct builtin *find(const json_t *names, const json_t *modifiers)
{
    if (json_array_size(names) != 2 || strcmp(list_text(names, 0), "pg_catalog") != 0)
        return NULL;
    return find_named(list_text(names, 1), json_array_size(modifiers) > 0);
}

void print_type(struct printer *p, const json_t *body)
{
    const json_t *names = field_node(body, "names"), *modifiers = field_node(body, "typmods");
    const struct builtin *builtin = find(names, modifiers);
    if (field_flag(body, "setof"))
        fputs("SETOF ", p->out);
    if (list_is_two(names, "pg_catalog", "interval"))
        print_interval(p, modifiers);
    else {
        if (builtin)
            fputs(builtin->spoken, p->out);
        else if (list_is_one(names, "json"))
            fputs("json", p->out); /* a keyword since 17, but every grammar takes it as this type */
        else
            print_names(p, names, ".");
        print_modifiers(p, modifiers);
        fputs(builtin ? builtin->after : "", p->out);
    }
    fputs(field_flag(body, "pct_type") ? "%TYPE" : "", p->out);
    for (size_t i = 0; i < json_array_size(field_node(body, "arrayBounds")); i++)
        fputs("[]", p->out);
}

void print_declared(struct printer *p, const char *name, const json_t *type)
{
    bool json = list_is_one(field_node(type, "names"), "json");
    print_typed_name(p->out, name, json ? "json" : "");
    putc(' ', p->out);
    print_type(p, type);
}
