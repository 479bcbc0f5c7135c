#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_enum_query[];

enum { LABELS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[LABELS] = "labels"};
static const int forms[N_FIELDS] = {
    [LABELS] = ANSWER_LIST | ANSWER_NULL,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *work = mem_context(NULL);
    struct list labels = parse_array(work, object_value(o, LABELS));
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fputs(" AS ENUM (", out);
    for (int i = 0; i < labels.n; i++) {
        fputs(i > 0 ? ",\n    " : "\n    ", out);
        print_literal(out, labels.items[i]);
    }
    fputs(labels.n > 0 ? "\n);\n" : ");\n", out);
    mem_free(work);
}

const struct kind postgres_enum = {
    .name = "enum type",
    .query = postgres_enum_query,
    .present = "EXISTS (SELECT FROM type WHERE typtype = 'e')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
};
