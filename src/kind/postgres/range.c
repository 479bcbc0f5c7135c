#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_range_query[];

enum { SUBTYPE, OPERATOR_CLASS, COLLATION, CANONICAL, DIFFERENCE, MULTIRANGE, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [SUBTYPE] = "subtype",     [OPERATOR_CLASS] = "operator_class", [COLLATION] = "collation",
    [CANONICAL] = "canonical", [DIFFERENCE] = "difference",         [MULTIRANGE] = "multirange",
};
static const int forms[N_FIELDS] = {
    [SUBTYPE] = ANSWER_TEXT,
    [OPERATOR_CLASS] = ANSWER_LIST | ANSWER_NULL,
    [COLLATION] = ANSWER_LIST | ANSWER_NULL,
    [CANONICAL] = ANSWER_LIST | ANSWER_NULL,
    [DIFFERENCE] = ANSWER_LIST | ANSWER_NULL,
    [MULTIRANGE] = ANSWER_LIST | ANSWER_NULL,
};

static bool read_ranges(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, SUBTYPE, CANON_TYPE);
}

/* The name the server gives the multirange type, without cutting (makeMultirangeTypeName). */
static bool is_usual_multirange(const struct object *o, const char *multirange)
{
    void *work = mem_context(NULL);
    struct list pair = parse_pair(work, multirange);
    const char *range = strstr(o->name, "range");
    char *usual = range ? mem_printf(work, "%.*smulti%s", (int)(range - o->name), o->name, range)
                        : mem_printf(work, "%s_multirange", o->name);
    bool same = pair.n == 2 && strcmp(pair.items[0], o->schema) == 0 && strcmp(pair.items[1], usual) == 0;
    mem_free(work);
    return same;
}

static void print_pair(FILE *out, const char *word, const char *array)
{
    if (!array)
        return;
    fprintf(out, ",\n    %s = ", word);
    print_visible(out, array);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const char *multirange = o->values[MULTIRANGE];
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fprintf(out, " AS RANGE (\n    SUBTYPE = %s", object_value(o, SUBTYPE));
    print_pair(out, "SUBTYPE_OPCLASS", o->values[OPERATOR_CLASS]);
    print_pair(out, "COLLATION", o->values[COLLATION]);
    print_pair(out, "CANONICAL", o->values[CANONICAL]);
    print_pair(out, "SUBTYPE_DIFF", o->values[DIFFERENCE]);
    if (multirange && !is_usual_multirange(o, multirange)) {
        fputs(",\n    MULTIRANGE_TYPE_NAME = ", out);
        print_name_pair(out, multirange);
    }
    fputs("\n);\n", out);
}

const struct kind postgres_range = {
    .name = "range type",
    .query = postgres_range_query,
    .present = "EXISTS (SELECT FROM pg_range WHERE rngtypid >= 16384)",
    .read = read_ranges,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
};
