#include "schema/migration_name.h"

#include <string.h>

#include "base/files.h"
#include "schema/migration_tool.h"

static const char digits[] = "0123456789";

const char *migration_name_part(const char *text, struct migration_name *name)
{
    size_t zeros = strspn(text, "0"), n = strspn(text, digits);
    if (n == 0 || name->n_parts == MIGRATION_PARTS)
        return NULL;
    name->parts[name->n_parts++] = (struct migration_part){text + zeros, n - zeros};
    return text + n;
}

bool migration_name_ends(const char *rest)
{
    return *rest == '_' || *rest == '-' || *rest == '.';
}

/* The first tool, of those that look below or of all, whose form the name has. */
static const struct migration_tool *tool_of_form(const char *text, bool below)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->has_form && (*tool)->has_form(text) && (!below || (*tool)->looks_below))
            return *tool;
    return NULL;
}

bool migration_name_read(void *ctx, const char *text, struct migration_name *name)
{
    const struct migration_tool *tool = tool_of_form(text, false);
    *name = (struct migration_name){0};
    if (tool)
        return tool->read_name(ctx, text, name);
    const char *rest = migration_name_part(text, name);
    return rest && migration_name_ends(rest);
}

bool migration_name_read_below(void *ctx, const char *text, struct migration_name *name)
{
    const struct migration_tool *tool = tool_of_form(text, true);
    *name = (struct migration_name){0};
    return tool && tool->read_name(ctx, text, name);
}

static bool has_one_of(const char *text, const char *const *endings)
{
    for (; endings && *endings; endings++)
        if (has_ending(text, *endings))
            return true;
    return false;
}

bool migration_name_is_down(const char *text)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if (has_one_of(text, (*tool)->down_endings) || ((*tool)->is_down && (*tool)->is_down(text)))
            return true;
    return false;
}

static int compare_parts(const struct migration_part *a, const struct migration_part *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return a->n ? memcmp(a->digits, b->digits, a->n) : 0;
}

int migration_name_compare(const struct migration_name *a, const struct migration_name *b)
{
    if (!a->n_parts != !b->n_parts)
        return a->n_parts ? -1 : 1;
    for (size_t i = 0; i < MIGRATION_PARTS; i++) {
        int order = compare_parts(&a->parts[i], &b->parts[i]);
        if (order)
            return order;
    }
    return 0;
}
