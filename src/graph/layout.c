#include "graph/layout.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/share.h"
#include "graph/graphviz.h"

struct layouter {
    const struct graphviz_library *library;
    void *context;
};

/*
 * Never closed: Graphviz keeps what it has allocated, as long as the process lives. The reason that the loader has is
 * what people can act on: it names the library that is lacking.
 */
static const struct graphviz_library *load(void *ctx, const char **why)
{
    struct diags ignored;
    diags_init(&ignored, ctx);
    const char *path = libexec_path(ctx, GRAPHVIZ_LIBRARY, &ignored);
    if (!path) {
        *why = "this build of fullschema has no " GRAPHVIZ_LIBRARY;
        return NULL;
    }
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const struct graphviz_library *library = handle ? dlsym(handle, GRAPHVIZ_SYMBOL) : NULL;
    if (!library)
        *why = mem_strdup(ctx, dlerror());
    return library;
}

/* The libraries that come with the program have their plugins with them; those of the machine may be of another
 * version. */
static void use_own_plugins(void *ctx)
{
    const char *plugins = own_libraries(ctx, "graphviz");
    if (plugins)
        setenv("GVBINDIR", plugins, 1);
}

struct layouter *layouter_new(void *ctx, const char **why)
{
    const struct graphviz_library *library = load(ctx, why);
    if (!library)
        return NULL;
    use_own_plugins(ctx);
    struct layouter *layouter = mem_new(NULL, struct layouter);
    layouter->library = library;
    layouter->context = library->open();
    return layouter;
}

void layouter_free(struct layouter *layouter)
{
    if (!layouter)
        return;
    layouter->library->close(layouter->context);
    mem_free(layouter);
}

const char *layouter_version(void *ctx, const struct layouter *layouter)
{
    return mem_strdup(ctx, layouter->library->version(layouter->context));
}

bool layout_make(void *ctx, struct layouter *layouter, struct layout *layout)
{
    return layouter && layouter->library->place(layouter->context, layout, mem_zeroed, ctx);
}
