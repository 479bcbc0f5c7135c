#include "remark/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/shown.h"

static const char blanks[] = " \t\r\f\v\n";
static const char ornaments[] = "-=*#~_+/";

void remark_list_add(void *ctx, struct remark_list *list, size_t mark)
{
    size_t at = mem_grow(ctx, &list->marks, &list->n);
    list->marks[at] = mark;
}

static bool is_block(const struct marks *marks, size_t i)
{
    return marks->text[marks->items[i].start] == '/';
}

/* What stands between the signs of a comment. */
static char *inside(void *ctx, const struct marks *marks, size_t i)
{
    const struct mark *m = &marks->items[i];
    const char *start = marks->text + m->start, *end = marks->text + m->end;
    if (!is_block(marks, i)) {
        start += strspn(start, "-");
        return mem_strndup(ctx, start, start < end ? (size_t)(end - start) : 0);
    }
    start += 2;
    if (end - start >= 2 && strncmp(end - 2, "*/", 2) == 0)
        end -= 2;
    return mem_strndup(ctx, start, (size_t)(end - start));
}

static bool says_something(const char *line)
{
    for (; *line; line++)
        if (isalnum((unsigned char)*line) || (unsigned char)*line >= 0x80)
            return true;
    return false;
}

/* Takes blanks off both ends, the asterisks that block comments begin their lines with, and rules of signs. */
static char *trimmed(char *line, bool block)
{
    enum { RULE = 3, DASHES = 2 };
    line += strspn(line, blanks);
    size_t n = strspn(line, "*!");
    if (block && n && (!line[n] || strchr(blanks, line[n])))
        line += n + strspn(line + n, blanks);
    n = strspn(line, ornaments);
    if (n >= (line[n] && strchr(blanks, line[n]) ? DASHES : RULE))
        line += n + strspn(line + n, blanks);
    char *end = line + strlen(line);
    while (end > line && strchr(blanks, end[-1]))
        end--;
    char *rule = end;
    while (rule > line && strchr(ornaments, rule[-1]))
        rule--;
    bool apart = rule > line && strchr(blanks, rule[-1]);
    if (end - rule >= (apart ? DASHES : RULE) || (block && end - rule > 0 && end[-1] == '*'))
        end = rule;
    while (end > line && strchr(blanks, end[-1]))
        end--;
    *end = '\0';
    return line;
}

/* One blank between words. */
static void put_words(FILE *out, const char *line, bool *any)
{
    while (*(line += strspn(line, blanks))) {
        size_t n = strcspn(line, blanks);
        if (*any)
            putc(' ', out);
        fwrite(line, 1, n, out);
        *any = true;
        line += n;
    }
}

static void put_comment(void *ctx, FILE *out, const struct marks *marks, size_t i, bool *any)
{
    char *rest = inside(ctx, marks, i);
    while (rest) {
        char *line = strsep(&rest, "\n");
        line = trimmed(line, is_block(marks, i));
        if (says_something(line) && !remark_is_directive(line))
            put_words(out, line, any);
    }
}

/* Whether one comment goes on where the one before ended. */
static bool goes_on(const struct marks *marks, const struct remark_list *list, size_t at)
{
    size_t i = list->marks[at];
    return at > 0 && list->marks[at - 1] + 1 == i && marks->items[i].line <= marks->items[i - 1].last_line + 1;
}

/* Texts that stand apart are sentences of their own. */
static void join(FILE *out, const char *text, char *last)
{
    if (*last)
        fputs(strchr(".!?:;,", *last) ? " " : "; ", out);
    fputs(text, out);
    *last = text[strlen(text) - 1];
}

char *remark_text(void *ctx, const struct marks *marks, const struct remark_list *list)
{
    void *work = mem_context(NULL);
    struct text all;
    char last = '\0', *result = NULL;
    text_open(&all);
    for (size_t i = 0; i < list->n;) {
        struct text t;
        bool any = false;
        text_open(&t);
        do
            put_comment(work, t.out, marks, list->marks[i++], &any);
        while (i < list->n && goes_on(marks, list, i));
        const char *text = text_close(&t, work);
        if (any && !remark_is_code(text))
            join(all.out, text, &last);
    }
    const char *joined = text_close(&all, work);
    if (*joined)
        result = shown_at_most(ctx, joined, REMARK_MOST);
    mem_free(work);
    return result;
}

static bool is_notice(void *ctx, const struct marks *marks, size_t i)
{
    static const char *const words[] = {"copyright", "spdx-license", "licensed under", "license, version", "licenses/"};
    const char *text = inside(ctx, marks, i);
    for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
        if (strcasestr(text, words[w]))
            return true;
    return false;
}

size_t remark_behind_notice(void *ctx, const struct marks *marks, size_t from, size_t to)
{
    size_t end = from;
    for (size_t i = from; i < to; i++)
        if (is_notice(ctx, marks, i))
            end = i + 1;
    /* A notice in lines goes on to the next empty one. */
    while (end > from && end < to && !is_block(marks, end - 1) && !is_block(marks, end) &&
           says_something(inside(ctx, marks, end)))
        end++;
    return end;
}
