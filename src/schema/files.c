#include "schema/files.h"

#include <string.h>

#include "base/files.h"

static bool ends_with_engine(const char *name, enum engine engine)
{
    const char *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - name) : 0;
    return dot && strcmp(dot + 1, engine_name(engine)) == 0 && stem > 4 && memcmp(dot - 4, ".sql", 4) == 0;
}

bool file_runs_on(const char *name, enum engine engine)
{
    return has_ending(name, ".sql") || ends_with_engine(name, engine);
}

enum file_class file_classify(const char *name)
{
    if (name[0] == '.' || has_ending(name, ".pyc"))
        return FILE_SILENT;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (file_runs_on(name, (enum engine)e))
            return FILE_SQL;
    return has_ending(name, ".py") ? FILE_PROGRAM : FILE_OTHER;
}
