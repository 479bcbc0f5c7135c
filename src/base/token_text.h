/* Tokens of SQL printed as one line: which stand apart does not depend on how they were written. */
#ifndef BASE_TOKEN_TEXT_H
#define BASE_TOKEN_TEXT_H

#include <stddef.h>
#include <stdio.h>

/* Prints a token, behind a blank where one is due. *last is the last character printed, '\0' at first. */
void token_text_put(FILE *out, char *last, const char *token, size_t size);

#endif
