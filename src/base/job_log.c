#include "base/job_log.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/mem.h"

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

bool job_log_is_github(void)
{
    const char *value = getenv("GITHUB_ACTIONS");
    return value && strcmp(value, "true") == 0;
}

/* GitHub's (and Forgejo's and Gitea's), Azure's, TeamCity's. */
bool job_log_obeys(void)
{
    return is_set("GITHUB_ACTIONS") || is_set("TF_BUILD") || is_set("TEAMCITY_VERSION");
}

/* `##[name]`, `##vso[name]`, `##teamcity[name]` */
static bool is_mark(const char *s)
{
    return s[0] == '#' && s[1] == '#' &&
           s[2 + strspn(s + 2, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '[';
}

/* The blanks a line begins with, of any width. */
static size_t blanks(const char *s)
{
    size_t n = 0;
    ucs4_t code;
    for (int size; s[n] && s[n] != '\n'; n += (size_t)size) {
        size = u8_mbtoucr(&code, (const uint8_t *)s + n, strlen(s + n));
        if (size <= 0 || !uc_is_property_white_space(code))
            break;
    }
    return n;
}

char *job_log_quoted(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n"), begin = blanks(line);
        bool command = strncmp(line + begin, "::", 2) == 0;
        for (size_t i = 0; i < n; i++)
            if ((command && i == begin) || is_mark(line + i))
                fprintf(t.out, "\\x%02x", (unsigned)(unsigned char)line[i]);
            else
                putc(line[i], t.out);
        if (line[n])
            putc('\n', t.out);
        line += n + (line[n] == '\n');
    }
    return text_close(&t, ctx);
}
