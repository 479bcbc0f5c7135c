#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/operator_member.h"
#include "kind/postgres/parse.h"

extern const char postgres_operator_class_query[];
extern const struct kind postgres_operator_class;

/* FAMILY: with its method, as its own name. */
enum { DEFAULT = N_NAMING_FIELDS, TYPE, FAMILY, STORAGE, MEMBERS, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [BARE_NAME] = "class", [METHOD] = "method",   [DEFAULT] = "default", [TYPE] = "type",
    [FAMILY] = "family",   [STORAGE] = "storage", [MEMBERS] = "members",
};
static const int forms[N_FIELDS] = {
    [BARE_NAME] = ANSWER_TEXT, [METHOD] = ANSWER_TEXT, [DEFAULT] = ANSWER_FLAG,
    [TYPE] = ANSWER_TEXT,      [FAMILY] = ANSWER_LIST, [MEMBERS] = ANSWER_GAPPY_LIST | ANSWER_NULL,
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, TYPE, CANON_TYPE);
    normalize_text(catalog, o, STORAGE, CANON_TYPE);
    normalize_members(catalog, o, MEMBERS);
}

static bool read_classes(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize);
}

/* The family without its method. */
static void show_family(FILE *out, const char *array)
{
    static const char using[] = " USING ";
    void *work = mem_context(NULL);
    struct list pair = parse_pair(work, array);
    char *end = NULL;
    for (char *at = pair.n == 2 ? pair.items[1] : NULL; at && (at = strstr(at, using)); at++)
        end = at;
    if (end)
        *end = '\0';
    if (pair.n == 2)
        print_visible_name(out, pair.items[0], pair.items[1]);
    mem_free(work);
}

/* That of its own name goes without saying. */
static bool has_own_family(const struct object *o)
{
    void *work = mem_context(NULL);
    struct list pair = parse_pair(work, object_value(o, FAMILY));
    bool own = pair.n == 2 && strcmp(pair.items[0], o->schema) == 0 && strcmp(pair.items[1], o->name) == 0;
    mem_free(work);
    return own;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const char *storage = o->values[STORAGE];
    fputs("CREATE OPERATOR CLASS ", out);
    print_own_name(out, o, o->schema, object_value(o, BARE_NAME));
    fprintf(out, "\n    %sFOR TYPE %s USING ", object_flag(o, DEFAULT) ? "DEFAULT " : "", object_value(o, TYPE));
    print_name(out, object_value(o, METHOD));
    if (!has_own_family(o)) {
        fputs(" FAMILY ", out);
        show_family(out, object_value(o, FAMILY));
    }
    /* Something has to stand there. */
    if (!storage && !o->values[MEMBERS])
        storage = object_value(o, TYPE);
    if (storage)
        fprintf(out, " AS\n    STORAGE %s", storage);
    print_members(out, o->values[MEMBERS], storage ? ",\n    " : " AS\n    ");
    fputs(";\n", out);
}

/* The family of its name is made where there is none. */
static void set_family(struct parsing *parsing, struct object *o, const json_t *names)
{
    struct name_pair pair = {o->schema, object_value(o, BARE_NAME)};
    if (json_array_size(names) > 0)
        pair = field_of_names(names);
    const char *items[] = {pair.schema, name_with_method(parsing->ctx, pair.name, object_value(o, METHOD))};
    o->values[FAMILY] = array_text(parsing->ctx, items, 2);
    if (json_array_size(names) == 0)
        require_operator_family(parsing, pair.schema, pair.name, object_value(o, METHOD));
}

static void set_storage(struct parsing *parsing, struct object *o, const json_t *items)
{
    size_t i;
    json_t *node;
    json_array_foreach(items, i, node)
    {
        const json_t *type = field_node(node_body(node), "storedtype");
        const char *storage = type ? field_of_type(parsing, type) : NULL;
        if (storage && strcmp(storage, object_value(o, TYPE)) != 0)
            o->values[STORAGE] = storage;
    }
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair pair = field_of_names(field_node(body, "opclassname"));
    const char *method = field_of_text(parsing, body, "amname"),
               *type = field_of_type(parsing, field_node(body, "datatype"));
    if (!type || !method)
        return false;
    struct object *o = parsing_add(parsing, &postgres_operator_class, pair.schema, "",
                                   name_with_method(parsing->ctx, pair.name, method));
    o->values[BARE_NAME] = mem_strdup(parsing->ctx, pair.name);
    o->values[METHOD] = method;
    o->values[DEFAULT] = field_flag(body, "isDefault") ? "t" : "f";
    o->values[TYPE] = type;
    set_family(parsing, o, field_node(body, "opfamilyname"));
    set_storage(parsing, o, field_node(body, "items"));
    return field_of_members(parsing, &o->values[MEMBERS], NULL, field_node(body, "items"), type, method, false);
}

#define OTHERWISE                                                                                                      \
    {                                                                                                                  \
        CHANGE_BREAKING, "indexes that use it are made anew, queries may find none", "operator-class"                  \
    }
static const struct attribute_form attributes[N_FIELDS] = {
    [DEFAULT] = {.label = "default",
                 .weight = {CHANGE_BREAKING, "indexes that name no class use another one", "operator-class"}},
    [TYPE] = {.label = "type", .weight = OTHERWISE},
    [FAMILY] = {.label = "family", .show = show_family, .weight = OTHERWISE, .names = "OBJECT_OPFAMILY"},
    [STORAGE] = {.label = "storage", .weight = OTHERWISE},
    [MEMBERS] = {.label = "members", .show = show_members, .weight = OTHERWISE},
};

static const struct grammar_statement statements[] = {{.node = "CreateOpClassStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.name = "operator class", .plural = "operator classes", .forms = attributes, .n_forms = N_FIELDS},
    .catalog = "pg_opclass",
    .object_type = "OBJECT_OPCLASS",
    .keyword = "OPERATOR CLASS",
    .owned = true,
    .identify = identify_by_method,
    .spell = spell_with_method,
    .rename = rename_with_method,
    .statements = statements,
};

const struct kind postgres_operator_class = {
    .name = "operator class",
    .query = postgres_operator_class_query,
    .present = "EXISTS (SELECT FROM pg_opclass WHERE oid >= 16384)",
    .read = read_classes,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
