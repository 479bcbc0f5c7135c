#include "rows/value.h"

#include <string.h>

#include "base/mem.h"
#include "base/quoted.h"

/* "%" in a form is the number: n for itself, d for a date, a and b for two bytes, x for twelve hexadecimal digits. */
struct form {
    const char *type;
    const char *form;
};

static const struct form forms[] = {
    {"bool", "?"},
    {"int2", "#"},
    {"int4", "%n"},
    {"int8", "%n"},
    {"oid", "%n"},
    {"float4", "%n"},
    {"float8", "%n"},
    {"numeric", "#"},
    {"money", "%n"},
    {"bytea", "made%n"},
    {"uuid", "00000000-0000-4000-8000-%x"},
    {"date", "%d"},
    {"timestamp", "%d"},
    {"timestamptz", "%d 00:00:00+00"},
    {"time", "01:%b:%a"},
    {"timetz", "01:%b:%a+00"},
    {"interval", "%n days"},
    {"json", "{\"made\": %n}"},
    {"jsonb", "{\"made\": %n}"},
    {"xml", "<made>%n</made>"},
    {"inet", "10.0.%b.%a"},
    {"cidr", "10.0.%b.%a/32"},
    {"macaddr", "02:00:00:00:%b:%a"},
    {"macaddr8", "02:00:00:00:00:00:%b:%a"},
    {"point", "(%n,%n)"},
    {"line", "{1,-1,%n}"},
    {"lseg", "[(0,0),(%n,%n)]"},
    {"box", "(0,0),(%n,%n)"},
    {"path", "[(0,0),(%n,%n)]"},
    {"polygon", "((0,0),(%n,%n),(0,%n))"},
    {"circle", "<(0,0),%n>"},
    {"tsvector", "made%n"},
    {"tsquery", "made%n"},
    {"hstore", "made=>%n"},
    {"pg_lsn", "0/%n"},
    {"range", "empty"},
    {"[]", "{}"},
};

static void print_number(FILE *out, char what, unsigned long n)
{
    if (what == 'd')
        fprintf(out, "20%02lu-%02lu-%02lu", n / 336 % 100, n / 28 % 12 + 1, n % 28 + 1);
    else if (what == 'a' || what == 'b')
        fprintf(out, "%02lu", what == 'a' ? n % 60 : n / 60 % 60);
    else
        fprintf(out, what == 'x' ? "%012lx" : "%lu", n);
}

static char *fill(void *ctx, const char *form, unsigned long n)
{
    struct text t;
    text_open(&t);
    for (; *form; form++)
        if (*form == '%')
            print_number(t.out, *++form, n);
        else
            putc(*form, t.out);
    return text_close(&t, ctx);
}

/* With so few digits as there is room for. */
static char *short_number(void *ctx, unsigned long n, int digits)
{
    unsigned long most = 1;
    for (int i = 0; i < digits && i < 9; i++)
        most *= 10;
    return mem_printf(ctx, "%lu", n % most);
}

static char *bits(void *ctx, unsigned long n, int length)
{
    struct text t;
    text_open(&t);
    for (int i = length - 1; i >= 0; i--)
        putc(i < 32 && (n >> i & 1) ? '1' : '0', t.out);
    return text_close(&t, ctx);
}

/* Words, of a length that fits: the last characters tell one from the other. */
static char *sample(void *ctx, unsigned long n, int length)
{
    char *all = mem_printf(ctx, "made%lu", n);
    size_t size = strlen(all);
    if (length <= 0 || size <= (size_t)length)
        return all;
    char *end = all + size - length;
    if (length == 1)
        *end = (char)('a' + n % 26);
    return end;
}

char *blob_literal(void *ctx, const char *bytes, size_t n)
{
    struct text t;
    text_open(&t);
    fputs("X'", t.out);
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "%02x", (unsigned char)bytes[i]);
    putc('\'', t.out);
    return text_close(&t, ctx);
}

/* SQLite takes any text for a type; which numbers it means, its affinity says (https://sqlite.org/datatype3.html). */
static char *sqlite_value(void *ctx, const char *type, unsigned long n)
{
    static const char *const numbers[] = {"int", "real", "floa", "doub", "num", "dec", NULL};
    if (strstr(type, "bool"))
        return mem_printf(ctx, "%lu", n % 2);
    if (strstr(type, "char") || strstr(type, "clob") || strstr(type, "text"))
        return quoted(ctx, sample(ctx, n, 0));
    if (strstr(type, "blob") || strstr(type, "bytea")) {
        const char *bytes = sample(ctx, n, 0);
        return blob_literal(ctx, bytes, strlen(bytes));
    }
    if (strstr(type, "json"))
        return quoted(ctx, fill(ctx, "{\"made\": %n}", n));
    if (strstr(type, "date") || strstr(type, "time"))
        return quoted(ctx, fill(ctx, strstr(type, "int") ? "%n" : "%d 00:00:00", n));
    for (size_t i = 0; numbers[i]; i++)
        if (strstr(type, numbers[i]))
            return mem_printf(ctx, "%lu", n);
    return quoted(ctx, sample(ctx, n, 0));
}

static const char *form_of(const char *type)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
        if (strcmp(forms[i].type, type) == 0)
            return forms[i].form;
    return NULL;
}

char *made_value(void *ctx, enum engine engine, const struct wanted_column *column, unsigned long number)
{
    const char *form = form_of(column->type);
    if (engine == ENGINE_SQLITE)
        return sqlite_value(ctx, column->type, number);
    if (column->label)
        return quoted(ctx, column->label);
    if (strcmp(column->type, "bit") == 0 || strcmp(column->type, "varbit") == 0)
        return quoted(ctx, bits(ctx, number, column->length ? column->length : 1));
    if (!form)
        return quoted(ctx, sample(ctx, number, column->length));
    if (*form == '?')
        return mem_strdup(ctx, number % 2 ? "true" : "false");
    if (*form == '#')
        return quoted(ctx, short_number(ctx, number, column->length ? column->length : 4));
    return quoted(ctx, fill(ctx, form, number));
}
