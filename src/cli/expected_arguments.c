#include "cli/expected_arguments.h"

#include <string.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/publish.h"
#include "base/shown.h"
#include "cli/settings.h"

bool expected_arguments_read(void *ctx, const struct expected_arguments *a, const char *schema,
                             struct expected_drift *expected, struct diags *diags)
{
    *expected = (struct expected_drift){.arguments = a, .path = a->file};
    if (a->file)
        return (a->write && !is_there(a->file)) || excuses_read(ctx, a->file, &expected->excuses, diags);
    if (!schema && a->write) {
        diag_error(diags, "--write-expected: --expected FILE says where");
        return false;
    }
    if (!schema)
        return true;
    const char *directory = settings_directory(ctx, schema);
    expected->path = *directory ? path_join(ctx, directory, EXCUSES_FILE) : EXCUSES_FILE;
    return excuses_read_beside(ctx, directory, &expected->excuses, diags);
}

static bool write_file(void *ctx, struct expected_drift *expected, const struct difference *difference,
                       struct diags *diags)
{
    size_t n_added = 0;
    const char *old_text = is_there(expected->path) ? input_read_text(ctx, expected->path, NULL, diags) : "";
    struct output file = {.path = expected->path};
    if (!old_text)
        return false;
    file.text = excuses_extended(ctx, old_text, difference, &n_added);
    if (n_added && !publish_outputs(&file, 1, diags))
        return false;
    console_print(stderr, "fullschema: %s: %zu line%s added%s\n", shown_text(ctx, expected->path), n_added,
                  n_added == 1 ? "" : "s", n_added ? "; say behind each colon why it is meant to be" : "");
    return true;
}

bool expected_apply(void *ctx, struct expected_drift *expected, struct difference *difference, bool all,
                    struct diags *diags)
{
    excuses_apply(ctx, &expected->excuses, difference);
    if (!expected->excuses.path)
        difference->expected = NULL;
    if (all && difference->n_uncompared == 0)
        excuses_report_unused(&expected->excuses, difference, diags);
    return !expected->arguments->write || write_file(ctx, expected, difference, diags);
}
