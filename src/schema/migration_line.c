#include "schema/migration_line.h"

#include <string.h>
#include <strings.h>

size_t line_length(const char *line)
{
    size_t n = strcspn(line, "\n");
    return line[n] ? n + 1 : n;
}

static bool holds(const char *line, const char *text, int (*compare)(const char *a, const char *b, size_t n))
{
    size_t n = line_length(line), length = strlen(text);
    for (size_t i = 0; i + length <= n; i++)
        if (compare(line + i, text, length) == 0)
            return true;
    return false;
}

bool line_holds(const char *line, const char *text)
{
    return holds(line, text, strncmp);
}

bool line_holds_in_any_case(const char *line, const char *text)
{
    return holds(line, text, strncasecmp);
}

const char *line_comment(const char *line)
{
    line += strspn(line, LINE_BLANKS);
    return strncmp(line, "--", 2) == 0 ? line + strspn(line, "-" LINE_BLANKS) : NULL;
}

void line_blank(char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line[i] != '\n')
            line[i] = ' ';
}
