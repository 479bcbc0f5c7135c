#include "cli/snapshot_arguments.h"

bool snapshot_arguments_read(void *ctx, const struct snapshot_arguments *a, struct source_options *options,
                             struct expected_drift *expected, struct diags *diags)
{
    *options = (struct source_options){.version = VERSION_HIGHEST};
    return option_number("--schema-version", a->version, &options->version, diags) &&
           database_arguments_read(&a->database, &options->limits, diags) &&
           bookkeeping_read(a->schema, a->layout_in, &options->bookkeeping, diags) &&
           expected_arguments_read(ctx, &a->expected, NULL, expected, diags);
}
