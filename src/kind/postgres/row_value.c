#include "kind/postgres/row_value.h"

#include <string.h>

#include "sql/postgres/float.h"
#include "sql/postgres/name.h"

/* Numbers stand bare; what only looks like one to the type (NaN, -0) is quoted. */
static void print_number(FILE *out, const char *value)
{
    bool digits = value[strspn(value, "-+.0123456789e")] == '\0' && strpbrk(value, "0123456789");
    if (digits && strcmp(value, "-0") != 0)
        fputs(value, out);
    else
        print_literal(out, value);
}

void print_row_value(FILE *out, const char *value, char style)
{
    char shortest[FLOAT_TEXT_SIZE];
    if (style == 'b')
        fputs(strchr("tTyY1", value[0]) || strcmp(value, "on") == 0 ? "true" : "false", out);
    else if (style == 'f')
        print_number(out, float8_text(value, shortest) ? shortest : value);
    else if (style == 'g')
        print_number(out, float4_text(value, shortest) ? shortest : value);
    else if (style == 'n')
        print_number(out, value);
    else
        print_literal(out, value);
}
