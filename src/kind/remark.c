#include "kind/remark.h"

#include "catalog/remarks.h"

void print_table_remark(FILE *out, const struct catalog *catalog, const struct object *table)
{
    const char *text = remarks_of_table(catalog->remarks, table->schema, table->name);
    if (text)
        fprintf(out, "-- %s\n", text);
}

void print_column_remark(FILE *out, const struct catalog *catalog, const struct object *table, const char *column,
                         const char *indent)
{
    const char *text = remarks_of_column(catalog->remarks, table->schema, table->name, column);
    if (text)
        fprintf(out, "-- %s\n%s", text, indent);
}
