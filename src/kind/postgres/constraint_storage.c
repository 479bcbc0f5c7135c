/* What WITH says of the index of a constraint, inside its definition. */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/lex.h"

struct with_clause {
    size_t start, end; /* bytes of the definition; start == end: none */
};

static bool is_any_of(const char *text, struct lexeme x, const char *const *words)
{
    while (*words && !lexeme_is(text, x, *words))
        words++;
    return *words != NULL;
}

static size_t before_blanks(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] == ' ')
        at--;
    return at;
}

/* Where WITH (...) stands outside of parentheses, or else would stand: before WHERE and what says when it is checked.
 */
static struct with_clause place_of(const char *text)
{
    static const char *const behind[] = {"where", "deferrable", "initially", NULL};
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme with = {0};
    int depth = 0;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        depth -= lexeme_is(text, x, ")");
        if (depth == 0 && with.end > 0 && lexeme_is(text, x, ")"))
            return (struct with_clause){before_blanks(text, with.start), x.end};
        if (depth == 0 && is_any_of(text, x, behind))
            return (struct with_clause){before_blanks(text, x.start), before_blanks(text, x.start)};
        if (depth == 0 && lexeme_is(text, x, "with"))
            with = x;
        depth += lexeme_is(text, x, "(");
    }
    return (struct with_clause){strlen(text), strlen(text)};
}

const char *constraint_without_storage(void *ctx, const char *definition)
{
    struct with_clause place = place_of(definition);
    return mem_printf(ctx, "%.*s%s", (int)place.start, definition, definition + place.end);
}

const char *constraint_storage(const struct catalog *catalog, const struct object *constraint)
{
    const struct object *option = index_option_of(catalog, constraint);
    if (option && option->values[INDEX_OPTION_STORAGE])
        return option->values[INDEX_OPTION_STORAGE];
    return constraint->kind == &postgres_constraint ? constraint->values[CONSTRAINT_STORAGE] : NULL;
}

void print_with_storage(FILE *out, const char *definition, const char *options)
{
    struct with_clause place = place_of(definition);
    fprintf(out, "%.*s WITH (", (int)place.start, definition);
    print_options_of(out, options);
    fprintf(out, ")%s", definition + place.end);
}
