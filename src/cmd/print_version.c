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

void print_version(void)
{
    void *ctx = mem_root("version");
    struct diags diags;
    char *user = NULL, *bindir = NULL;
    diags_init(&diags, ctx);
    console_print(stdout, "fullschema %s\n\n", release_version);
    print_libraries(ctx);
    console_print(stdout, "\n");
    read_settings(ctx, &user, &bindir, &diags);
    print_servers(ctx, &(struct server_options){.pg_user = user, .pg_bindir = bindir});
    fflush(stdout);
    diags_print(&diags, stderr, false);
    free(user);
    free(bindir);
    mem_free(ctx);
}
