/*
 * Expressions (https://sqlite.org/lang_expr.html). The text keeps the order
 * of its tokens, so operators need no precedence here: an expression is
 * operands with operators between them.
 */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/sqlite/parse.h"

bool is_literal(const struct sqlite_token *t)
{
    switch (t->type) {
    case TOKEN_STRING:
    case TOKEN_NUMBER:
    case TOKEN_BLOB:
        return true;
    default:
        return sqlite_token_is(t, "NULL") || sqlite_token_is(t, "CURRENT_DATE") || sqlite_token_is(t, "CURRENT_TIME") ||
               sqlite_token_is(t, "CURRENT_TIMESTAMP");
    }
}

bool at_literal(const struct parser *p)
{
    return is_literal(parser_peek(p, 0));
}

void parse_literal(struct parser *p)
{
    const struct sqlite_token *t = parser_peek(p, 0);
    char *text = mem_strndup(p->ctx, t->start, t->length);
    switch (t->type) {
    case TOKEN_BLOB:
        parser_add(p, ascii_upper(text), GLUE_NONE);
        parser_skip(p);
        break;
    case TOKEN_STRING:
    case TOKEN_NUMBER:
        parser_add(p, text, GLUE_NONE);
        parser_skip(p);
        break;
    default:
        take_keyword(p);
    }
}

void parse_collation(struct parser *p)
{
    expect_keyword(p, "COLLATE");
    const char *name = sqlite_canonical_collation(take_name(p));
    if (!p->failed)
        p->printed[p->n_printed - 1].text = sqlite_quote_name(p->ctx, name);
}

/* table.column, schema.table.column, NEW.column; `*` stands in a result list. */
static void parse_qualified(struct parser *p)
{
    const char *name = take_name(p);
    if (p->in_trigger && !p->failed && (strcasecmp(name, "new") == 0 || strcasecmp(name, "old") == 0))
        p->printed[p->n_printed - 1].text = strcasecmp(name, "new") == 0 ? "NEW" : "OLD";
    while (take_symbol(p, ".", GLUE_BOTH))
        if (!take_symbol(p, "*", GLUE_NONE))
            take_name(p);
}

/* A bare TRUE or FALSE is the truth value, unless a column bears that name. */
void take_expression_name(struct parser *p)
{
    const struct sqlite_token *t = parser_peek(p, 0);
    const char *truth = at_keyword(p, "TRUE") ? "true" : at_keyword(p, "FALSE") ? "false" : NULL;
    bool quoted = t->type == TOKEN_DOUBLE;
    size_t at = p->n_printed;
    const char *name = take_name(p);
    if (p->failed)
        return;
    struct printed_token *w = &p->printed[at];
    w->typed = truth ? truth : mem_strndup(p->ctx, t->start, t->length);
    w->text = quoted || truth ? w->typed : w->text;
    w->column = name;
    w->quoted = quoted;
    w->place = p->place;
}

const char *type_as_typed(struct parser *p)
{
    struct piece type = piece_begin(p);
    while (at_name(p))
        parser_skip(p);
    if (p->at > type.from && at_symbol(p, "(")) {
        while (!at_symbol(p, ")") && !at_end(p))
            parser_skip(p);
        if (!skip_symbol(p, ")"))
            parser_fail(p);
    }
    piece_end(p, &type);
    return piece_typed(p, &type);
}

static void parse_cast(struct parser *p)
{
    take_keyword(p);
    open_parenthesis(p, GLUE_LEFT);
    parse_expression(p);
    expect_keyword(p, "AS");
    const char *type = sqlite_written_type(p->ctx, type_as_typed(p));
    if (*type)
        parser_add(p, type, GLUE_NONE);
    close_parenthesis(p);
}

static void parse_case(struct parser *p)
{
    take_keyword(p);
    if (!at_keyword(p, "WHEN"))
        parse_expression(p);
    while (take_if(p, "WHEN")) {
        parse_expression(p);
        expect_keyword(p, "THEN");
        parse_expression(p);
    }
    if (take_if(p, "ELSE"))
        parse_expression(p);
    expect_keyword(p, "END");
}

/* A name alone is the text itself, from 3.47 on a column or a string as elsewhere. */
static void parse_message(struct parser *p)
{
    size_t at = p->n_printed;
    parse_expression(p);
    if (!p->failed && p->n_printed == at + 1)
        p->printed[at].never_name = true;
}

static void parse_raise(struct parser *p)
{
    take_keyword(p);
    open_parenthesis(p, GLUE_LEFT);
    if (!take_if(p, "IGNORE")) {
        take_keyword(p);
        expect_symbol(p, ",", GLUE_LEFT);
        parse_message(p);
    }
    close_parenthesis(p);
}

static void parse_parenthesis(struct parser *p, enum glue glue)
{
    open_parenthesis(p, glue);
    if (at_select(p))
        parse_select(p);
    else if (!at_symbol(p, ")"))
        parse_expression_list(p);
    close_parenthesis(p);
}

/* An operator before its operand. Two in a row stay apart: `--` would open a comment. */
static bool take_prefix(struct parser *p)
{
    static const char *const signs[] = {"-", "+", "~"};
    if (take_if(p, "NOT"))
        return true;
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        bool again = next_is_symbol(p, "-") || next_is_symbol(p, "+");
        if (take_symbol(p, signs[i], again ? GLUE_NONE : GLUE_RIGHT))
            return true;
    }
    return false;
}

