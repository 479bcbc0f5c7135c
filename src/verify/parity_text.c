/* SQL of two engines, compared without what is only spelling. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "verify/parity_private.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The length of the string literal at `s`. */
static size_t string_length(const char *s)
{
    size_t i = 1;
    while (s[i] && (s[i] != '\'' || s[i + 1] == '\''))
        i += s[i] == '\'' ? 2 : 1;
    return s[i] ? i + 1 : i;
}

/* The length of a cast, "::character varying(5)[]"; 0 where none stands. */
static size_t cast_length(const char *s)
{
    static const char *const tails[] = {" varying", " precision", " without time zone", " with time zone"};
    size_t n = 2;
    if (strncmp(s, "::", 2) != 0)
        return 0;
    while (is_word(s[n]) || s[n] == '.' || s[n] == '"')
        n++;
    for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
        if (strncasecmp(s + n, tails[i], strlen(tails[i])) == 0)
            n += strlen(tails[i]);
    if (s[n] == '(')
        n += strcspn(s + n, ")") + 1;
    while (strncmp(s + n, "[]", 2) == 0)
        n += 2;
    return n;
}

/* True when the first parenthesis is closed by the last character. */
static bool is_enclosed(const char *s, size_t n)
{
    int depth = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\'') {
            i += string_length(s + i) - 1;
            continue;
        }
        depth += (s[i] == '(') - (s[i] == ')');
        if (depth == 0)
            return i > 0 && i == n - 1;
    }
    return false;
}

static void print_spelling(FILE *out, const char *sql)
{
    while (*sql) {
        size_t n = *sql == '\'' ? string_length(sql) : cast_length(sql);
        if (*sql == '\'')
            fwrite(sql, 1, n, out);
        else if (n == 0 && !isspace((unsigned char)*sql) && *sql != '"')
            putc(tolower((unsigned char)*sql), out);
        sql += n ? n : 1;
    }
}

char *parity_text(void *ctx, const char *sql)
{
    struct text t;
    text_open(&t);
    print_spelling(t.out, sql);
    char *text = text_close(&t, ctx);
    for (size_t n = strlen(text); n > 1 && is_enclosed(text, n); n -= 2) {
        text[n - 1] = '\0';
        text++;
    }
    return text;
}

bool parity_same_text(void *ctx, const char *a, const char *b)
{
    return strcmp(parity_text(ctx, a), parity_text(ctx, b)) == 0;
}

/* SQLite's AUTOINCREMENT is no part of the key. */
char *parity_columns(void *ctx, const char *definition)
{
    const char *open = strchr(definition, '(');
    if (!open)
        return mem_strdup(ctx, "");
    size_t n = strcspn(open, ")");
    const char *autoincrement = strcasestr(open, " AUTOINCREMENT");
    if (autoincrement && (size_t)(autoincrement - open) < n)
        n = (size_t)(autoincrement - open);
    return parity_text(ctx, mem_strndup(ctx, open + 1, n - 1));
}

static char *unquoted(void *ctx, const char *literal)
{
    struct text t;
    size_t n = strlen(literal);
    text_open(&t);
    for (size_t i = 1; i + 1 < n; i++) {
        putc(literal[i], t.out);
        i += literal[i] == '\'';
    }
    return text_close(&t, ctx);
}

static char *upper(char *bytes)
{
    for (char *c = bytes; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return bytes;
}

char *parity_literal(void *ctx, const char *literal)
{
    size_t n = *literal == '\'' ? string_length(literal) : 0;
    if (strcasecmp(literal, "true") == 0 || strcasecmp(literal, "false") == 0)
        return mem_strdup(ctx, tolower((unsigned char)*literal) == 't' ? "1" : "0");
    if (strncasecmp(literal, "X'", 2) == 0)
        return upper(mem_strdup(ctx, literal));
    if (n == 0 || (literal[n] && cast_length(literal + n) == 0))
        return parity_text(ctx, literal);
    char *text = unquoted(ctx, mem_strndup(ctx, literal, n));
    return strncmp(text, "\\x", 2) == 0 ? upper(mem_printf(ctx, "X'%s'", text + 2)) : text;
}
