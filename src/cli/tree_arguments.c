#include "cli/tree_arguments.h"

#include "base/mem.h"
#include "base/root.h"
#include "cli/options.h"
#include "cli/prepare_file.h"
#include "cli/project_file.h"

const char *directory_or_usual(const char *named, const char *usual, struct diags *diags)
{
    return named ? named : project_holds("", usual, 0, diags) ? usual : NULL;
}

/* By the value of --layout-in. */
static bool choose(const char *value, const struct tree_layout **layout, struct diags *diags)
{
    size_t n = 0;
    while (tree_layouts[n])
        n++;
    const char **names = mem_array(diags->ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = tree_layouts[i]->name;
    int choice = 0;
    bool ok = option_choice("--layout-in", value, names, &choice, diags);
    *layout = tree_layouts[choice];
    return ok;
}

bool bookkeeping_read(const char *schema, const char *layout_in, const char **bookkeeping, struct diags *diags)
{
    const struct tree_layout *layout;
    bool ok = choose(layout_in, &layout, diags);
    if (!layout_in && schema)
        layout = tree_layout_found(diags->ctx, schema);
    *bookkeeping = layout->has_bookkeeping ? schema : NULL;
    return ok;
}

static bool has_databases(const struct project *project)
{
    return project && project->n_databases > 0;
}

static bool refuse_both(const struct project *project, const char *schema, struct diags *diags)
{
    struct diag *e = diag_error(diags, "--schema %s: the sections [database NAME] of %s say where the migrations are",
                                schema, project->file);
    diag_hint(diags, e, "leave out --schema, or say with --layout-in how that directory is laid out");
    return false;
}

static bool refuse_without_sections(struct diags *diags)
{
    struct diag *e = diag_error(diags, "--layout-in ini: there is no section [database NAME] in fullschema.ini");
    diag_hint(diags, e, "such a section says where the migrations of each engine are: docs/projects.md");
    return false;
}

/* Nothing in plain migrations says for which engine they were written. */
static bool check_engine(const struct tree_layout *layout, const char *schema, const bool *engines, struct diags *diags)
{
    if (!layout->one_engine || !engines || engines[ENGINE_POSTGRES] != engines[ENGINE_SQLITE])
        return true;
    struct diag *e = diag_error(diags, "%s: the migrations are for one engine", schema);
    diag_hint(diags, e,
              "say which with --engine postgres or --engine sqlite; for both, a section [database main] of "
              "fullschema.ini says `postgres = DIR` and `sqlite = DIR`, which may be one directory");
    return false;
}

bool tree_choice_prepare(const struct tree_choice *choice, const struct migration_arguments *migrations,
                         struct server_options *server, struct diags *diags)
{
    const struct project *project = choice->request.project;
    server->roles = project ? project->roles : NULL;
    server->n_roles = project ? project->n_roles : 0;
    return !project || prepare_check(project, (const char *const *)migrations->allowed_extensions, diags);
}

bool tree_arguments_project(const struct migration_arguments *migrations, const struct project **project,
                            struct diags *diags)
{
    *project = NULL;
    if (!migrations->project)
        return true;
    *project = project_read(diags->ctx, migrations->project, diags);
    return *project && prepare_check(*project, (const char *const *)migrations->allowed_extensions, diags);
}

bool tree_arguments_read(const char *schema, const char *layout_in, const struct migration_arguments *migrations,
                         const bool *engines, struct tree_choice *choice, struct diags *diags)
{
    const struct project *project = NULL;
    *choice = (struct tree_choice){0};
    if (migrations->project && !(project = project_read(diags->ctx, migrations->project, diags)))
        return false;
    if (!layout_in && has_databases(project)) {
        if (schema)
            return refuse_both(project, schema, diags);
        layout_in = tree_layout_project.name;
    }
    if (!choose(layout_in, &choice->layout, diags))
        return false;
    bool own = choice->layout == &tree_layout_project;
    if (own && !has_databases(project))
        return refuse_without_sections(diags);
    choice->schema = own ? project->directory : directory_or_usual(schema, "schema", diags);
    if (!layout_in && choice->schema)
        choice->layout = tree_layout_found(diags->ctx, choice->schema);
    return check_engine(choice->layout, choice->schema, engines, diags) &&
           migration_arguments_read(migrations, choice->layout, project, &choice->request, diags);
}
