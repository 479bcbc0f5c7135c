#include <string.h>

#include "catalog/read.h"
#include "kind/change.h"
#include "kind/postgres/body.h"
#include "kind/postgres/body_check.h"
#include "kind/postgres/common.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/function.h"
#include "kind/postgres/parameter.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/float.h"

extern const char postgres_function_query[];

static const char *const fields[FUNCTION_N_FIELDS] = {
    [FUNCTION_NAME] = "function",
    [FUNCTION_KIND] = "kind",
    [FUNCTION_ARGUMENTS] = "arguments",
    [FUNCTION_RESULT] = "result",
    [FUNCTION_LANGUAGE] = "language",
    [FUNCTION_VOLATILITY] = "volatility",
    [FUNCTION_PARALLEL] = "parallel",
    [FUNCTION_STRICT] = "strict",
    [FUNCTION_SECURITY_DEFINER] = "security_definer",
    [FUNCTION_LEAKPROOF] = "leakproof",
    [FUNCTION_COST] = "cost",
    [FUNCTION_ROWS] = "rows",
    [FUNCTION_SUPPORT] = "support",
    [FUNCTION_TRANSFORMS] = "transforms",
    [FUNCTION_SETTINGS] = "settings",
    [FUNCTION_BODY] = "body",
    [FUNCTION_LIBRARY] = "library",
    [FUNCTION_STATEMENT] = "statement",
};
static const int forms[FUNCTION_N_FIELDS] = {
    [FUNCTION_NAME] = ANSWER_TEXT,
    [FUNCTION_KIND] = ANSWER_TEXT,
    [FUNCTION_ARGUMENTS] = ANSWER_TEXT,
    [FUNCTION_LANGUAGE] = ANSWER_TEXT,
    [FUNCTION_VOLATILITY] = ANSWER_TEXT,
    [FUNCTION_PARALLEL] = ANSWER_TEXT,
    [FUNCTION_STRICT] = ANSWER_FLAG,
    [FUNCTION_SECURITY_DEFINER] = ANSWER_FLAG,
    [FUNCTION_LEAKPROOF] = ANSWER_FLAG,
    [FUNCTION_SUPPORT] = ANSWER_LIST | ANSWER_NULL,
    [FUNCTION_TRANSFORMS] = ANSWER_LIST | ANSWER_NULL,
    [FUNCTION_SETTINGS] = ANSWER_LIST | ANSWER_NULL,
};

/* 11 prints these float4 with all their digits. */
static void canonicalize_number(struct catalog *catalog, const struct object *o, int field)
{
    char text[FLOAT_TEXT_SIZE];
    if (o->values[field] && float4_text(o->values[field], text))
        o->values[field] = mem_strdup(catalog->ctx, text);
}

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    canonicalize_number(catalog, o, FUNCTION_COST);
    canonicalize_number(catalog, o, FUNCTION_ROWS);
    normalize_text(catalog, o, FUNCTION_ARGUMENTS, CANON_PARAMETERS);
    if (o->values[FUNCTION_RESULT])
        normalize_text(catalog, o, FUNCTION_RESULT, CANON_RESULT);
    if (o->values[FUNCTION_STATEMENT])
        normalize_text(catalog, o, FUNCTION_STATEMENT, CANON_BODY);
}

static bool complete_bodies(struct reading *reading, size_t first, int statement)
{
    return number_parameters(reading, first, statement) && complete_body_names(reading, first, statement);
}

static bool read_functions(const struct kind *kind, struct reading *reading)
{
    size_t first = reading->catalog->n_objects;
    return read_completed(kind, reading, complete_bodies, FUNCTION_STATEMENT, canonicalize) &&
           check_bodies(reading, first);
}

bool function_is_procedure(const struct object *o)
{
    return object_value(o, FUNCTION_KIND)[0] == 'p';
}

static const char *volatility_of(const struct object *o)
{
    const char *letter = object_value(o, FUNCTION_VOLATILITY);
    return letter[0] == 'i' ? "IMMUTABLE" : letter[0] == 's' ? "STABLE" : "";
}

