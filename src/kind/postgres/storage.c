#include "kind/postgres/storage.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/entries.h"
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
    struct entries entries = entries_read(work, before);
    size_t i;
    json_t *node;
    json_array_foreach(changes, i, node)
    {
        const char *name = name_of(work, node_body(node));
        bool gone = reset || strcmp(name, "pg_attver") == 0;
        entries_set(&entries, name, gone ? NULL : mem_printf(work, "%s=%s", name, value_of(node_body(node))));
    }
    const char *text = entries_text(parsing->ctx, &entries, by_text);
    mem_free(work);
    return text;
}

bool parse_storage_change(struct parsing *parsing, const json_t *command, const char **array)
{
    const json_t *changes = field_node(node_as(field_node(command, "def"), "List"), "items");
    bool reset = field_is(command, "subtype", "AT_ResetRelOptions");
    if (!reset && !field_is(command, "subtype", "AT_SetRelOptions"))
        return false;
    *array = field_of_storage_options(parsing, *array, changes, reset);
    return true;
}
