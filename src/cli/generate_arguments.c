#include "cli/generate_arguments.h"

#include <string.h>

#include "base/mem.h"
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

bool generate_arguments_read(const struct generate_arguments *a, struct generate_options *o, struct diags *diags)
{
    int layout = LAYOUT_AUTO;
    struct tree_choice tree;
    *o = (struct generate_options){.output = directory_or_usual(a->output, LAYOUT_USUAL_OUTPUT, diags),
                                   .version = VERSION_OWN,
                                   .databases = (const char **)a->databases,
                                   .base = BASE_HIGHEST,
                                   .accepted = (const char *const *)a->accepted,
                                   .accepted_unrun = (const char *const *)a->accepted_unrun,
                                   .comments = a->comments != 0};
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
         tree_arguments_read(a->schema, a->layout_in, &a->migrations, o->engines, &tree, diags);
    if (ok) {
        o->schema = tree.schema;
        o->tree_layout = tree.layout;
        o->migrations = tree.request;
        ok = tree_choice_prepare(&tree, &a->migrations, &o->server, diags);
        o->migrations.with_history = with_history_read(a->with_history, tree.layout, diags);
    }
    return ok && diags->n_errors == 0;
}

char *generate_command_line(void *ctx, const struct generate_arguments *a)
{
    struct generate_arguments same = *a;
    same.server.cache.none = 0; /* changes nothing of what is made */
    const struct poptOption table[] = {GENERATE_OPTIONS(&same), POPT_TABLEEND};
    return options_command_line(ctx, "fullschema generate", table);
}
