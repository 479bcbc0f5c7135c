#include "sql/postgres/implicit_call.h"

#include <string.h>

#include "sql/postgres/implicit_type.h"
#include "sql/postgres/tree.h"

/* Of the arguments, from 0: those that are texts. A function that takes char(n) as well keeps that. */
enum { FIRST = 1, SECOND = 2, THIRD = 4, ALL = ~0 };
enum { KEEPS_CHAR = true };

/* A result like its first argument: of varchar, a text. */
static const char SAME[] = "";

static const struct call {
    const char *name;
    int texts;
    bool keeps_char;
    const char *result;
    const char *to; /* what becomes of those arguments, where it is no text */
} calls[] = {
    {"btrim", ALL, false, "text", NULL},
    {"char_length", FIRST, KEEPS_CHAR, "integer", NULL},
    {"character_length", FIRST, KEEPS_CHAR, "integer", NULL},
    {"initcap", FIRST, false, "text", NULL},
    {"left", FIRST, false, "text", NULL},
    {"length", FIRST, KEEPS_CHAR, "integer", NULL},
    {"like_escape", ALL, false, "text", NULL},
    {"lower", FIRST, false, "text", NULL},
    {"lpad", FIRST | THIRD, false, "text", NULL},
    {"ltrim", ALL, false, "text", NULL},
    {"max", FIRST, KEEPS_CHAR, SAME, NULL},
    {"md5", FIRST, false, "text", NULL},
    {"min", FIRST, KEEPS_CHAR, SAME, NULL},
    {"octet_length", FIRST, KEEPS_CHAR, "integer", NULL},
    {"plainto_tsquery", SECOND, false, "tsquery", NULL},
    {"position", ALL, false, "integer", NULL},
    {"regexp_replace", ALL, false, "text", NULL},
    {"repeat", FIRST, false, "text", NULL},
    {"replace", ALL, false, "text", NULL},
    {"reverse", FIRST, false, "text", NULL},
    {"right", FIRST, false, "text", NULL},
    {"rpad", FIRST | THIRD, false, "text", NULL},
    {"rtrim", ALL, false, "text", NULL},
    {"setweight", SECOND, false, "tsvector", "\"char\""},
    {"similar_to_escape", ALL, false, "text", NULL},
    {"split_part", FIRST | SECOND, false, "text", NULL},
    {"starts_with", ALL, false, "boolean", NULL},
    {"string_agg", ALL, false, "text", NULL},
    {"strpos", ALL, false, "integer", NULL},
    {"substr", FIRST, false, "text", NULL},
    {"substring", FIRST, false, "text", NULL},
    {"to_tsquery", SECOND, false, "tsquery", NULL},
    {"to_tsvector", SECOND, false, "tsvector", NULL},
    {"translate", ALL, false, "text", NULL},
    {"upper", FIRST, false, "text", NULL},
};

/* What returns a text, whatever it is given. */
static const char *const texts[] = {
    "json_typeof", "jsonb_typeof", "jsonb_extract_path_text", "array_to_string", "chr",
    "concat",      "concat_ws",    "current_setting",         "encode",          "format",
    "quote_ident", "to_char"};

static const struct call *find_call(const char *name)
{
    for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
        if (strcmp(calls[i].name, name) == 0)
            return &calls[i];
    return NULL;
}

static bool returns_text(const char *name)
{
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        if (strcmp(texts[i], name) == 0)
            return true;
    return false;
}

bool is_implicit_call(const char *name)
{
    return find_call(name) || returns_text(name);
}

/* The tree has the server's names for what SQL has words for, as POSITION: 'a'::text IN v shows no cast of v. */
static bool becomes_text(const struct call *c, const char *type, bool words)
{
    if (c->keeps_char && type_is(type, "bpchar"))
        return false;
    return type_is(type, TYPE_UNKNOWN) || (!words && type_is_string(type));
}

/* One that takes other types, too, as lower() of a range does, is not that function. */
static bool takes_strings(int texts_at, const char *const *types, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((texts_at >> i & 1) && !type_is_string(types[i]) && !type_is(types[i], TYPE_UNKNOWN) &&
            type_rank(types[i]) == 0)
            return false;
    return true;
}

const char *implicit_call(const json_t *call, const char *const *types)
{
    const json_t *names = field_node(call, "funcname"), *arguments = field_node(call, "args");
    size_t n = json_array_size(names), count = json_array_size(arguments);
    const char *name = list_text(names, n - 1);
    bool words = field_is(call, "funcformat", "COERCE_SQL_SYNTAX");
    if (n == 0 || n > 2 || (n == 2 && strcmp(list_text(names, 0), "pg_catalog") != 0))
        return "";
    const struct call *c = find_call(name);
    if (!c || count == 0)
        return returns_text(name) ? "text" : "";
    /* to_tsvector(v) */
    int texts_at = count == 1 ? FIRST : c->texts;
    if (count >= 8 * sizeof texts_at || !takes_strings(texts_at, types, count))
        return "";
    for (size_t i = 0; i < count; i++)
        if ((texts_at >> i & 1) && becomes_text(c, types[i], words))
            type_cast(json_array_get(arguments, i), types[i], c->to ? c->to : "text");
    if (c->result == SAME)
        return type_is(types[0], "character varying") || type_is(types[0], TYPE_UNKNOWN) ? "text" : types[0];
    return c->result;
}
