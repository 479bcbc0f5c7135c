#include "model/postgres/plain.h"

#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "model/postgres/cursor.h"
#include "model/postgres/described.h"
#include "model/postgres/temporary.h"

/* What a line of CREATE TABLE says. */
struct element {
    const char *name;
    const char *type;     /* of a column */
    const char *system;   /* the same as the server's catalog has it */
    const char *fallback; /* its default, or NULL */
    bool not_null;
    const char *key;         /* of a constraint: "PRIMARY KEY" or "UNIQUE"; NULL for a column */
    const char *const *keys; /* belongs to r->work */
    size_t start;
};

/* Types that are spelled as they are printed; words with a blank between them. */
static bool take_type(struct cursor *c, struct element *e)
{
    static const char *const types[][2] = {{"text", "text"},         {"bigint", "int8"}, {"integer", "int4"},
                                           {"boolean", "bool"},      {"bytea", "bytea"}, {"smallint", "int2"},
                                           {"jsonb", "jsonb"},       {"real", "float4"}, {"date", "date"},
                                           {"tsvector", "tsvector"}, {"uuid", "uuid"}};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (c->now.kind == LEXEME_WORD && cursor_take(c, types[i][0])) {
            e->type = types[i][0];
            e->system = types[i][1];
            return true;
        }
    e->type = "double precision";
    e->system = "float8";
    return cursor_take(c, "double") && cursor_take(c, "precision");
}

