/*
 * The bookkeeping tables of an application, left out of its live database:
 * they are those that common/schema_version.sql makes, and no snapshot has
 * them. The file is read, never run.
 */
#include <string.h>
#include <strings.h>

#include "base/files.h"
#include "base/mem.h"
#include "kind/kind.h"
#include "model/read.h"
#include "schema/tree.h"
#include "source/private.h"

static bool is_bookkeeping(const struct model *bookkeeping, const struct object *o)
{
    const char *name = o->relation[0] ? o->relation : o->name;
    bool usual = !o->schema[0] || strcmp(o->schema, "public") == 0;
    for (size_t i = 0; usual && i < bookkeeping->n_items; i++) {
        const struct item *item = bookkeeping->items[i];
        if (item->relation[0])
            continue;
        if (bookkeeping->engine == ENGINE_SQLITE ? strcasecmp(item->name, name) == 0 : strcmp(item->name, name) == 0)
            return true;
    }
    return false;
}

bool leave_out_bookkeeping(struct catalog *catalog, const char *schema, struct diags *diags)
{
    void *ctx = mem_root("bookkeeping");
    char *path = path_join(ctx, schema, COMMON_DATABASE "/schema_version.sql");
    const struct root *root = root_open(ctx, schema, diags);
    char *text = root ? file_read_text(ctx, root, path, diags) : NULL;
    const struct model *bookkeeping = text ? model_read(ctx, catalog->engine, path, text, diags) : NULL;
    size_t kept = 0;
    for (size_t i = 0; bookkeeping && i < catalog->n_objects; i++)
        if (!is_bookkeeping(bookkeeping, catalog->objects[i]))
            catalog->objects[kept++] = catalog->objects[i];
    if (bookkeeping)
        catalog->n_objects = kept;
    mem_free(ctx);
    return bookkeeping != NULL;
}
