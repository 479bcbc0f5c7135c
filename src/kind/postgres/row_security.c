#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_row_security_query[];

static const char *const fields[ROW_SECURITY_N_FIELDS] = {
    [ROW_SECURITY_ENABLED] = "enabled", [ROW_SECURITY_FORCED] = "forced"};
static const int forms[ROW_SECURITY_N_FIELDS] = {
    [ROW_SECURITY_ENABLED] = ANSWER_FLAG,
    [ROW_SECURITY_FORCED] = ANSWER_FLAG,
};

static void print_change(FILE *out, const struct object *o, const char *keyword)
{
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fprintf(out, " %s ROW LEVEL SECURITY;\n", keyword);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    if (object_flag(o, ROW_SECURITY_ENABLED))
        print_change(out, o, "ENABLE");
    if (object_flag(o, ROW_SECURITY_FORCED))
        print_change(out, o, "FORCE");
}

/* Forced policies bind the owner too, who loads the rows. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    if (object_flag(o, ROW_SECURITY_FORCED))
        need_rows(catalog, o->schema, o->relation, need, to);
}

static void print_difference(FILE *out, const struct object *from, const struct object *to)
{
    const struct object *o = to ? to : from;
    bool enabled = to && object_flag(to, ROW_SECURITY_ENABLED), forced = to && object_flag(to, ROW_SECURITY_FORCED);
    if (object_flag(from, ROW_SECURITY_ENABLED) != enabled)
        print_change(out, o, enabled ? "ENABLE" : "DISABLE");
    if (object_flag(from, ROW_SECURITY_FORCED) != forced)
        print_change(out, o, forced ? "FORCE" : "NO FORCE");
}

static bool alter(struct alteration *a)
{
    print_difference(a->out, a->from, a->to);
    return true;
}

static void remove_it(struct alteration *a)
{
    print_difference(a->out, a->from, NULL);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

static const struct grammar grammar = {.part = true};

const struct kind postgres_row_security = {
    .name = "row-level security",
    .query = postgres_row_security_query,
    .present = "EXISTS (SELECT FROM class WHERE relrowsecurity OR relforcerowsecurity)",
    .fields = fields,
    .forms = forms,
    .n_fields = ROW_SECURITY_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
