#include "schema/placeholders.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

struct found {
    void *ctx;
    const char *text;
    struct placeholder *items;
    size_t n;
};

static void add(struct found *f, const char *from, const char *to, char *name, char *fallback)
{
    size_t at = mem_grow(f->ctx, &f->items, &f->n);
    f->items[at] = (struct placeholder){(size_t)(from - f->text), (size_t)(to - from), name, fallback};
}

static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* ${name}; \${ is MyBatis' way to write it as it is. What is not closed is nothing. */
static void find_braces(struct found *f)
{
    const char *end;
    for (const char *at = f->text; (at = strstr(at, "${")) && (end = strchr(at, '}')); at = end + 1) {
        if (at > f->text && at[-1] == '\\') {
            end = at + 1;
            continue;
        }
        add(f, at, end + 1, mem_strndup(f->ctx, at + 2, (size_t)(end - at) - 2), NULL);
    }
}

/* $evolutions{{{name}}}; with ! before it it stays as it is. */
static void find_play(struct found *f)
{
    static const char begin[] = "$evolutions{{{", close[] = "}}}";
    const char *end;
    for (const char *at = f->text; (at = strstr(at, begin)) && (end = strstr(at, close)); at = end) {
        const char *name = at + strlen(begin);
        if (at == f->text || at[-1] != '!')
            add(f, at, end + strlen(close), mem_strndup(f->ctx, name, (size_t)(end - name)), NULL);
    }
}

/* {{.name}}, {{ .name }} and {{- .name -}}; anything else in the braces is a program. */
static char *name_in_template(void *ctx, const char *from, const char *to)
{
    from += *from == '-';
    from += strspn(from, " \t");
    while (to > from && strchr(" \t-", to[-1]))
        to--;
    if (from == to || *from++ != '.')
        return NULL;
    for (const char *c = from; c < to; c++)
        if (!in_name(*c))
            return NULL;
    return from < to ? mem_strndup(ctx, from, (size_t)(to - from)) : NULL;
}

static void find_template(struct found *f)
{
    const char *end;
    for (const char *at = f->text; (at = strstr(at, "{{")) && (end = strstr(at, "}}")); at = end + 2)
        add(f, at, end + 2, name_in_template(f->ctx, at + 2, end), NULL);
}

/* ${NAME}, ${NAME:-other}, ${NAME-other}: NULL where it is more than that. */
static const char *read_envsub_braces(struct found *f, const char *at)
{
    const char *end = strchr(at, '}'), *c = at + 2;
    if (!end)
        return at + 1;
    while (in_name(*c))
        c++;
    char *name = mem_strndup(f->ctx, at + 2, (size_t)(c - at) - 2), *other = NULL;
    size_t sign = strncmp(c, ":-", 2) == 0 ? 2 : *c == '-' ? 1 : 0;
    if (sign)
        other = mem_strndup(f->ctx, c + sign, (size_t)(end - c) - sign);
    add(f, at, end + 1, sign || c == end ? name : NULL, other);
    return end + 1;
}

/* From one line on up to another: `$$` and `\$` are no variables. */
static void find_envsub_in(struct found *f, const char *at, const char *end)
{
    while ((at = memchr(at, '$', (size_t)(end - at)))) {
        const char *c = at + 1;
        if ((at > f->text && at[-1] == '\\') || *c == '$') {
            at += *c == '$' ? 2 : 1;
        } else if (*c == '{') {
            at = read_envsub_braces(f, at);
        } else if (isalpha((unsigned char)*c) || *c == '_') {
            while (in_name(*c))
                c++;
            add(f, at, c, mem_strndup(f->ctx, at + 1, (size_t)(c - at) - 1), NULL);
            at = c;
        } else {
            at = c;
        }
        if (at >= end)
            return;
    }
}

static bool is_envsub(const char *line, const char *word)
{
    static const char goose[] = "+goose";
    if (strncmp(line, "--", 2) != 0)
        return false;
    line += 2 + strspn(line + 2, " \t");
    if (strncmp(line, goose, strlen(goose)) != 0)
        return false;
    line += strlen(goose) + strspn(line + strlen(goose), " \t");
    return strncasecmp(line, "ENVSUB ", 7) == 0 && strncasecmp(line + 7, word, strlen(word)) == 0;
}

/* goose leaves out lines that are comments before it looks. */
static void find_envsub(struct found *f)
{
    bool on = false;
    for (const char *line = f->text; *line;) {
        const char *next = line + strcspn(line, "\n");
        next += *next == '\n';
        if (is_envsub(line, "ON") || is_envsub(line, "OFF"))
            on = is_envsub(line, "ON");
        else if (on && strncmp(line + strspn(line, " \t"), "--", 2) != 0)
            find_envsub_in(f, line, next);
        line = next;
    }
}

struct placeholder *placeholders_find(void *ctx, enum placeholder_syntax syntax, const char *text, size_t *n)
{
    static void (*const finders[])(struct found * f) = {[PLACEHOLDERS_BRACES] = find_braces,
                                                        [PLACEHOLDERS_ENVSUB] = find_envsub,
                                                        [PLACEHOLDERS_TEMPLATE] = find_template,
                                                        [PLACEHOLDERS_PLAY] = find_play};
    struct found f = {.ctx = ctx, .text = text};
    if (syntax != PLACEHOLDERS_NONE)
        finders[syntax](&f);
    *n = f.n;
    return f.items;
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
        return at + strcspn(at, "\n");
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
    while (in_name(at[n]) || (at[n] && strchr(signs, at[n])))
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
