#include "sql/postgres/tree.h"

#include <ctype.h>
#include <pg_query.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sql/postgres/depth.h"
#include "sql/postgres/grammar.h"
#include "sql/postgres/lex.h"

json_t *field_node(const json_t *body, const char *name)
{
    return json_object_get(body, name);
}

const char *field_text(const json_t *body, const char *name)
{
    const char *text = json_string_value(field_node(body, name));
    return text ? text : "";
}

long field_number(const json_t *body, const char *name)
{
    return (long)json_integer_value(field_node(body, name));
}

bool field_flag(const json_t *body, const char *name)
{
    return json_is_true(field_node(body, name));
}

bool field_is(const json_t *body, const char *name, const char *value)
{
    return strcmp(field_text(body, name), value) == 0;
}

const char *node_type(const json_t *node)
{
    void *member = json_object_iter((json_t *)node);
    return member && json_object_size(node) == 1 ? json_object_iter_key(member) : "";
}

json_t *node_body(const json_t *node)
{
    void *member = json_object_iter((json_t *)node);
    return member && json_object_size(node) == 1 ? json_object_iter_value(member) : NULL;
}

json_t *node_as(const json_t *node, const char *type)
{
    return strcmp(node_type(node), type) == 0 ? node_body(node) : NULL;
}

const char *list_text(const json_t *list, size_t i)
{
    return field_text(node_as(json_array_get(list, i), "String"), "sval");
}

bool list_is_one(const json_t *list, const char *only)
{
    return json_array_size(list) == 1 && strcmp(list_text(list, 0), only) == 0;
}

bool list_is_two(const json_t *list, const char *first, const char *second)
{
    return json_array_size(list) == 2 && strcmp(list_text(list, 0), first) == 0 &&
           strcmp(list_text(list, 1), second) == 0;
}

/*
 * libpg_query's JSON leaves out not only zero but also negative integers. A
 * constant's location leads back to its text: a minus sign and digits.
 */
static void restore_negative(json_t *constant, const char *sql)
{
    json_t *ival = field_node(constant, "ival");
    if (!ival || field_node(ival, "ival"))
        return;
    long location = field_number(constant, "location");
    const char *at = sql + location;
    if (location < 0 || *at != '-')
        return;
    do
        at++;
    while (isspace((unsigned char)*at));
    if (isdigit((unsigned char)*at))
        json_object_set_new(ival, "ival", json_integer(-strtoll(at, NULL, 10)));
}

/* MINVALUE -10: the option's location is that of its first word, and its value the first number behind it. */
static void restore_option(json_t *option, const char *sql)
{
    json_t *integer = node_as(field_node(option, "arg"), "Integer");
    long location = field_number(option, "location");
    if (!integer || field_node(integer, "ival") || location < 0)
        return;
    struct lexer l = {sql, (size_t)location, strlen(sql)};
    struct lexeme before = lex_next(&l), x = lex_next(&l);
    for (; x.kind != LEXEME_NUMBER && x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l))
        before = x;
    if (x.kind == LEXEME_NUMBER && lexeme_is(sql, before, "-"))
        json_object_set_new(integer, "ival", json_integer(-strtoll(sql + x.start, NULL, 10)));
}

/* Later versions of libpg_query leave out no negative integer. */
static void forget_negative(json_t *integer)
{
    if (field_number(integer, "ival") < 0)
        json_object_del(integer, "ival");
}

static void restore_negatives(json_t *value, const char *sql)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(value, i, item) restore_negatives(item, sql);
    if (!json_is_object(value))
        return;
    json_object_foreach(value, name, item) restore_negatives(item, sql);
    const char *type = node_type(value);
    if (strcmp(type, "Integer") == 0)
        forget_negative(node_body(value));
    else if (strcmp(type, "A_Const") == 0)
        restore_negative(node_body(value), sql);
    else if (strcmp(type, "DefElem") == 0)
        restore_option(node_body(value), sql);
}

static void forget_locations(json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(value, i, item) forget_locations(item);
    if (!json_is_object(value))
        return;
    json_object_foreach(value, name, item) forget_locations(item);
    if (json_is_integer(field_node(value, "location")))
        json_object_del(value, "location");
    json_object_del(value, "stmt_location");
    json_object_del(value, "stmt_len");
}

static size_t bytes_of(const char *text, size_t characters)
{
    size_t at = 0;
    for (; characters > 0 && text[at]; characters--)
        do
            at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

static size_t characters_of(const char *text, size_t bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes; i++)
        n += ((unsigned char)text[i] & 0xc0) != 0x80;
    return n;
}

static void set_failure(void *ctx, struct tree_failure *failure, const struct grammar_text *text,
                        const PgQueryError *error)
{
    size_t given = bytes_of(text->given, error->cursorpos > 0 ? (size_t)error->cursorpos - 1 : 0);
    failure->message = grammar_message(ctx, text, error->message);
    failure->character = characters_of(text->original, grammar_place(text, given));
}

json_t *tree_parse_located(void *ctx, const char *sql, struct tree_failure *failure)
{
    static const char deep[] = "it is nested too deeply";
    if (sql_is_deep(sql)) {
        *failure = (struct tree_failure){mem_strdup(ctx, deep), 0};
        return NULL;
    }
    struct grammar_text text = grammar_hide(ctx, sql);
    PgQueryParseResult result = pg_query_parse(text.given);
    json_t *tree = NULL;
    if (!result.error) {
        tree = json_loads(result.parse_tree, JSON_ALLOW_NUL, NULL); /* NULL: more levels than it takes */
        if (!tree)
            *failure = (struct tree_failure){mem_strdup(ctx, deep), 0};
        json_object_del(tree, "version");
        restore_negatives(tree, text.given);
    } else {
        set_failure(ctx, failure, &text, result.error);
    }
    pg_query_free_parse_result(result);
    if (tree && !grammar_restore(&text, tree)) {
        *failure = (struct tree_failure){mem_strdup(ctx, "syntax newer than PostgreSQL 15's"), 0};
        json_decref(tree);
        return NULL;
    }
    return tree;
}

json_t *tree_parse(const char *sql)
{
    struct tree_failure failure;
    void *work = mem_context(NULL);
    json_t *tree = tree_parse_located(work, sql, &failure);
    mem_free(work);
    forget_locations(tree);
    return tree;
}

json_t *tree_statement(json_t *tree)
{
    json_t *statements = field_node(tree, "stmts");
    return json_array_size(statements) == 1 ? field_node(json_array_get(statements, 0), "stmt") : NULL;
}
