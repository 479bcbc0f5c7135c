#include "model/postgres/by_hand.h"

#include <ctype.h>
#include <string.h>

#include "base/ascii.h"
#include "sql/postgres/implicit_call.h"
#include "sql/postgres/name.h"

/* CREATE OPERATOR; one of a comment or of a body counts, too: that is the safe side. */
bool makes_operators(const char *text)
{
    static const char operator[] = "operator", create[] = "create";
    for (const char *at = text; (at = strcasestr(at, operator)); at += strlen(operator)) {
        const char *end = at;
        while (end > text && isspace((unsigned char)end[-1]))
            end--;
        size_t before = (size_t)(end - text);
        if (before >= strlen(create) && strncasecmp(end - strlen(create), create, strlen(create)) == 0)
            return true;
    }
    return false;
}

/* The last part of the name behind the word: f of "function public.f(". */
static bool is_known_call(const char *at)
{
    at += strspn(at, " \t\r\n\"");
    size_t n = strcspn(at, "( \t\r\n"), start = n;
    while (start > 0 && at[start - 1] != '.')
        start--;
    n -= start;
    if (n > 0 && at[start + n - 1] == '"')
        n--;
    char name[LONGEST_NAME + 1];
    bool quoted = at[start] == '"';
    if (n - quoted >= sizeof(name))
        return false;
    ascii_copy_lower(name, at + start + quoted, n - quoted);
    return is_implicit_call(name);
}

bool makes_known_functions(const char *text)
{
    static const char function[] = "function";
    for (const char *at = text; (at = strcasestr(at, function));) {
        at += strlen(function);
        if (is_known_call(at))
            return true;
    }
    return false;
}

bool may_need_casts(const char *statement)
{
    static const char *const words[] = {"check", "where", "generated", "((", "lower", "when", "view", "using"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcasestr(statement, words[i]))
            return true;
    return false;
}
