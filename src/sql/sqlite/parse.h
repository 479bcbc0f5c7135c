/*
 * Inside of the SQLite reader: walks the tokens of one statement by the
 * grammar of SQLite and collects the tokens of its canonical text. Only the
 * files of this folder include it; sqlite_ddl.h is the way in.
 *
 * The text is known to be valid, because SQLite accepted it. So the grammar
 * here may accept more than SQLite does, but must know of every token what
 * it is: a keyword, a name, a string, an operator. Where it does not, the
 * parser fails: `failed` is set, every further step does nothing, and the
 * statement is reported, never guessed at.
 */
#ifndef SQL_SQLITE_PARSE_H
#define SQL_SQLITE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "sql/sqlite/ddl.h"
#include "sql/sqlite/lex.h"

/* Where a token stands apart from its neighbours: by default one space on each side. */
enum glue { GLUE_NONE = 0, GLUE_LEFT = 1, GLUE_RIGHT = 2, GLUE_BOTH = 3 };

/* Where a layout breaks lines, in the outermost query only: at its clauses, and at what its SELECT lists. */
enum line { LINE_SAME, LINE_CLAUSE, LINE_ITEM };

/*
 * The part of a query a name stands in: it decides which of the query's names
 * it can mean, and whether those further out are reached.
 */
enum clause {
    CLAUSE_RESULT, /* columns alone */
    CLAUSE_WHERE,  /* also HAVING, ON, arguments of table functions: columns, else aliases of the result */
    CLAUSE_ORDER,  /* also GROUP BY: the same, but not every version looks further out */
    CLAUSE_LIMIT,  /* nothing */
    CLAUSE_UNSURE  /* perhaps a column or an alias; where it depends on more than is looked at here */
};

enum { NO_SCOPE = -1 };

/* Where a name is looked up; NO_SCOPE: nowhere. */
struct place {
    int scope;
    enum clause clause;
};

/* One token of the canonical text. */
struct printed_token {
    const char *text;
    enum glue glue;
    enum line line;     /* whether a layout begins a line with it */
    const char *column; /* an unqualified name in an expression (see span_resolve), or NULL */
    const char *typed;  /* such a name as it was written */
    bool quoted;        /* such a name in double quotes: perhaps a string */
    bool never_string;  /* such a name where a string literal would mean something else */
    bool never_name;    /* such a name where a column would mean something else to other versions */
    bool keeps_case;    /* such a name that names a column in this spelling */
    struct place place; /* of such a name */
};

/* What unqualified names can mean in a query or a change. */
struct scope {
    struct place parent;
    const char **relations; /* the tables and views of FROM, or the table that is changed */
    size_t n_relations;
    const char **aliases; /* of result columns */
    size_t n_aliases;
    bool opaque; /* something stands here whose columns are not known */
};

/* A run of those: [from, to). */
struct span {
    size_t from, to;
};

/* A part of a statement by itself: its tokens [from, to), and those of the canonical text that are made of them. */
struct piece {
    size_t from, to;
    struct span printed;
};

struct parser {
    void *ctx;
    struct sqlite_tokens tokens;
    size_t at;
    struct printed_token *printed;
    size_t n_printed;
    struct scope *scopes;
    size_t n_scopes;
    struct place place;  /* of what is read next */
    const char **common; /* names of common table expressions */
    size_t n_common;
    int depth;          /* of parentheses */
    struct piece limit; /* the LIMIT of the outermost query, or nothing */
    bool in_trigger;    /* NEW and OLD mean the row */
    bool text_names;    /* how an expression is written may name a column of a view or a source */
    bool failed;
    size_t failure; /* the token that was not understood */
};

void parser_start(struct parser *p, void *ctx, const char *sql);

/* Marks the current token as not understood. */
void parser_fail(struct parser *p);

/* The current token, or the one `ahead` of it; TOKEN_END once the parser failed. */
const struct sqlite_token *parser_peek(const struct parser *p, size_t ahead);
bool at_keyword(const struct parser *p, const char *keyword);
bool at_symbol(const struct parser *p, const char *symbol);
bool next_is_symbol(const struct parser *p, const char *symbol);
bool at_end(const struct parser *p);

/* True when a token, the current token, can be a name: quoted, or a keyword that is not reserved by the grammar. */
bool may_be_name(const struct sqlite_token *t);
bool at_name(const struct parser *p);

/* Goes past the current token and leaves it out of the text. */
void parser_skip(struct parser *p);
bool skip_keyword(struct parser *p, const char *keyword);
bool skip_symbol(struct parser *p, const char *symbol);

/* Adds a token that does not stand in the original. */
struct printed_token *parser_add(struct parser *p, const char *text, enum glue glue);

/* Takes the current token as a keyword (upper case), a symbol, a name; take_if: where it is that one. */
void take_keyword(struct parser *p);
bool take_if(struct parser *p, const char *keyword);
bool take_symbol(struct parser *p, const char *symbol, enum glue glue);
void expect_keyword(struct parser *p, const char *keyword);
void expect_symbol(struct parser *p, const char *symbol, enum glue glue);
const char *take_name(struct parser *p);

/* Takes `(`, with a space before it or not, and `)`. */
void open_parenthesis(struct parser *p, enum glue glue);
void close_parenthesis(struct parser *p);

