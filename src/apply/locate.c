#include "apply/locate.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"
#include "base/files.h"
#include "base/mem.h"

/* `name` where it comes after `before`, else anywhere; NULL where the file has not both. */
static const char *find_both(const char *content, const char *name, const char *before)
{
    const char *from = strcasestr(content, before);
    const char *hit = from ? ascii_find_word(content, from, name) : NULL;
    return hit || !from ? hit : ascii_find_word(content, content, name);
}

size_t locate_name(const struct plan *plan, const char *name, const char *before, struct diags *diags, struct diag *e)
{
    size_t n = 0;
    for (size_t i = plan->n_steps; i-- > 0;) {
        size_t size;
        const char *path = plan->steps[i].path;
        char *content = path ? file_read(NULL, plan->steps[i].root, path, &size) : NULL;
        const char *hit = content ? find_both(content, name, before) : NULL;
        if (hit && n++ == 0)
            diag_locate(diags, e, path, content, (size_t)(hit - content));
        mem_free(content);
    }
    return n;
}

void locate_table_writer(const struct plan *plan, const char *table, struct diags *diags, struct diag *e)
{
    size_t n = locate_name(plan, table, "insert", diags, e);
    if (n == 0)
        locate_name(plan, table, "", diags, e);
    else if (n > 1)
        diag_detail(
            diags, e,
            mem_printf(diags->ctx, "it may be another one: %zu files write to %s, and this is the last", n, table));
}
