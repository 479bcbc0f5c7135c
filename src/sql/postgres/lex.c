#include "sql/postgres/lex.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/postgres/name.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word_start(char c)
{
    return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_word_start(c) || isdigit((unsigned char)c) || c == '$';
}

static char peek(const struct lexer *l, size_t ahead)
{
    if (l->at + ahead >= l->end)
        return '\0';
    return l->text[l->at + ahead];
}

/* Comments nest. False when one does not end. */
static bool skip_comment(struct lexer *l)
{
    int depth = 0;
    do {
        if (peek(l, 0) == '/' && peek(l, 1) == '*') {
            depth++;
            l->at += 2;
        } else if (peek(l, 0) == '*' && peek(l, 1) == '/') {
            depth--;
            l->at += 2;
        } else {
            l->at++;
        }
    } while (depth > 0 && l->at < l->end);
    return depth == 0;
}

static bool skip_blanks(struct lexer *l)
{
    while (l->at < l->end) {
        if (is_blank(l->text[l->at])) {
            l->at++;
        } else if (peek(l, 0) == '-' && peek(l, 1) == '-') {
            /* Either character ends a line for the server. */
            while (l->at < l->end && l->text[l->at] != '\n' && l->text[l->at] != '\r')
                l->at++;
        } else if (peek(l, 0) == '/' && peek(l, 1) == '*') {
            if (!skip_comment(l))
                return false;
        } else {
            return true;
        }
    }
    return true;
}

/* From the opening quote on. False when there is none to close it. */
static bool skip_quoted(struct lexer *l, bool backslashes)
{
    char quote = l->text[l->at++];
    while (l->at < l->end) {
        char c = l->text[l->at++];
        if ((c == '\\' && backslashes) || (c == quote && peek(l, 0) == quote))
            l->at++;
        else if (c == quote)
            return l->at <= l->end;
    }
    return false;
}

/* $tag$ ... $tag$; *found false where the dollar begins no such thing. */
static bool skip_dollars(struct lexer *l, bool *found)
{
    size_t n = 1;
    while (is_word_start(peek(l, n)) || (n > 1 && isdigit((unsigned char)peek(l, n))))
        n++;
    *found = peek(l, n) == '$';
    if (!*found)
        return true;
    n++;
    const char *tag = l->text + l->at;
    const char *end = memmem(tag + n, l->end - l->at - n, tag, n);
    l->at = end ? (size_t)(end - l->text) + n : l->end;
    return end != NULL;
}

/* The letters before a quote that belong to the string: E, B, X, N, U&. */
static size_t string_prefix(const struct lexer *l)
{
    if (strchr("eEbBxXnN", peek(l, 0)) && peek(l, 1) == '\'')
        return 1;
    return (peek(l, 0) == 'u' || peek(l, 0) == 'U') && peek(l, 1) == '&' && (peek(l, 2) == '\'' || peek(l, 2) == '"')
               ? 2
               : 0;
}

static void skip_number(struct lexer *l)
{
    while (isdigit((unsigned char)peek(l, 0)) || peek(l, 0) == '.')
        l->at++;
    bool sign = peek(l, 1) == '+' || peek(l, 1) == '-';
    if ((peek(l, 0) == 'e' || peek(l, 0) == 'E') && isdigit((unsigned char)peek(l, sign ? 2 : 1)))
        l->at += sign ? 2 : 1;
    while (isdigit((unsigned char)peek(l, 0)))
        l->at++;
}

static enum lexeme_kind lex_text(struct lexer *l, size_t prefix)
{
    bool escapes = peek(l, 0) == 'e' || peek(l, 0) == 'E';
    l->at += prefix;
    bool identifier = l->text[l->at] == '"';
    if (!skip_quoted(l, prefix && escapes))
        return LEXEME_OPEN;
    return identifier ? LEXEME_QUOTED : LEXEME_STRING;
}

static enum lexeme_kind lex_kind(struct lexer *l)
{
    char c = l->text[l->at];
    size_t prefix = c == '\'' || c == '"' ? 0 : string_prefix(l);
    if (c == '\'' || c == '"' || prefix)
        return lex_text(l, prefix);
    if (is_word_start(c)) {
        while (l->at < l->end && is_word(l->text[l->at]))
            l->at++;
        return LEXEME_WORD;
    }
    if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)peek(l, 1)))) {
        skip_number(l);
        return LEXEME_NUMBER;
    }
    bool dollars = false;
    if (c == '$' && !skip_dollars(l, &dollars))
        return LEXEME_OPEN;
    l->at += dollars ? 0 : 1;
    return dollars ? LEXEME_STRING : LEXEME_SIGN;
}

