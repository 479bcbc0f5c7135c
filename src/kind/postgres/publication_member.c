#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_publication_member_query[];

enum { SCHEMA, TABLE, COLUMNS, CONDITION, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [SCHEMA] = "member_schema", [TABLE] = "member_table", [COLUMNS] = "columns", [CONDITION] = "condition"};
static const int forms[N_FIELDS] = {
    [SCHEMA] = ANSWER_TEXT,
    [COLUMNS] = ANSWER_LIST | ANSWER_NULL,
};

static bool read_members(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, CONDITION, CANON_EXPRESSION);
}

static void print_columns(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list columns = parse_array(work, array);
    for (int i = 0; i < columns.n; i++) {
        fputs(i > 0 ? ", " : " (", out);
        print_name(out, columns.items[i]);
    }
    fputs(columns.n > 0 ? ")" : "", out);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER PUBLICATION ", out);
    print_name(out, o->relation);
    if (o->values[TABLE]) {
        fputs(" ADD TABLE ONLY ", out);
        print_qualified(out, object_value(o, SCHEMA), o->values[TABLE]);
        print_columns(out, o->values[COLUMNS]);
        if (o->values[CONDITION])
            fprintf(out, " WHERE (%s)", o->values[CONDITION]);
    } else {
        fputs(" ADD TABLES IN SCHEMA ", out);
        print_name(out, object_value(o, SCHEMA));
    }
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_named(catalog, &postgres_publication, "", "", o->relation, need, to);
}

const struct kind postgres_publication_member = {
    .name = "publication member",
    .query = postgres_publication_member_query,
    .present = "EXISTS (SELECT FROM pg_publication)",
    .read = read_members,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
};
