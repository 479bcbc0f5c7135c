/* The tables in which SQLite's own modules keep the data of a virtual table, known by their columns. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "sql/sqlite/ddl.h"
#include "sql/sqlite/lex.h"

enum { SHOWN = 2 };

/* FTS3 and FTS4, FTS5, the R-tree: the ends of their tables' names, and the first columns. Those of `content` differ.
 */
static const struct {
    const char *suffix, *columns[SHOWN];
} shadows[] = {
    {"segments", {"blockid", "block"}}, {"segdir", {"level", "idx"}},
    {"docsize", {"docid", "size"}},     {"stat", {"id", "value"}},
    {"data", {"id", "block"}},          {"idx", {"segid", "term"}},
    {"docsize", {"id", "sz"}},          {"config", {"k", "v"}},
    {"node", {"nodeno", "data"}},       {"parent", {"nodeno", "parentnode"}},
    {"rowid", {"rowid", "nodeno"}},
};

static bool is_named(const struct sqlite_table *table, size_t column, const char *name)
{
    return column < table->n_columns && strcasecmp(table->columns[column].name, name) == 0;
}

/* c0body of FTS4, c0 and l0 of FTS5 */
static bool is_numbered(const char *column)
{
    return (*column == 'c' || *column == 'l') && isdigit((unsigned char)column[1]);
}

static bool is_content(const struct sqlite_table *table)
{
    if (!is_named(table, 0, "docid") && !is_named(table, 0, "id"))
        return false;
    for (size_t i = 1; i < table->n_columns; i++)
        if (!is_numbered(table->columns[i].name) && !is_named(table, i, "langid"))
            return false;
    return true;
}

bool sqlite_has_shadow_columns(const struct sqlite_table *table)
{
    const char *suffix = strrchr(table->name, '_');
    bool named = false;
    if (suffix && strcasecmp(++suffix, "content") == 0)
        return is_content(table);
    for (size_t i = 0; suffix && i < sizeof(shadows) / sizeof(*shadows); i++) {
        if (strcasecmp(suffix, shadows[i].suffix) != 0)
            continue;
        named = true;
        if (is_named(table, 0, shadows[i].columns[0]) && is_named(table, 1, shadows[i].columns[1]))
            return true;
    }
    return !named;
}

bool sqlite_may_be_shadow(const char *name, const char *virtual)
{
    size_t n = strlen(virtual);
    return strncasecmp(name, virtual, n) == 0 && name[n] == '_';
}

bool sqlite_is_shadow_name(const char *name, const char *virtual)
{
    if (!sqlite_may_be_shadow(name, virtual))
        return false;
    const char *suffix = name + strlen(virtual) + 1;
    bool known = strcasecmp(suffix, "content") == 0;
    for (size_t i = 0; !known && i < sizeof(shadows) / sizeof(*shadows); i++)
        known = strcasecmp(suffix, shadows[i].suffix) == 0;
    return known;
}

bool sqlite_makes_shadows(const char *module)
{
    static const char *const modules[] = {"fts3", "fts4", "fts5", "rtree", "rtree_i32", "geopoly"};
    for (size_t i = 0; i < sizeof(modules) / sizeof(*modules); i++)
        if (strcasecmp(module, modules[i]) == 0)
            return true;
    return false;
}
