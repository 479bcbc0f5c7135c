/*
 * Placeholders in migrations: what the tool of a file puts something in place
 * of. Tools look at bytes, not at SQL: literals and comments have them, too.
 */
#ifndef SCHEMA_PLACEHOLDERS_H
#define SCHEMA_PLACEHOLDERS_H

#include <stdbool.h>
#include <stddef.h>

struct placeholder {
    size_t at, length;    /* in the text, with its signs */
    const char *name;     /* NULL: not a name, but something that only the tool can work out */
    const char *fallback; /* what the text itself says for where there is no value; or NULL */
};

/* What a tool has found so far (migration_tool.h: placeholders). */
struct placeholder_list {
    void *ctx; /* that all of it belongs to */
    const char *text;
    struct placeholder *items;
    size_t n;
};

/* Adds one, from its first sign up to what is behind its last. */
void placeholder_add(struct placeholder_list *list, const char *from, const char *to, char *name, char *fallback);

/* A letter, a digit, `_`. */
bool placeholder_in_name(char c);

/* Adds every ${name}, as several tools have it; \${ is how they write it as it is. */
void placeholders_braces(struct placeholder_list *list);

/* The value of NAME in the list NAME=VALUE, NULL-terminated; NULL: there is none, or no list. */
const char *placeholder_value(const char *const *values, const char *name);

/*
 * The first ${name}, {{.name}} or @NAME@ that is in no comment, where no tool is known that would
 * replace it: in a literal, for elsewhere no server takes it. False: none.
 */
bool placeholder_doubtful(const char *text, size_t *at);

#endif
