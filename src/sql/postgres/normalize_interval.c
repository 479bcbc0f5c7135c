/* Intervals that are cast to fewer units, or to fewer digits, than they have. */
#include <stdlib.h>
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

enum { TYPED_VERSION = 999999 };

/* The bits of a modifier, one a unit; all of them where no unit is said. */
enum { MONTH = 1 << 1, YEAR = 1 << 2, DAY = 1 << 3, HOUR = 1 << 10, MINUTE = 1 << 11, SECOND = 1 << 12, ALL = 0x7fff };

enum { UNLIMITED = 6 };

static bool is_zero(const char *text, size_t n)
{
    return strspn(text, "0:.") >= n;
}

/* [+-]04:05:06.789, to the end of the text. */
static bool time_fits(const char *text, long units, long digits)
{
    const char *minutes = strchr(text, ':') + 1, *seconds = strchr(minutes, ':'), *fraction = strchr(text, '.');
    if (!seconds)
        return true;
    seconds++;
    if (fraction && strlen(fraction + 1) > (size_t)digits)
        return false;
    if (units & SECOND)
        return true;
    if (units & MINUTE)
        return is_zero(seconds, strlen(seconds));
    if (units & HOUR)
        return is_zero(minutes, strlen(minutes));
    return is_zero(text + strspn(text, "+-"), strlen(text));
}

static bool unit_fits(const char *unit, long units)
{
    if (strncmp(unit, "mon", 3) == 0)
        return units != YEAR;
    if (strncmp(unit, "day", 3) == 0)
        return (units & ~(YEAR | MONTH)) != 0;
    return true;
}

/* The text is the server's: 1 year 2 mons -3 days +04:05:06.789. */
static bool fits(const char *text, long units, long digits)
{
    while (*text) {
        char *end;
        strtol(text, &end, 10);
        if (end == text)
            return true;
        if (*end == ':')
            return time_fits(text, units, digits);
        end += strspn(end, " ");
        if (!unit_fits(end, units))
            return false;
        text = end + strcspn(end, " ");
        text += strspn(text, " ");
    }
    return true;
}

static long modifier(const json_t *modifiers, size_t i)
{
    return field_number(field_node(node_as(json_array_get(modifiers, i), "A_Const"), "ival"), "ival");
}

/* Converts to an interval, by a cast that is not one of an array. */
static bool casts_to_interval(const json_t *cast)
{
    const json_t *type = field_node(cast, "typeName");
    return list_is_two(field_node(type, "names"), "pg_catalog", "interval") && !field_node(type, "arrayBounds");
}

static bool has_modifier(const json_t *cast)
{
    return json_array_size(field_node(field_node(cast, "typeName"), "typmods")) > 0;
}

/* 'x'::interval(0) becomes 'x'::interval::interval(0). */
static void cast_constant_first(json_t *cast)
{
    json_t *whole = json_deep_copy(field_node(cast, "typeName"));
    json_object_del(whole, "typmods");
    json_object_set_new(
        cast, "arg", make_node("TypeCast", json_pack("{s:O,s:o}", "arg", field_node(cast, "arg"), "typeName", whole)));
}

/* The constant that is cast so, with a modifier; NULL for anything else. */
static const char *constant_with_modifier(const json_t *cast)
{
    const json_t *text = field_node(node_as(field_node(cast, "arg"), "A_Const"), "sval");
    return text && casts_to_interval(cast) && has_modifier(cast) ? field_text(text, "sval") : NULL;
}

/*
 * ('1.5 s'::interval)::interval(0) is printed as '1.5 s'::interval(0), which is read as 2 seconds: of this type alone
 * the modifier takes part in reading a constant. A constant that has been read so shows nothing that was taken off, and
 * has no cast to interval around it: the server takes its modifier off instead.
 */
void normalize_interval(json_t *node, int version)
{
    json_t *cast = node_as(node, "TypeCast"), *inner = node_as(field_node(cast, "arg"), "TypeCast");
    if (version >= TYPED_VERSION)
        return;
    if (casts_to_interval(cast) && !has_modifier(cast) && constant_with_modifier(inner)) {
        cast_constant_first(inner);
        return;
    }
    const char *text = constant_with_modifier(cast);
    const json_t *modifiers = field_node(field_node(cast, "typeName"), "typmods");
    if (text &&
        !fits(text, modifier(modifiers, 0), json_array_size(modifiers) > 1 ? modifier(modifiers, 1) : UNLIMITED))
        cast_constant_first(cast);
}