/* A literal that the parser's way would print as it stands. */
static const char *take_literal(struct cursor *c)
{
    const char *text = c->s->text + c->now.start;
    int n = (int)(c->now.end - c->now.start);
    bool yes = lexeme_is(c->s->text, c->now, "true"), no = lexeme_is(c->s->text, c->now, "false");
    bool digits =
        c->now.kind == LEXEME_NUMBER && n < 10 && (int)strspn(text, "0123456789") >= n && (text[0] != '0' || n == 1);
    bool string = c->now.kind == LEXEME_STRING && text[0] == '\'' && (int)strcspn(text, "\\\n\t\r\f\b\v") >= n;
    if (!yes && !no && !digits && !string)
        return NULL;
    for (int i = 0; string && i < n; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
            return NULL;
    cursor_advance(c);
    return yes ? "true" : no ? "false" : mem_strndup(c->s->ctx, text, (size_t)n);
}

static bool take_key(struct cursor *c, struct element *e)
{
    e->name = cursor_name(c, c->s->ctx);
    if (!e->name)
        return false;
    if (cursor_take(c, "primary"))
        e->key = cursor_take(c, "key") ? "PRIMARY KEY" : NULL;
    else if (cursor_take(c, "unique"))
        e->key = "UNIQUE";
    e->keys = e->key ? cursor_names(c, c->r->work) : NULL;
    return e->keys != NULL;
}

/* Whether the parser's way takes the text for what it means: DEFAULT 't' of a boolean is true. */
static bool is_read_as_value(const struct element *e)
{
    static const char *const types[] = {"bool", "int4", "int8"};
    for (size_t i = 0; e->fallback[0] == '\'' && i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(e->system, types[i]) == 0)
            return true;
    return false;
}

static bool take_column(struct cursor *c, struct element *e)
{
    e->name = cursor_name(c, c->s->ctx);
    if (!e->name)
        return false;
    if (!take_type(c, e))
        return false;
    for (;;) {
        if (cursor_take(c, "not")) {
            if (e->not_null || !cursor_take(c, "null"))
                return false;
            e->not_null = true;
        } else if (cursor_take(c, "default")) {
            if (e->fallback || !(e->fallback = take_literal(c)) || is_read_as_value(e))
                return false;
        } else {
            return true;
        }
    }
}

static bool are_equal(const char *const *names, const char *const *others)
{
    for (; *names && *others && strcmp(*names, *others) == 0; names++)
        others++;
    return !*names && !*others;
}

/* Names that are given twice, and equal keys, which become one, are the parser's way's to speak of. */
static bool has_twin(const struct element *elements, size_t n, const struct element *e)
{
    for (size_t i = 0; i < n; i++)
        if (!elements[i].key == !e->key &&
            (strcmp(elements[i].name, e->name) == 0 || (e->key && are_equal(elements[i].keys, e->keys))))
            return true;
    return false;
}

static struct element *take_elements(struct cursor *c, size_t *n)
{
    struct element *elements = NULL;
    if (!cursor_take(c, "("))
        return NULL;
    do {
        struct element e = {.start = c->now.start};
        if (!(cursor_take(c, "constraint") ? take_key(c, &e) : take_column(c, &e)) || has_twin(elements, *n, &e))
            return NULL;
        size_t at = mem_grow(c->s->ctx, &elements, n);
        elements[at] = e;
    } while (cursor_take(c, ","));
    return cursor_take(c, ")") && c->now.kind == LEXEME_END ? elements : NULL;
}

static void add_element(struct reader *r, struct relation *table, const struct element *e, int line)
{
    if (e->key) {
        struct object *key = constraint_add_key(&r->parsing, object_schema(table->schema), table->name, e->name,
                                                strcmp(e->key, "PRIMARY KEY") == 0, e->keys);
        parsing_set_line(key, line);
        key_require_columns(&r->parsing, key);
        return;
    }
    struct object *column = column_add(r, table, e->name, line);
    column_set_system_type(&r->parsing, column, e->type, e->system);
    if (e->not_null)
        column->values[COLUMN_NOT_NULL] = "t";
    if (e->fallback)
        column->values[COLUMN_DEFAULT] = mem_strdup(r->work, e->fallback);
}

static bool read_table(struct cursor *c)
{
    const char *schema, *name;
    struct statement *s = c->s;
    size_t n = 0;
    int line = s->line;
    if (!cursor_qualified(c, &schema, &name) || strcmp(schema, TEMPORARY_SCHEMA) == 0 ||
        relation_find(c->r, schema, name))
        return false;
    const struct element *elements = take_elements(c, &n);
    if (!elements)
        return false;
    struct relation *table = relation_add(c->r, schema, name);
    size_t counted = 0;
    table_parse_tail(&c->r->parsing, table->object, NULL);
    for (int keys = 0; keys < 2; keys++)
        for (size_t i = 0; i < n; i++) {
            for (; keys == 0 && counted < elements[i].start; counted++)
                line += s->text[counted] == '\n';
            bool key = elements[i].key != NULL;
            if (key == (keys == 1))
                add_element(c->r, table, &elements[i],
                            key ? parsing_line_at(&c->r->parsing, (long)elements[i].start) : line);
        }
    return true;
}

/* a, "B" DESC; the names alone, too. */
static const char *take_index_columns(struct cursor *c, const char ***names)
{
    const char *columns = "", *separator = "";
    size_t n = 0;
    if (!cursor_take(c, "("))
        return NULL;
    do {
        const char *name = cursor_name(c, c->s->ctx);
        if (!name)
            return NULL;
        bool descending = cursor_take(c, "desc");
        columns = mem_printf(c->s->ctx, "%s%s%s%s", columns, separator, quoted_name(c->s->ctx, name),
                             descending ? " DESC" : "");
        separator = ", ";
        size_t at = mem_grow(c->s->ctx, names, &n);
        (*names)[at] = name;
    } while (cursor_take(c, ","));
    mem_grow(c->s->ctx, names, &n);
    return cursor_take(c, ")") && c->now.kind == LEXEME_END ? columns : NULL;
}

static bool read_index(struct cursor *c, bool unique)
{
    const char *schema, *table, *name = cursor_name(c, c->s->ctx), *method = "btree";
    if (!name || !cursor_take(c, "on"))
        return false;
    bool only = cursor_take(c, "only");
    if (!cursor_qualified(c, &schema, &table))
        return false;
    if (cursor_take(c, "using"))
        method = cursor_name(c, c->s->ctx);
    const char **names = NULL, *keys = method ? take_index_columns(c, &names) : NULL;
    struct relation *owner = relation_find(c->r, schema, table);
    if (!keys || !owner || described_reader.is_relation(&c->r->parsing, schema, name))
        return false;
    struct object *index = parsing_add(&c->r->parsing, &postgres_index, object_schema(schema), table, name);
    index->values[INDEX_UNIQUE] = unique ? "UNIQUE" : NULL;
    index->values[INDEX_METHOD] = strcmp(method, "btree") != 0 ? mem_strdup(c->r->work, method) : NULL;
    index->values[INDEX_KEYS] = mem_strdup(c->r->work, keys);
    index->values[INDEX_ONLY] = only ? "t" : NULL;
    const char *said = "";
    for (const char **own = names; *own; own++) {
        parsing_add_fact(&c->r->parsing, index, "key", quoted_name(c->s->ctx, *own));
        said = mem_printf(c->r->work, "%s%s%s", said, own > names ? "_" : "", *own);
    }
    index->values[INDEX_COLUMN_NAMES] = said;
    if (!only)
        give_indexes_below(c->r, owner);
    return true;
}

/* ALTER TABLE ONLY t ADD CONSTRAINT c PRIMARY KEY (a), as pg_dump writes keys. */
static bool read_added_key(struct cursor *c)
{
    const char *schema, *name;
    struct element e = {0};
    bool only = cursor_take(c, "only");
    if (!cursor_qualified(c, &schema, &name) || !cursor_take(c, "add") || !cursor_take(c, "constraint"))
        return false;
    struct relation *table = relation_find(c->r, schema, name);
    if (!table || !take_key(c, &e) || c->now.kind != LEXEME_END ||
        described_reader.is_relation(&c->r->parsing, schema, e.name) ||
        constraint_find(&c->r->parsing, object_schema(schema), name, e.name))
        return false;
    add_element(c->r, table, &e, c->s->line);
    const struct object *key = constraint_find(&c->r->parsing, object_schema(schema), name, e.name);
    if (key && !only)
        copy_key_to_partitions(c->r, table, key, c->s->line);
    return true;
}

bool read_plain(struct reader *r, struct statement *s)
{
    struct cursor c = cursor_begin(r, s);
    if (cursor_take(&c, "alter"))
        return cursor_take(&c, "table") && read_added_key(&c);
    if (!cursor_take(&c, "create"))
        return false;
    if (cursor_take(&c, "table"))
        return read_table(&c);
    bool unique = cursor_take(&c, "unique");
    return cursor_take(&c, "index") && read_index(&c, unique);
}
