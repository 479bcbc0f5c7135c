/* Connection strings: distinguished from paths, and shown without what nobody else should read. */
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

static const char *option(const PQconninfoOption *options, const char *keyword)
{
    for (const PQconninfoOption *o = options; o->keyword; o++)
        if (strcmp(o->keyword, keyword) == 0)
            return o->val && *o->val ? o->val : NULL;
    return NULL;
}

/*
 * A URL holds one @, before the path: a password with another one, or with a
 * slash, makes libpq take a part of it for something else and show it.
 */
static bool is_ambiguous(const char *location)
{
    const char *authority = strstr(location, "://");
    if (!authority)
        return false;
    authority += strlen("://");
    const char *end = authority + strcspn(authority, "?"), *path = authority + strcspn(authority, "/?");
    const char *first = memchr(authority, '@', (size_t)(end - authority));
    return first && (first > path || memchr(first + 1, '@', (size_t)(end - first - 1)));
}

PQconninfoOption *postgres_parse_location(const char *location)
{
    return is_ambiguous(location) ? NULL : PQconninfoParse(location, NULL);
}

static void print_label(FILE *out, const PQconninfoOption *options)
{
    const char *user = option(options, "user"), *host = option(options, "host"), *port = option(options, "port");
    const char *database = option(options, "dbname"), *service = option(options, "service");
    bool socket = host && (*host == '/' || *host == '@');
    char before = '?';
    host = host ? host : option(options, "hostaddr");
    fprintf(out, "postgres://%s%s%s%s%s%s%s", user ? user : "", user ? "@" : "", host && !socket ? host : "",
            port ? ":" : "", port ? port : "", database ? "/" : "", database ? database : "");
    if (socket) {
        fprintf(out, "%chost=%s", before, host);
        before = '&';
    }
    if (service)
        fprintf(out, "%cservice=%s", before, service);
}

/* Where it is not clear what of it is the password, none of it is shown. */
char *postgres_label(const char *location, void *ctx)
{
    PQconninfoOption *options = postgres_parse_location(location);
    struct text t;
    text_open(&t);
    if (options)
        print_label(t.out, options);
    else
        fputs("postgres://(cannot be read)", t.out);
    PQconninfoFree(options);
    return text_close(&t, ctx);
}

static bool is_keyword(const char *text, size_t n)
{
    PQconninfoOption *known = PQconndefaults();
    bool found = false;
    for (const PQconninfoOption *o = known; !found && o && o->keyword; o++)
        found = strlen(o->keyword) == n && strncmp(o->keyword, text, n) == 0;
    PQconninfoFree(known);
    return found;
}

bool postgres_is_location(const char *location)
{
    static const char *const schemes[] = {"postgres://", "postgresql://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncmp(location, schemes[i], strlen(schemes[i])) == 0)
            return true;
    location += strspn(location, " \t\n");
    size_t n = strspn(location, "abcdefghijklmnopqrstuvwxyz_");
    return location[n + strspn(location + n, " \t\n")] == '=' && is_keyword(location, n);
}
