#include "schema/draft.h"

#include "base/files.h"
#include "base/mem.h"
#include "base/write.h"

void drafts_add(void *ctx, struct drafts *drafts, const char *directory, const char *path, const char *text)
{
    size_t at = mem_grow(ctx, &drafts->items, &drafts->n);
    drafts->items[at] = (struct draft){directory, path, text};
}

bool drafts_make(const struct drafts *drafts, struct diags *diags)
{
    for (size_t i = 0; i < drafts->n; i++)
        if (is_there(drafts->items[i].path)) {
            struct diag *e = diag_error(diags, "is there already");
            e->file = mem_strdup(diags->ctx, drafts->items[i].path);
            return false;
        }
    for (size_t i = 0; i < drafts->n; i++)
        if (!file_create(drafts->items[i].directory, drafts->items[i].path, drafts->items[i].text, diags))
            return false;
    return true;
}
