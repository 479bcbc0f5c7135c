#include "canon/newer.h"

#include <string.h>

#include "base/mem.h"
#include "canon/name.h"
#include "canon/scan.h"

bool has_newer_words(const char *text, int version)
{
    static const char *const marks[] = {"json", "system_user", "merge_action"};
    bool suspect = false, found = false;
    for (size_t i = 0; version >= 160000 && i < sizeof(marks) / sizeof(*marks); i++)
        suspect = suspect || strcasestr(text, marks[i]);
    if (!suspect)
        return false;
    void *work = mem_context(NULL);
    struct tokens tokens = scan_tokens(work, text);
    for (size_t i = 0; i < tokens.n; i++) {
        const struct token *t = &tokens.items[i];
        bool word = t->name && !t->keyword && text[t->start] != '"';
        /* Without parentheses behind it json is a type. */
        bool type = token_is(text, t, "json") && (i + 1 == tokens.n || !token_is(text, &tokens.items[i + 1], "("));
        found = found || (word && !type && name_is_reserved(token_name(work, text, t)));
    }
    mem_free(work);
    return found;
}

const char *without_newer_defaults(void *ctx, const char *text, int version)
{
    if (version < 160000 || !strstr(text, "NO INDENT"))
        return text;
    char *copy = mem_strdup(ctx, text);
    struct tokens tokens = scan_tokens(ctx, text);
    for (size_t i = 0; i + 2 < tokens.n; i++) {
        const struct token *t = &tokens.items[i];
        if (token_is(text, &t[0], "no") && token_is(text, &t[1], "indent") && token_is(text, &t[2], ")"))
            memset(copy + t[0].start, ' ', t[1].end - t[0].start);
    }
    return copy;
}
