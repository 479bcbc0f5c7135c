/* Failures for want of what the section [prepare] makes: the server's words, read for the name that they are about. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "apply/prepare.h"
#include "base/ascii.h"
#include "base/mem.h"

/* What stands between the two in a message; NULL: it says something else. Belongs to ctx. */
static const char *between(void *ctx, const char *message, const char *before, const char *after)
{
    const char *at = strstr(message, before), *end = at ? strstr(at + strlen(before), after) : NULL;
    return end ? mem_strndup(ctx, at + strlen(before), (size_t)(end - at) - strlen(before)) : NULL;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\r\n\f\v");
}

/* Passes over the keyword, where it stands there. */
static bool take_keyword(const char **text, const char *keyword)
{
    size_t n = strlen(keyword);
    const char *at = skip_blanks(*text);
    if (strncasecmp(at, keyword, n) != 0 || isalnum((unsigned char)at[n]) || at[n] == '_')
        return false;
    *text = at + n;
    return true;
}

/* The role that CREATE ROLE, ALTER USER and the like are about. Belongs to ctx; NULL: it is none of these. */
static const char *role_of(void *ctx, const char *statement)
{
    const char *at = statement;
    if (!take_keyword(&at, "CREATE") && !take_keyword(&at, "ALTER") && !take_keyword(&at, "DROP"))
        return NULL;
    if (!take_keyword(&at, "ROLE") && !take_keyword(&at, "USER") && !take_keyword(&at, "GROUP"))
        return NULL;
    if (take_keyword(&at, "MAPPING"))
        return NULL;
    if (take_keyword(&at, "IF"))
        take_keyword(&at, "EXISTS");
    at = skip_blanks(at);
    if (*at == '"')
        return mem_strndup(ctx, at + 1, strcspn(at + 1, "\""));
    char *name = mem_strndup(ctx, at, strcspn(at, " \t\r\n\f\v;,"));
    return *name ? ascii_lower(name) : NULL;
}

/* The line as it is to be: what it says already, and the name. */
static const char *roles_line(const struct connection *connection, const char *name, void *ctx)
{
    size_t n;
    const struct prepared_role *roles = connection_roles(connection, &n);
    const char *line = "roles = ";
    for (size_t i = 0; i < n; i++)
        line = mem_printf(ctx, "%s%s, ", line, roles[i].name);
    return mem_printf(ctx, "%s%s", line, name);
}

static const char *extensions_line(const struct connection *connection, const char *name, void *ctx)
{
    size_t n;
    const struct prepared_extension *x = connection_extensions(connection, &n);
    const char *line = "extensions = ";
    for (size_t i = 0; i < n; i++)
        line =
            mem_printf(ctx, "%s%s%s%s, ", line, x[i].name, x[i].schema ? " in " : "", x[i].schema ? x[i].schema : "");
    return mem_printf(ctx, "%s%s", line, name);
}

static bool has_code(const struct sql_failure *failure, const char *code)
{
    return failure->code && strcmp(failure->code, code) == 0;
}

/* What an extension that stands already, or whose owner somebody else is, is called. */
static const char *extension_of(void *ctx, const struct sql_failure *failure)
{
    static const char owner[] = "must be owner of extension ";
    const char *m = failure->message;
    if (has_code(failure, "42710"))
        return between(ctx, m, "extension \"", "\" already exists");
    if (!has_code(failure, "42501"))
        return NULL;
    if (strncmp(m, owner, strlen(owner)) == 0)
        return mem_strdup(ctx, m + strlen(owner));
    return between(ctx, m, "permission denied to create extension \"", "\"");
}

/* The role that is missing, or that may not be made here. */
static const char *role_wanted(void *ctx, const char *statement, const struct sql_failure *failure)
{
    const char *m = failure->message;
    if (has_code(failure, "42704"))
        return between(ctx, m, "role \"", "\" does not exist");
    /* A role that is only missing; what else a running server must not be made to do has a way out of its own. */
    bool refused = has_code(failure, "42501") || strstr(m, "the statement creates a role");
    return refused ? role_of(ctx, statement) : NULL;
}

