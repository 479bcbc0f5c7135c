#include "sql/postgres/server_name.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/name.h"

enum { CHARACTER_SIZE = 4 /* the most bytes of one */ };

/* What is left of a table's and a column's name beside a label: the longer one is cut first. A label too long for any
 * name leaves nothing: none is, but one may come from a server that answers as it likes. */
struct room {
    size_t table, column;
};

static struct room room_for(size_t table, size_t column, const char *label)
{
    size_t over = (column ? 1 : 0) + (label[0] ? 1 + strlen(label) : 0);
    while (table + column > 0 && table + column + over > LONGEST_NAME)
        *(table > column ? &table : &column) -= 1;
    return (struct room){table, column};
}

char *server_name(void *ctx, const char *table, const char *column, const char *label)
{
    struct room room = room_for(strlen(table), strlen(column), label);
    return mem_printf(ctx, "%.*s%s%.*s%s%s", (int)name_clip(table, room.table), table, column[0] ? "_" : "",
                      (int)name_clip(column, room.column), column, label[0] ? "_" : "", label);
}

/* `not_null3` at the end of "t_a_not_null3"; NULL where it ends otherwise. */
static const char *label_of(const char *name)
{
    static const char usual[] = "_not_null";
    size_t n = strlen(name);
    while (n > 0 && name[n - 1] >= '0' && name[n - 1] <= '9')
        n--;
    if (n < strlen(usual) || strncmp(name + n - strlen(usual), usual, strlen(usual)) != 0)
        return NULL;
    const char *number = name + n;
    return number[0] == '0' ? NULL : number - strlen(usual) + 1;
}

/* Nothing was cut from a name that is shorter. */
static bool may_be_cut(const char *name)
{
    return strlen(name) > LONGEST_NAME - CHARACTER_SIZE;
}

/* A part of which `shown` bytes can be seen is what is left of one that had room for so many. */
static bool could_be_cut_to(size_t shown, size_t length, size_t room)
{
    return shown == room || (room < length && shown < room && room - shown < CHARACTER_SIZE);
}

/* Where the table's part ends in a name that is the server's for some table and this column; 0: it is not. */
static size_t table_part(const char *name, const char *column)
{
    const char *label = label_of(name);
    if (!label)
        return 0;
    size_t n = (size_t)(label - name) - 1, whole = strlen(column);
    if (!may_be_cut(name)) {
        bool fits = n > whole + 1 && name[n - whole - 1] == '_' && strncmp(name + n - whole, column, whole) == 0;
        return fits ? n - whole - 1 : 0;
    }
    for (size_t length = 1; length <= LONGEST_NAME; length++) {
        struct room room = room_for(length, whole, label);
        size_t cut = name_clip(column, room.column);
        if (n < cut + 2 || name[n - cut - 1] != '_' || strncmp(name + n - cut, column, cut) != 0)
            continue;
        if (could_be_cut_to(n - cut - 1, length, room.table))
            return n - cut - 1;
    }
    return 0;
}

/* True for the server's name of some column of this table. */
static bool is_of_table(const char *name, const char *table)
{
    const char *label = label_of(name);
    if (!label)
        return false;
    size_t n = (size_t)(label - name) - 1, whole = strlen(table);
    if (!may_be_cut(name))
        return n > whole + 1 && name[whole] == '_' && strncmp(name, table, whole) == 0;
    for (size_t length = 1; length <= LONGEST_NAME; length++) {
        struct room room = room_for(whole, length, label);
        size_t cut = name_clip(table, room.table);
        if (n > cut + 1 && name[cut] == '_' && strncmp(name, table, cut) == 0 &&
            could_be_cut_to(n - cut - 1, length, room.column))
            return true;
    }
    return false;
}

static bool is_of_past(const struct not_null_names *of, size_t at)
{
    static const char key_end[] = "_pkey";
    void *work = mem_context(NULL);
    size_t n = of->primary_key ? strlen(of->primary_key) : 0;
    bool found = false;
    if (n > strlen(key_end) && strcmp(of->primary_key + n - strlen(key_end), key_end) == 0)
        found = is_of_table(of->names[at], mem_strndup(work, of->primary_key, n - strlen(key_end)));
    for (size_t i = 0; i < of->n && !found; i++) {
        size_t part = of->names[i] && i != at ? table_part(of->names[i], of->columns[i]) : 0;
        found = part > 0 && is_of_table(of->names[at], mem_strndup(work, of->names[i], part));
    }
    mem_free(work);
    return found;
}

static bool is_todays(const char *table, const char *column, const char *name)
{
    char *usual = server_name(NULL, table, column, "not_null");
    bool same = strcmp(usual, name) == 0;
    mem_free(usual);
    return same;
}

bool not_null_is_chosen(const struct not_null_names *of, size_t at)
{
    const char *name = of->names[at];
    if (!name || is_todays(of->table, of->columns[at], name))
        return false;
    if (of->used[at])
        return true;
    if (table_part(name, of->columns[at]) > 0 || is_of_table(name, of->table))
        return false;
    for (const char *const *parent = of->parents; parent && *parent; parent++)
        if (is_of_table(name, *parent))
            return false;
    return !is_of_past(of, at);
}

/* Whether a check's name is that which the server chose when the domain was called so. */
static bool is_of_same_past(void *ctx, const char *name, const char *label, const char *check)
{
    static const char check_end[] = "_check";
    size_t n = strlen(check);
    while (n > 0 && check[n - 1] >= '0' && check[n - 1] <= '9')
        n--;
    if (n <= strlen(check_end) || strncmp(check + n - strlen(check_end), check_end, strlen(check_end)) != 0)
        return false;
    return strcmp(name, server_name(ctx, mem_strndup(ctx, check, n - strlen(check_end)), "", label)) == 0;
}

bool domain_not_null_is_chosen(const char *domain, const char *name, bool used, const char *const *checks)
{
    const char *label = label_of(name);
    if (!label)
        return true;
    if (is_todays(domain, "", name))
        return false;
    void *work = mem_context(NULL);
    bool usual = strcmp(name, server_name(work, domain, "", label)) == 0;
    for (; *checks && !usual; checks++)
        usual = is_of_same_past(work, name, label, *checks);
    mem_free(work);
    return used || !usual;
}