struct lexeme lex_next(struct lexer *l)
{
    struct lexeme found = {LEXEME_END, l->at, l->at};
    bool closed = skip_blanks(l);
    if (closed)
        found.start = l->at;
    if (!closed)
        found.kind = LEXEME_OPEN;
    else if (l->at < l->end)
        found.kind = lex_kind(l);
    found.end = l->at;
    return found;
}

struct lexemes lex_all(void *ctx, const char *text)
{
    struct lexer l = {text, 0, strlen(text)};
    struct lexemes all = {NULL, 0};
    struct lexeme x;
    while ((x = lex_next(&l)).kind != LEXEME_END) {
        if (x.kind == LEXEME_OPEN)
            return (struct lexemes){NULL, 0};
        size_t at = mem_grow(ctx, &all.items, &all.n);
        all.items[at] = x;
    }
    return all;
}

bool lexeme_is_name(struct lexeme lexeme)
{
    return lexeme.kind == LEXEME_WORD || lexeme.kind == LEXEME_QUOTED;
}

bool lexeme_is(const char *text, struct lexeme lexeme, const char *word)
{
    size_t n = lexeme.end - lexeme.start;
    bool plain = lexeme.kind == LEXEME_WORD || lexeme.kind == LEXEME_SIGN;
    return plain && strlen(word) == n && strncasecmp(text + lexeme.start, word, n) == 0;
}

static char *cut_name(char *name)
{
    if (strlen(name) > LONGEST_NAME)
        name[name_clip(name, LONGEST_NAME)] = '\0';
    return name;
}

char *lexeme_name(void *ctx, const char *text, struct lexeme lexeme)
{
    size_t n = lexeme.end - lexeme.start, length = 0;
    char *name = mem_strndup(ctx, text + lexeme.start, n);
    if (lexeme.kind != LEXEME_QUOTED)
        return cut_name(ascii_lower(name));
    for (size_t i = 1; i + 1 < n; i++) {
        name[length++] = name[i];
        i += name[i] == '"';
    }
    name[length] = '\0';
    return cut_name(name);
}

/* One character after a backslash; false for those that take more to read. */
static bool unescape(char c, char *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *found = strchr(from, c);
    *out = c;
    if (found && c)
        *out = to[found - from];
    return !strchr("uUx01234567", c);
}

char *lexeme_string(void *ctx, const char *text, struct lexeme lexeme)
{
    const char *s = text + lexeme.start, *end = text + lexeme.end;
    if (*s == '$') {
        size_t tag = (size_t)(strchr(s + 1, '$') - s) + 1;
        return mem_strndup(ctx, s + tag, (size_t)(end - s) - 2 * tag);
    }
    bool escapes = *s == 'e' || *s == 'E';
    if (*s != '\'' && !escapes)
        return NULL;
    s += escapes ? 2 : 1;
    char *value = mem_strndup(ctx, s, (size_t)(end - s)), *out = value;
    for (; s < end - 1; s++) {
        if (escapes && *s == '\\') {
            if (!unescape(*++s, out++))
                return NULL;
            continue;
        }
        s += *s == '\'';
        *out++ = *s;
    }
    *out = '\0';
    return value;
}

static void add_part(void *ctx, struct list_parts *parts, const char *text, size_t from, size_t to)
{
    while (from < to && text[from] == ' ')
        from++;
    size_t at = mem_grow(ctx, &parts->items, &parts->n);
    parts->items[at] = mem_strndup(ctx, text + from, to - from);
}

struct list_parts lex_list(void *ctx, const char *text)
{
    struct list_parts parts = {0};
    struct lexer l = {text, 0, strlen(text)};
    size_t from = 0, end = l.end;
    int depth = 0;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        bool closes = lexeme_is(text, x, ")") || lexeme_is(text, x, "]");
        if (closes && depth == 0) {
            end = x.start;
            break;
        }
        if (lexeme_is(text, x, "(") || lexeme_is(text, x, "["))
            depth++;
        else if (closes)
            depth--;
        else if (depth == 0 && lexeme_is(text, x, ",")) {
            add_part(ctx, &parts, text, from, x.start);
            from = x.end;
        }
    }
    if (end > 0)
        add_part(ctx, &parts, text, from, end);
    return parts;
}

bool lex_may_escape(const char *text)
{
    return strcasestr(text, "u&") != NULL;
}