static const char *parallel_of(const struct object *o)
{
    const char *letter = object_value(o, FUNCTION_PARALLEL);
    return letter[0] == 's' ? "PARALLEL SAFE" : letter[0] == 'r' ? "PARALLEL RESTRICTED" : "";
}

static void print_costs(FILE *out, const struct object *o)
{
    const char *before = "";
    if (o->values[FUNCTION_COST] && !function_is_procedure(o)) {
        fprintf(out, "COST %s", o->values[FUNCTION_COST]);
        before = " ";
    }
    if (o->values[FUNCTION_ROWS]) {
        fprintf(out, "%sROWS %s", before, o->values[FUNCTION_ROWS]);
        before = " ";
    }
    if (o->values[FUNCTION_SUPPORT]) {
        fprintf(out, "%sSUPPORT ", before);
        print_visible(out, o->values[FUNCTION_SUPPORT]);
    }
}

static bool has_costs(const struct object *o)
{
    return (o->values[FUNCTION_COST] && !function_is_procedure(o)) || o->values[FUNCTION_ROWS] ||
           o->values[FUNCTION_SUPPORT];
}

static void print_attributes(FILE *out, const struct object *o)
{
    const char *const keywords[] = {object_value(o, FUNCTION_KIND)[0] == 'w' ? "WINDOW" : "",
                                    volatility_of(o),
                                    object_flag(o, FUNCTION_STRICT) ? "STRICT" : "",
                                    object_flag(o, FUNCTION_LEAKPROOF) ? "LEAKPROOF" : "",
                                    object_flag(o, FUNCTION_SECURITY_DEFINER) ? "SECURITY DEFINER" : "",
                                    parallel_of(o)};
    fputs("    LANGUAGE ", out);
    print_name(out, object_value(o, FUNCTION_LANGUAGE));
    for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
        fprintf(out, "%s%s", keywords[i][0] ? " " : "", keywords[i]);
    fputs(has_costs(o) ? " " : "", out);
    print_costs(out, o);
    putc('\n', out);
}

static void print_transforms(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list types = parse_array(work, array);
    for (int i = 0; i < types.n; i++)
        fprintf(out, "%s FOR TYPE %s", i > 0 ? "," : "TRANSFORM", types.items[i]);
    mem_free(work);
}

static void print_code(FILE *out, const struct object *o)
{
    if (o->values[FUNCTION_STATEMENT]) {
        fprintf(out, "%s", o->values[FUNCTION_STATEMENT]);
        return;
    }
    fputs("    AS ", out);
    if (o->values[FUNCTION_LIBRARY]) {
        print_literal(out, o->values[FUNCTION_LIBRARY]);
        fputs(", ", out);
        print_literal(out, object_value(o, FUNCTION_BODY));
    } else {
        print_dollar_quoted(out, object_value(o, FUNCTION_BODY));
    }
}

static const char *keyword_of(const struct object *o)
{
    return function_is_procedure(o) ? "PROCEDURE" : "FUNCTION";
}

static void print_as(FILE *out, const char *how, const struct object *o)
{
    fprintf(out, "%s %s ", how, keyword_of(o));
    print_own_name(out, o, o->schema, object_value(o, FUNCTION_NAME));
    fprintf(out, "(%s)", object_value(o, FUNCTION_ARGUMENTS));
    if (o->values[FUNCTION_RESULT] && !function_is_procedure(o))
        fprintf(out, " RETURNS %s", o->values[FUNCTION_RESULT]);
    putc('\n', out);
    print_attributes(out, o);
    if (o->values[FUNCTION_TRANSFORMS]) {
        fputs("    ", out);
        print_transforms(out, o->values[FUNCTION_TRANSFORMS]);
        putc('\n', out);
    }
    print_settings(out, o->values[FUNCTION_SETTINGS], "    ", "\n");
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
    return (struct body){o->values[FUNCTION_STATEMENT] ? "" : object_value(o, FUNCTION_LANGUAGE),
                         object_value(o, FUNCTION_BODY), o->values[FUNCTION_SETTINGS]};
}

