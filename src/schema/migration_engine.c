#include "schema/migration_engine.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"

static const struct {
    const char *suffix;
    int engine; /* -1: none that is known here */
} suffixes[] = {
    {".postgres", ENGINE_POSTGRES},
    {".postgresql", ENGINE_POSTGRES},
    {".pgsql", ENGINE_POSTGRES},
    {".sqlite", ENGINE_SQLITE},
    {".sqlite3", ENGINE_SQLITE},
    {".mysql", -1},
    {".mariadb", -1},
    {".mssql", -1},
    {".cockroach", -1},
};

/* Whether the first n bytes of the name end with the suffix. */
static bool ends_with(const char *name, size_t n, const char *suffix)
{
    size_t length = strlen(suffix);
    return n > length && strncmp(name + n - length, suffix, length) == 0;
}

/* How long the name is without what says that it is SQL, and which way. */
static size_t stem_length(const char *name)
{
    static const char *const endings[] = {".up.sql", ".down.sql", ".sql"};
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (has_ending(name, endings[i]))
            return strlen(name) - strlen(endings[i]);
    return 0;
}

/* The tool whose suffix for no transaction the stem ends with; NULL: there is none. */
static const struct migration_tool *alone_by(const char *name, size_t n)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->name_alone && ends_with(name, n, (*tool)->name_alone))
            return *tool;
    return NULL;
}

bool migration_name_is_alone(const char *name)
{
    return alone_by(name, stem_length(name)) != NULL;
}

/* The place among `suffixes` of the one that stands before what ends the name; -1: there is none. */
static int suffix_in(const char *name)
{
    size_t n = stem_length(name);
    const struct migration_tool *alone = alone_by(name, n);
    n -= alone ? strlen(alone->name_alone) : 0;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        if (ends_with(name, n, suffixes[i].suffix))
            return (int)i;
    return -1;
}

bool migration_engine_read(const char *name, bool not_on[ENGINE_COUNT])
{
    int i = suffix_in(name);
    for (int e = 0; i >= 0 && e < ENGINE_COUNT; e++)
        not_on[e] = e != suffixes[i].engine;
    return i < 0 || suffixes[i].engine >= 0;
}

const char *migration_engine_suffix(const char *name)
{
    int i = suffix_in(name);
    return i < 0 ? NULL : suffixes[i].suffix;
}

char *migration_engine_name(void *ctx, const char *name, const char *suffix)
{
    int n = (int)stem_length(name);
    return mem_printf(ctx, "%.*s%s%s", n, name, suffix, name + n);
}

bool migration_engines_meet(const bool a[ENGINE_COUNT], const bool b[ENGINE_COUNT])
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (!a[e] && !b[e])
            return true;
    return false;
}

static bool is_for_every(const struct migration_file *file)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (file->not_on[e])
            return false;
    return true;
}

/* The first behind those of its number. */
static size_t end_of_number(const struct migration_files *files, size_t first)
{
    size_t end = first + 1;
    while (end < files->n && files->items[first].name.n_parts > 0 &&
           migration_name_compare(&files->items[first].name, &files->items[end].name) == 0)
        end++;
    return end;
}

void migration_engines_prefer(struct migration_files *files)
{
    for (size_t first = 0, end; first < files->n; first = end) {
        bool has_own[ENGINE_COUNT] = {false};
        end = end_of_number(files, first);
        for (size_t i = first; i < end; i++)
            for (int e = 0; e < ENGINE_COUNT; e++)
                has_own[e] |= !is_for_every(&files->items[i]) && !files->items[i].not_on[e];
        for (size_t i = first; i < end; i++)
            if (is_for_every(&files->items[i]))
                memcpy(files->items[i].not_on, has_own, sizeof(has_own));
    }
}

/* The engine of a name that ends with `_postgres` and the like; -1: it has no such end. */
static int underscored(const char *name, size_t *stem)
{
    size_t n = stem_length(name);
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        size_t length = strlen(suffixes[i].suffix);
        const char *suffix = suffixes[i].suffix + 1;
        *stem = n - length;
        if (suffixes[i].engine >= 0 && n > length && name[*stem] == '_' &&
            strncmp(name + *stem + 1, suffix, length - 1) == 0)
            return suffixes[i].engine;
    }
    return -1;
}

static void pair(struct migration_file *a, struct migration_file *b)
{
    size_t n, m;
    int x = underscored(a->entry, &n), y = underscored(b->entry, &m);
    if (x < 0 || y < 0 || x == y || n != m || strncmp(a->entry, b->entry, n) != 0)
        return;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        a->not_on[e] = e != x;
        b->not_on[e] = e != y;
    }
}

void migration_engines_pair(struct migration_files *files)
{
    for (size_t first = 0, end; first < files->n; first = end) {
        end = end_of_number(files, first);
        for (size_t i = first; i < end; i++)
            for (size_t k = i + 1; k < end; k++)
                pair(&files->items[i], &files->items[k]);
    }
}
