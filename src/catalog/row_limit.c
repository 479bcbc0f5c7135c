#include "catalog/row_limit.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/regular.h"
#include "kind/kind.h"

char *row_limit_clause(const struct reading *reading, void *ctx)
{
    const struct row_limit *l = reading->row_limit;
    return l && l->most ? mem_printf(ctx, " LIMIT %zu", l->most + 1) : mem_strdup(ctx, "");
}

static size_t bytes_of(const struct rows *rows)
{
    size_t bytes = 0;
    for (int r = 0; r < rows->n_rows; r++)
        for (int c = 0; c < rows->n_columns; c++)
            bytes += rows_cell(rows, r, c)->size;
    return bytes;
}

void row_limit_refuse(struct reading *reading, const char *table)
{
    if (reading->row_limit)
        reading->row_limit->refused = mem_strdup(reading->diags->ctx, table);
}

bool row_limit_take(struct reading *reading, const char *schema, const char *table, const struct rows *rows)
{
    struct row_limit *l = reading->row_limit;
    if (!l)
        return true;
    l->taken += (size_t)rows->n_rows;
    l->bytes += bytes_of(rows);
    bool too_many = l->most && l->taken > l->most;
    if (!too_many && l->bytes <= LARGEST_FILE)
        return true;
    struct diags *diags = reading->diags;
    const char *most =
        too_many ? mem_printf(diags->ctx, "%zu", l->most) : mem_printf(diags->ctx, "%d MiB", LARGEST_FILE >> 20);
    row_limit_refuse(reading, table);
    struct diag *e = diag_error(diags, "%s: too many rows for a snapshot: with those of %s%s%s there are more than %s",
                                engine_name(reading->catalog->engine), schema, *schema ? "." : "", table, most);
    diag_hint(diags, e, "the snapshot holds each row that the deltas leave in a table%s",
              too_many ? "; --row-limit allows more" : "");
    return false;
}
