/* Passwords in SQL and in connection strings, taken out of what is printed. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/*
 * The text with *** in place of what follows a word that ends in "password" as
 * a constant or behind an equals sign, and of the password in a URL. What is
 * not closed is taken out to the end. Belongs to ctx.
 */
char *without_secrets(void *ctx, const char *text);

#endif
