#include "report/markdown_text.h"

#include <string.h>

#include "base/mem.h"
#include "base/shown.h"

static size_t longest_run(const char *s, char c)
{
    size_t longest = 0, run = 0;
    for (; *s; s++) {
        run = *s == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/*
 * The fence is longer than any run of backticks within. A space at both ends,
 * which Markdown takes away again, keeps a backtick there from the fence and
 * a text's own spaces.
 */
char *code_span(void *ctx, const char *s, size_t most)
{
    const char *shown = shown_at_most(ctx, s[0] ? s : "''", most);
    size_t length = strlen(shown), fence = longest_run(shown, '`') + 1;
    const char *first = shown, *last = shown + length - 1;
    const char *space = *first == '`' || *last == '`' || (*first == ' ' && *last == ' ') ? " " : "";
    if (strspn(shown, " ") == length) /* of spaces alone Markdown takes none away */
        space = "";
    char *ticks = mem_strdup(ctx, "");
    while (fence--)
        ticks = mem_printf(ctx, "%s`", ticks);
    return mem_printf(ctx, "%s%s%s%s%s", ticks, space, shown, space, ticks);
}

char *markdown_phrase(void *ctx, const char *s)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,.;:'()/-";
    return s[strspn(s, plain)] ? code_span(ctx, s, 0) : mem_strdup(ctx, s);
}
