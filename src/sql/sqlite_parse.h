/*
 * Inside of the SQLite reader: walks the tokens of one statement by the
 * grammar of SQLite and collects the words of its canonical text. Only the
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

#include "sql/sqlite_ddl.h"
#include "sql/sqlite_lex.h"

/* Where a word stands apart from its neighbours: by default one space on each side. */
enum glue { GLUE_NONE = 0, GLUE_LEFT = 1, GLUE_RIGHT = 2, GLUE_BOTH = 3 };

/* Where a layout breaks lines, in the outermost query only: at its clauses, and at what its SELECT lists. */
enum line { LINE_SAME, LINE_CLAUSE, LINE_ITEM };

/* One word of the canonical text. */
struct word {
    const char *text;
    enum glue glue;
    enum line line;     /* whether a layout begins a line with it */
    const char *column; /* an unqualified name in an expression (see words_resolve), or NULL */
    bool quoted;        /* such a name in double quotes: perhaps a string */
    bool key;           /* such a name alone as a key of an index, where a string literal is a name again */
    int scope;          /* where such a name is looked up; NO_SCOPE: nowhere */
};

enum { NO_SCOPE = -1 };

/* What unqualified names can mean at some place of a statement. */
struct scope {
    int parent;
    const char **relations; /* the tables and views of FROM, or the table that is changed */
    size_t n_relations;
    const char **aliases; /* of result columns */
    size_t n_aliases;
    size_t aliases_from; /* the first word that may mean one: those of the result list do not */
    bool opaque;         /* something stands here whose columns are not known */
};

/* A run of words: [from, to). */
struct span {
    size_t from, to;
};

struct parser {
    void *ctx;
    struct sqlite_tokens tokens;
    size_t at;
    struct word *words;
    size_t n_words;
    struct scope *scopes;
    size_t n_scopes;
    int scope;           /* the innermost one, or NO_SCOPE */
    const char **common; /* names of common table expressions */
    size_t n_common;
    int depth;       /* of parentheses */
    bool in_trigger; /* NEW and OLD mean the row */
    bool failed;
    size_t failure; /* the token that was not understood */
};

void parser_start(struct parser *p, void *ctx, const char *sql);

/* Marks the current token as not understood. */
void parser_fail(struct parser *p);

/* The current token, or the one `ahead` of it; TOKEN_END once the parser failed. */
const struct sqlite_token *peek(const struct parser *p, size_t ahead);
bool at_word(const struct parser *p, const char *word);
bool at_symbol(const struct parser *p, const char *symbol);
bool next_is_symbol(const struct parser *p, const char *symbol);
bool at_end(const struct parser *p);

/* True when the current token can be a name: quoted, or a word that is not reserved by the grammar. */
bool at_name(const struct parser *p);

/* Goes past the current token and leaves it out of the text. */
void skip(struct parser *p);
bool skip_word(struct parser *p, const char *word);
bool skip_symbol(struct parser *p, const char *symbol);

/* Adds a word that does not stand in the original. */
struct word *add(struct parser *p, const char *text, enum glue glue);

/* Takes the current token as a keyword (upper case), a symbol, a name. */
void take_keyword(struct parser *p);
bool take_word(struct parser *p, const char *word);
bool take_symbol(struct parser *p, const char *symbol, enum glue glue);
void expect_word(struct parser *p, const char *word);
void expect_symbol(struct parser *p, const char *symbol, enum glue glue);
const char *take_name(struct parser *p);

/* Takes `(`, with a space before it or not, and `)`. */
void open_parenthesis(struct parser *p, enum glue glue);
void close_parenthesis(struct parser *p);

/* Takes a keyword that begins a clause; a layout breaks the line before it when no parenthesis is open. */
void take_clause(struct parser *p);

/* Says of the words from `at` on, taken just now, that they begin a line of this kind. */
void begin_line(struct parser *p, size_t at, enum line line);

/* [IF NOT EXISTS] [schema.]name: returns the name. None of it becomes words. */
const char *parse_created_name(struct parser *p);

/* A semicolon may stand at the end; anything else there is not understood. */
void parse_statement_end(struct parser *p);

/* sqlite_scope.c */
int scope_open(struct parser *p);
void scope_close(struct parser *p);
void scope_add_relation(struct parser *p, const char *relation);
void scope_add_alias(struct parser *p, const char *alias);
void scope_add_opaque(struct parser *p);

/*
 * Decides what the unqualified names of a span mean. A name in double quotes
 * that no column bears is a string; where columns are unknown it stays as it is.
 */
void words_resolve(struct parser *p, const struct sqlite_names *names);

/* sqlite_expression.c */
void parse_expression(struct parser *p);
void parse_expression_list(struct parser *p);
void parse_literal(struct parser *p);
bool at_literal(const struct parser *p);
void parse_collation(struct parser *p);
void parse_type(struct parser *p);

/* sqlite_function.c */
void parse_function(struct parser *p);
void parse_arguments(struct parser *p);
void parse_window(struct parser *p);

/*
 * sqlite_key.c: an expression, then ASC or DESC, NULLS FIRST or LAST. In
 * ORDER BY any expression; in an index, PRIMARY KEY or UNIQUE a string or a
 * quoted name alone is a column.
 */
void parse_order_key(struct parser *p);
void parse_key(struct parser *p, struct sqlite_key *key);

/* A name that can only be a column, of a relation of `scope`. */
void take_column(struct parser *p, int scope);

/* sqlite_select.c */
bool at_select(const struct parser *p);
void parse_select(struct parser *p);
void parse_with(struct parser *p);
void parse_from(struct parser *p);
void parse_order_by(struct parser *p);
void parse_limit(struct parser *p);

/* sqlite_change.c: INSERT, UPDATE, DELETE or SELECT, as in a trigger. */
void parse_change(struct parser *p);

/*
 * sqlite_spelling.c: an expression without alias names its column by its own
 * text, spaces and all: SELECT "a+1" FROM (SELECT a+1 FROM t). True where a
 * quoted name says what stands elsewhere in the statement and is no bare
 * name: re-printed, the expression would no longer bear that name.
 */
bool spelling_matters(const struct parser *p, const char *sql);

/* The statement from this token on, untouched, without semicolons at its end. */
const char *text_as_typed(const struct parser *p, size_t from);

/* sqlite_print.c */
char *words_text(const struct parser *p, struct span span);

/* The same over several lines: a line a clause, and the items of SELECT each on an indented line. */
char *words_layout(const struct parser *p, struct span span);

static inline struct span span_from(const struct parser *p, size_t from)
{
    return (struct span){from, p->n_words};
}

/* Reports what was not understood; returns false. */
bool parser_report(const struct parser *p, struct sqlite_problem *problem);

#endif
