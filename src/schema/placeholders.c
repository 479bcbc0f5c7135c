#include "schema/placeholders.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"

void placeholder_add(struct placeholder_list *list, const char *from, const char *to, char *name, char *fallback)
{
    size_t at = mem_grow(list->ctx, &list->items, &list->n);
    list->items[at] = (struct placeholder){(size_t)(from - list->text), (size_t)(to - from), name, fallback};
}

bool placeholder_in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* What is not closed is nothing. */
void placeholders_braces(struct placeholder_list *list)
{
    const char *end;
    for (const char *at = list->text; (at = strstr(at, "${")) && (end = strchr(at, '}')); at = end + 1) {
        if (at > list->text && at[-1] == '\\') {
            end = at + 1;
            continue;
        }
        placeholder_add(list, at, end + 1, mem_strndup(list->ctx, at + 2, (size_t)(end - at) - 2), NULL);
    }
}

const char *placeholder_value(const char *const *values, const char *name)
{
    size_t n = strlen(name);
    for (; values && *values; values++)
        if (strncmp(*values, name, n) == 0 && (*values)[n] == '=')
            return *values + n + 1;
    return NULL;
}

/* Behind the comment that begins at `at`; `at` where none does. */
static const char *skip_comment(const char *at)
{
    int depth = 0;
    if (strncmp(at, "--", 2) == 0)
        return at + strcspn(at, "\r\n"); /* either ends it for Postgres */
    if (strncmp(at, "/*", 2) != 0)
        return at;
    do {
        int change = strncmp(at, "/*", 2) == 0 ? 1 : strncmp(at, "*/", 2) == 0 ? -1 : 0;
        depth += change;
        at += change ? 2 : 1;
    } while (*at && depth > 0);
    return at;
}

static size_t name_length(const char *at, const char *signs)
{
    size_t n = 0;
    while (placeholder_in_name(at[n]) || (at[n] && strchr(signs, at[n])))
        n++;
    return n;
}

/* ${name}, {{.name}}, @NAME@: as nobody writes it who means it as it is. */
static bool is_plain(const char *at)
{
    size_t n;
    if (strncmp(at, "${", 2) == 0)
        return (n = name_length(at + 2, ".-")) > 0 && at[2 + n] == '}';
    if (strncmp(at, "{{", 2) == 0) {
        at += 2 + strspn(at + 2, " ");
        n = name_length(at, ".");
        return *at == '.' && n > 1 && strncmp(at + n + strspn(at + n, " "), "}}", 2) == 0;
    }
    n = *at == '@' ? strspn(at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
    return n > 1 && at[1 + n] == '@';
}

bool placeholder_doubtful(const char *text, size_t *at)
{
    char quote = '\0';
    for (const char *c = text; *c;) {
        const char *behind = quote ? c : skip_comment(c);
        if (behind > c) {
            c = behind;
            continue;
        }
        if (is_plain(c)) {
            *at = (size_t)(c - text);
            return true;
        }
        if (quote && *c == quote)
            quote = '\0';
        else if (!quote && (*c == '\'' || *c == '"'))
            quote = *c;
        c++;
    }
    return false;
}
