#include "sql/sqlite/lex.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Every byte beyond ASCII is a letter to SQLite. */
static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name_part(char c)
{
    return is_name_start(c) || is_digit(c) || c == '$';
}

/* The length of white space and comments at the start of `s`. An unclosed comment reaches to the end. */
static size_t blank_length(const char *s)
{
    const char *p = s;
    for (;;) {
        if (is_space(*p)) {
            p++;
        } else if (p[0] == '-' && p[1] == '-') {
            p += strcspn(p, "\n");
        } else if (p[0] == '/' && p[1] == '*') {
            const char *end = strstr(p + 2, "*/");
            p = end ? end + 2 : p + strlen(p);
        } else {
            return (size_t)(p - s);
        }
    }
}

/* The length of a quoted token, in which a doubled quote stands for itself; 0 when it is not closed. */
static size_t quoted_length(const char *s)
{
    char quote = s[0];
    for (size_t i = 1; s[i]; i++) {
        if (s[i] != quote)
            continue;
        if (s[i + 1] != quote)
            return i + 1;
        i++;
    }
    return 0;
}

static size_t number_length(const char *s)
{
    size_t i = 0;
    if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && is_hex(s[2])) {
        for (i = 2; is_hex(s[i]) || s[i] == '_'; i++)
            continue;
        return i;
    }
    while (is_digit(s[i]) || s[i] == '_')
        i++;
    if (s[i] == '.')
        for (i++; is_digit(s[i]) || s[i] == '_';)
            i++;
    if (s[i] == 'e' || s[i] == 'E') {
        size_t sign = s[i + 1] == '+' || s[i + 1] == '-';
        if (is_digit(s[i + 1 + sign]))
            for (i += 1 + sign; is_digit(s[i]) || s[i] == '_';)
                i++;
    }
    return i;
}

static size_t symbol_length(const char *s)
{
    static const char *const long_symbols[] = {"->>", "->", "||", "<=", "<>", "<<", ">=", ">>", "==", "!="};
    for (size_t i = 0; i < sizeof(long_symbols) / sizeof(*long_symbols); i++)
        if (strncmp(s, long_symbols[i], strlen(long_symbols[i])) == 0)
            return strlen(long_symbols[i]);
    return strchr("-+*/%&|~<>=(),.;", s[0]) ? 1 : 0;
}

static struct sqlite_token token(enum sqlite_token_type type, const char *start, size_t length)
{
    if (length == 0)
        return (struct sqlite_token){TOKEN_ILLEGAL, start, 1};
    return (struct sqlite_token){type, start, length};
}

static struct sqlite_token blob_token(const char *s)
{
    size_t length = quoted_length(s + 1);
    if (length == 0 || length % 2 != 0 || strspn(s + 2, "0123456789abcdefABCDEF") != length - 2)
        return token(TOKEN_ILLEGAL, s, 1);
    return token(TOKEN_BLOB, s, length + 1);
}

static struct sqlite_token next_token(const char *s)
{
    size_t n = 0;
    if (!*s)
        return (struct sqlite_token){TOKEN_END, s, 0};
    if ((s[0] == 'x' || s[0] == 'X') && s[1] == '\'')
        return blob_token(s);
    switch (s[0]) {
    case '\'':
        return token(TOKEN_STRING, s, quoted_length(s));
    case '"':
        return token(TOKEN_DOUBLE, s, quoted_length(s));
    case '`':
        return token(TOKEN_BRACKET, s, quoted_length(s));
    case '[':
        n = strcspn(s, "]");
        return token(TOKEN_BRACKET, s, s[n] ? n + 1 : 0);
    default:
        break;
    }
    if (is_digit(s[0]) || (s[0] == '.' && is_digit(s[1])))
        return token(TOKEN_NUMBER, s, number_length(s));
    while (is_name_part(s[n]) && (n > 0 || is_name_start(s[0])))
        n++;
    if (n > 0)
        return token(TOKEN_WORD, s, n);
    return token(TOKEN_SYMBOL, s, symbol_length(s));
}

struct sqlite_tokens sqlite_tokenize(void *ctx, const char *sql)
{
    struct sqlite_tokens tokens = {NULL, 0};
    const char *s = sql;
    for (;;) {
        s += blank_length(s);
        size_t at = mem_grow(ctx, &tokens.items, &tokens.n);
        tokens.items[at] = next_token(s);
        if (tokens.items[at].type == TOKEN_END)
            break;
        s += tokens.items[at].length;
    }
    tokens.n--;
    return tokens;
}

