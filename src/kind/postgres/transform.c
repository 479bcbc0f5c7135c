#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_transform_query[];
extern const struct kind postgres_transform;

enum { TYPE, LANGUAGE, FROM_SQL, TO_SQL, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [TYPE] = "type", [LANGUAGE] = "language", [FROM_SQL] = "from_sql", [TO_SQL] = "to_sql"};
static const int forms[N_FIELDS] = {
    [TYPE] = ANSWER_TEXT,
    [LANGUAGE] = ANSWER_TEXT,
    [FROM_SQL] = ANSWER_LIST | ANSWER_NULL,
    [TO_SQL] = ANSWER_LIST | ANSWER_NULL,
};

static const char *name_of(void *ctx, const char *type, const char *language)
{
    return mem_printf(ctx, "FOR %s LANGUAGE %s", type, language);
}

static void canonicalize_type(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, TYPE, CANON_TYPE);
    ((struct object *)o)->name = name_of(catalog->ctx, object_value(o, TYPE), object_value(o, LANGUAGE));
}

static bool read_transforms(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize_type);
}

static void print_function(FILE *out, const char *keyword, const char *pair, const char *after)
{
    if (!pair)
        return;
    fprintf(out, "%s SQL WITH FUNCTION ", keyword);
    print_visible(out, pair);
    fprintf(out, "(internal)%s", after);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "CREATE TRANSFORM FOR %s LANGUAGE ", object_value(o, TYPE));
    print_name(out, object_value(o, LANGUAGE));
    fputs(" (", out);
    print_function(out, "FROM", o->values[FROM_SQL], o->values[TO_SQL] ? ", " : "");
    print_function(out, "TO", o->values[TO_SQL], "");
    fputs(");\n", out);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const char *type = field_of_type(parsing, field_node(body, "type_name")), *language = field_text(body, "lang");
    if (!type)
        return false;
    struct object *o = parsing_add(parsing, &postgres_transform, "", "", name_of(parsing->ctx, type, language));
    o->values[TYPE] = type;
    o->values[LANGUAGE] = field_of_text(parsing, body, "lang");
    o->values[FROM_SQL] = field_of_name_pair(parsing, field_node(field_node(body, "fromsql"), "objname"));
    o->values[TO_SQL] = field_of_name_pair(parsing, field_node(field_node(body, "tosql"), "objname"));
    return true;
}

static bool identify(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *parts = field_node(node_as(object, "List"), "items");
    o->values[TYPE] = field_of_type(parsing, node_as(json_array_get(parts, 0), "TypeName"));
    o->values[LANGUAGE] = list_text(parts, 1);
    o->schema = "";
    o->name = name_of(parsing->ctx, object_value(o, TYPE), o->values[LANGUAGE]);
    return o->values[TYPE] != NULL;
}

static struct object_name spell(void *ctx, const struct object *o)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "FOR %s LANGUAGE ", object_value(o, TYPE));
    print_name(t.out, object_value(o, LANGUAGE));
    return (struct object_name){"", "", text_close(&t, ctx)};
}

static void recompute(struct parsing *parsing, struct object *o)
{
    parsing_move(parsing, o, "", name_of(parsing->ctx, object_value(o, TYPE), object_value(o, LANGUAGE)));
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "functions in the language see other values", "transform"                                     \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [LANGUAGE] = {.names = "OBJECT_LANGUAGE"},
    [FROM_SQL] = {.label = "from SQL", .show = print_visible, .weight = OTHERWISE},
    [TO_SQL] = {.label = "to SQL", .show = print_visible, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {{.node = "CreateTransformStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "transform", .plural = "transforms", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_transform",
    .object_type = "OBJECT_TRANSFORM",
    .keyword = "TRANSFORM",
    .identify = identify,
    .spell = spell,
    .recompute = recompute,
    .statements = statements,
};

const struct kind postgres_transform = {
    .name = "transform",
    .query = postgres_transform_query,
    .present = "EXISTS (SELECT FROM pg_transform WHERE oid >= 16384)",
    .read = read_transforms,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
