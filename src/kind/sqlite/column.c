/* The columns of ordinary tables. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"

static const char *const fields[] = {"position",  "type",      "affinity",    "not_null", "default",
                                     "collation", "generated", "primary_key", "hidden",   "definition"};

enum { XINFO_NAME, XINFO_TYPE, XINFO_NOT_NULL, XINFO_DEFAULT, XINFO_PRIMARY_KEY, XINFO_HIDDEN };
static const char xinfo_query[] = "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1)"
                                  " ORDER BY cid";
const struct sqlite_visit_query sqlite_column_query = {xinfo_query, NULL};

/*
 * SQLite searches the text as it was typed, so the affinity is found from what
 * PRAGMA table_xinfo says, not from the canonical type.
 */
static const char *affinity(const char *type, bool strict)
{
    if (strict)
        return strcasecmp(type, "any") == 0 ? "BLOB" : "strict";
    return sqlite_affinity(type);
}

static const char *generated(void *ctx, const struct sqlite_column *c)
{
    return c->generated ? mem_printf(ctx, "(%s) %s", c->generated, c->stored ? "STORED" : "VIRTUAL") : NULL;
}

static void add_column(const struct sqlite_visit *v, const struct rows *xinfo, int row)
{
    const struct sqlite_column *c = &v->table->columns[row];
    const char *type = rows_text(xinfo, row, XINFO_TYPE), *value = rows_text(xinfo, row, XINFO_DEFAULT);
    if (!type || !*type)
        type = c->type; /* none, or one without a name */
    const char *canonical_type = type == c->type ? type : sqlite_canonical_type(v->ctx, type);
    const char *canonical_value = value ? sqlite_canonical_default(v->ctx, value) : NULL;
    struct object *o = catalog_add(v->reading->catalog, v->kind, "", v->relation->name, c->name);
    sqlite_set(v->reading, o, SQLITE_COLUMN_POSITION, mem_printf(v->ctx, "%d", row + 1));
    sqlite_set(v->reading, o, SQLITE_COLUMN_TYPE, canonical_type);
    sqlite_set(v->reading, o, SQLITE_COLUMN_AFFINITY, affinity(type, v->table->strict));
    sqlite_set(v->reading, o, SQLITE_COLUMN_NOT_NULL, rows_text(xinfo, row, XINFO_NOT_NULL));
    sqlite_set(v->reading, o, SQLITE_COLUMN_DEFAULT, canonical_value ? canonical_value : value);
    sqlite_set(v->reading, o, SQLITE_COLUMN_COLLATION, c->collation);
    sqlite_set(v->reading, o, SQLITE_COLUMN_GENERATED, generated(v->ctx, c));
    sqlite_set(v->reading, o, SQLITE_COLUMN_PRIMARY_KEY, rows_text(xinfo, row, XINFO_PRIMARY_KEY));
    sqlite_set(v->reading, o, SQLITE_COLUMN_HIDDEN, rows_text(xinfo, row, XINFO_HIDDEN));
    sqlite_set(v->reading, o, SQLITE_COLUMN_DEFINITION, c->definition);
}

/* The statement and SQLite must speak of the same columns; hand-edited schemas may not. */
static bool same_columns(const struct sqlite_visit *v, const struct rows *xinfo)
{
    bool same = (size_t)xinfo->n_rows == v->table->n_columns;
    for (int i = 0; same && i < xinfo->n_rows; i++)
        same = strcmp(rows_text(xinfo, i, XINFO_NAME), v->table->columns[i].name) == 0;
    if (!same) {
        struct diag *e = diag_error(v->reading->diags, "table %s: SQLite tells other columns than its definition",
                                    v->relation->name);
        diag_detail(v->reading->diags, e, v->relation->sql);
    }
    return same;
}

bool sqlite_add_columns(const struct sqlite_visit *v)
{
    struct rows xinfo;
    if (!sqlite_ask(v->reading, v->ctx, "columns of", xinfo_query, v->relation->name, &xinfo))
        return false;
    if (!same_columns(v, &xinfo))
        return false;
    sqlite_names_note(v->reading, v->relation->name, &xinfo, XINFO_NAME);
    for (int i = 0; i < xinfo.n_rows; i++)
        add_column(v, &xinfo, i);
    return true;
}

void sqlite_declare_columns(const struct sqlite_visit *v)
{
    for (size_t i = 0; i < v->table->n_columns; i++) {
        const struct sqlite_column *c = &v->table->columns[i];
        struct object *o = catalog_add(v->reading->catalog, v->kind, "", v->relation->name, c->name);
        sqlite_set(v->reading, o, SQLITE_COLUMN_POSITION, mem_printf(v->ctx, "%zu", i + 1));
        sqlite_set(v->reading, o, SQLITE_COLUMN_TYPE, c->type);
        sqlite_set_flag(v->reading, o, SQLITE_COLUMN_NOT_NULL, c->not_null != NULL);
        sqlite_set(v->reading, o, SQLITE_COLUMN_DEFAULT, c->value);
        sqlite_set(v->reading, o, SQLITE_COLUMN_COLLATION, c->collation);
        sqlite_set(v->reading, o, SQLITE_COLUMN_GENERATED, generated(v->ctx, c));
        sqlite_set(v->reading, o, SQLITE_COLUMN_DEFINITION, c->definition);
    }
}

const struct kind sqlite_column_kind = {
    .name = "column",
    .read = sqlite_read_with_tables,
    .fields = fields,
    .n_fields = SQLITE_COLUMN_FIELDS,
    .phase = PHASE_INSIDE,
};
