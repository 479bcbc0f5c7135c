#include <string.h>

#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/common.h"
#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"

extern const char postgres_index_option_query[];

static const char *const fields[INDEX_OPTION_N_FIELDS] = {
    [INDEX_OPTION_STORAGE] = "options", [INDEX_OPTION_STATISTICS] = "statistics"};
static const int forms[INDEX_OPTION_N_FIELDS] = {
    [INDEX_OPTION_STORAGE] = ANSWER_LIST | ANSWER_NULL,
    [INDEX_OPTION_STATISTICS] = ANSWER_LIST | ANSWER_NULL,
};

static void begin(FILE *out, const struct object *o)
{
    fputs("ALTER INDEX ", out);
    print_object_name(out, o);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *work = mem_context(NULL);
    struct list targets = parse_array(work, o->values[INDEX_OPTION_STATISTICS]);
    if (o->values[INDEX_OPTION_STORAGE]) {
        begin(out, o);
        fputs(" SET (", out);
        print_options_of(out, o->values[INDEX_OPTION_STORAGE]);
        fputs(");\n", out);
    }
    for (int i = 0; i + 1 < targets.n; i += 2) {
        begin(out, o);
        fprintf(out, " ALTER COLUMN %s SET STATISTICS %s;\n", targets.items[i], targets.items[i + 1]);
    }
    mem_free(work);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_index(catalog, o, o->name, need, to);
}

/* Targets of expressions: as in the other state, else as usual. */
static void print_targets(FILE *out, const struct object *o, const char *from, const char *to)
{
    void *work = mem_context(NULL);
    struct list before = parse_array(work, from), after = parse_array(work, to);
    for (int i = 0; i + 1 < before.n; i += 2) {
        bool stays = false;
        for (int k = 0; k + 1 < after.n; k += 2)
            stays |= strcmp(before.items[i], after.items[k]) == 0;
        if (stays)
            continue;
        begin(out, o);
        fprintf(out, " ALTER COLUMN %s SET STATISTICS -1;\n", before.items[i]);
    }
    for (int i = 0; i + 1 < after.n; i += 2) {
        begin(out, o);
        fprintf(out, " ALTER COLUMN %s SET STATISTICS %s;\n", after.items[i], after.items[i + 1]);
    }
    mem_free(work);
}

static bool alter(struct alteration *a)
{
    print_storage_change(a->out, "INDEX", a->to, a->from->values[INDEX_OPTION_STORAGE],
                         a->to->values[INDEX_OPTION_STORAGE]);
    print_targets(a->out, a->to, a->from->values[INDEX_OPTION_STATISTICS], a->to->values[INDEX_OPTION_STATISTICS]);
    return true;
}

static void remove_it(struct alteration *a)
{
    print_storage_change(a->out, "INDEX", a->from, a->from->values[INDEX_OPTION_STORAGE], NULL);
    print_targets(a->out, a->from, a->from->values[INDEX_OPTION_STATISTICS], NULL);
}

static const struct grammar grammar = {.part = true};

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_index_option = {
    .name = "index option",
    .query = postgres_index_option_query,
    .fields = fields,
    .forms = forms,
    .n_fields = INDEX_OPTION_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
