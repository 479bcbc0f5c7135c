/* Query files for one server version: see catalog/read.h for the markers. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "catalog/read.h"

/* The N of a trailing `-- since N`, or 0. */
static int since_of(const char *line, size_t n)
{
    static const char mark[] = "-- since ";
    for (size_t i = n; i-- > 0;)
        if (n - i > strlen(mark) && memcmp(line + i, mark, strlen(mark)) == 0)
            return atoi(line + i + strlen(mark));
    return 0;
}

/* The N of a leading `-- before N: `, or 0; *rest is where the SQL begins. */
static int before_of(const char *line, size_t n, const char **rest)
{
    static const char mark[] = "-- before ";
    size_t blank = strspn(line, " ");
    if (n < blank + strlen(mark) || memcmp(line + blank, mark, strlen(mark)) != 0)
        return 0;
    const char *colon = memchr(line, ':', n);
    if (!colon)
        return 0;
    *rest = colon + 1;
    return atoi(line + blank + strlen(mark));
}

char *query_for_version(void *ctx, const char *query, int version)
{
    int major = version / 10000;
    struct text t;
    text_open(&t);
    for (const char *line = query; *line;) {
        size_t n = strcspn(line, "\n");
        const char *sql = line;
        int before = before_of(line, n, &sql);
        bool wanted = major >= since_of(line, n) && (before == 0 || major < before);
        if (wanted)
            fprintf(t.out, "%.*s\n", (int)(n - (size_t)(sql - line)), sql);
        line += n + (line[n] == '\n');
    }
    return text_close(&t, ctx);
}
