#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_operator_query[];

enum { OPERATOR, FUNCTION, LEFT, RIGHT, COMMUTATOR, NEGATOR, RESTRICT, JOIN, HASHES, MERGES, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [OPERATOR] = "operator", [FUNCTION] = "function", [LEFT] = "left", [RIGHT] = "right",   [COMMUTATOR] = "commutator",
    [NEGATOR] = "negator",   [RESTRICT] = "restrict", [JOIN] = "join", [HASHES] = "hashes", [MERGES] = "merges",
};
static const int forms[N_FIELDS] = {
    [OPERATOR] = ANSWER_TEXT,
    [FUNCTION] = ANSWER_LIST | ANSWER_NULL,
    [COMMUTATOR] = ANSWER_LIST | ANSWER_NULL,
    [NEGATOR] = ANSWER_LIST | ANSWER_NULL,
    [RESTRICT] = ANSWER_LIST | ANSWER_NULL,
    [JOIN] = ANSWER_LIST | ANSWER_NULL,
    [HASHES] = ANSWER_FLAG,
    [MERGES] = ANSWER_FLAG,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, LEFT, CANON_TYPE);
    normalize_text(catalog, o, RIGHT, CANON_TYPE);
}

static bool read_operators(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void print_function(FILE *out, const char *word, const char *pair)
{
    if (!pair)
        return;
    fprintf(out, ",\n    %s = ", word);
    print_visible(out, pair);
}

static void print_other(FILE *out, const char *word, const char *pair)
{
    if (!pair)
        return;
    fprintf(out, ",\n    %s = ", word);
    print_operator_pair(out, pair);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE OPERATOR ", out);
    print_operator(out, o->schema, object_value(o, OPERATOR));
    fputs(" (\n    PROCEDURE = ", out);
    print_visible(out, object_value(o, FUNCTION));
    if (o->values[LEFT])
        fprintf(out, ",\n    LEFTARG = %s", o->values[LEFT]);
    if (o->values[RIGHT])
        fprintf(out, ",\n    RIGHTARG = %s", o->values[RIGHT]);
    print_other(out, "COMMUTATOR", o->values[COMMUTATOR]);
    print_other(out, "NEGATOR", o->values[NEGATOR]);
    print_function(out, "RESTRICT", o->values[RESTRICT]);
    print_function(out, "JOIN", o->values[JOIN]);
    fputs(object_flag(o, HASHES) ? ",\n    HASHES" : "", out);
    fputs(object_flag(o, MERGES) ? ",\n    MERGES" : "", out);
    fputs("\n);\n", out);
}

const struct kind postgres_operator = {
    .name = "operator",
    .query = postgres_operator_query,
    .present = "EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)",
    .read = read_operators,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
};
