#include "cli/migration_arguments.h"

#include <string.h>

static bool check_placeholders(char **values, struct diags *diags)
{
    for (; values && *values; values++) {
        const char *sign = strchr(*values, '=');
        if (sign && sign != *values)
            continue;
        diag_error(diags, "--placeholder %s: not NAME=VALUE", *values);
        return false;
    }
    return true;
}

bool migration_arguments_read(const struct migration_arguments *a, const struct tree_layout *layout,
                              const struct project *project, struct migration_request *request, struct diags *diags)
{
    int tool = 0;
    *request = (struct migration_request){.project = project,
                                          .placeholders = (const char *const *)a->placeholders,
                                          .keep_placeholders = a->keep_placeholders != 0};
    if (!option_choice("--migration-tool", a->tool, migration_tool_names(diags->ctx), &tool, diags) ||
        !check_placeholders(a->placeholders, diags))
        return false;
    request->tool = migration_tool_at(tool);
    if (layout->has_migrations || (!a->tool && !a->placeholders && !a->keep_placeholders))
        return true;
    diag_error(diags, "%s is for --layout-in numbered",
               a->tool           ? "--migration-tool"
               : a->placeholders ? "--placeholder"
                                 : "--keep-placeholders");
    return false;
}

bool with_history_read(int said, const struct tree_layout *layout, struct diags *diags)
{
    if (said && !layout->has_migrations)
        diag_error(diags, "--with-history is for --layout-in numbered");
    return said && layout->has_migrations;
}
