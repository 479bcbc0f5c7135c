/* Objects that go when an extension goes, as somebody wished: ALTER FUNCTION f() DEPENDS ON EXTENSION hstore. */
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/call.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/target.h"

extern const char postgres_extension_use_query[];

enum { KEYWORD, SCHEMA, NAME, ARGUMENTS, PARENT, EXTENSION, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [KEYWORD] = "keyword",     [SCHEMA] = "target_schema", [NAME] = "target",
    [ARGUMENTS] = "arguments", [PARENT] = "parent",        [EXTENSION] = "extension",
};
static const int forms[N_FIELDS] = {
    [KEYWORD] = ANSWER_TEXT,
    [SCHEMA] = ANSWER_TEXT,
    [NAME] = ANSWER_TEXT,
    [EXTENSION] = ANSWER_TEXT,
};

static void print_use(FILE *out, const struct object *o, const char *verb)
{
    struct kind_target target = {object_value(o, KEYWORD), object_value(o, SCHEMA), object_value(o, NAME),
                                 o->values[ARGUMENTS], o->values[PARENT]};
    fputs("ALTER ", out);
    print_target(out, o, &target);
    fputs(verb, out);
    print_name(out, object_value(o, EXTENSION));
    fputs(";\n", out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_use(out, o, " DEPENDS ON EXTENSION ");
}

/* What a statement names. False where it cannot be determined what that is. */
static bool find_target(struct parsing *parsing, const json_t *body, struct kind_target *target)
{
    const json_t *object = field_node(body, "object");
    struct name_pair own = field_of_range(field_node(body, "relation"));
    if (field_is(body, "objectType", "OBJECT_FUNCTION") || field_is(body, "objectType", "OBJECT_PROCEDURE")) {
        const json_t *call = node_as(object, "ObjectWithArgs");
        const char *called = field_flag(call, "args_unspecified") ? NULL : call_of(parsing, call);
        own = field_of_names(field_node(call, "objname"));
        target->keyword = field_is(body, "objectType", "OBJECT_FUNCTION") ? "FUNCTION" : "PROCEDURE";
        target->arguments = called ? called + strlen(own.name) : NULL;
        if (!called)
            return false;
    } else if (field_is(body, "objectType", "OBJECT_TRIGGER")) {
        target->keyword = "TRIGGER";
        target->parent = own.name;
        own.name = list_text(field_node(node_as(object, "List"), "items"), 0);
    } else if (field_is(body, "objectType", "OBJECT_INDEX")) {
        target->keyword = "INDEX";
    } else if (field_is(body, "objectType", "OBJECT_MATVIEW")) {
        target->keyword = "MATERIALIZED VIEW";
    } else {
        return false;
    }
    target->schema = own.schema;
    target->name = own.name;
    return true;
}

/* As the query puts it together: "hstore: TRIGGER tr ON app.t". */
static const char *name_of(void *ctx, const struct kind_target *target, const char *extension)
{
    bool bare = strcmp(target->schema, "public") == 0;
    const char *prefix = bare ? "" : mem_printf(ctx, "%s.", target->schema);
    if (target->parent)
        return mem_printf(ctx, "%s: %s %s ON %s%s", extension, target->keyword, target->name, prefix, target->parent);
    return mem_printf(ctx, "%s: %s %s%s%s", extension, target->keyword, prefix, target->name,
                      target->arguments ? target->arguments : "");
}

static bool parse_use(struct parsing *parsing, json_t *body)
{
    struct kind_target target = {0};
    if (!find_target(parsing, body, &target))
        return false;
    const char *extension = field_text(field_node(body, "extname"), "sval");
    const char *name = name_of(parsing->ctx, &target, extension);
    if (field_flag(body, "remove")) {
        struct object *before = parsing_find(parsing, &postgres_extension_use, "", "", name);
        if (before)
            parsing_remove(parsing, before);
        return before;
    }
    struct object *o = parsing_add(parsing, &postgres_extension_use, "", "", name);
    o->values[KEYWORD] = mem_strdup(parsing->ctx, target.keyword);
    o->values[SCHEMA] = mem_strdup(parsing->ctx, target.schema);
    o->values[NAME] = mem_strdup(parsing->ctx, target.name);
    o->values[ARGUMENTS] = target.arguments ? mem_strdup(parsing->ctx, target.arguments) : NULL;
    o->values[PARENT] = target.parent ? mem_strdup(parsing->ctx, target.parent) : NULL;
    o->values[EXTENSION] = mem_strdup(parsing->ctx, extension);
    return true;
}

static struct object_name spell(void *ctx, const struct object *o)
{
    (void)ctx;
    return (struct object_name){"", "", o->name};
}

/* Before 13 no statement ends it: there it is dropped with the object. */
static void remove_it(struct alteration *a)
{
    print_use(a->out, a->from, " NO DEPENDS ON EXTENSION ");
}

static const struct grammar_statement statements[] = {{.node = "AlterObjectDependsStmt", .parse = parse_use}, {0}};
static const struct grammar grammar = {.keyword = "DEPENDS ON EXTENSION", .spell = spell, .statements = statements};
static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

/* At the end, where all that it is said of stands. */
const struct kind postgres_extension_use = {
    .name = "dependency on an extension",
    .query = postgres_extension_use_query,
    .present = "EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'x')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .place = PLACE_OPTION,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
