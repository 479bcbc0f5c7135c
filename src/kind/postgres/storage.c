#include "kind/postgres/storage.h"

#include <stdlib.h>
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

static bool is_of_toast(const char *option)
{
    return strncmp(option, "toast.", strlen("toast.")) == 0;
}

/* Those of the table that holds long values come last. */
static int by_text(const void *a, const void *b)
{
    const char *first = *(const char *const *)a, *second = *(const char *const *)b;
    int order = (int)is_of_toast(first) - (int)is_of_toast(second);
    return order ? order : strcmp(first, second);
}

static bool is_named(const char *option, const char *name)
{
    size_t n = strlen(name);
    return strncmp(option, name, n) == 0 && option[n] == '=';
}

/* toast.fillfactor */
static const char *name_of(void *ctx, const json_t *element)
{
    const char *space = field_text(element, "defnamespace"), *name = field_text(element, "defname");
    return space[0] ? mem_printf(ctx, "%s.%s", space, name) : name;
}

/* An option without a value is true. */
static const char *value_of(const json_t *element)
{
    const json_t *value = field_node(element, "arg");
    return value ? field_text(node_as(value, "String"), "sval") : "true";
}

const char *field_of_storage_options(struct parsing *parsing, const char *before, const json_t *changes, bool reset)
{
    void *work = mem_context(NULL);
    struct list list = parse_array(work, before);
    const char **items = mem_array(work, const char *, (size_t)list.n + json_array_size(changes));
    size_t n = 0, i;
    json_t *node;
    for (int k = 0; k < list.n; k++)
        items[n++] = list.items[k];
    json_array_foreach(changes, i, node)
    {
        const char *name = name_of(work, node_body(node));
        size_t at = 0;
        while (at < n && !is_named(items[at], name))
            at++;
        if (at < n)
            items[at] = items[--n];
        if (!reset && strcmp(name, "pg_attver") != 0)
            items[n++] = mem_printf(work, "%s=%s", name, value_of(node_body(node)));
    }
    if (n > 0)
        qsort(items, n, sizeof(*items), by_text);
    const char *text = n > 0 ? array_text(parsing->ctx, items, n) : NULL;
    mem_free(work);
    return text;
}
