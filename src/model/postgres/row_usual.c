/* What rows have in columns of which the statement that makes them says nothing. */
#include <ctype.h>
#include <string.h>

#include "kind/postgres/domain.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"
#include "sql/postgres/lex.h"

/* 'x', 5, -0.10, true: the text of the constant, as INSERT would have it; `lexer` is moved behind it. */
static const char *take_constant(void *ctx, struct lexer *lexer)
{
    struct lexeme x = lex_next(lexer);
    bool negative = lexeme_is(lexer->text, x, "-");
    if (negative)
        x = lex_next(lexer);
    int n = (int)(x.end - x.start);
    const char *word = lexer->text + x.start;
    if (x.kind == LEXEME_NUMBER && strspn(word, "0123456789.") >= x.end - x.start)
        return mem_printf(ctx, "%s%.*s", negative ? "-" : "", n, word);
    if (negative)
        return NULL;
    if (x.kind == LEXEME_STRING)
        return lexeme_string(ctx, lexer->text, x);
    return lexeme_is(lexer->text, x, "true") ? "true" : lexeme_is(lexer->text, x, "false") ? "false" : NULL;
}

/* Nothing or a cast to the column's own type, which changes no more than the column itself. */
static bool ends_constant(const struct object *column, const struct lexer *lexer)
{
    const char *rest = lexer->text + lexer->at;
    rest += strspn(rest, " ");
    return !*rest || (strncmp(rest, "::", 2) == 0 && strcmp(rest + 2, column_type(column)) == 0);
}

/* 'now' and 'tomorrow' are no constants. */
static bool is_word_of_time(const struct object *column, const char *text)
{
    bool time = strncmp(column_type(column), "date", 4) == 0 || strncmp(column_type(column), "time", 4) == 0;
    return time && !isdigit((unsigned char)text[0]);
}

static struct cell_text cell_of(struct reader *r, const struct object *column, const char *text)
{
    struct lexer lexer = {text, 0, strlen(text)};
    const char *constant = take_constant(r->work, &lexer);
    if (constant && ends_constant(column, &lexer) && !is_word_of_time(column, constant))
        return (struct cell_text){CELL_IS_TEXT, constant};
    return (struct cell_text){CELL_IS_SQL, text};
}

bool usual_cell(struct reader *r, const struct object *column, struct cell_text *cell)
{
    const char *text = column->values[COLUMN_DEFAULT];
    if (object_value(column, COLUMN_GENERATED)[0] || object_value(column, COLUMN_IDENTITY)[0])
        return false;
    /* A domain may have a default of its own; which numbers sequences gave is not in the text. */
    if (text ? strstr(text, "nextval(") != NULL : domain_of_text(&r->parsing, column_type(column)) != NULL)
        return false;
    *cell = text ? cell_of(r, column, text) : (struct cell_text){CELL_IS_NULL, NULL};
    return true;
}
