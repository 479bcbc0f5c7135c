/* Statements of a plain shape, read by their lexemes: a parse tree costs ten times as much. */
#ifndef MODEL_POSTGRES_CURSOR_H
#define MODEL_POSTGRES_CURSOR_H

#include "model/postgres/reader.h"
#include "sql/postgres/lex.h"

struct cursor {
    struct reader *r;
    struct statement *s;
    struct lexer lexer;
    struct lexeme now;
    bool any_name; /* a word that is reserved is a name, too: who wrote the text knew that its server takes it */
};

struct cursor cursor_begin(struct reader *r, struct statement *s);
void cursor_advance(struct cursor *c);

/* Moves on where the word or sign stands there. */
bool cursor_take(struct cursor *c, const char *keyword);

/* A name, belongs to ctx; NULL where none stands there, and for a word that some server wants in quotes. */
const char *cursor_name(struct cursor *c, void *ctx);

/* A name with or without a schema, both belong to s->ctx. */
bool cursor_qualified(struct cursor *c, const char **schema, const char **name);

/* The table of such a name; NULL where the text has made none. */
struct relation *cursor_relation(struct cursor *c);

/* (a, b): NULL-terminated, belongs to ctx; NULL where something else stands there. */
const char *const *cursor_names(struct cursor *c, void *ctx);

#endif
