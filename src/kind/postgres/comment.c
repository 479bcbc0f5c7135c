/*
 * Comments stand behind what they are on. Where in a snapshot that is
 * depends on the object, so there is one kind for each place; the first one
 * reads for all of them.
 */
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/described.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/target.h"

extern const char postgres_comment_query[];

enum { PHASE, MEMBER, KEYWORD, SCHEMA, NAME, ARGUMENTS, PARENT, COMMENT, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PHASE] = "phase", [MEMBER] = "member",       [KEYWORD] = "keyword", [SCHEMA] = "target_schema",
    [NAME] = "target", [ARGUMENTS] = "arguments", [PARENT] = "parent",   [COMMENT] = "comment",
};
static const int forms[N_FIELDS] = {
    [PHASE] = ANSWER_TEXT,  [MEMBER] = ANSWER_TEXT,  [KEYWORD] = ANSWER_TEXT,
    [SCHEMA] = ANSWER_TEXT, [COMMENT] = ANSWER_TEXT,
};

static const struct phase_kind kinds[] = {
    {"extension", &postgres_comment_extension}, {"schema", &postgres_comment_schema},
    {"type", &postgres_comment_type},           {"sequence", &postgres_comment_sequence},
    {"function", &postgres_comment_function},   {"table", &postgres_comment},
    {"last", &postgres_comment_last},           {"event", &postgres_comment_event},
};

/* What is on an object whose kind describes itself; false where that is not among what is printed. */
static bool name_described(struct catalog *catalog, const struct described *described, struct object *o)
{
    if (object_value(o, PHASE)[0])
        return true;
    const struct object *on = described_at(described, o->address);
    if (!on)
        return false;
    say_of_described(catalog, o, on, (struct said_fields){PHASE, KEYWORD, SCHEMA, NAME, ARGUMENTS});
    return true;
}

static bool read_comments(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    const char *query = query_with_described(catalog->ctx, kind->query);
    if (!catalog_add_query(catalog, kind, query, reading->connection, reading->diags))
        return false;
    keep_objects(catalog, first, name_described);
    for (size_t i = first; i < catalog->n_objects; i++)
        move_to_phase(catalog->objects[i], kinds, sizeof(kinds) / sizeof(*kinds),
                      object_value(catalog->objects[i], PHASE));
    return true;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    struct kind_target target = {object_value(o, KEYWORD), object_value(o, SCHEMA), object_value(o, NAME),
                                 o->values[ARGUMENTS], o->values[PARENT]};
    fputs("COMMENT ON ", out);
    print_target(out, o, &target);
    fputs(" IS ", out);
    if (object_value(o, COMMENT)[0])
        print_literal(out, object_value(o, COMMENT));
    else
        fputs("NULL", out);
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_target(catalog, o, object_value(o, MEMBER), need, to);
}

static const char present[] = "EXISTS (SELECT FROM pg_description WHERE objoid >= 16384)"
                              " OR EXISTS (SELECT FROM pg_description, initdb"
                              " WHERE objoid < 16384 AND pg_description.xmin::text::bigint > initdb.tx)"
                              " OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public'"
                              " AND obj_description(oid, 'pg_namespace') IS DISTINCT FROM 'standard public schema')"
                              " OR " PUBLIC_RENAMED;

static void remove_it(struct alteration *a)
{
    struct kind_target target = {object_value(a->from, KEYWORD), object_value(a->from, SCHEMA),
                                 object_value(a->from, NAME), a->from->values[ARGUMENTS], a->from->values[PARENT]};
    fputs("COMMENT ON ", a->out);
    bool public =
        strcmp(object_value(a->from, KEYWORD), "SCHEMA") == 0 && strcmp(object_value(a->from, NAME), "public") == 0;
    print_target(a->out, a->from, &target);
    /* Of schema public that says something, too, and none is what a new database has. */
    fputs(public ? " IS 'standard public schema';\n" : " IS NULL;\n", a->out);
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

#define COMMENT_KIND(reader, where)                                                                                    \
    {                                                                                                                  \
        .name = "comment", .query = postgres_comment_query, .present = present, .read = (reader), .fields = fields,    \
        .forms = forms, .n_fields = N_FIELDS, .phase = (where), .place = PLACE_OPTION, .print = print, .needs = needs, \
        .changes = &changes,                                                                                           \
    }

const struct kind postgres_comment = COMMENT_KIND(read_comments, PHASE_TABLE);
const struct kind postgres_comment_extension = COMMENT_KIND(read_nothing, PHASE_EXTENSION);
const struct kind postgres_comment_schema = COMMENT_KIND(read_nothing, PHASE_SCHEMA);
const struct kind postgres_comment_type = COMMENT_KIND(read_nothing, PHASE_TYPE);
const struct kind postgres_comment_sequence = COMMENT_KIND(read_nothing, PHASE_SEQUENCE);
const struct kind postgres_comment_function = COMMENT_KIND(read_nothing, PHASE_FUNCTION);
const struct kind postgres_comment_last = COMMENT_KIND(read_nothing, PHASE_LAST);
const struct kind postgres_comment_event = COMMENT_KIND(read_nothing, PHASE_LAST);
