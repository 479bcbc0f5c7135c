#include "kind/change.h"
#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_view_query[];

enum { DEFINITION, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [OPTIONS] = ANSWER_LIST | ANSWER_NULL,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, DEFINITION, CANON_QUERY);
}

static bool read_views(const struct kind *kind, struct reading *reading)
{
    return read_completed(kind, reading, complete_view_names, DEFINITION, settle);
}

/* Columns of views can have defaults, for INSERT into the view. */
static void print_defaults(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    for (size_t i = 0; i < columns.n; i++) {
        if (!columns.items[i]->values[COLUMN_DEFAULT] || catalog_postpones(catalog, columns.items[i]))
            continue;
        fputs("ALTER VIEW ", out);
        print_set_default(out, columns.items[i]);
    }
    mem_free(work);
}

/* A view of the same columns that needs nothing but their types, until its query can be said. */
static void print_columns_only(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    fputs("CREATE VIEW ", out);
    print_object_name(out, o);
    fputs(" AS\nSELECT", out);
    for (size_t i = 0; i < columns.n; i++) {
        fprintf(out, "%s NULL::%s", i > 0 ? "," : "", object_value(columns.items[i], COLUMN_TYPE));
        if (columns.items[i]->values[COLUMN_COLLATION]) {
            fputs(" COLLATE ", out);
            print_visible(out, columns.items[i]->values[COLUMN_COLLATION]);
        }
        fputs(" AS ", out);
        print_name(out, columns.items[i]->name);
    }
    fputs(";\n", out);
    mem_free(work);
}

static void print_query(FILE *out, const char *how, const struct catalog *catalog, const struct object *o)
{
    fprintf(out, "%s VIEW ", how);
    print_object_name(out, o);
    if (o->values[OPTIONS]) {
        fputs(" WITH (", out);
        print_options_of(out, o->values[OPTIONS]);
        putc(')', out);
    }
    fputs(" AS\n", out);
    print_short(out, catalog, o, CANON_QUERY, object_value(o, DEFINITION));
    fputs(";\n", out);
    print_defaults(out, catalog, o);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (catalog_postpones(catalog, o))
        print_columns_only(out, catalog, o);
    else
        print_query(out, "CREATE", catalog, o);
}

static void print_postponed(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_query(out, "CREATE OR REPLACE", catalog, o);
}

static const struct postponable postponable = {.print = print_postponed};

static bool alter(struct alteration *a)
{
    print_query(a->out, "CREATE OR REPLACE", a->after, a->to);
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("DROP VIEW ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_view = {
    .name = "view",
    .query = postgres_view_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'v')",
    .read = read_views,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_VIEW,
    .print = print,
    .postponable = &postponable,
    .changes = &changes,
};
