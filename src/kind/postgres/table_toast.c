/* Options of a TOAST table that a table of a text has not, as none of its columns could need one. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/entries.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"

/* Rows longer than about a quarter of a page need one; the overhead counts what aligns a column. */
enum { UNKNOWN = 10000, SHORT_ROW = 1900, OVERHEAD = 8, WORD_SIZE = 16 };

/* The first number in parentheses, as texts of types say lengths. */
static long length_of(const char *type)
{
    const char *open = strchr(type, '(');
    long length = open ? strtol(open + 1, NULL, 10) : 0;
    return length > 0 && length < UNKNOWN ? length : UNKNOWN;
}

/* How many bytes a value of the type takes at most; of types that are not known here, more than any row may have. */
static long size_of(const char *type)
{
    static const char *const fixed[] = {"boolean",
                                        "smallint",
                                        "integer",
                                        "bigint",
                                        "oid",
                                        "real",
                                        "double precision",
                                        "date",
                                        "uuid",
                                        "money",
                                        "interval",
                                        "timestamp with time zone",
                                        "time without time zone",
                                        "timestamp without time zone"};
    for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
        if (strcmp(type, fixed[i]) == 0)
            return WORD_SIZE;
    bool array = type[0] && type[strlen(type) - 1] == ']';
    if (!array && (strncmp(type, "character varying(", 18) == 0 || strncmp(type, "character(", 10) == 0))
        return length_of(type) * 4;
    if (!array && strncmp(type, "numeric(", 8) == 0)
        return length_of(type) / 2 + WORD_SIZE;
    return UNKNOWN;
}

static bool needs_toast(struct object *const *columns, size_t n)
{
    long size = n == 0 ? UNKNOWN : 0; /* one without columns, or whose columns nobody knows */
    for (size_t i = 0; i < n && size < UNKNOWN; i++)
        size += size_of(object_value(columns[i], COLUMN_TYPE)) + OVERHEAD;
    return size > SHORT_ROW;
}

void table_finish_toast(struct parsing *parsing, struct object *table, struct object *const *columns, size_t n)
{
    static const char prefix[] = "toast.";
    const char *options = table->values[TABLE_OPTIONS];
    if (!options || !strstr(options, prefix) || table->values[TABLE_OF_TYPE] || needs_toast(columns, n))
        return;
    void *work = mem_context(NULL);
    struct entries all = entries_read(work, options), kept = {.ctx = work};
    for (size_t i = 0; i < all.n; i++)
        if (strncmp(all.items[i], prefix, strlen(prefix)) != 0) {
            size_t at = mem_grow(work, &kept.items, &kept.n);
            kept.items[at] = all.items[i];
        }
    const char *text = entries_text(work, &kept, NULL);
    table->values[TABLE_OPTIONS] = text ? mem_strdup(parsing->ctx, text) : NULL;
    mem_free(work);
}
