#include "kind/postgres/table_inherits.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

bool table_has_inherits(const struct object *table)
{
    return table->values[TABLE_PARENTS] && !table->values[TABLE_PARTITION_BOUND];
}

bool needs_not_null_constraint(const struct object *column)
{
    return !object_flag(column, COLUMN_LOCAL) && object_flag(column, COLUMN_NOT_NULL) &&
           object_flag(column, COLUMN_NOT_NULL_VALID) &&
           (column->values[COLUMN_NOT_NULL_NAME] || object_flag(column, COLUMN_NOT_NULL_NO_INHERIT));
}

static void print_change(FILE *out, const struct object *table, const struct object *column)
{
    fputs("ALTER TABLE ", out);
    print_object_name(out, table);
    fputs(" ALTER COLUMN ", out);
    print_name(out, column->name);
}

/* What a column gets from the parents of its table. */
struct inherited {
    bool not_null;
    const char *fallback; /* the default, or NULL */
};

static struct inherited inherited_of(void *ctx, const struct catalog *catalog, const struct object *table,
                                     const struct object *column)
{
    struct inherited found = {false, NULL};
    struct list parents = parse_array(ctx, table->values[TABLE_PARENTS]);
    for (int i = 0; i + 1 < parents.n; i += 2) {
        const struct object *above =
            catalog_find(catalog, &postgres_column, parents.items[i], parents.items[i + 1], column->name);
        if (!above)
            continue;
        found.not_null |= object_flag(above, COLUMN_NOT_NULL) && !object_flag(above, COLUMN_NOT_NULL_NO_INHERIT);
        if (above->values[COLUMN_DEFAULT])
            found.fallback = above->values[COLUMN_DEFAULT];
    }
    return found;
}

void print_overrides(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns)
{
    void *work = mem_context(NULL);
    for (size_t i = 0; table_has_inherits(table) && i < columns.n; i++) {
        const struct object *column = columns.items[i];
        if (object_flag(column, COLUMN_LOCAL) || object_value(column, COLUMN_GENERATED)[0])
            continue;
        struct inherited above = inherited_of(work, catalog, table, column);
        const char *own = column->values[COLUMN_DEFAULT];
        if (strcmp(own ? own : "", above.fallback ? above.fallback : "") != 0) {
            print_change(out, table, column);
            fputs(own ? " SET" : " DROP DEFAULT", out);
            if (own)
                print_default(out, own, object_value(column, COLUMN_TYPE));
            fputs(";\n", out);
        }
        if (object_flag(column, COLUMN_NOT_NULL) && !above.not_null && !needs_not_null_constraint(column)) {
            print_change(out, table, column);
            fputs(" SET NOT NULL;\n", out);
        }
    }
    mem_free(work);
}
