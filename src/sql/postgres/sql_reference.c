#include "sql/postgres/sql_reference.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/tree.h"

struct collector {
    void *ctx;
    struct sql_references found;
};

static void add(struct collector *c, enum sql_reference_kind kind, const char *schema, const char *name)
{
    size_t at = mem_grow(c->ctx, &c->found.items, &c->found.n);
    c->found.items[at] = (struct sql_reference){kind, mem_strdup(c->ctx, schema), mem_strdup(c->ctx, name)};
}

/* The last two of a list of names: schema and object. */
static void add_names(struct collector *c, enum sql_reference_kind kind, const json_t *names)
{
    size_t n = json_array_size(names);
    if (n > 0)
        add(c, kind, n > 1 ? list_text(names, n - 2) : "", list_text(names, n - 1));
}

/* t%TYPE names a column: the relation is what counts. */
static void add_type(struct collector *c, const json_t *type)
{
    json_t *names = json_copy((json_t *)field_node(type, "names"));
    if (field_flag(type, "pct_type"))
        json_array_remove(names, json_array_size(names) - 1);
    add_names(c, REFERENCE_TYPE, names);
    add_names(c, REFERENCE_RELATION, names);
    json_decref(names);
}

static const json_t *string_of(const json_t *node)
{
    return field_node(node_as(node, "A_Const"), "sval");
}

/* What a literal names, [schema .] name [(...)], as the server reads it where it wants an OID. */
static void add_literal(struct collector *c, enum sql_reference_kind kind, const char *literal)
{
    struct lexemes all = lex_all(c->ctx, literal);
    size_t n = 0;
    while (n < all.n && !lexeme_is(literal, all.items[n], "("))
        n++;
    if (n == 0)
        return;
    const char *schema = n == 3 ? lexeme_name(c->ctx, literal, all.items[0]) : "";
    add(c, kind, schema, lexeme_name(c->ctx, literal, all.items[n - 1]));
}

/* A literal that becomes an OID when the server reads the text. */
static void add_cast(struct collector *c, const json_t *cast)
{
    static const struct {
        const char *type;
        enum sql_reference_kind kind;
    } types[] = {{"regclass", REFERENCE_RELATION}, {"regtype", REFERENCE_TYPE},
                 {"regproc", REFERENCE_FUNCTION},  {"regprocedure", REFERENCE_FUNCTION},
                 {"regoper", REFERENCE_OPERATOR},  {"regoperator", REFERENCE_OPERATOR}};
    const json_t *names = field_node(field_node(cast, "typeName"), "names");
    const char *type = list_text(names, json_array_size(names) - 1);
    const char *literal = field_text(string_of(field_node(cast, "arg")), "sval");
    for (size_t i = 0; literal[0] && i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(type, types[i].type) == 0)
            add_literal(c, types[i].kind, literal);
    if (literal[0] && strcmp(type, "regtype") == 0)
        add_literal(c, REFERENCE_RELATION, literal);
}

/* nextval('s') and others take a regclass, which nobody writes as a cast. */
static void add_call(struct collector *c, const json_t *call)
{
    size_t i;
    json_t *argument;
    add_names(c, REFERENCE_FUNCTION, field_node(call, "funcname"));
    json_array_foreach(field_node(call, "args"), i, argument)
    {
        const char *literal = field_text(string_of(argument), "sval");
        if (literal[0])
            add_literal(c, REFERENCE_RELATION, literal);
    }
}

static void add_node(struct collector *c, const char *type, const json_t *body)
{
    if (strcmp(type, "RangeVar") == 0 || strcmp(type, "relation") == 0) {
        if (field_node(body, "relname"))
            add(c, REFERENCE_RELATION, field_text(body, "schemaname"), field_text(body, "relname"));
    } else if (strcmp(type, "FuncCall") == 0)
        add_call(c, body);
    else if (strcmp(type, "typeName") == 0 || strcmp(type, "TypeName") == 0)
        add_type(c, body);
    else if (strcmp(type, "TypeCast") == 0)
        add_cast(c, body);
    else if (strcmp(type, "A_Expr") == 0)
        add_names(c, REFERENCE_OPERATOR, field_node(body, "name"));
}

static void collect(struct collector *c, const json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(value, i, item) collect(c, item);
    json_object_foreach((json_t *)value, name, item)
    {
        add_node(c, name, item);
        collect(c, item);
    }
}

struct sql_references references_in_sql(void *ctx, const char *sql)
{
    struct collector c = {.ctx = ctx};
    json_t *tree = tree_parse(sql);
    collect(&c, tree);
    json_decref(tree);
    return c.found;
}

static bool ends_type(const char *text, struct lexeme lexeme)
{
    static const char *const ends[] = {";", "=", ":", "default", "not", "collate", "(", "["};
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (lexeme_is(text, lexeme, ends[i]))
            return true;
    return false;
}

/*
 * From the token after a variable's name to the end of its type: [CONSTANT]
 * [schema .] name [. column] [%TYPE | %ROWTYPE]. Which of two names is the
 * schema shows only in the catalog, so both readings are collected.
 */
static size_t collect_declaration(struct collector *c, const char *text, const struct lexemes *all, size_t at)
{
    const char *previous = "";
    for (; at < all->n && !ends_type(text, all->items[at]); at++) {
        if (!lexeme_is_name(all->items[at]))
            continue;
        const char *name = lexeme_name(c->ctx, text, all->items[at]);
        add(c, REFERENCE_TYPE, previous, name);
        add(c, REFERENCE_RELATION, previous, name);
        bool qualified = at + 1 < all->n && lexeme_is(text, all->items[at + 1], ".");
        previous = qualified ? name : "";
    }
    while (at < all->n && !lexeme_is(text, all->items[at], ";"))
        at++;
    return at;
}

struct sql_references references_in_plpgsql(void *ctx, const char *body)
{
    struct collector c = {.ctx = ctx};
    struct lexemes all = lex_all(ctx, body);
    bool declaring = false;
    for (size_t i = 0; i < all.n; i++) {
        if (lexeme_is(body, all.items[i], "declare"))
            declaring = true;
        else if (lexeme_is(body, all.items[i], "begin"))
            declaring = false;
        else if (declaring && lexeme_is_name(all.items[i]))
            i = collect_declaration(&c, body, &all, i + 1);
    }
    return c.found;
}
