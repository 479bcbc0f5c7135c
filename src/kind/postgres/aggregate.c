#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_aggregate_query[];

enum {
    FUNCTION,
    ARGUMENTS,
    KIND,
    PARALLEL,
    STEP,
    STATE,
    STATE_SIZE,
    FINAL,
    FINAL_EXTRA,
    FINAL_MODIFY,
    COMBINE,
    SERIAL,
    DESERIAL,
    INITIAL,
    MOVING_STEP,
    MOVING_INVERSE,
    MOVING_STATE,
    MOVING_SIZE,
    MOVING_FINAL,
    MOVING_EXTRA,
    MOVING_MODIFY,
    MOVING_INITIAL,
    SORT_OPERATOR,
    N_FIELDS
};

/* How a field is printed: as a function's name, as text, as a literal, as a word of its own, and so on. */
enum style { NOTHING, NAME, TEXT, LITERAL, FLAG, MODIFY, OPERATOR };

static const struct {
    const char *words;
    enum style style;
} settings[N_FIELDS] = {
    [STEP] = {"SFUNC", NAME},
    [STATE] = {"STYPE", TEXT},
    [STATE_SIZE] = {"SSPACE", TEXT},
    [FINAL] = {"FINALFUNC", NAME},
    [FINAL_EXTRA] = {"FINALFUNC_EXTRA", FLAG},
    [FINAL_MODIFY] = {"FINALFUNC_MODIFY", MODIFY},
    [COMBINE] = {"COMBINEFUNC", NAME},
    [SERIAL] = {"SERIALFUNC", NAME},
    [DESERIAL] = {"DESERIALFUNC", NAME},
    [INITIAL] = {"INITCOND", LITERAL},
    [MOVING_STEP] = {"MSFUNC", NAME},
    [MOVING_INVERSE] = {"MINVFUNC", NAME},
    [MOVING_STATE] = {"MSTYPE", TEXT},
    [MOVING_SIZE] = {"MSSPACE", TEXT},
    [MOVING_FINAL] = {"MFINALFUNC", NAME},
    [MOVING_EXTRA] = {"MFINALFUNC_EXTRA", FLAG},
    [MOVING_MODIFY] = {"MFINALFUNC_MODIFY", MODIFY},
    [MOVING_INITIAL] = {"MINITCOND", LITERAL},
    [SORT_OPERATOR] = {"SORTOP", OPERATOR},
};

static const char *const fields[N_FIELDS] = {
    [FUNCTION] = "function",
    [ARGUMENTS] = "arguments",
    [KIND] = "kind",
    [PARALLEL] = "parallel",
    [STEP] = "step",
    [STATE] = "state",
    [STATE_SIZE] = "state_size",
    [FINAL] = "final",
    [FINAL_EXTRA] = "final_extra",
    [FINAL_MODIFY] = "final_modify",
    [COMBINE] = "combine",
    [SERIAL] = "serial",
    [DESERIAL] = "deserial",
    [INITIAL] = "initial",
    [MOVING_STEP] = "moving_step",
    [MOVING_INVERSE] = "moving_inverse",
    [MOVING_STATE] = "moving_state",
    [MOVING_SIZE] = "moving_size",
    [MOVING_FINAL] = "moving_final",
    [MOVING_EXTRA] = "moving_extra",
    [MOVING_MODIFY] = "moving_modify",
    [MOVING_INITIAL] = "moving_initial",
    [SORT_OPERATOR] = "sort_operator",
};
static const int forms[N_FIELDS] = {
    [FUNCTION] = ANSWER_TEXT,
    [KIND] = ANSWER_TEXT,
    [STEP] = ANSWER_LIST,
    [STATE] = ANSWER_TEXT,
    [STATE_SIZE] = ANSWER_NUMBER | ANSWER_NULL,
    [FINAL] = ANSWER_LIST | ANSWER_NULL,
    [FINAL_EXTRA] = ANSWER_FLAG,
    [FINAL_MODIFY] = ANSWER_TEXT,
    [COMBINE] = ANSWER_LIST | ANSWER_NULL,
    [SERIAL] = ANSWER_LIST | ANSWER_NULL,
    [DESERIAL] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_STEP] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_INVERSE] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_SIZE] = ANSWER_NUMBER | ANSWER_NULL,
    [MOVING_FINAL] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_EXTRA] = ANSWER_FLAG,
    [MOVING_MODIFY] = ANSWER_TEXT,
    [SORT_OPERATOR] = ANSWER_LIST | ANSWER_NULL,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, ARGUMENTS, CANON_PARAMETERS);
    normalize_text(catalog, o, STATE, CANON_TYPE);
    normalize_text(catalog, o, MOVING_STATE, CANON_TYPE);
}

static bool read_aggregates(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

/* Whether a final function may change the state it is given. */
static const char *modify_words(char modify)
{
    return modify == 's' ? "SHAREABLE" : modify == 'w' ? "READ_WRITE" : "READ_ONLY";
}

static bool is_usual(const struct object *o, int field)
{
    const char *value = o->values[field];
    if (!value || settings[field].style == NOTHING)
        return true;
    if (settings[field].style == FLAG)
        return !object_flag(o, field);
    if (settings[field].style != MODIFY)
        return false;
    /* Ordered-set aggregates change their state, others do not; without a function nothing is to be said. */
    bool used = o->values[field == FINAL_MODIFY ? FINAL : MOVING_FINAL] != NULL;
    return !used || value[0] == (object_value(o, KIND)[0] == 'n' ? 'r' : 'w');
}

static void print_setting(FILE *out, const struct object *o, int field)
{
    const char *value = object_value(o, field);
    fprintf(out, "%s", settings[field].words);
    fputs(settings[field].style == FLAG ? "" : " = ", out);
    switch (settings[field].style) {
    case NAME:
        print_visible(out, value);
        break;
    case LITERAL:
        print_literal(out, value);
        break;
    case MODIFY:
        fputs(modify_words(value[0]), out);
        break;
    case OPERATOR:
        print_operator_pair(out, value);
        break;
    case TEXT:
        fputs(value, out);
        break;
    default:
        break;
    }
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const char *arguments = object_value(o, ARGUMENTS), *parallel = object_value(o, PARALLEL);
    fputs("CREATE AGGREGATE ", out);
    print_qualified(out, o->schema, object_value(o, FUNCTION));
    fprintf(out, "(%s) (", arguments[0] ? arguments : "*");
    const char *separator = "\n    ";
    for (int i = 0; i < N_FIELDS; i++)
        if (!is_usual(o, i)) {
            fputs(separator, out);
            print_setting(out, o, i);
            separator = ",\n    ";
        }
    if (parallel[0])
        fprintf(out, "%sPARALLEL = %s", separator, parallel[0] == 's' ? "SAFE" : "RESTRICTED");
    if (object_value(o, KIND)[0] == 'h')
        fprintf(out, "%sHYPOTHETICAL", separator);
    fputs("\n);\n", out);
}

const struct kind postgres_aggregate = {
    .name = "aggregate",
    .query = postgres_aggregate_query,
    .present = "EXISTS (SELECT FROM pg_aggregate WHERE aggfnoid >= 16384)",
    .read = read_aggregates,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
};
