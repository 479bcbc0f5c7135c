#include "kind/postgres/secret.h"

#include <string.h>
#include <strings.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

/* What user mappings of the usual wrappers say that is no secret. */
static bool is_known(const char *name)
{
    static const char *const names[] = {"user", "username", "password_required", "sslcert", "sslkey"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcasecmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_suspicious_name(const char *name)
{
    static const char *const parts[] = {"password",   "passwd",      "passphrase", "secret",  "token",
                                        "credential", "private_key", "access_key", "api_key", "apikey"};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (strcasestr(name, parts[i]))
            return !is_known(name);
    return false;
}

/* A connection string or a URL with a password in it. */
static bool is_suspicious_value(const char *value)
{
    const char *scheme = strstr(value, "://");
    size_t n = scheme ? strcspn(scheme + 3, "/@ ") : 0;
    bool in_url = scheme && scheme[3 + n] == '@' && memchr(scheme + 3, ':', n);
    return in_url || strcasestr(value, "password=") || strcasestr(value, "pwd=") || strcasestr(value, "secret=");
}

static bool is_secret(char *option, enum secrecy secrecy)
{
    char *value = strchr(option, '=');
    if (!value)
        return false;
    *value = '\0';
    bool secret = secrecy == SECRET_UNLESS_KNOWN && !is_known(option);
    secret = secret || is_suspicious_name(option) || is_suspicious_value(value + 1);
    if (!secret)
        *value = '=';
    return secret;
}

const char *visible_options(void *ctx, const char *array, enum secrecy secrecy, const char **left_out)
{
    void *work = mem_context(NULL);
    struct list options = parse_array(work, array);
    const char **visible = mem_array(work, const char *, (size_t)options.n);
    size_t n = 0;
    *left_out = NULL;
    for (int i = 0; i < options.n; i++)
        if (options.items[i] && is_secret(options.items[i], secrecy))
            *left_out = mem_printf(ctx, "%s%s%s", *left_out ? *left_out : "", *left_out ? ", " : "", options.items[i]);
        else
            visible[n++] = options.items[i];
    const char *text = n > 0 ? array_text(ctx, visible, n) : NULL;
    mem_free(work);
    return text;
}

void take_out_secrets(struct reading *reading, size_t first, int field, enum secrecy secrecy)
{
    struct catalog *catalog = reading->catalog;
    for (size_t i = first; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        const char *left_out;
        if (!o->values[field])
            continue;
        o->values[field] = visible_options(catalog->ctx, o->values[field], secrecy, &left_out);
        if (left_out)
            diag_warning(reading->diags, "%s: left out, as it may be secret: %s", object_describe(catalog->ctx, o),
                         left_out);
    }
}

bool read_without_secrets(const struct kind *kind, struct reading *reading, int field, enum secrecy secrecy)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!catalog_add_query(catalog, kind, kind->query, reading->connection, reading->diags))
        return false;
    take_out_secrets(reading, first, field, secrecy);
    return true;
}
