#include "kind/postgres/parameter.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/ask.h"
#include "catalog/read.h"
#include "kind/postgres/common.h"
#include "kind/postgres/display.h"
#include "kind/postgres/refusal.h"
#include "sql/postgres/lex.h"

extern const char postgres_parameter_query[];

/* One function and its body's text. */
struct body {
    void *ctx;
    const char *function;
    struct list parameters;
    const char *text;
};

/* Where the text has the name of a parameter. */
struct occurrence {
    size_t start, end;
    const char *name;
};

struct occurrences {
    struct occurrence *items;
    size_t n;
};

static bool is_name(struct lexeme l)
{
    return l.kind == LEXEME_WORD || l.kind == LEXEME_QUOTED;
}

static const char *parameter_name(const struct body *b, struct lexeme l)
{
    if (!is_name(l))
        return NULL;
    const char *name = lexeme_name(b->ctx, b->text, l);
    for (int i = 0; i < b->parameters.n; i++)
        if (b->parameters.items[i] && strcmp(b->parameters.items[i], name) == 0)
            return name;
    return NULL;
}

/* Names as FUNCTION.PARAMETER, or without a prefix and dots around them. */
static struct occurrences find_occurrences(const struct body *b, bool prefixed)
{
    struct lexer lexer = {b->text, 0, strlen(b->text)};
    struct occurrences found = {0};
    struct lexeme before[3] = {{0}}, l = lex_next(&lexer);
    while (l.kind != LEXEME_END && l.kind != LEXEME_OPEN) {
        struct lexeme next = lex_next(&lexer);
        bool dotted = lexeme_is(b->text, before[2], ".");
        bool follows = lexeme_is(b->text, next, ".") || lexeme_is(b->text, next, "(");
        bool has_prefix = dotted && is_name(before[1]) && !lexeme_is(b->text, before[0], ".") &&
                          strcmp(lexeme_name(b->ctx, b->text, before[1]), b->function) == 0;
        const char *name = follows || (prefixed ? !has_prefix : dotted) ? NULL : parameter_name(b, l);
        if (name) {
            size_t at = mem_grow(b->ctx, &found.items, &found.n);
            found.items[at] = (struct occurrence){prefixed ? before[1].start : l.start, l.end, name};
        }
        before[0] = before[1];
        before[1] = before[2];
        before[2] = l;
        l = next;
    }
    return found;
}

/* Displayed things, where their names are those of parameters. */
static size_t keep_named(const struct body *b, struct displays *d)
{
    size_t n = 0, parameters = 0;
    for (size_t i = 0; i < d->n; i++) {
        bool named = false;
        for (int k = 0; k < b->parameters.n; k++)
            named |= b->parameters.items[k] && strcmp(b->parameters.items[k], d->items[i].name) == 0;
        if (!named)
            continue;
        parameters += d->items[i].parameter > 0;
        d->items[n++] = d->items[i];
    }
    d->n = n;
    return parameters;
}

static void keep_parameters(struct displays *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        if (d->items[i].parameter > 0)
            d->items[n++] = d->items[i];
    d->n = n;
}

static char *numbered(const struct body *b, const struct occurrences *found_in_text, const struct displays *d)
{
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (size_t i = 0; i < found_in_text->n; i++) {
        if (!d->items[i].parameter)
            continue;
        fprintf(t.out, "%.*s$%ld", (int)(found_in_text->items[i].start - done), b->text + done, d->items[i].parameter);
        done = found_in_text->items[i].end;
    }
    fputs(b->text + done, t.out);
    return text_close(&t, b->ctx);
}

/* NULL where the text and the tree do not have the same names in the same order. */
static char *number_body(const struct body *b, const struct tree_node *tree, const struct stored_names *names)
{
    struct displays d = displays_of(b->ctx, tree, b->function, (const char *const *)b->parameters.items,
                                    (size_t)b->parameters.n, names);
    size_t parameters = keep_named(b, &d);
    struct occurrences found_in_text = find_occurrences(b, has_range_table(tree));
    if (found_in_text.n == parameters)
        keep_parameters(&d);
    if (found_in_text.n != d.n)
        return NULL;
    for (size_t i = 0; i < d.n; i++)
        if (strcmp(found_in_text.items[i].name, d.items[i].name) != 0)
            return NULL;
    return numbered(b, &found_in_text, &d);
}

static const struct object *function_of(const struct catalog *catalog, size_t first, const char *number)
{
    for (size_t i = first; number && i < catalog->n_objects; i++)
        if (catalog->objects[i]->address.object_id == strtoul(number, NULL, 10))
            return catalog->objects[i];
    return NULL;
}

/* Rows of parameter.sql. */
static bool number_all(struct reading *reading, const struct rows *rows, const struct stored_names *names, size_t first,
                       int statement, void *ctx)
{
    bool goes_on = true;
    for (int r = 0; r < rows->n_rows; r++) {
        const struct object *o = function_of(reading->catalog, first, rows_text(rows, r, 0));
        if (!o || !o->values[statement])
            continue;
        struct body b = {ctx, rows_text(rows, r, 1), parse_array(ctx, rows_text(rows, r, 2)), o->values[statement]};
        for (int i = 0; i < b.parameters.n; i++)
            if (b.parameters.items[i] && !b.parameters.items[i][0])
                b.parameters.items[i] = NULL;
        const struct tree_node *tree = tree_read(ctx, rows_text(rows, r, 3));
        char *text = tree ? number_body(&b, tree, names) : NULL;
        if (text) {
            o->values[statement] = mem_strdup(reading->catalog->ctx, text);
            continue;
        }
        goes_on = refuse_object(reading, o, "the server's text of its body does not tell its parameters from columns",
                                "give the function, its parameters and the relations in it names that differ") &&
                  goes_on;
    }
    return goes_on;
}

bool number_parameters(struct reading *reading, size_t first, int statement)
{
    static const struct answer_column columns[] = {
        {"oid", ANSWER_OID}, {"proname", ANSWER_TEXT}, {"proargnames", ANSWER_LIST}, {"prosqlbody", ANSWER_TEXT}};
    static const struct question question = {"parameters", postgres_parameter_query, columns,
                                             sizeof(columns) / sizeof(*columns)};
    return stored_ask(reading, &question, first, statement, number_all);
}
