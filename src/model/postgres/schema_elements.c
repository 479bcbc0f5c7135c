/*
 * CREATE SCHEMA app CREATE TABLE t (...) CREATE VIEW v AS ...: each is read as a statement of its own, whose names have
 * got their schemas (search_path.h).
 */
#include "model/postgres/reader.h"

/* In the order in which the server makes them, whatever the text's is. */
static const char *const sorts[] = {"CreateSeqStmt", "CreateStmt",     "ViewStmt",
                                    "IndexStmt",     "CreateTrigStmt", "GrantStmt"};
enum { N_SORTS = sizeof(sorts) / sizeof(*sorts) };

bool read_schema_elements(struct reader *r, struct statement *s, const json_t *list)
{
    size_t n_read = 0, i;
    json_t *element;
    bool known = true;
    for (size_t sort = 0; sort < N_SORTS; sort++)
        json_array_foreach(list, i, element)
        {
            if (!node_as(element, sorts[sort]))
                continue;
            known = read_tree(r, s, element) && known;
            n_read++;
        }
    return known && n_read == json_array_size(list);
}
