/*
 * Queries on somebody's database. Who may create in one of its schemas may make functions and operators there that fit
 * what a query says better than the server's own, array_agg(name) or >=(oid, integer), and are then called with the
 * rights of whoever asks. So names are looked up while the path holds none but the server's own, and only then is the
 * path what definitions are printed by: a cursor keeps what its query was found to mean when it was declared, where a
 * prepared statement would look again.
 */
#include "base/mem.h"
#include "engine/postgres.h"

enum link_end link_query_own_names(struct link *link, const char *sql, int timeout_ms, PGresult **result)
{
    char *text = mem_printf(NULL,
                            "SET LOCAL search_path = ''; DECLARE fullschema_rows NO SCROLL CURSOR FOR\n%s\n;"
                            " SET LOCAL search_path = public; FETCH ALL FROM fullschema_rows; CLOSE fullschema_rows",
                            sql);
    enum link_end end = link_run(link, text, timeout_ms, result);
    mem_free(text);
    return end;
}
