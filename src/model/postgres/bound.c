/* Values that bound partitions, as a server keeps them: of the type of the column that the parent is divided by. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/parse.h"
#include "kind/postgres/table.h"
#include "model/postgres/as_stored.h"
#include "model/postgres/reader.h"
#include "sql/postgres/lex.h"

/* RANGE (a, b): the column at that place; NULL where the key has more to it than columns, or none there. */
static const char *key_column(void *ctx, const char *key, size_t at)
{
    struct lexer l = {key, 0, strlen(key)};
    const char *found = NULL;
    lex_next(&l);
    lex_next(&l);
    for (size_t i = 0;; i++) {
        struct lexeme name = lex_next(&l), next = lex_next(&l);
        if (!lexeme_is_name(name) || (!lexeme_is(key, next, ",") && !lexeme_is(key, next, ")")))
            return NULL;
        if (i == at)
            found = lexeme_name(ctx, key, name);
        if (!lexeme_is(key, next, ","))
            return found;
    }
}

/* The shape is one of digits, for which 0 stands, and other signs. */
static bool has_shape(const char *text, const char *shape)
{
    for (; *shape && *text; shape++, text++)
        if (*shape == '0' ? !isdigit((unsigned char)*text) : *shape != *text)
            return false;
    return !*shape && !*text;
}

static const char *padded(void *ctx, const char *text, long length)
{
    size_t n = strlen(text), characters = 0;
    while (n > 0 && text[n - 1] == ' ')
        n--;
    for (size_t i = 0; i < n; i++)
        characters += ((unsigned char)text[i] & 0xc0) != 0x80;
    return mem_printf(ctx, "%.*s%*s", (int)n, text, length > (long)characters ? (int)(length - (long)characters) : 0,
                      "");
}

static bool is_type(const char *type, const char *begin, const char *end)
{
    size_t n = strlen(type), m = strlen(end);
    return strncmp(type, begin, strlen(begin)) == 0 && n >= m && strcmp(type + n - m, end) == 0;
}

/* A time of day goes with each time, and the session's zone, which is UTC. */
static const char *time_kept(void *ctx, const char *text, const char *zone)
{
    static const char date[] = "0000-00-00", time[] = "0000-00-00 00:00:00";
    return has_shape(text, date)   ? mem_printf(ctx, "%s 00:00:00%s", text, zone)
           : has_shape(text, time) ? mem_printf(ctx, "%s%s", text, zone)
                                   : text;
}

static const char *kept(void *ctx, const char *text, const char *type)
{
    if (is_type(type, "character(", ")"))
        return padded(ctx, text, strtol(type + strlen("character("), NULL, 10));
    if (is_type(type, "timestamp", "without time zone"))
        return time_kept(ctx, text, "");
    if (is_type(type, "timestamp", "with time zone"))
        return time_kept(ctx, text, "+00");
    return text;
}

/* Of the constant itself, or of a cast to the column's type. */
static void keep_value(struct reader *r, struct statement *s, json_t *value, const char *type)
{
    const json_t *cast = node_as(value, "TypeCast");
    const json_t *constant = node_as(cast ? field_node(cast, "arg") : value, "A_Const");
    const char *said = cast ? field_of_type(&r->parsing, field_node(cast, "typeName")) : type;
    if (!field_node(constant, "sval") || !said || strcmp(said, type) != 0)
        return;
    const char *text = field_text(field_node(constant, "sval"), "sval"), *now = kept(s->ctx, text, type);
    bool plain = strcmp(now, text) != 0 || strcmp(type, "text") == 0 ||
                 (strcmp(type, "date") == 0 && has_shape(text, "0000-00-00"));
    if (cast && !plain)
        return;
    json_t *string = json_pack("{s:{s:{s:s}}}", "A_Const", "sval", "sval", now);
    json_object_clear(value);
    json_object_update(value, string);
    json_decref(string);
}

/* `first`: they all are of the first column. */
static void keep_values(struct reader *r, struct statement *s, const struct relation *parent, const json_t *values,
                        bool first)
{
    const char *key = parent->object->values[TABLE_PARTITION_KEY];
    size_t i;
    json_t *value;
    json_array_foreach(values, i, value)
    {
        const char *name = key ? key_column(s->ctx, key, first ? 0 : i) : NULL;
        const struct object *column = name ? column_find((struct relation *)parent, name) : NULL;
        if (column)
            keep_value(r, s, value, column_type(column));
    }
}

void read_bound_values(struct reader *r, struct statement *s, const struct relation *parent, const json_t *bound)
{
    const json_t *body = node_as(bound, "PartitionBoundSpec") ? node_body(bound) : bound;
    keep_values(r, s, parent, field_node(body, "listdatums"), true);
    keep_values(r, s, parent, field_node(body, "lowerdatums"), false);
    keep_values(r, s, parent, field_node(body, "upperdatums"), false);
}
