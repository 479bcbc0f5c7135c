/* fullschema --version: what somebody who is asked for help wants to know first. */
#include "cmd/print_version.h"

#include <git2.h>
#include <jansson.h>
#include <pg_query.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <talloc.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/release.h"
#include "cli/options.h"
#include "cli/server_arguments.h"
#include "cli/settings.h"
#include "cmd/commands.h"
#include "cmd/console_json.h"
#include "engine/installed.h"
#include "graph/layout.h"
#include "report/json_text.h"

struct library {
    const char *name, *version; /* version NULL: it is not there, or does not say */
    const char *link;           /* what people read between the two */
    const char *why;            /* without a version: as a phrase */
};

/* Of all of them only Graphviz may be missing. */
static struct library find_graphviz(void *ctx)
{
    struct library found = {.name = "Graphviz", .link = " "};
    struct layouter *layouter = layouter_new(ctx, &found.why);
    if (layouter)
        found.version = layouter_version(ctx, layouter);
    layouter_free(layouter);
    return found;
}

/* Versions are asked of the libraries that are loaded; of libpg_query, which is linked in, the headers are right. */
static const struct library *find_libraries(void *ctx, size_t *n)
{
    int major, minor, revision;
    git_libgit2_version(&major, &minor, &revision);
    struct library *all = NULL;
    *n = 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const char *library = engine_library((enum engine)e, ctx), *blank = strchr(library, ' ');
        size_t at = mem_grow(ctx, &all, n);
        all[at] =
            (struct library){mem_strndup(ctx, library, strcspn(library, " ")), blank ? blank + 1 : NULL, " ", NULL};
    }
    const struct library others[] = {
        {"libpg_query", PG_VERSION, " with the grammar of Postgres ", NULL},
        {"libgit2", mem_printf(ctx, "%d.%d.%d", major, minor, revision), " ", NULL},
        find_graphviz(ctx),
        {"jansson", jansson_version_str(), " ", NULL},
        {"talloc", mem_printf(ctx, "%d.%d", talloc_version_major(), talloc_version_minor()), " ", NULL},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t at = mem_grow(ctx, &all, n);
        all[at] = others[i];
    }
    return all;
}

static void print_libraries(void *ctx)
{
    size_t n;
    const struct library *all = find_libraries(ctx, &n);
    for (size_t i = 0; i < n; i++)
        if (all[i].why)
            console_print(stdout, "%s is not there, so that pages have no diagrams: %s\n", all[i].name, all[i].why);
        else
            console_print(stdout, "%s%s%s\n", all[i].name, all[i].link, all[i].version ? all[i].version : "?");
}

static void print_server(const struct server_programs *p, bool used)
{
    console_print(stdout, "%c %-6s  %s", used ? '*' : ' ', p->version ? p->version : "?", p->directory);
    if (strcmp(p->origin, "PATH") == 0 || *p->origin != '/')
        console_print(stdout, " (from %s)", p->origin);
    if (p->fault)
        console_print(stdout, ": %s", p->fault);
    console_print(stdout, "\n");
}

static void print_servers(void *ctx, const struct server_options *options)
{
    size_t n;
    const struct server_programs *programs = server_programs_find(options, ctx, &n);
    if (options->pg_user)
        console_print(stdout, "Postgres servers: generate uses a running one, as role %s (pg-user)\n",
                      options->pg_user);
    else if (n > 0)
        console_print(stdout, "Postgres servers, in the order of the search (*: generate uses this one):\n");
    else
        console_print(stdout, "Postgres servers: none found\n  looked at: %s\n", server_programs_search);
    for (size_t i = 0; i < n; i++)
        print_server(&programs[i], i == 0 && !options->pg_user);
}

/* As `fullschema generate` would have them, called here without options. */
static void read_settings(void *ctx, char **user, char **bindir, struct diags *diags)
{
    const struct poptOption options[] = {{"pg-user", '\0', POPT_ARG_STRING, user, SETTING_SERVER, NULL, "USER"},
                                         {"pg-bindir", '\0', POPT_ARG_STRING, bindir, SETTING_PROGRAM, NULL, "DIR"},
                                         POPT_TABLEEND};
    struct settings settings;
    if (settings_read(ctx, commands, NULL, NULL, &settings, diags))
        settings_apply(&settings, "generate", options, diags);
}

static json_t *libraries_as_json(void *ctx)
{
    size_t n;
    const struct library *all = find_libraries(ctx, &n);
    json_t *libraries = json_object();
    for (size_t i = 0; i < n; i++)
        json_put(libraries, all[i].name, json_text(all[i].version));
    return libraries;
}

static void print_as_json(void *ctx, const struct server_options *options)
{
    size_t n;
    const struct server_programs *programs = server_programs_find(options, ctx, &n);
    json_t *all = json_object(), *servers = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *server = json_object();
        json_put(server, "directory", json_text(programs[i].directory));
        json_put(server, "version", json_text(programs[i].version));
        json_put(server, "found_by", json_text(programs[i].origin));
        json_put(server, "fault", json_text(programs[i].fault));
        json_put(server, "used", json_boolean(i == 0 && !options->pg_user));
        json_add(servers, server);
    }
    json_put(all, "fullschema", json_text(release_version));
    json_put(all, "libraries", libraries_as_json(ctx));
    json_put(all, "role_of_running_server", json_text(options->pg_user));
    json_put(all, "servers", servers);
    console_json(all);
}

void print_version(bool json)
{
    void *ctx = mem_root("version");
    struct diags diags;
    char *user = NULL, *bindir = NULL;
    diags_init(&diags, ctx);
    read_settings(ctx, &user, &bindir, &diags);
    const struct server_options options = {.pg_user = user, .pg_bindir = bindir};
    if (json) {
        print_as_json(ctx, &options);
    } else {
        console_print(stdout, "fullschema %s\n\n", release_version);
        print_libraries(ctx);
        console_print(stdout, "\n");
        print_servers(ctx, &options);
    }
    fflush(stdout);
    diags_print(&diags, stderr, false);
    free(user);
    free(bindir);
    mem_free(ctx);
}
