#include "sql/postgres/name.h"

#include <string.h>

#include "base/mem.h"

static bool is_plain(const char *name)
{
    static const char first[] = "abcdefghijklmnopqrstuvwxyz_";
    static const char later[] = "abcdefghijklmnopqrstuvwxyz_0123456789$";
    return name[0] && strchr(first, name[0]) && name[strspn(name, later)] == '\0';
}

bool name_is_bare(const char *name)
{
    return is_plain(name) && !name_is_reserved(name);
}

void print_name(FILE *out, const char *name)
{
    if (name_is_bare(name)) {
        fputs(name, out);
        return;
    }
    putc('"', out);
    for (const char *c = name; *c; c++) {
        if (*c == '"')
            putc('"', out);
        putc(*c, out);
    }
    putc('"', out);
}

void print_typed_name(FILE *out, const char *name, const char *type)
{
    bool json = strncmp(type, "json", strlen("json")) == 0 && (!type[strlen("json")] || type[strlen("json")] == '[');
    if (json && strcmp(name, "format") == 0)
        fprintf(out, "\"%s\"", name);
    else
        print_name(out, name);
}

void print_qualified(FILE *out, const char *schema, const char *name)
{
    if (schema[0] && strcmp(schema, "public") != 0) {
        print_name(out, schema);
        putc('.', out);
    }
    print_name(out, name);
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

static void print_escaped(FILE *out, char c)
{
    static const char plain[] = "\b\f\n\r\t", letters[] = "bfnrt";
    const char *at = c ? strchr(plain, c) : NULL;
    if (at)
        fprintf(out, "\\%c", letters[at - plain]);
    else if (is_control(c))
        fprintf(out, "\\x%02x", (unsigned)c);
    else if (c == '\\')
        fputs("\\\\", out);
    else if (c == '\'')
        fputs("''", out);
    else
        putc(c, out);
}

/* The same for any number of bytes (no NUL inside). */
static void print_literal_n(FILE *out, const char *text, size_t n)
{
    bool escape = false;
    for (size_t i = 0; i < n; i++)
        escape = escape || is_control(text[i]);
    fputs(escape ? "E'" : "'", out);
    for (size_t i = 0; i < n; i++) {
        if (escape)
            print_escaped(out, text[i]);
        else if (text[i] == '\'')
            fputs("''", out);
        else
            putc(text[i], out);
    }
    putc('\'', out);
}

void print_literal(FILE *out, const char *text)
{
    print_literal_n(out, text, strlen(text));
}

/* A tag works when the text neither holds the whole delimiter nor runs into its first dollar. */
static bool fits(const char *text, const char *delimiter)
{
    size_t n = strlen(text);
    bool runs_in = n > 0 && text[n - 1] == '$' && delimiter[1] == '$';
    return !runs_in && !strstr(text, delimiter);
}

void print_dollar_quoted(FILE *out, const char *text)
{
    void *work = mem_context(NULL);
    const char *delimiter = "$$";
    for (int i = 0; !fits(text, delimiter); i++)
        delimiter = i == 0 ? "$body$" : mem_printf(work, "$body%d$", i);
    fprintf(out, "%s%s%s", delimiter, text, delimiter);
    mem_free(work);
}

/* Digits with at most one sign before them and one point between them. */
static bool is_decimal(const char *value)
{
    size_t sign = value[0] == '-', whole = strspn(value + sign, "0123456789");
    const char *rest = value + sign + whole;
    if (whole == 0)
        return false;
    return *rest == '\0' || (*rest == '.' && rest[1] && rest[1 + strspn(rest + 1, "0123456789")] == '\0');
}

void print_option_value(FILE *out, const char *value)
{
    static const char *const words[] = {"true", "false", "on", "off"};
    bool bare = is_decimal(value) || name_is_bare(value);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        bare = bare || strcmp(words[i], value) == 0;
    if (bare)
        fputs(value, out);
    else
        print_literal(out, value);
}

size_t name_clip(const char *name, size_t n)
{
    while (n > 0 && name[n] && ((unsigned char)name[n] & 0xc0) == 0x80)
        n--;
    return n;
}