bool sqlite_token_is(const struct sqlite_token *t, const char *keyword)
{
    /* Letters differ in one bit from small ones: most words are told by the first. */
    return t->type == TOKEN_WORD && ((*t->start ^ *keyword) & ~0x20) == 0 && strlen(keyword) == t->length &&
           strncasecmp(t->start, keyword, t->length) == 0;
}

bool sqlite_token_is_symbol(const struct sqlite_token *t, const char *symbol)
{
    return t->type == TOKEN_SYMBOL && strlen(symbol) == t->length && memcmp(t->start, symbol, t->length) == 0;
}

char *sqlite_token_content(void *ctx, const struct sqlite_token *t)
{
    bool doubles = t->type == TOKEN_DOUBLE || t->type == TOKEN_STRING || (t->type == TOKEN_BRACKET && *t->start == '`');
    if (t->type == TOKEN_BRACKET && !doubles)
        return mem_strndup(ctx, t->start + 1, t->length - 2);
    if (!doubles)
        return mem_strndup(ctx, t->start, t->length);
    char *content = mem_strndup(ctx, t->start + 1, t->length - 2), *to = content;
    for (const char *from = content; *from; from++) {
        *to++ = *from;
        if (*from == t->start[0])
            from++;
    }
    *to = '\0';
    return content;
}

/* Sorted. */
static const char *const reserved[] = {
    /*
     * Keywords that the grammar never falls back to a name from, in any
     * version. Among them the keywords of joins, which are names in most places
     * but not as aliases, and INDEXED.
     */
    "ADD", "ALL", "ALTER", "AND", "AS", "AUTOINCREMENT", "BETWEEN", "CASE",
    /* CAST and RAISE are names except where an expression begins. */
    "CAST", "CHECK", "COLLATE", "COMMIT", "CONSTRAINT", "CREATE", "CROSS",
    /* The three CURRENT_ keywords are functions in an expression. */
    "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "DEFAULT", "DEFERRABLE", "DELETE", "DISTINCT", "DROP", "ELSE",
    "ESCAPE", "EXCEPT", "EXISTS",
    /* FALSE and TRUE are no keywords, but only a bare one can be the truth value. */
    "FALSE", "FOREIGN", "FROM", "FULL", "GROUP", "HAVING",
    /* IF may open IF NOT EXISTS where the name of a table stands. */
    "IF", "IN", "INDEX", "INDEXED", "INNER", "INSERT", "INTERSECT", "INTO", "IS", "ISNULL", "JOIN", "LEFT", "LIMIT",
    "NATURAL", "NOT", "NOTHING", "NOTNULL", "NULL", "ON", "OR", "ORDER", "OUTER", "PRIMARY", "RAISE",
    /* RECURSIVE follows WITH. */
    "RECURSIVE", "REFERENCES", "RETURNING", "RIGHT", "SELECT", "SET", "TABLE", "THEN", "TO", "TRANSACTION", "TRUE",
    "UNION", "UNIQUE", "UPDATE", "USING", "VALUES", "WHEN", "WHERE",
    /* WINDOW is a keyword where a name and AS follow; WITH may open a query after a parenthesis. */
    "WINDOW", "WITH"};

bool sqlite_reserved(const char *keyword, size_t length)
{
    size_t low = 0, high = sizeof(reserved) / sizeof(*reserved);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncasecmp(keyword, reserved[middle], length);
        if (order == 0)
            order = reserved[middle][length] == '\0' ? 0 : -1;
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static bool is_bare(const char *name)
{
    if (!is_name_start(name[0]))
        return false;
    size_t n = 0;
    while (is_name_part(name[n]))
        n++;
    return name[n] == '\0' && !sqlite_reserved(name, n);
}

static char *quote(void *ctx, const char *text, char mark)
{
    struct text t;
    text_open(&t);
    putc(mark, t.out);
    for (const char *p = text; *p; p++) {
        if (*p == mark)
            putc(mark, t.out);
        putc(*p, t.out);
    }
    putc(mark, t.out);
    return text_close(&t, ctx);
}

char *sqlite_quote_name(void *ctx, const char *name)
{
    return is_bare(name) ? mem_strdup(ctx, name) : quote(ctx, name, '"');
}

char *sqlite_quote_string(void *ctx, const char *text)
{
    return quote(ctx, text, '\'');
}
