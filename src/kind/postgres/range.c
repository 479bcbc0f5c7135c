#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
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

/* The name the server gives the multirange type, without cutting (makeMultirangeTypeName). Belongs to ctx. */
static const char *usual_multirange(void *ctx, const struct object *o)
{
    const char *range = strstr(o->name, "range");
    const char *const pair[] = {o->schema, range
                                               ? mem_printf(ctx, "%.*smulti%s", (int)(range - o->name), o->name, range)
                                               : mem_printf(ctx, "%s_multirange", o->name)};
    return array_text(ctx, pair, 2);
}

static void print_pair(FILE *out, const char *keyword, const char *array)
{
    if (!array)
        return;
    fprintf(out, ",\n    %s = ", keyword);
    print_visible(out, array);
}

static void print_settings(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    const char *multirange = o->values[MULTIRANGE];
    fprintf(out, "    SUBTYPE = %s", object_value(o, SUBTYPE));
    print_pair(out, "SUBTYPE_OPCLASS", o->values[OPERATOR_CLASS]);
    print_pair(out, "COLLATION", o->values[COLLATION]);
    print_pair(out, "CANONICAL", o->values[CANONICAL]);
    print_pair(out, "SUBTYPE_DIFF", o->values[DIFFERENCE]);
    if (multirange && strcmp(multirange, usual_multirange(work, o)) != 0)
        print_pair(out, "MULTIRANGE_TYPE_NAME", multirange);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fputs(" AS RANGE (\n", out);
    print_settings(out, o);
    fputs("\n);\n", out);
}

static bool set_field(struct parsing *parsing, struct object *o, const json_t *setting)
{
    static const char *const keywords[N_FIELDS] = {
        [SUBTYPE] = "subtype",     [OPERATOR_CLASS] = "subtype_opclass", [COLLATION] = "collation",
        [CANONICAL] = "canonical", [DIFFERENCE] = "subtype_diff",        [MULTIRANGE] = "multirange_type_name",
    };
    int f = 0;
    while (f < N_FIELDS && !field_is(setting, "defname", keywords[f]))
        f++;
    if (f < N_FIELDS)
        o->values[f] = f == SUBTYPE ? field_of_element_type(parsing, setting) : field_of_function(parsing, setting);
    return f < N_FIELDS;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "typeName"));
    struct object *o = parsing_add(parsing, &postgres_range, name.schema, "", name.name);
    size_t i;
    json_t *setting;
    json_array_foreach(field_node(body, "params"), i, setting)
    {
        if (!set_field(parsing, o, node_body(setting)))
            return false;
    }
    return object_value(o, SUBTYPE)[0] != '\0';
}

/* The multirange type keeps its name. Servers before 14 have none, which no text says. */
static void rename_range(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    if (!o->values[MULTIRANGE])
        o->values[MULTIRANGE] = usual_multirange(parsing->ctx, o);
    parsing_move(parsing, o, schema ? schema : o->schema, name ? name : o->name);
}

static const struct attribute_form attributes[N_FIELDS] = {
    [SUBTYPE] = {.label = "definition", .join = print_settings},
};

static const struct grammar_statement statements[] = {{.node = "CreateRangeStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FIELDS},
    .item_kind = "type",
    .item_subkind = "range",
    .object_type = "OBJECT_TYPE",
    .shared = true,
    .keyword = "TYPE",
    .identify = identify_type,
    .statements = statements,
    .rename = rename_range,
};

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
    .grammar = &grammar,
};
