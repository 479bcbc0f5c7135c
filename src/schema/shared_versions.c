#include "schema/shared_versions.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"

static int compare_names(const struct migration *a, const struct migration *b)
{
    return strcmp(base_name(a->entry), base_name(b->entry));
}

/* As the section says that they run. A base comes before all that is there. */
static int compare_as_said(const struct migration *a, const struct migration *b, enum project_order order)
{
    int numbers = order == ORDER_NUMBER_NAME || a->root || b->root ? migration_name_compare(&a->number, &b->number) : 0;
    return numbers ? numbers : a->root && b->root ? 0 : compare_names(a, b);
}

/* Which of two comes first; 0: they are one version. What has no number is told by its name, in whichever directory. */
static int compare(const struct migration *a, const struct migration *b, enum project_order said)
{
    if (said != ORDER_USUAL)
        return compare_as_said(a, b, said);
    int order = migration_name_compare(&a->number, &b->number);
    return order || a->number.n_parts > 0 ? order : compare_names(a, b);
}

static const struct migration *first_left(struct migrations *const *lists, const size_t *at, size_t n)
{
    const struct migration *first = NULL;
    for (size_t i = 0; i < n; i++) {
        if (at[i] == lists[i]->n)
            continue;
        const struct migration *next = &lists[i]->items[at[i]];
        first = first && compare(first, next, migrations_order(lists[i])) <= 0 ? first : next;
    }
    return first;
}

/* Takes what is the same version as `key` at the head of a list: several files may have it there. */
static void take(struct migrations *list, size_t *at, const struct migration *key, int version)
{
    if (*at == list->n || compare(&list->items[*at], key, migrations_order(list)) != 0)
        return;
    int own = list->items[*at].version;
    for (; *at < list->n && list->items[*at].version == own; ++*at)
        list->items[*at].version = version;
}

static void count_places(struct migrations *const *lists, size_t n)
{
    void *scratch = mem_root("places");
    size_t *at = mem_array(scratch, size_t, n + 1);
    const struct migration *first;
    for (int version = 1; (first = first_left(lists, at, n)); version++) {
        const struct migration key = *first;
        for (size_t i = 0; i < n; i++)
            take(lists[i], &at[i], &key, version);
    }
    mem_free(scratch);
}

void migrations_share_versions(struct migrations *const *lists, size_t n)
{
    bool by_number = true;
    for (size_t i = 0; i < n; i++)
        by_number = by_number && lists[i]->by_number;
    if (by_number)
        return;
    count_places(lists, n);
    for (size_t i = 0; i < n; i++)
        lists[i]->by_number = false;
}
