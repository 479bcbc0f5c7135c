/* fullschema delta: the next delta's files, with the right version and number, to be filled in. */
#include <stdio.h>
#include <time.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "cli/generate_arguments.h"
#include "cli/needs.h"
#include "cli/options.h"
#include "cmd/commands.h"
#include "schema/next_delta.h"
#include "schema/next_migration.h"
#include "schema/released.h"
#include "schema/tree.h"

struct arguments {
    char *schema, *version, *database, *layout_in;
    struct migration_arguments migrations;
    char **engines;
    int background;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"schema", 's', POPT_ARG_STRING, &a->schema, SETTING_READS, "the schema directory (default: schema)", "DIR"},
        {"schema-version", 'n', POPT_ARG_STRING, &a->version, SETTING_FREE,
         "the version that the delta belongs to (default: the directory's own, or the next where a git tag has that)",
         "N"},
        {"database", '\0', POPT_ARG_STRING, &a->database, SETTING_FREE,
         "its logical database (default: main, or the only one there is)", "NAME"},
        {"engine", '\0', POPT_ARG_ARGV, &a->engines, SETTING_FREE,
         "a file for postgres or sqlite alone; may be repeated (default: one file for both)", "ENGINE"},
        {"background", '\0', POPT_ARG_NONE, &a->background, SETTING_FREE,
         "the delta queues a background update of that name, which gets a file of its own", NULL},
        {"layout-in", '\0', POPT_ARG_STRING, &a->layout_in, SETTING_FREE,
         "how the schema directory is laid out; numbered: migrations of one database; ini: as sections "
         "[database NAME] of fullschema.ini say (default: ini where it has any, else as it looks)",
         "databases|numbered|ini"},
        PROJECT_OPTION(&a->migrations),
        MIGRATION_TOOL_OPTION(&a->migrations),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* What is to be made. */
struct job {
    void *ctx;
    struct diags *diags;
    const char *name, *database;
    const char *schema;
    const struct tree_layout *layout;
    struct migration_request request;
    const struct schema_tree *tree;
    struct next_delta next;
    struct drafts drafts;
};

static bool refuse(struct job *job, const char *message, const char *hint)
{
    struct diag *e = diag_error(job->diags, "%s", message);
    diag_hint(job->diags, e, "%s", hint);
    return false;
}

static bool choose_database(struct job *job, const char *wanted)
{
    const struct schema_tree *tree = job->tree;
    job->database = wanted                                                    ? wanted
                    : schema_tree_has(tree, "main") || tree->n_databases == 0 ? "main"
                                                                              : tree->databases[0];
    if (!wanted && tree->n_databases > 1 && !schema_tree_has(tree, "main"))
        return refuse(job, "there are several logical databases", "say which with --database");
    if (schema_tree_has(tree, job->database))
        return true;
    struct diag *e = diag_error(job->diags, "no logical database %s", job->database);
    e->file = tree->name;
    if (!tree->layout->has_migrations)
        diag_hint(job->diags, e, "to begin one, make the directory %s/%s/delta", tree->path, job->database);
    else if (tree->layout == &tree_layout_project)
        diag_hint(job->diags, e, "to begin one, write a section [database %s]", job->database);
    return false;
}

/* A directory that names its version in __init__.py does not take a higher one from its deltas. */
static void warn_of_version(struct job *job)
{
    if (job->next.version <= job->tree->version || !job->tree->version_declared)
        return;
    struct diag *e = diag_warning(job->diags, "SCHEMA_VERSION is %d, so version %d does not run yet",
                                  job->tree->version, job->next.version);
    e->file = path_join(job->ctx, job->tree->path, "__init__.py");
}

/* The directory's own version, or the one after it where that has been released. */
static int own_version(struct job *job)
{
    int version = job->tree->version;
    const char *tag = released_by(job->ctx, job->tree, version);
    if (!tag)
        return version;
    console_print(stderr, "version %d is released, as tag %s has it: the delta begins version %d\n", version, tag,
                  version + 1);
    return version + 1;
}

static bool check_name(struct job *job)
{
    if (delta_name_is_plain(job->name))
        return true;
    const char *plain = delta_name_made_plain(job->ctx, job->name);
    const char *rule = "a name is made of lower-case letters, digits and underscores";
    return refuse(job, mem_printf(job->ctx, "%s: not the name of a delta", job->name),
                  mem_printf(job->ctx, "%s: %s", rule, *plain ? plain : "add_room_aliases"));
}

