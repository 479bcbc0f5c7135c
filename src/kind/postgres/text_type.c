#include "kind/postgres/text_type.h"

#include <string.h>

#include "base/mem.h"
#include "kind/postgres/column.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/lex.h"

/* ---- texts ---- */

struct words {
    void *ctx; /* until the text is done */
    const char *text;
    struct lexemes lexemes;
};

static bool is_sign(const struct words *w, size_t i, const char *sign)
{
    return i < w->lexemes.n && lexeme_is(w->text, w->lexemes.items[i], sign);
}

static bool is_name(const struct words *w, size_t i, const char *name)
{
    return i < w->lexemes.n && lexeme_is_name(w->lexemes.items[i]) &&
           strcmp(lexeme_name(w->ctx, w->text, w->lexemes.items[i]), name) == 0;
}

/* How many lexemes say the type at that place; 0: they say something else. */
static size_t says_type(const struct words *w, size_t i, const struct type_name *type)
{
    if (!type->schema[0])
        return is_name(w, i, type->name) && !is_sign(w, i + 1, ".") ? 1 : 0;
    return is_name(w, i, type->schema) && is_sign(w, i + 1, ".") && is_name(w, i + 2, type->name) ? 3 : 0;
}

static bool may_begin(const struct words *w, enum text_of_type what, size_t i)
{
    return what == TYPE_TEXT ? i == 0 : i >= 2 && is_sign(w, i - 1, ":") && is_sign(w, i - 2, ":");
}

char *text_with_type(void *ctx, enum text_of_type what, const char *text, const struct type_name *type)
{
    if (!strstr(text, type->name))
        return mem_strdup(ctx, text);
    void *work = mem_context(NULL);
    const struct words w = {work, text, lex_all(work, text)};
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (size_t i = 0, n; i < w.lexemes.n; i++) {
        if (!may_begin(&w, what, i) || (n = says_type(&w, i, type)) == 0)
            continue;
        fprintf(t.out, "%.*s%s", (int)(w.lexemes.items[i].start - done), text + done, type->now);
        done = w.lexemes.items[i + n - 1].end;
    }
    fputs(text + done, t.out);
    char *renamed = text_close(&t, ctx);
    mem_free(work);
    return renamed;
}

/* ---- objects ---- */

static void rename_value(struct parsing *parsing, const char **value, enum text_of_type what,
                         const struct type_name *type)
{
    if (*value)
        *value = text_with_type(parsing->ctx, what, *value, type);
}

static void rename_in_facts(struct parsing *parsing, struct object *o, const struct type_name *type)
{
    const struct parsed_fact *fact;
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++)
        if (!parsing_fact_is_use(fact->name))
            parsing_change_fact(parsing, o, i, text_with_type(parsing->ctx, TYPES_OF_EXPRESSION, fact->value, type));
}

void types_rename(struct parsing *parsing, const struct type_name *type)
{
    for (struct object *o = parsing_next(parsing, NULL); o; o = parsing_next(parsing, o)) {
        if (o->kind == &postgres_column) {
            rename_value(parsing, &o->values[COLUMN_TYPE], TYPE_TEXT, type);
            rename_value(parsing, &o->values[COLUMN_DEFAULT], TYPES_OF_EXPRESSION, type);
        } else if (o->kind == &postgres_constraint) {
            rename_value(parsing, &o->values[CONSTRAINT_DEFINITION], TYPES_OF_EXPRESSION, type);
            rename_in_facts(parsing, o, type);
        } else if (o->kind == &postgres_index) {
            rename_value(parsing, &o->values[INDEX_KEYS], TYPES_OF_EXPRESSION, type);
            rename_value(parsing, &o->values[INDEX_WHERE], TYPES_OF_EXPRESSION, type);
            rename_in_facts(parsing, o, type);
        }
    }
}

bool types_are_followed(const struct kind *kind)
{
    return kind == &postgres_column || kind == &postgres_composite || kind == &postgres_constraint ||
           kind == &postgres_index;
}
