/* What COMMENT ON and ALTER ... OWNER TO are about. */
#include "model/postgres/target.h"

#include <string.h>

#include "kind/postgres/call.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/target.h"
#include "model/postgres/described.h"

/* How an object is named in the tree, and by which keyword it is reported. */
enum shape { SHAPE_NAME, SHAPE_NAMES, SHAPE_MEMBER, SHAPE_COLUMN, SHAPE_CALL, SHAPE_TYPE };

static const struct {
    const char *type, *keyword;
    enum shape shape;
} objects[] = {
    {"OBJECT_COLUMN", "COLUMN", SHAPE_COLUMN},
    {"OBJECT_EXTENSION", "EXTENSION", SHAPE_NAME},
    {"OBJECT_FOREIGN_TABLE", "FOREIGN TABLE", SHAPE_NAMES},
    {"OBJECT_FUNCTION", "FUNCTION", SHAPE_CALL},
    {"OBJECT_INDEX", "INDEX", SHAPE_NAMES},
    {"OBJECT_PROCEDURE", "PROCEDURE", SHAPE_CALL},
    {"OBJECT_SCHEMA", "SCHEMA", SHAPE_NAME},
    {"OBJECT_TABCONSTRAINT", "CONSTRAINT", SHAPE_MEMBER},
    {"OBJECT_TABLE", "TABLE", SHAPE_NAMES},
    {"OBJECT_TYPE", "TYPE", SHAPE_TYPE},
};

struct target member_target(struct statement *s, const char *keyword, const char *schema, const char *relation,
                            const char *member)
{
    const char *of = qualified_name(s->ctx, schema, relation), *own = quoted_name(s->ctx, member);
    bool column = strcmp(keyword, "COLUMN") == 0;
    return (struct target){schema, relation, mem_printf(s->ctx, "%s %s", keyword, member),
                           column ? mem_printf(s->ctx, "COLUMN %s.%s", of, own)
                                  : mem_printf(s->ctx, "%s %s ON %s", keyword, own, of),
                           member};
}

struct target named_target_of(struct statement *s, const char *keyword, const char *schema, const char *relation,
                              const char *name)
{
    return (struct target){schema, relation, mem_printf(s->ctx, "%s %s", keyword, name),
                           mem_printf(s->ctx, "%s %s", keyword, qualified_name(s->ctx, schema, name)), name};
}

/* What hangs on a relation: its name is the last, the relation the one before. */
static struct target named_member(struct statement *s, const char *kind, const json_t *names)
{
    size_t n = json_array_size(names);
    return member_target(s, kind, n > 2 ? schema_of(list_text(names, n - 3)) : "", n > 1 ? list_text(names, n - 2) : "",
                         names_last(names));
}

static void set_named(struct statement *s, struct target *t, const char *kind, const char *schema, const char *name)
{
    t->schema = schema;
    t->own = name;
    t->name = mem_printf(s->ctx, "%s %s", kind, name);
    t->spelling = mem_printf(s->ctx, "%s %s", kind, qualified_name(s->ctx, schema, name));
}

static void set_call(struct reader *r, struct statement *s, struct target *t, const char *kind, const json_t *object)
{
    const json_t *names = field_node(object, "objname");
    const char *own = names_last(names);
    /* Without types it is one that the text has not made. */
    const char *signature = field_flag(object, "args_unspecified") ? NULL : call_of(&r->parsing, object);
    s->lost = s->lost || !signature;
    t->schema = names_schema(names);
    t->own = own;
    t->name = mem_printf(s->ctx, "%s %s", kind, signature ? signature : "");
    t->spelling = mem_printf(s->ctx, "%s %s%s", kind, qualified_name(s->ctx, t->schema, own),
                             signature ? signature + strlen(own) : "");
}

void forget_public(json_t *names)
{
    if (json_array_size(names) > 1 && strcmp(list_text(names, 0), "public") == 0)
        json_array_remove(names, 0);
}

