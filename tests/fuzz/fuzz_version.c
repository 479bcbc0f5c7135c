/* __init__.py of a schema directory, where SCHEMA_VERSION stands. */
#include "fuzz.h"

#include <sys/stat.h>

#include "schema/tree.h"
#include "schema/tree_layout.h"

static void fuzz_one(struct fuzz *f)
{
    fuzz_directory();
    mkdir("schema", 0700);
    mkdir("schema/common", 0700);
    mkdir("schema/main", 0700);
    mkdir("schema/main/delta", 0700);
    mkdir("schema/main/delta/1", 0700);
    fuzz_put("schema/__init__.py", f);
    const struct schema_tree *tree = schema_tree_open(f->ctx, "schema", &tree_layout_databases, NULL, &f->diags);
    if (!tree && f->diags.n_errors == 0)
        fuzz_fail("refused without a word", f->text);
    if (tree && tree->version_declared && tree->version < 0)
        fuzz_fail("a version below nothing", f->text);
}
