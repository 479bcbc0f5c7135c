#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_cast_query[];

enum { SOURCE, TARGET, METHOD, CONTEXT, FUNCTION, ARGUMENTS, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [SOURCE] = "source",   [TARGET] = "target",     [METHOD] = "method",
    [CONTEXT] = "context", [FUNCTION] = "function", [ARGUMENTS] = "arguments",
};
static const int forms[N_FIELDS] = {
    [SOURCE] = ANSWER_TEXT,  [TARGET] = ANSWER_TEXT,         [METHOD] = ANSWER_TEXT,
    [CONTEXT] = ANSWER_TEXT, [FUNCTION] = ANSWER_GAPPY_LIST,
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, SOURCE, CANON_TYPE);
    normalize_text(catalog, o, TARGET, CANON_TYPE);
    if (o->values[ARGUMENTS])
        normalize_text(catalog, o, ARGUMENTS, CANON_PARAMETERS);
}

static bool read_casts(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    char context = object_value(o, CONTEXT)[0];
    fprintf(out, "CREATE CAST (%s AS %s) ", object_value(o, SOURCE), object_value(o, TARGET));
    if (object_value(o, METHOD)[0] == 'f') {
        fputs("WITH FUNCTION ", out);
        print_visible(out, object_value(o, FUNCTION));
        fprintf(out, "(%s)", object_value(o, ARGUMENTS));
    } else {
        fputs(object_value(o, METHOD)[0] == 'i' ? "WITH INOUT" : "WITHOUT FUNCTION", out);
    }
    fputs(context == 'a' ? " AS ASSIGNMENT" : context == 'i' ? " AS IMPLICIT" : "", out);
    fputs(";\n", out);
}

static const char *name_of(void *ctx, const char *source, const char *target)
{
    return mem_printf(ctx, "(%s AS %s)", source, target);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const json_t *function = field_node(body, "func");
    const char *source = field_of_type(parsing, field_node(body, "sourcetype"));
    const char *target = field_of_type(parsing, field_node(body, "targettype"));
    const char *arguments = field_of_types(parsing, field_node(function, "objargs"));
    if (!source || !target || !arguments)
        return false;
    struct object *o = parsing_add(parsing, &postgres_cast, "", "", name_of(parsing->ctx, source, target));
    o->values[SOURCE] = source;
    o->values[TARGET] = target;
    o->values[METHOD] = function ? "f" : field_flag(body, "inout") ? "i" : "b";
    o->values[CONTEXT] = field_is(body, "context", "COERCION_ASSIGNMENT") ? "a"
                         : field_is(body, "context", "COERCION_IMPLICIT") ? "i"
                                                                          : "e";
    o->values[FUNCTION] = field_of_name_pair(parsing, field_node(function, "objname"));
    o->values[ARGUMENTS] = arguments;
    return true;
}

static bool identify(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *types = field_node(node_as(object, "List"), "items");
    const char *source = field_of_type(parsing, node_as(json_array_get(types, 0), "TypeName"));
    const char *target = field_of_type(parsing, node_as(json_array_get(types, 1), "TypeName"));
    o->schema = "";
    o->name = name_of(parsing->ctx, source ? source : "", target ? target : "");
    return source && target;
}

static struct object_name spell(void *ctx, const struct object *o)
{
    (void)ctx;
    return (struct object_name){"", "", o->name};
}

static const struct grammar_statement statements[] = {{.node = "CreateCastStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_CAST",
    .keyword = "CAST",
    .identify = identify,
    .spell = spell,
    .statements = statements,
};

const struct kind postgres_cast = {
    .name = "cast",
    .query = postgres_cast_query,
    .present = "EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)",
    .read = read_casts,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
