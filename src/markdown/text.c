#include "markdown/text.h"

#include <ctype.h>
#include <stdbool.h>
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

char *markdown_cell_code(void *ctx, const char *s, size_t most)
{
    if (!strchr(s, '|'))
        return code_span(ctx, s, most);
    struct text t;
    text_open(&t);
    fputs("<code>", t.out);
    for (const char *c = shown_at_most(ctx, s, most); *c; c++)
        fprintf(t.out, ispunct((unsigned char)*c) ? "&#%d;" : "%c", *c);
    fputs("</code>", t.out);
    return text_close(&t, ctx);
}

/* `:tada:` would be a picture, which no backslash hinders. */
static bool begins_emoji(const char *s)
{
    size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-");
    return s[0] == ':' && n > 0 && s[n + 1] == ':';
}

/* An underscore within a word is no emphasis. */
static bool is_within_word(const char *s, const char *start)
{
    return s > start && isalnum((unsigned char)s[-1]) && isalnum((unsigned char)s[1]);
}

/* What would make a heading, a list, a quotation or a line across of a line that begins with it. */
static bool begins_block(const char *s, const char *start)
{
    size_t digits = strspn(start, "0123456789");
    return (s == start && strchr("#+-=", *s)) || (digits > 0 && s == start + digits && (*s == '.' || *s == ')'));
}

static void put_literal(FILE *out, const char *s, const char *start)
{
    if (*s == '&')
        fputs("&amp;", out);
    else if (*s == '<')
        fputs("&lt;", out);
    else if (*s == '>')
        fputs("&gt;", out);
    else if (*s == '|')
        fputs("&#124;", out);
    else if (*s == '$' || begins_emoji(s)) /* so GitHub's manual writes a dollar that begins no formula */
        fprintf(out, "<span>%c</span>", *s);
    else if (strchr("\\`*[]~", *s) || (*s == '_' && !is_within_word(s, start)) || begins_block(s, start))
        fprintf(out, "\\%c", *s);
    else
        fputc(*s, out);
}

char *markdown_text(void *ctx, const char *s)
{
    struct text t;
    text_open(&t);
    const char *between = "";
    for (size_t n; *s; s += n + (s[n] == '\n')) {
        n = strcspn(s, "\n");
        const char *line = shown_text(ctx, mem_strndup(ctx, s, n));
        line += strspn(line, " ");
        fputs(between, t.out);
        for (const char *c = line; *c; c++)
            put_literal(t.out, c, line);
        between = "<br>";
    }
    return text_close(&t, ctx);
}

void markdown_fence(FILE *out, const char *language, const char *text)
{
    char *shown = shown_keeping(NULL, text, strlen(text), "\n\t");
    size_t length = strlen(shown), fence = longest_run(shown, '`') + 1;
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < fence || i < 3; i++)
            fputc('`', out);
        fputs(side ? "\n" : language, out);
        if (side == 0)
            fprintf(out, "\n%s%s", shown, length > 0 && shown[length - 1] == '\n' ? "" : "\n");
    }
    mem_free(shown);
}
