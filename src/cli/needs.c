#include "cli/needs.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "cli/settings.h"

bool option_is_said(const struct poptOption *option)
{
    switch (option->argInfo & POPT_ARG_MASK) {
    case POPT_ARG_STRING:
        return *(char **)option->arg != NULL;
    case POPT_ARG_ARGV:
        return *(char ***)option->arg != NULL;
    default:
        return *(int *)option->arg != 0;
    }
}

const char **options_said(void *ctx, const struct poptOption *options)
{
    const char **said = NULL;
    size_t n = 0, at;
    for (; options->longName; options++)
        if (option_is_said(options)) {
            at = mem_grow(ctx, &said, &n);
            said[at] = options->longName;
        }
    at = mem_grow(ctx, &said, &n);
    said[at] = NULL;
    return said;
}

bool options_have(const char *const *said, const char *name)
{
    for (; *said; said++)
        if (strcmp(*said, name) == 0)
            return true;
    return false;
}

static bool is_said(const struct poptOption *options, const char *name)
{
    const struct poptOption *option = option_named(options, name);
    return option && option_is_said(option);
}

static bool is_met(const struct option_need *need, const struct poptOption *options)
{
    if (!need->with[0])
        return true;
    for (size_t i = 0; i < NEEDS_MOST && need->with[i]; i++)
        if (is_said(options, need->with[i]))
            return true;
    if (!need->or_none_of)
        return false;
    for (const char *const *name = need->or_none_of; *name; name++)
        if (is_said(options, *name))
            return false;
    return true;
}

static void refuse(const struct option_need *need, struct diags *diags)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < NEEDS_MOST && need->with[i]; i++)
        fprintf(t.out, "%s--%s", i ? " or " : "", need->with[i]);
    diag_error(diags, "--%s is for %s", need->option, text_close(&t, diags->ctx));
}

bool needs_check(const struct option_need *needs, const char *const *given, const struct poptOption *options,
                 struct diags *diags)
{
    bool ok = true;
    for (; needs && needs->option; needs++) {
        if (!options_have(given, needs->option))
            continue;
        bool met = is_met(needs, options), beside = needs->beside && is_said(options, needs->beside);
        if (!met)
            refuse(needs, diags);
        else if (beside)
            diag_error(diags, "--%s does nothing beside --%s", needs->option, needs->beside);
        ok &= met && !beside;
    }
    return ok;
}
