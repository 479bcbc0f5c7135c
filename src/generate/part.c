#include "generate/part.h"

#include "base/mem.h"
#include "emit/snapshot.h"
#include "generate/build.h"
#include "generate/subtract.h"

char *generate_part(struct server *server, const struct schema_tree *tree, const struct update_options *updates,
                    const struct plan *plan, void *ctx, struct diags *diags)
{
    void *work = mem_root("generate_part");
    const struct accepted accepted = {.all = true};
    struct updates *resolver = updates_new(work, tree, updates);
    struct built built;
    char *text = NULL;
    if (build_database(server, tree, resolver, plan, &accepted, &(struct build_states){0}, NULL, 0, work, &built,
                       diags)) {
        const struct catalog *rest = subtract_bookkeeping(work, built.whole, built.bookkeeping);
        text = snapshot_print(ctx, rest, diags);
    }
    mem_free(work);
    return text;
}
