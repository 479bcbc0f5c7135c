/* AND within AND, where no text makes it. */
#ifndef SQL_POSTGRES_FLATTEN_H
#define SQL_POSTGRES_FLATTEN_H

/*
 * A server's text without the parentheses of an AND that stands first in an AND, or of an OR in an OR: (a AND b) AND c.
 * The server takes them off when it reads the text, so that they would be gone the second time. That text, or another
 * one that belongs to ctx.
 */
const char *without_first_parentheses(void *ctx, const char *text);

#endif
