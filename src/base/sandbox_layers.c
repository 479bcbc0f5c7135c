#include "base/sandbox_layers.h"

#include <stdatomic.h>

#include "base/mem.h"

static bool is_required;

void sandbox_require(void)
{
    is_required = true;
}

bool sandbox_is_required(void)
{
    return is_required;
}

/* What lacks, in the words of who knows Linux; "" where nothing does. Belongs to ctx. */
static char *missing(enum sandbox_profile profile, unsigned layers, void *ctx)
{
    const struct {
        bool lacks;
        const char *name;
    } parts[] = {
        {!(layers & SANDBOX_CALLS), "system calls are not filtered (seccomp)"},
        {!(layers & SANDBOX_PATHS) && profile == SANDBOX_PYTHON, "files are not closed by their names (Landlock)"},
    };
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].lacks)
            fprintf(t.out, "%s%s", i > 0 && parts[i - 1].lacks ? ", " : "", parts[i].name);
    return text_close(&t, ctx);
}

bool sandbox_layers_judge(enum sandbox_profile profile, unsigned layers, const char *what, struct diags *diags)
{
    static atomic_flag reported[] = {[SANDBOX_PYTHON] = ATOMIC_FLAG_INIT, [SANDBOX_SQLITE] = ATOMIC_FLAG_INIT};
    void *ctx = mem_context(diags->ctx);
    const char *lacks = missing(profile, layers, ctx);
    bool is_whole = *lacks == '\0';
    if (!is_whole && is_required) {
        struct diag *e = diag_error(diags, "the sandbox of %s is not whole: %s", what, lacks);
        diag_hint(diags, e,
                  "this kernel or container does not have that; without --require-sandbox it runs in the rest of it");
    } else if (!is_whole && !atomic_flag_test_and_set(&reported[profile])) {
        struct diag *e = diag_warning(diags, "the sandbox of %s is not whole: %s", what, lacks);
        diag_hint(diags, e, "the rest is in force: see docs/security.md. --require-sandbox makes this an error");
    }
    mem_free(ctx);
    return is_whole || !is_required;
}