static struct target named(struct reader *r, struct statement *s, const char *kind, enum shape shape,
                           const json_t *object)
{
    struct target t = {"", "", "", "", ""};
    json_t *list = field_node(node_as(object, "List"), "items");
    const json_t *names = list;
    size_t least = shape == SHAPE_MEMBER || shape == SHAPE_COLUMN ? 3 : 2;
    if (json_array_size(list) >= least)
        forget_public(list);
    if (shape == SHAPE_TYPE && !list)
        names = field_node(node_as(object, "TypeName"), "names");
    if (shape == SHAPE_NAME)
        set_named(s, &t, kind, "", field_text(node_as(object, "String"), "sval"));
    else if (shape == SHAPE_NAMES || shape == SHAPE_TYPE)
        set_named(s, &t, kind, names_schema(names), names_last(names));
    else if (shape == SHAPE_MEMBER || shape == SHAPE_COLUMN)
        t = named_member(s, kind, list);
    else if (shape == SHAPE_CALL)
        set_call(r, s, &t, kind, node_as(object, "ObjectWithArgs"));
    return t;
}

/* A table's comment belongs to the table, an index's to the index's table. */
static void find_relation(struct reader *r, const char *kind, struct target *t)
{
    static const char *const relations[] = {"TABLE", "FOREIGN TABLE", "INDEX"};
    for (size_t i = 0; i < sizeof(relations) / sizeof(*relations); i++) {
        if (strcmp(kind, relations[i]) != 0)
            continue;
        const char *name = t->name + strlen(kind) + 1;
        const struct object *found = described_relation(r, t->schema, name);
        t->relation = found && found->kind == &postgres_constraint ? found->relation : name;
    }
}

/* A view: what is said of that belongs to it, as it belongs to a table. */
static bool has_members(const struct grammar *grammar)
{
    return grammar->relation && grammar->carries;
}

struct target object_target(struct statement *s, const struct object *o)
{
    const struct grammar *grammar = o->kind->grammar;
    const struct object_name spelt = grammar_spell(s->ctx, o);
    bool hangs = grammar->member || grammar->relation;
    const char *relation = has_members(grammar) ? o->name
                           : hangs              ? o->relation
                                                : "",
               *label = grammar->label ? grammar->label : grammar_keyword(o);
    const struct kind_target spelling = {.keyword = grammar_keyword(o),
                                         .schema = spelt.schema,
                                         .name = spelt.name,
                                         .arguments = spelt.arguments,
                                         .parent = grammar->member ? relation : ""};
    struct text t;
    text_open(&t);
    print_target(t.out, o, &spelling);
    return (struct target){schema_of(o->schema), relation, mem_printf(s->ctx, "%s %s", label, o->name),
                           text_close(&t, s->ctx), spelt.name};
}

struct target owner_target(struct statement *s, const struct object *o)
{
    struct target t = object_target(s, o);
    if (has_members(o->kind->grammar)) {
        t.name = mem_printf(s->ctx, "%s %s", grammar_grant_keyword(o), o->name);
        t.spelling = mem_printf(s->ctx, "%s %s", grammar_grant_keyword(o), qualified_name(s->ctx, t.schema, o->name));
    }
    return t;
}

/* What a text does not make, an extension's say, is called as the statement calls it. */
static struct target name_described(struct reader *r, struct statement *s, const struct kind *kind,
                                    const json_t *object)
{
    struct object named;
    const struct object *o = described_find(r, kind, object, &named);
    return object_target(s, o ? o : &named);
}

bool named_target(struct reader *r, struct statement *s, const char *type, const json_t *object, struct target *target)
{
    const struct kind *kind = described_kind(r, type, object);
    *target = (struct target){"", "", "", "", ""};
    /* The index of a constraint is none that describes itself. */
    bool described = kind && (kind != &postgres_index || described_find(r, kind, object, NULL));
    if (described)
        *target = name_described(r, s, kind, object);
    for (size_t i = 0; !described && i < sizeof(objects) / sizeof(*objects); i++)
        if (strcmp(type, objects[i].type) == 0) {
            *target = named(r, s, objects[i].keyword, objects[i].shape, object);
            find_relation(r, objects[i].keyword, target);
            return true;
        }
    return described;
}
