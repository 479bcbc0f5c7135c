/* The two numbers that an application may keep in a database (PRAGMA user_version, application_id). */
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"

enum { VALUE, N_FIELDS };
static const char *const fields[] = {"value"};

static bool read_setting(const struct kind *kind, struct reading *reading, const char *name)
{
    struct rows rows;
    void *ctx = mem_context(reading->catalog->ctx);
    bool ok = sqlite_ask(reading, ctx, name, mem_printf(ctx, "PRAGMA main.%s", name), NULL, &rows);
    if (ok && rows.n_rows == 1 && strcmp(rows_text(&rows, 0, 0), "0") != 0) {
        struct object *o = catalog_add(reading->catalog, kind, "", "", name);
        sqlite_set(reading, o, VALUE, rows_text(&rows, 0, 0));
    }
    mem_free(ctx);
    return ok;
}

static bool read_settings(const struct kind *kind, struct reading *reading)
{
    return read_setting(kind, reading, "application_id") && read_setting(kind, reading, "user_version");
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "PRAGMA %s = %s;\n", o->name, object_value(o, VALUE));
}

const struct kind sqlite_setting_kind = {
    .name = "setting",
    .read = read_settings,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_SCHEMA,
    .print = print,
};
