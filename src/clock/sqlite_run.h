/* SQLite's tokens, and what runs of them refer to: under statement_sqlite.c. */
#ifndef CLOCK_SQLITE_RUN_H
#define CLOCK_SQLITE_RUN_H

#include "clock/statement.h"
#include "sql/sqlite/lex.h"

/* What a run of tokens refers to. */
enum { READS_CLOCK = 1, READS_VOLATILE = 2, READS_NAMES = 4, READS_QUERY = 8 };

struct reader {
    void *ctx;
    const struct knowledge *knowledge;
    struct clock_statement *out;
    struct sqlite_tokens tokens;
    size_t at;
};

/* Tokens [from, to). */
struct run {
    size_t from, to;
};

/* The token at `i`, TOKEN_END behind the last; and what it is. */
const struct sqlite_token *token_at(const struct reader *r, size_t i);
bool is_keyword_at(const struct reader *r, size_t i, const char *keyword);
bool symbol_at(const struct reader *r, size_t i, char symbol);

/* The name or text inside a token's quotes. Belongs to r->ctx. */
const char *name_at(const struct reader *r, size_t i);

/* Behind the parenthesis that opens at `i`. */
size_t behind_parenthesis(const struct reader *r, size_t i);

/* The end of what begins at `i`: a comma, a closing parenthesis, one of the keywords, or the statement's end. */
size_t end_of_item(const struct reader *r, size_t i, const char *const *keywords);

/* Everything that a run refers to; whether anything of it is of the clock; whether it is a column and no more. */
int run_reads(const struct reader *r, struct run run);
bool run_is_tainted(const struct reader *r, struct run run);
bool run_is_column(const struct reader *r, struct run run);

/* The text of a run, as it was typed. Belongs to r->ctx. */
const char *run_text(const struct reader *r, struct run run);

#endif
