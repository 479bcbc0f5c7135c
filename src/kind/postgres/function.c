#include <string.h>

#include "catalog/read.h"
#include "kind/change.h"
#include "kind/postgres/body.h"
#include "kind/postgres/body_check.h"
#include "kind/postgres/common.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/parameter.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/float.h"

extern const char postgres_function_query[];

enum {
    FUNCTION,
    KIND,
    ARGUMENTS,
    RESULT,
    LANGUAGE,
    VOLATILITY,
    PARALLEL,
    STRICT,
    SECURITY_DEFINER,
    LEAKPROOF,
    COST,
    ROWS,
    SUPPORT,
    TRANSFORMS,
    SETTINGS,
    BODY,
    LIBRARY,
    STATEMENT,
    N_FIELDS
};
static const char *const fields[N_FIELDS] = {
    [FUNCTION] = "function",
    [KIND] = "kind",
    [ARGUMENTS] = "arguments",
    [RESULT] = "result",
    [LANGUAGE] = "language",
    [VOLATILITY] = "volatility",
    [PARALLEL] = "parallel",
    [STRICT] = "strict",
    [SECURITY_DEFINER] = "security_definer",
    [LEAKPROOF] = "leakproof",
    [COST] = "cost",
    [ROWS] = "rows",
    [SUPPORT] = "support",
    [TRANSFORMS] = "transforms",
    [SETTINGS] = "settings",
    [BODY] = "body",
    [LIBRARY] = "library",
    [STATEMENT] = "statement",
};
static const int forms[N_FIELDS] = {
    [FUNCTION] = ANSWER_TEXT,
    [KIND] = ANSWER_TEXT,
    [ARGUMENTS] = ANSWER_TEXT,
    [LANGUAGE] = ANSWER_TEXT,
    [VOLATILITY] = ANSWER_TEXT,
    [PARALLEL] = ANSWER_TEXT,
    [STRICT] = ANSWER_FLAG,
    [SECURITY_DEFINER] = ANSWER_FLAG,
    [LEAKPROOF] = ANSWER_FLAG,
    [SUPPORT] = ANSWER_LIST | ANSWER_NULL,
    [TRANSFORMS] = ANSWER_LIST | ANSWER_NULL,
    [SETTINGS] = ANSWER_LIST | ANSWER_NULL,
};

/* 11 prints these float4 with all their digits. */
static void settle_number(struct catalog *catalog, const struct object *o, int field)
{
    char text[FLOAT_TEXT_SIZE];
    if (o->values[field] && float4_text(o->values[field], text))
        o->values[field] = mem_strdup(catalog->ctx, text);
}

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_number(catalog, o, COST);
    settle_number(catalog, o, ROWS);
    normalize_text(catalog, o, ARGUMENTS, CANON_PARAMETERS);
    if (o->values[RESULT])
        normalize_text(catalog, o, RESULT, CANON_RESULT);
    if (o->values[STATEMENT])
        normalize_text(catalog, o, STATEMENT, CANON_BODY);
}

static bool complete_bodies(struct reading *reading, size_t first, int statement)
{
    return number_parameters(reading, first, statement) && complete_body_names(reading, first, statement);
}

static bool read_functions(const struct kind *kind, struct reading *reading)
{
    size_t first = reading->catalog->n_objects;
    return read_completed(kind, reading, complete_bodies, STATEMENT, settle) && check_bodies(reading, first);
}

static bool is_procedure(const struct object *o)
{
    return object_value(o, KIND)[0] == 'p';
}

