#include "base/packed.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* "LENGTH TEXT\n"; "- \n" for NULL. */
void packed_put(FILE *out, const char *text)
{
    if (text)
        fprintf(out, "%zu %s\n", strlen(text), text);
    else
        fputs("- \n", out);
}

void packed_put_number(FILE *out, long number)
{
    fprintf(out, "%ld\n", number);
}

bool packed_get(void *ctx, const char **rest, const char **text)
{
    char *end = (char *)*rest;
    size_t n = 0;
    bool none = *end == '-';
    if (none)
        end++;
    else if (*end >= '0' && *end <= '9')
        n = strtoul(end, &end, 10);
    if (end == *rest || *end != ' ' || strnlen(end + 1, n) < n || end[1 + n] != '\n')
        return false;
    *text = none ? NULL : mem_strndup(ctx, end + 1, n);
    *rest = end + 1 + n + 1;
    return true;
}

bool packed_get_number(const char **rest, long *number)
{
    char *end;
    *number = strtol(*rest, &end, 10);
    if (end == *rest || *end != '\n')
        return false;
    *rest = end + 1;
    return true;
}