/* pg_depend does not know what a body of text refers to, but the server looks at it when it is created. */
static void soft_needs(const struct catalog *catalog, const struct object *o,
                       void (*need)(void *to, const struct object *earlier), void *to)
{
    need_referenced(catalog, o, need, to);
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

static const struct change_forms changes = {.add = add, .alter = alter};

/* ---- as reports have it ---- */

static void join_kind(FILE *out, const struct object *o)
{
    fputs(function_is_procedure(o) ? "procedure" : object_value(o, FUNCTION_KIND)[0] == 'w' ? "window" : "", out);
}

static void join_volatility(FILE *out, const struct object *o)
{
    fputs(volatility_of(o), out);
}

static void join_parallel(FILE *out, const struct object *o)
{
    fputs(parallel_of(o), out);
}

static void join_strict(FILE *out, const struct object *o)
{
    fputs(object_flag(o, FUNCTION_STRICT) ? "STRICT" : "", out);
}

static void join_security(FILE *out, const struct object *o)
{
    fputs(object_flag(o, FUNCTION_SECURITY_DEFINER) ? "SECURITY DEFINER" : "", out);
}

static void join_leakproof(FILE *out, const struct object *o)
{
    fputs(object_flag(o, FUNCTION_LEAKPROOF) ? "LEAKPROOF" : "", out);
}

static void show_settings(FILE *out, const char *array)
{
    print_settings(out, array, "", NULL);
}

static void join_body(FILE *out, const struct object *o)
{
    if (o->values[FUNCTION_STATEMENT] || o->values[FUNCTION_LIBRARY])
        print_code(out, o);
    else
        fputs(object_value(o, FUNCTION_BODY), out);
}

static const struct attribute_form attributes[FUNCTION_N_FIELDS] = {
    [FUNCTION_KIND] = {.label = "kind", .join = join_kind},
    [FUNCTION_ARGUMENTS] = {.label = "arguments"},
    [FUNCTION_RESULT] = {.label = "returns"},
    [FUNCTION_LANGUAGE] = {.label = "language"},
    [FUNCTION_VOLATILITY] = {.label = "volatility", .join = join_volatility},
    [FUNCTION_PARALLEL] = {.label = "parallel", .join = join_parallel},
    [FUNCTION_STRICT] = {.label = "strict", .join = join_strict},
    [FUNCTION_SECURITY_DEFINER] = {.label = "security", .join = join_security},
    [FUNCTION_LEAKPROOF] = {.label = "leakproof", .join = join_leakproof},
    [FUNCTION_COST] = {.label = "costs", .join = print_costs},
    [FUNCTION_TRANSFORMS] = {.label = "transforms", .show = print_transforms},
    [FUNCTION_SETTINGS] = {.label = "settings", .show = show_settings},
    [FUNCTION_BODY] = {.label = "body", .join = join_body},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateFunctionStmt", .parse = parse_create_function},
    {.node = "AlterFunctionStmt", .parse = parse_alter_function},
    {0},
};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = FUNCTION_N_FIELDS},
    .item_kind = "function",
    .object_type = "OBJECT_FUNCTION",
    .shared = true,
    .also_types = (const char *const[]){"OBJECT_PROCEDURE", "OBJECT_ROUTINE", NULL},
    .keyword_of = keyword_of,
    .identify = identify_call,
    .spell = spell_call,
    .rename = rename_call,
    .statements = statements,
};

const struct kind postgres_function = {
    .name = "function",
    .query = postgres_function_query,
    .present = "EXISTS (SELECT FROM pg_proc WHERE oid >= 16384)",
    .read = read_functions,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = FUNCTION_N_FIELDS,
    .phase = PHASE_FUNCTION,
    .remark = REMARK_ROUTINE,
    .print = print,
    .soft_needs = soft_needs,
    .changes = &changes,
    .grammar = &grammar,
};
