#include "cli/generate_arguments.h"

#include <string.h>

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

/* Nothing in plain migrations says for which engine they were written. */
static bool check_one_engine(const struct generate_options *o, struct diags *diags)
{
    if (o->tree_layout != TREE_NUMBERED || o->engines[ENGINE_POSTGRES] != o->engines[ENGINE_SQLITE])
        return true;
    struct diag *e = diag_error(diags, "--layout-in numbered: the migrations are for one engine");
    diag_hint(diags, e, "say which with --engine postgres or --engine sqlite");
    return false;
}

bool generate_arguments_read(const struct generate_arguments *a, struct generate_options *o, struct diags *diags)
{
    static const char *const layouts[] = {"auto", "flat", "nested", NULL};
    static const char *const layouts_in[] = {"databases", "numbered", NULL};
    int layout = LAYOUT_AUTO, layout_in = TREE_DATABASES;
    *o = (struct generate_options){.schema = a->schema ? a->schema : "schema",
                                   .output = a->output ? a->output : "full_schemas",
                                   .version = VERSION_OWN,
                                   .databases = (const char **)a->databases,
                                   .base = BASE_HIGHEST,
                                   .accepted = (const char *const *)a->accepted};
    for (char **name = a->databases; name && *name; name++)
        o->n_databases++;
    bool ok = server_arguments_read(&a->server, &o->server, diags);
    ok &= option_number("--schema-version", a->version, &o->version, diags);
    ok &= check_accepted(a->accepted, diags);
    ok &= option_base(a->base, &o->base, diags);
    ok &= update_arguments_read(&a->updates, &o->updates, diags);
    ok &= option_choice("--layout", a->layout, layouts, &layout, diags);
    ok &= option_choice("--layout-in", a->layout_in, layouts_in, &layout_in, diags);
    o->layout = (enum layout)layout;
    o->tree_layout = (enum tree_layout)layout_in;
    ok = ok && option_engines(a->engines, o->engines, diags) && check_one_engine(o, diags);
    return ok && diags->n_errors == 0;
}

char *generate_command_line(void *ctx, const struct generate_arguments *a)
{
    struct generate_arguments same = *a;
    const struct poptOption table[] = {GENERATE_OPTIONS(&same), POPT_TABLEEND};
    return options_command_line(ctx, "fullschema generate", table);
}