/* Takes a keyword that begins a clause; a layout breaks the line before it when no parenthesis is open. */
void take_clause(struct parser *p);

/* Says of the printed tokens from `at` on, taken just now, that they begin a line of this kind. */
void begin_line(struct parser *p, size_t at, enum line line);

/* [IF NOT EXISTS] [schema.]name: returns the name. None of it is printed. */
const char *parse_created_name(struct parser *p);

/* A semicolon may stand at the end; anything else there is not understood. */
void parse_statement_end(struct parser *p);

/* sqlite_scope.c: a scope is opened inside the place of what is read, and becomes that place. */
int scope_open(struct parser *p);
void scope_close(struct parser *p);
void scope_add_relation(struct parser *p, const char *relation);
void scope_add_alias(struct parser *p, const char *alias);
void scope_add_opaque(struct parser *p);

/*
 * Decides what the unqualified names of a span mean. A name in double quotes
 * that no column bears is a string; where columns are unknown it stays as it is.
 */
void span_resolve(struct parser *p, struct span span, const struct sqlite_names *names);

/* Leaves them all as they were written. */
void span_unresolve(struct parser *p, struct span span);

/* sqlite_expression.c */
void parse_expression(struct parser *p);
void parse_expression_list(struct parser *p);
void parse_literal(struct parser *p);

/* A value by itself. TRUE and FALSE can be columns too. */
bool is_literal(const struct sqlite_token *t);
bool at_literal(const struct parser *p);
void parse_collation(struct parser *p);

/* The type that stands next, with its length, untouched; "" where none does. It is not printed. */
const char *type_as_typed(struct parser *p);

/* sqlite_function.c */
void parse_function(struct parser *p);
void parse_arguments(struct parser *p);
void parse_window(struct parser *p);
void take_window_name(struct parser *p);

/*
 * sqlite_key.c: an expression, then ASC or DESC, NULLS FIRST or LAST. In
 * ORDER BY any expression; in an index, PRIMARY KEY or UNIQUE a string or a
 * quoted name alone is a column; where a key is none, *expression is set.
 */
void parse_order_key(struct parser *p);
void parse_key(struct parser *p, struct sqlite_key *key, struct piece *expression);

/* A name that can only be a column, of a relation of `scope`. */
void take_column(struct parser *p, int scope);

/* A token for a name in an expression, which span_resolve may change. */
void take_expression_name(struct parser *p);

/* sqlite_select.c */
bool at_select(const struct parser *p);
void parse_select(struct parser *p);

/* Who needs the names that a query gives its columns: such a name may be the very text of an expression. */
enum naming { NAMES_NOBODY, NAMES_A_VIEW, NAMES_A_SOURCE /* or a common table expression */ };
void parse_naming_select(struct parser *p, enum naming names);

/* The same of a view's query, or a common table expression's, which is resolved wherever it is used. */
void parse_portable_select(struct parser *p, enum naming names);
void parse_with(struct parser *p);

void parse_order_by(struct parser *p);
void parse_limit(struct parser *p);

/* (a, b) */
void parse_names(struct parser *p);

/* What a column of the result or a table is called here; NULL where it is not. */
const char *take_alias(struct parser *p);

/* sqlite_source.c; `clause`: what the conditions of joins are. */
void parse_from(struct parser *p, enum clause clause);
void parse_indexed(struct parser *p);

/* sqlite_change.c: INSERT, UPDATE, DELETE or SELECT, as in a trigger. */
void parse_change(struct parser *p);

/* sqlite_piece.c */

/* Begins with the next token, ends with the last one. */
struct piece piece_begin(const struct parser *p);
void piece_end(const struct parser *p, struct piece *piece);

/* Its text, untouched. */
const char *piece_typed(const struct parser *p, const struct piece *piece);

/* Makes it one token, untouched; with the comments behind it, which also belong to the name of an expression. */
void piece_leave_named(struct parser *p, const struct piece *piece);

/*
 * Resolves the tokens of a query, of a statement of a trigger, and of an
 * expression over the columns of a table or (NULL) of none. They are resolved
 * where whoever can be asked (struct sqlite_names) says that this keeps the
 * meaning, else names stay as they were written, else everything does.
 */
void resolve_query(struct parser *p, const struct piece *piece, const struct sqlite_names *names);
void resolve_change(struct parser *p, const struct piece *piece, const struct sqlite_names *names);
void resolve_expression(struct parser *p, const struct piece *piece, const char *table,
                        const struct sqlite_names *names);

/* sqlite_standalone.c: a statement of a trigger as one that SQLite compiles by itself, for comparing. */
const char *standalone_text(void *ctx, const char *sql);

/* shell.c: true for a name at which the sqlite3 shell ends a statement where it is alone on a line. */
bool is_word_of_shell(const char *text);

/* sqlite_agree.c: whether two texts have the same tokens, but for the case of keywords and the quotes of names. */
bool tokens_agree(void *ctx, const char *a, const char *b);

/* sqlite_print.c */
char *span_text(const struct parser *p, struct span span);

/* The same over several lines: a line a clause, and the items of SELECT each on an indented line. */
char *span_layout(const struct parser *p, struct span span);

static inline struct span span_from(const struct parser *p, size_t from)
{
    return (struct span){from, p->n_printed};
}

/* Reports what was not understood; returns false. */
bool parser_report(const struct parser *p, struct sqlite_problem *problem);

#endif
