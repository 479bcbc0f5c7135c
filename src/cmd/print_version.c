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
#include "engine/installed.h"
#include "page/layout.h"
#include "report/json_text.h"

/* Versions are asked of the libraries that are loaded; of libpg_query, which is linked in, the headers are right. */
static void print_libraries(void *ctx)
{
    int major, minor, revision;
    git_libgit2_version(&major, &minor, &revision);
    const char *graphviz = layout_version(ctx);
    for (int e = 0; e < ENGINE_COUNT; e++)
        console_print(stdout, "%s\n", engine_library((enum engine)e, ctx));
    console_print(stdout, "libpg_query with the grammar of Postgres %s\n", PG_VERSION);
    console_print(stdout, "libgit2 %d.%d.%d\n", major, minor, revision);
    console_print(stdout, "Graphviz %s\n", graphviz ? graphviz : "not built in: pages have no diagrams");
    console_print(stdout, "jansson %s\n", jansson_version_str());
    console_print(stdout, "talloc %d.%d\n", talloc_version_major(), talloc_version_minor());
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
    int major, minor, revision;
    json_t *libraries = json_object();
    git_libgit2_version(&major, &minor, &revision);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const char *library = engine_library((enum engine)e, ctx), *blank = strchr(library, ' ');
        json_put(libraries, mem_strndup(ctx, library, strcspn(library, " ")), json_text(blank ? blank + 1 : NULL));
    }
    json_put(libraries, "libpg_query", json_text(PG_VERSION));
    json_put(libraries, "libgit2", json_text(mem_printf(ctx, "%d.%d.%d", major, minor, revision)));
    json_put(libraries, "Graphviz", json_text(layout_version(ctx)));
    json_put(libraries, "jansson", json_text(jansson_version_str()));
    json_put(libraries, "talloc", json_text(mem_printf(ctx, "%d.%d", talloc_version_major(), talloc_version_minor())));
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
    struct text t;
    text_open(&t);
    json_print(t.out, all); /* lets go of it */
    const char *text = text_close(&t, ctx);
    console_bytes(text, strlen(text));
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