static void parse_operand(struct parser *p)
{
    while (take_prefix(p))
        continue;
    bool call = next_is_symbol(p, "(");
    if (at_symbol(p, "(")) {
        parse_parenthesis(p, GLUE_NONE);
    } else if (at_keyword(p, "CASE")) {
        parse_case(p);
    } else if (at_keyword(p, "EXISTS")) {
        take_keyword(p);
        parse_parenthesis(p, GLUE_NONE);
    } else if (at_keyword(p, "CAST") && call) {
        parse_cast(p);
    } else if (at_keyword(p, "RAISE") && call) {
        parse_raise(p);
    } else if (at_name(p) && next_is_symbol(p, ".")) {
        parse_qualified(p);
    } else if (at_literal(p)) {
        parse_literal(p);
    } else if (at_name(p) && call) {
        parse_function(p);
    } else if (at_name(p)) {
        take_expression_name(p);
    } else {
        parser_fail(p);
    }
}

/* IN (1, 2), IN (SELECT ...), IN table, IN function(x). */
static void parse_in(struct parser *p)
{
    take_keyword(p);
    if (at_symbol(p, "(")) {
        parse_parenthesis(p, GLUE_NONE);
        return;
    }
    take_name(p);
    if (take_symbol(p, ".", GLUE_BOTH))
        take_name(p);
    if (at_symbol(p, "("))
        parse_arguments(p);
}

/*
 * True where what follows binds tighter than IS: x ISNULL + 1 is (x ISNULL) + 1,
 * but x IS NULL + 1 is x IS (NULL + 1).
 */
static bool at_tighter_operator(const struct parser *p)
{
    static const char *const looser[] = {"=", "==", "<>", "!="};
    if (at_keyword(p, "COLLATE") || at_keyword(p, "ESCAPE"))
        return true;
    for (size_t i = 0; i < sizeof(looser) / sizeof(*looser); i++)
        if (at_symbol(p, looser[i]))
            return false;
    return parser_peek(p, 0)->type == TOKEN_SYMBOL && !strchr("),;", *parser_peek(p, 0)->start);
}

/* ISNULL, NOTNULL and NOT NULL are other spellings of IS NULL and IS NOT NULL. */
static bool take_null_test(struct parser *p)
{
    bool not_null = at_keyword(p, "NOT") && sqlite_token_is(parser_peek(p, 1), "NULL");
    if (!not_null && !at_keyword(p, "NOTNULL") && !at_keyword(p, "ISNULL"))
        return false;
    bool is_null = at_keyword(p, "ISNULL");
    parser_skip(p);
    if (not_null)
        parser_skip(p);
    if (at_tighter_operator(p))
        parser_add(p, is_null ? "ISNULL" : "NOTNULL", GLUE_NONE);
    else
        parser_add(p, is_null ? "IS NULL" : "IS NOT NULL", GLUE_NONE);
    return true;
}

/* `<>` and `!=` both stay: see sqlite_ddl.h. */
static bool take_symbol_operator(struct parser *p)
{
    static const char *const operators[] = {"||", "->", "->>", "*",  "/", "%",  "+", "-",  "<<", ">>",
                                            "&",  "|",  "<",   "<=", ">", ">=", "=", "<>", "!="};
    for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
        if (take_symbol(p, operators[i], GLUE_NONE))
            return true;
    if (!at_symbol(p, "=="))
        return false;
    parser_skip(p);
    parser_add(p, "=", GLUE_NONE);
    return true;
}

/* A keyword between two operands; IS, NOT, DISTINCT and FROM may follow each other. */
static bool take_word_operator(struct parser *p)
{
    static const char *const operators[] = {"AND", "OR", "LIKE", "GLOB", "REGEXP", "MATCH", "BETWEEN", "ESCAPE"};
    if (take_if(p, "IS")) {
        take_if(p, "NOT");
        if (at_keyword(p, "DISTINCT") && sqlite_token_is(parser_peek(p, 1), "FROM")) {
            take_keyword(p);
            take_keyword(p);
        }
        return true;
    }
    bool negated = at_keyword(p, "NOT");
    for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
        if (!sqlite_token_is(parser_peek(p, negated), operators[i]))
            continue;
        if (negated)
            take_keyword(p);
        take_keyword(p);
        return true;
    }
    return false;
}

void parse_expression(struct parser *p)
{
    parse_operand(p);
    while (!p->failed) {
        bool in = at_keyword(p, "IN") || (at_keyword(p, "NOT") && sqlite_token_is(parser_peek(p, 1), "IN"));
        if (in) {
            take_if(p, "NOT");
            parse_in(p);
        } else if (at_keyword(p, "COLLATE")) {
            parse_collation(p);
        } else if (take_null_test(p)) {
            continue;
        } else if (take_symbol_operator(p) || take_word_operator(p)) {
            parse_operand(p);
        } else {
            break;
        }
    }
}

void parse_expression_list(struct parser *p)
{
    do
        parse_expression(p);
    while (take_symbol(p, ",", GLUE_LEFT));
}
