#include <string.h>

#include "engine/postgres.h"

/* Strings with a backslash say so, whatever standard_conforming_strings says by then. */
static void text(FILE *out, const char *s)
{
    fputs(strchr(s, '\\') ? " E'" : "'", out);
    for (; *s; s++) {
        if (*s == '\'' || *s == '\\')
            putc(*s, out);
        putc(*s, out);
    }
    putc('\'', out);
}

static void blob(FILE *out, const struct value *v)
{
    fputs(" E'\\\\x", out);
    for (size_t i = 0; i < v->size; i++)
        fprintf(out, "%02x", (unsigned char)v->data[i]);
    fputs("'::bytea", out);
}

/* A minus sign after another one would begin a comment. */
static void number(FILE *out, const char *digits)
{
    if (strspn(digits, "+-.0123456789eE") == strlen(digits))
        fprintf(out, "%s%s", *digits == '-' ? " " : "", digits);
    else
        fprintf(out, "'%s'::float", strstr(digits, "nan") ? "NaN" : *digits == '-' ? "-Infinity" : "Infinity");
}

static void items(FILE *out, const struct value *v, const char *open, const char *close, const char *none)
{
    fputs(v->n_items ? open : none, out);
    for (size_t i = 0; i < v->n_items; i++) {
        fputs(i ? ", " : "", out);
        postgres_literal(out, &v->items[i]);
    }
    fputs(v->n_items ? close : "", out);
}

void postgres_literal(FILE *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        fputs("NULL", out);
        break;
    case VALUE_BOOL:
        fputs(v->integer ? "true" : "false", out);
        break;
    case VALUE_INTEGER:
        fprintf(out, "%s%lld", v->integer < 0 ? " " : "", v->integer);
        break;
    case VALUE_NUMBER:
        number(out, v->data);
        break;
    case VALUE_TEXT:
        text(out, v->data);
        break;
    case VALUE_BLOB:
        blob(out, v);
        break;
    case VALUE_LIST:
        items(out, v, "ARRAY[", "]", "'{}'");
        break;
    case VALUE_TUPLE:
        items(out, v, "(", ")", "(NULL)");
        break;
    }
}
