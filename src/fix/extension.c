/*
 * Extensions that an ordinary role cannot make. The throwaway server's superuser makes none for a state that a stranger
 * described; where nothing else needs such an extension, the rest of the state loads without it.
 */
#include <string.h>

#include "base/mem.h"
#include "fix/plan.h"
#include "model/kinds.h"
#include "sql/postgres/lex.h"

static void add(void *ctx, struct fix_left_out *left_out, const char *name)
{
    for (size_t i = 0; i < left_out->n; i++)
        if (strcmp(left_out->extensions[i], name) == 0)
            return;
    size_t at = mem_grow(ctx, &left_out->extensions, &left_out->n);
    left_out->extensions[at] = name;
}

static bool is_left_out(const struct fix_left_out *left_out, const char *name)
{
    for (size_t i = 0; i < left_out->n; i++)
        if (strcmp(left_out->extensions[i], name) == 0)
            return true;
    return false;
}

/* Not allowed; not installed on this machine, by servers up to 12 and later ones. */
static bool is_about_making(const struct sql_failure *failure)
{
    static const char *const codes[] = {"42501", "58P01", "0A000"};
    for (size_t i = 0; failure->code && i < sizeof codes / sizeof *codes; i++)
        if (strcmp(failure->code, codes[i]) == 0)
            return true;
    return false;
}

/* Lines and columns of what is left stay as they are. */
static void blank_statement(char *text, struct lexer lexer, size_t start)
{
    struct lexeme l;
    do
        l = lex_next(&lexer);
    while (l.kind != LEXEME_END && l.kind != LEXEME_OPEN && !lexeme_is(text, l, ";"));
    for (size_t i = start; i < l.end; i++)
        if (text[i] != '\n')
            text[i] = ' ';
}

bool fix_leave_out_extension(void *ctx, struct fix_left_out *left_out, char *text, const struct sql_failure *failure)
{
    struct lexer lexer = {text, failure->statement, strlen(text)};
    struct lexeme first = lex_next(&lexer), second = lex_next(&lexer), third = lex_next(&lexer);
    bool makes = lexeme_is(text, first, "CREATE") && lexeme_is(text, second, "EXTENSION");
    if (!makes) {
        bool comments =
            lexeme_is(text, first, "COMMENT") && lexeme_is(text, second, "ON") && lexeme_is(text, third, "EXTENSION");
        struct lexeme named = lex_next(&lexer);
        if (!comments || !lexeme_is_name(named) || !is_left_out(left_out, lexeme_name(ctx, text, named)))
            return false;
    } else if (!lexeme_is_name(third) || !is_about_making(failure)) {
        return false;
    } else {
        add(ctx, left_out, lexeme_name(ctx, text, third));
    }
    blank_statement(text, lexer, first.start);
    return true;
}

void fix_refuse_left_out(void *ctx, const struct fix_sides *sides, struct fix *fix)
{
    const struct comparison *c = sides->request->comparison;
    for (size_t i = 0; i < c->n_changes; i++) {
        const struct item *item = c->changes[i].new_item ? c->changes[i].new_item : c->changes[i].old_item;
        if (item->kind == &model_extension && is_left_out(sides->loading.left_out, item->name))
            fix_refuse(ctx, fix, mem_printf(ctx, "extension %s", item->name),
                       "it cannot be made on the throwaway server, where only a superuser could or which does not have "
                       "it, so that nothing is tried with it");
    }
}
