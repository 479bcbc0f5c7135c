/* Connection strings: told from paths, and shown without what nobody else should read. */
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

char *postgres_label(const char *location, void *ctx)
{
    PQconninfoOption *options = PQconninfoParse(location, NULL);
    struct text t;
    text_open(&t);
    if (options)
        print_label(t.out, options);
    else
        fputs("postgres://(cannot be read)", t.out);
    PQconninfoFree(options);
    return text_close(&t, ctx);
}

static bool is_keyword(const char *word, size_t n)
{
    PQconninfoOption *known = PQconndefaults();
    bool found = false;
    for (const PQconninfoOption *o = known; !found && o && o->keyword; o++)
        found = strlen(o->keyword) == n && strncmp(o->keyword, word, n) == 0;
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