/* One whose files are not on this machine. */
static const char *missing_extension(void *ctx, const struct sql_failure *failure)
{
    const char *name = between(ctx, failure->message, "extension \"", "\" is not available");
    if (!name && strstr(failure->message, "could not open extension control file"))
        name = between(ctx, failure->message, "/extension/", ".control\"");
    return name;
}

/* What people use most of the extensions that they forget to make, by the word that the server misses. */
static const struct {
    const char *word, *extension;
} known[] = {
    {"citext", "citext"},
    {"crypt", "pgcrypto"},
    {"digest", "pgcrypto"},
    {"earth", "cube, earthdistance"},
    {"gen_random_bytes", "pgcrypto"},
    {"gen_salt", "pgcrypto"},
    {"geography", "postgis"},
    {"geometry", "postgis"},
    {"gin_trgm_ops", "pg_trgm"},
    {"gist_trgm_ops", "pg_trgm"},
    {"hmac", "pgcrypto"},
    {"hstore", "hstore"},
    {"ltree", "ltree"},
    {"moddatetime", "moddatetime"},
    {"similarity", "pg_trgm"},
    {"unaccent", "unaccent"},
    {"uuid_generate_v1", "uuid-ossp"},
    {"uuid_generate_v1mc", "uuid-ossp"},
    {"uuid_generate_v4", "uuid-ossp"},
    {"uuid_generate_v5", "uuid-ossp"},
    {"vector", "vector"},
};

/* The extension that has what is not there: a type, an operator class, a function; NULL: none is known. */
static const char *extension_used(void *ctx, const struct sql_failure *failure)
{
    const char *m = failure->message, *name = NULL;
    if (has_code(failure, "42704")) {
        name = between(ctx, m, "type \"", "\" does not exist");
        name = name ? name : between(ctx, m, "operator class \"", "\" does not exist");
    } else if (has_code(failure, "42883"))
        name = between(ctx, m, "function ", "(");
    const char *own = name ? strrchr(name, '.') : NULL;
    own = own ? own + 1 : name;
    for (size_t i = 0; own && i < sizeof(known) / sizeof(*known); i++)
        if (strcmp(known[i].word, own) == 0)
            return known[i].extension;
    return NULL;
}

static const char *line_to_add(void *ctx, const char *line, const char *what)
{
    return mem_printf(ctx,
                      "what an administrator makes first stands in the section [prepare] of fullschema.ini: the line "
                      "`%s` makes that %s (docs/prepare.md)",
                      line, what);
}

/* What to do; NULL: it is none of these. */
static const char *hint_for(void *ctx, const struct connection *connection, const char *statement,
                            const struct sql_failure *failure)
{
    const char *name = role_wanted(ctx, statement, failure);
    if (name)
        return line_to_add(ctx, roles_line(connection, name, ctx), "role");
    name = extension_of(ctx, failure);
    if (name)
        return line_to_add(ctx, extensions_line(connection, name, ctx), "extension");
    name = extension_used(ctx, failure);
    if (name)
        return mem_printf(
            ctx,
            "no migration before this one makes the extension: where an administrator does, the line `%s` "
            "in the section [prepare] of fullschema.ini says so (docs/prepare.md)",
            extensions_line(connection, name, ctx));
    name = missing_extension(ctx, failure);
    if (!name)
        return NULL;
    return mem_printf(ctx,
                      "the throwaway server has the extensions that are installed beside its programs: install the "
                      "package of %s for that server, or take another one with --pg-bindir DIR or -p USER",
                      name);
}

bool prepare_explain(const struct connection *connection, const char *statement, const struct sql_failure *failure,
                     struct diags *diags, struct diag *e)
{
    if (connection_engine(connection) != ENGINE_POSTGRES || !failure->message)
        return false;
    void *ctx = mem_context(diags->ctx);
    const char *hint = hint_for(ctx, connection, statement, failure);
    if (hint)
        diag_hint(diags, e, "%s", hint);
    mem_free(ctx);
    return hint != NULL;
}
