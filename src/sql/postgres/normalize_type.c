/* Types of the server under the names that it prints, however they are written: int4, pg_catalog.int4, integer. */
#include <string.h>

#include "sql/postgres/normalize.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

/*
 * A bare name is looked up in pg_catalog first, so it is the server's type
 * where the server has one of that name; archive.int4 is somebody's own.
 */
void normalize_type(json_t *body)
{
    json_t *names = field_node(body, "names");
    size_t n = json_array_size(names);
    bool known = n == 2 && strcmp(list_text(names, 0), "pg_catalog") == 0;
    if (!field_node(body, "typemod") || field_flag(body, "pct_type") || (n != 1 && !known))
        return;
    bool spoken = type_is_spoken(list_text(names, n - 1), json_array_size(field_node(body, "typmods")) > 0);
    if (spoken && n == 1)
        json_array_insert_new(names, 0, make_string("pg_catalog"));
    else if (!spoken && n == 2)
        json_array_remove(names, 0);
}
