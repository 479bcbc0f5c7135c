#include "rows/table.h"

extern const char rows_columns_query[], rows_references_query[], rows_checks_query[];

/* The rowid under its other name counts by itself. */
static const char sqlite_columns[] =
    "SELECT '', t.name, c.name, lower(c.type), 0, NULL, c.\"notnull\" OR c.pk > 0, c.dflt_value IS NOT NULL,"
    " c.hidden IN (2, 3) OR (c.pk = 1 AND upper(c.type) = 'INTEGER' AND NOT t.wr"
    " AND (SELECT count(*) FROM pragma_table_xinfo(t.name) WHERE pk > 0) = 1),"
    " c.pk > 0 OR EXISTS (SELECT 1 FROM pragma_index_list(t.name) AS l, pragma_index_info(l.name) AS x"
    " WHERE l.\"unique\" AND x.name = c.name)"
    " FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c"
    " WHERE t.schema = 'main' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND c.hidden <> 1 ORDER BY t.name, c.cid";

static const char sqlite_references[] = "SELECT '', t.name, f.id, f.\"from\", '', f.\"table\", f.\"to\""
                                        " FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f"
                                        " WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, f.id, f.seq";

static const char sqlite_checks[] =
    "SELECT '', name, NULL, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%check%' ORDER BY name";

const char *wanted_column_query(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? rows_columns_query : sqlite_columns;
}

const char *wanted_reference_query(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? rows_references_query : sqlite_references;
}

const char *wanted_check_query(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? rows_checks_query : sqlite_checks;
}
