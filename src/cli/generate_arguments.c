#include "cli/generate_arguments.h"

#include <string.h>

#include "base/mem.h"
#include "base/root.h"
#include "cli/options.h"
#include "schema/plan.h"

static bool check_accepted(char **cells, struct diags *diags)
{
    for (; cells && *cells; cells++) {
        const char *dot = strchr(*cells, '.');
        if (dot && dot != *cells && dot[1])
            continue;
        diag_error(diags, "--accept-clock %s: not TABLE.COLUMN", *cells);
        return false;
    }
    return true;
}

bool layout_in_choose(const char *value, const struct tree_layout **layout, struct diags *diags)
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
    bool ok = layout_in_choose(layout_in, &layout, diags);
    *bookkeeping = layout->has_bookkeeping ? schema : NULL;
    return ok;
}

/* Nothing in plain migrations says for which engine they were written. */
bool layout_in_read(const char *value, const bool engines[ENGINE_COUNT], const struct tree_layout **layout,
                    struct diags *diags)
{
    if (!layout_in_choose(value, layout, diags))
        return false;
    if (!(*layout)->one_engine || engines[ENGINE_POSTGRES] != engines[ENGINE_SQLITE])
        return true;
    struct diag *e = diag_error(diags, "--layout-in %s: the migrations are for one engine", (*layout)->name);
    diag_hint(diags, e, "say which with --engine postgres or --engine sqlite");
    return false;
}

const char *directory_or_usual(const char *named, const char *usual, struct diags *diags)
{
    return named ? named : project_holds("", usual, 0, diags) ? usual : NULL;
}

bool generate_arguments_read(const struct generate_arguments *a, struct generate_options *o, struct diags *diags)
{
    int layout = LAYOUT_AUTO;
    *o = (struct generate_options){.schema = directory_or_usual(a->schema, "schema", diags),
                                   .output = directory_or_usual(a->output, LAYOUT_USUAL_OUTPUT, diags),
                                   .version = VERSION_OWN,
                                   .databases = (const char **)a->databases,
                                   .base = BASE_HIGHEST,
                                   .accepted = (const char *const *)a->accepted,
                                   .accepted_unrun = (const char *const *)a->accepted_unrun};
    for (char **name = a->databases; name && *name; name++)
        o->n_databases++;
    bool ok = server_arguments_read(&a->server, &o->server, diags);
    ok &= option_number("--schema-version", a->version, &o->version, diags);
    ok &= check_accepted(a->accepted, diags);
    ok &= option_base(a->base, &o->base, diags);
    ok &= update_arguments_read(&a->updates, &o->updates, diags);
    ok &= option_choice("--layout", a->layout, layout_names, &layout, diags);
    o->layout = (enum layout_form)layout;
    ok = ok && option_engines(a->engines, o->engines, diags) &&
         layout_in_read(a->layout_in, o->engines, &o->tree_layout, diags) &&
         migration_arguments_read(&a->migrations, o->tree_layout, &o->migrations, diags);
    o->migrations.with_history = a->with_history != 0;
    if (ok && a->with_history && !o->tree_layout->has_migrations)
        diag_error(diags, "--with-history is for --layout-in numbered");
    return ok && diags->n_errors == 0;
}

char *generate_command_line(void *ctx, const struct generate_arguments *a)
{
    struct generate_arguments same = *a;
    const struct poptOption table[] = {GENERATE_OPTIONS(&same), POPT_TABLEEND};
    return options_command_line(ctx, "fullschema generate", table);
}
