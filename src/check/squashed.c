#include "check/squashed.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "check/history_key.h"

/* A file that cannot be read is reported where it runs. */
static bool stands_for_others(void *ctx, const struct migrations *migrations, const struct migration *first)
{
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    const char *text =
        file_read_text(ctx, migration_root(migrations, first), migration_path(ctx, migrations, first), &unsaid);
    return text && strncmp(text, SQUASH_TITLE, strlen(SQUASH_TITLE)) == 0;
}

static bool is_before(const struct history_row *row, const struct migration *first)
{
    struct migration_name number;
    const char *text = row->version ? row->version : "";
    return !row->failed && history_number(text, &number) && migration_name_compare(&number, &first->number) < 0;
}

size_t squashed_leave_out(void *ctx, const struct migrations *migrations, const struct migration *first,
                          const struct history_row **strangers, size_t n)
{
    size_t kept = 0;
    if (n == 0 || first->number.n_parts == 0 || !stands_for_others(ctx, migrations, first))
        return n;
    for (size_t i = 0; i < n; i++)
        if (!is_before(strangers[i], first))
            strangers[kept++] = strangers[i];
    return kept;
}