static void print_attributes(FILE *out, const struct object *o)
{
    const char *volatility = object_value(o, VOLATILITY), *parallel = object_value(o, PARALLEL);
    fputs("    LANGUAGE ", out);
    print_name(out, object_value(o, LANGUAGE));
    fputs(object_value(o, KIND)[0] == 'w' ? " WINDOW" : "", out);
    fputs(volatility[0] == 'i' ? " IMMUTABLE" : volatility[0] == 's' ? " STABLE" : "", out);
    fputs(object_flag(o, STRICT) ? " STRICT" : "", out);
    fputs(object_flag(o, LEAKPROOF) ? " LEAKPROOF" : "", out);
    fputs(object_flag(o, SECURITY_DEFINER) ? " SECURITY DEFINER" : "", out);
    fputs(parallel[0] == 's' ? " PARALLEL SAFE" : parallel[0] == 'r' ? " PARALLEL RESTRICTED" : "", out);
    if (o->values[COST] && !is_procedure(o))
        fprintf(out, " COST %s", o->values[COST]);
    if (o->values[ROWS])
        fprintf(out, " ROWS %s", o->values[ROWS]);
    if (o->values[SUPPORT]) {
        fputs(" SUPPORT ", out);
        print_visible(out, o->values[SUPPORT]);
    }
    putc('\n', out);
}

static void print_transforms(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list types = parse_array(work, array);
    for (int i = 0; i < types.n; i++)
        fprintf(out, "%s FOR TYPE %s", i > 0 ? "," : "    TRANSFORM", types.items[i]);
    fputs(types.n > 0 ? "\n" : "", out);
    mem_free(work);
}

static void print_code(FILE *out, const struct object *o)
{
    if (o->values[STATEMENT]) {
        fprintf(out, "%s", o->values[STATEMENT]);
        return;
    }
    fputs("    AS ", out);
    if (o->values[LIBRARY]) {
        print_literal(out, o->values[LIBRARY]);
        fputs(", ", out);
        print_literal(out, object_value(o, BODY));
    } else {
        print_dollar_quoted(out, object_value(o, BODY));
    }
}

static void print_as(FILE *out, const char *how, const struct object *o)
{
    fprintf(out, "%s %s ", how, is_procedure(o) ? "PROCEDURE" : "FUNCTION");
    print_qualified(out, o->schema, object_value(o, FUNCTION));
    fprintf(out, "(%s)", object_value(o, ARGUMENTS));
    if (o->values[RESULT] && !is_procedure(o))
        fprintf(out, " RETURNS %s", o->values[RESULT]);
    putc('\n', out);
    print_attributes(out, o);
    print_transforms(out, o->values[TRANSFORMS]);
    print_settings(out, o->values[SETTINGS]);
    print_code(out, o);
    fputs(";\n", out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_as(out, "CREATE", o);
}

struct body function_body(const struct object *o)
{
    return (struct body){o->values[STATEMENT] ? "" : object_value(o, LANGUAGE), object_value(o, BODY),
                         o->values[SETTINGS]};
}

/* pg_depend does not know what a body of text refers to, but the server looks at it when it is created. */
static void mentions(const struct catalog *catalog, const struct object *o,
                     void (*need)(void *to, const struct object *earlier), void *to)
{
    need_mentioned(catalog, o, need, to);
}

/* Where the server does not take the body, it is not asked to look at it. */
static void print_change(struct alteration *a, const char *how)
{
    a->more = a->attempt == 0;
    fputs(a->attempt ? "SET check_function_bodies = off;\n" : "", a->out);
    print_as(a->out, how, a->to);
    fputs(a->attempt ? "RESET check_function_bodies;\n" : "", a->out);
}

static void add(struct alteration *a)
{
    print_change(a, "CREATE");
}

static bool alter(struct alteration *a)
{
    print_change(a, "CREATE OR REPLACE");
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs(is_procedure(a->from) ? "DROP PROCEDURE " : "DROP FUNCTION ", a->out);
    print_qualified(a->out, a->from->schema, object_value(a->from, FUNCTION));
    fprintf(a->out, "%s;\n", a->from->name + strlen(object_value(a->from, FUNCTION)));
}

static const struct change_forms changes = {.add = add, .alter = alter, .remove = remove_it};

const struct kind postgres_function = {
    .name = "function",
    .query = postgres_function_query,
    .present = "EXISTS (SELECT FROM pg_proc WHERE oid >= 16384)",
    .read = read_functions,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .mentions = mentions,
    .changes = &changes,
};