static bool prepare(struct job *job, const struct arguments *a)
{
    job->tree = schema_tree_open(job->ctx, job->schema, job->layout, NULL, job->diags);
    if (!job->tree || !check_name(job))
        return false;
    int version = -1;
    if (!option_number("--schema-version", a->version, &version, job->diags) || !choose_database(job, a->database))
        return false;
    if (!a->version)
        version = own_version(job);
    if (!next_delta_find(job->ctx, job->tree, job->database, version, &job->next, job->diags))
        return false;
    warn_of_version(job);
    return true;
}

/* `suffix` is "" for both engines, else ".postgres" or ".sqlite". */
static void add_delta(struct job *job, bool background, const char *suffix)
{
    char *path =
        mem_printf(job->ctx, "%s/%0*d_%s.sql%s", job->next.dir, job->next.width, job->next.number, job->name, suffix);
    const char *text = "-- Why this change is made, for whoever reads it in a year.\n";
    if (background)
        text = mem_printf(job->ctx,
                          "-- Queues %s, which %s/background_updates/ describes.\n"
                          "INSERT INTO background_updates (ordering, update_name, progress_json)\n"
                          "    VALUES (%d%02d, '%s', '{}');\n",
                          job->name, job->database, job->next.version, job->next.number, job->name);
    drafts_add(job->ctx, &job->drafts, job->tree->path, path, text);
}

static void add_update(struct job *job, const char *suffix)
{
    char *path =
        mem_printf(job->ctx, "%s/%s/background_updates/%s.sql%s", job->tree->path, job->database, job->name, suffix);
    drafts_add(job->ctx, &job->drafts, job->tree->path, path,
               "-- What this update does to the schema: CREATE INDEX, ALTER TABLE. Where it only moves\n"
               "-- rows, it does nothing to an empty database, and this comment is all it takes.\n");
}

/* Of a file for one engine alone, the other engine must not queue what it has no file for. */
static void draft_all(struct job *job, const struct arguments *a, const bool engines[ENGINE_COUNT])
{
    for (int part = 0; part <= a->background; part++)
        for (int e = 0; e < ENGINE_COUNT; e++) {
            const char *suffix = a->engines ? mem_printf(job->ctx, ".%s", engine_name((enum engine)e)) : "";
            if ((a->engines && !engines[e]) || (!a->engines && e > 0))
                continue;
            if (part == 0)
                add_delta(job, a->background != 0, suffix);
            else
                add_update(job, suffix);
        }
}

/* A delta of a logical database, in the version that it belongs to. */
static bool draft_delta(struct job *job, const struct arguments *a)
{
    bool engines[ENGINE_COUNT];
    if (!option_engines(a->engines, engines, job->diags) || !prepare(job, a))
        return false;
    draft_all(job, a, engines);
    return true;
}

/* The next of a directory of migrations: for the engines that the newest is for. */
static bool draft_migration(struct job *job, const struct arguments *a, const char *const *given)
{
    const char *of_databases = a->version                      ? "--schema-version"
                               : a->background                 ? "--background"
                               : options_have(given, "engine") ? "--engine"
                                                               : NULL;
    if (of_databases) {
        diag_error(job->diags, "%s is not for --layout-in %s", of_databases, job->layout->name);
        return false;
    }
    job->tree = schema_tree_open(job->ctx, job->schema, job->layout, &job->request, job->diags);
    return job->tree && check_name(job) && choose_database(job, a->database) &&
           next_migration_draft(job->ctx, job->tree, job->database, job->name, time(NULL), &job->drafts, job->diags);
}

static bool choose_tree(struct job *job, const struct arguments *a)
{
    struct tree_choice tree;
    if (!tree_arguments_read(a->schema, a->layout_in, &a->migrations, NULL, &tree, job->diags) || !tree.schema)
        return false;
    job->schema = tree.schema;
    job->layout = tree.layout;
    job->request = tree.request;
    return true;
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    struct job job = {.ctx = invocation->ctx, .diags = &invocation->diags, .name = invocation->operands[0]};
    if (!choose_tree(&job, a) ||
        !(job.layout->has_migrations ? draft_migration(&job, a, invocation->given) : draft_delta(&job, a)) ||
        !drafts_make(&job.drafts, job.diags))
        return EXIT_STATUS_TROUBLE;
    for (size_t i = 0; i < job.drafts.n; i++)
        console_print(stdout, "%s\n", job.drafts.items[i].path);
    return EXIT_STATUS_DONE;
}

const struct command delta_command = {
    .name = "delta",
    .summary = "make the next delta file",
    .about = "Makes the file of the next delta, with the version and number that put it last, and prints its\n"
             "path. With --background it queues an update, whose file is made too. In a directory of\n"
             "migrations (--layout-in numbered) the new one has the form of the newest: its kind of number, its\n"
             "endings and files, the marks of its tool.",
    .operands = "NAME",
    .min_operands = 1,
    .max_operands = 1,
    .options = option_table,
    .run = run,
};
