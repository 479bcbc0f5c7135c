/*
 * Words that stand for the clock or for chance, and a quick look for them:
 * statements without any of them need no parsing.
 */
#ifndef CLOCK_TOKENS_H
#define CLOCK_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

/*
 * True for the functions whose result differs from one call or run to the
 * next: of the clock, random, generated identifiers, of the process or the
 * transaction. SQLite's functions of time are among them, though they depend
 * on the clock only where no other time is given. Case does not count.
 */
bool clock_function(enum engine engine, const char *name);

/* True for 'now', 'today' and so on: what the text of a time may say in place of one. */
bool clock_literal(enum engine engine, const char *text);

/* True when one of those stands somewhere in the text, be it in a comment or a literal. */
bool clock_tokens_in(enum engine engine, const char *text);

/* True when a function of chance or of the process stands in a text for Postgres: what it gives looks like no time. */
bool clock_chance_in(const char *text);

/* Calls `met` for every token (letters, digits, underscores; in lower case) until it returns true, which is passed on.
 */
bool tokens_any(const char *text, bool (*met)(const void *data, const char *token), const void *data);

/* True when the token stands somewhere in the text. */
bool text_has_token(const char *text, const char *token);

/* True when the text sets that column of a row: SET a = .., a = .., NEW.a := ... */
bool assigned_in(const char *text, const char *column);

#endif
