/*
 * ALTER ... OWNER TO, behind what it is about, where owners are asked for: one
 * kind for each place, as with comments. Most objects belong to one role: that
 * is the snapshot's own, which loads it, and goes without saying.
 */
#include "kind/postgres/owner.h"

#include <string.h>

#include "catalog/ask.h"
#include "kind/postgres/common.h"
#include "kind/postgres/described.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/target.h"

extern const char postgres_owner_query[];
extern const char postgres_own_role_query[];

enum { PHASE, KEYWORD, SCHEMA, NAME, ARGUMENTS, ROLE, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PHASE] = "phase", [KEYWORD] = "keyword",     [SCHEMA] = "target_schema",
    [NAME] = "target", [ARGUMENTS] = "arguments", [ROLE] = "role",
};
static const int forms[N_FIELDS] = {
    [PHASE] = ANSWER_TEXT, [KEYWORD] = ANSWER_TEXT, [SCHEMA] = ANSWER_TEXT, [NAME] = ANSWER_TEXT, [ROLE] = ANSWER_TEXT};

static const struct phase_kind kinds[] = {
    {"schema", &postgres_owner_schema},     {"type", &postgres_owner_type}, {"sequence", &postgres_owner_sequence},
    {"function", &postgres_owner_function}, {"table", &postgres_owner},     {"last", &postgres_owner_last},
    {"event", &postgres_owner_event},
};

const char *own_role(struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    struct rows rows;
    static const struct answer_column columns[] = {{"rolname", ANSWER_TEXT}};
    if (catalog->own_role)
        return catalog->own_role;
    const struct question question = {"whose the database is",
                                      query_for_version(catalog->ctx, postgres_own_role_query, catalog->version),
                                      columns, 1};
    if (!catalog_ask(reading->connection, &question, catalog->ctx, &rows, reading->diags))
        return NULL;
    catalog->own_role = rows.n_rows ? rows_text(&rows, 0, 0) : "";
    return catalog->own_role;
}

/* Of an object whose kind describes itself; false where that has no owner to speak of, or is not printed. */
static bool name_described(struct catalog *catalog, const struct described *described, struct object *o)
{
    const struct object *of = described_at(described, o->address);
    if (!of || !of->kind->grammar->owned)
        return false;
    say_of_described(catalog, o, of, (struct said_fields){PHASE, KEYWORD, SCHEMA, NAME, ARGUMENTS});
    return true;
}

static bool keep(struct catalog *catalog, const struct described *described, struct object *o)
{
    if (strcmp(object_value(o, ROLE), catalog->own_role) == 0 ||
        (!object_value(o, PHASE)[0] && !name_described(catalog, described, o)))
        return false;
    move_to_phase(o, kinds, sizeof(kinds) / sizeof(*kinds), object_value(o, PHASE));
    return true;
}

static bool read_owners(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!reading->rows->owners)
        return true;
    const char *query = query_with_described(catalog->ctx, kind->query);
    if (!own_role(reading) || !catalog_add_query(catalog, kind, query, reading->connection, reading->diags))
        return false;
    keep_objects(catalog, first, keep);
    return true;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const struct kind_target target = {.keyword = object_value(o, KEYWORD),
                                       .schema = object_value(o, SCHEMA),
                                       .name = object_value(o, NAME),
                                       .arguments = o->values[ARGUMENTS]};
    fputs("ALTER ", out);
    print_target(out, o, &target);
    fputs(" OWNER TO ", out);
    print_name(out, object_value(o, ROLE));
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_target(catalog, o, object_value(o, NAME), need, to);
}

#define OWNER_KIND(reader, where)                                                                                      \
    {                                                                                                                  \
        .name = "owner", .query = postgres_owner_query, .read = (reader), .fields = fields, .forms = forms,            \
        .n_fields = N_FIELDS, .phase = (where), .place = PLACE_OPTION, .print = print, .needs = needs,                 \
    }

const struct kind postgres_owner = OWNER_KIND(read_owners, PHASE_TABLE);
const struct kind postgres_owner_schema = OWNER_KIND(read_nothing, PHASE_SCHEMA);
const struct kind postgres_owner_type = OWNER_KIND(read_nothing, PHASE_TYPE);
const struct kind postgres_owner_sequence = OWNER_KIND(read_nothing, PHASE_SEQUENCE);
const struct kind postgres_owner_function = OWNER_KIND(read_nothing, PHASE_FUNCTION);
const struct kind postgres_owner_last = OWNER_KIND(read_nothing, PHASE_LAST);
const struct kind postgres_owner_event = OWNER_KIND(read_nothing, PHASE_LAST);
