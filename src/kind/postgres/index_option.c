#include <stdlib.h>
#include <string.h>

#include "kind/change.h"
#include "kind/grammar.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
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

/* ---- of a text ---- */

const struct object *index_option_of(const struct catalog *catalog, const struct object *index)
{
    return catalog_find(catalog, &postgres_index_option, index->schema, index->relation, index->name);
}

struct object *index_option(struct parsing *parsing, const struct object *index)
{
    struct object *o = parsing_find(parsing, &postgres_index_option, index->schema, index->relation, index->name);
    return o ? o : parsing_add(parsing, &postgres_index_option, index->schema, index->relation, index->name);
}

/* Of an expression, by the number of its column. */
static void set_target(struct parsing *parsing, const struct object *index, const char *number, const char *target)
{
    struct object *option = index_option(parsing, index);
    struct list list = parse_array(parsing->ctx, option->values[INDEX_OPTION_STATISTICS]);
    const char **items = mem_array(parsing->ctx, const char *, (size_t)list.n + 2);
    size_t n = 0;
    for (int i = 0; i + 1 < list.n || target; i += 2) {
        bool more = i + 1 < list.n;
        if (target && (!more || strtol(list.items[i], NULL, 10) >= strtol(number, NULL, 10))) {
            items[n++] = number;
            items[n++] = target;
            target = NULL;
        }
        if (more && strcmp(list.items[i], number) != 0) {
            items[n++] = list.items[i];
            items[n++] = list.items[i + 1];
        }
    }
    option->values[INDEX_OPTION_STATISTICS] = n > 0 ? array_text(parsing->ctx, items, n) : NULL;
}

bool index_parse_target(struct parsing *parsing, const struct object *index, const json_t *command)
{
    const struct column_setting *setting = column_setting_of(field_text(command, "subtype"));
    if (!setting || setting->value != SETTING_NUMBER)
        return false;
    set_target(parsing, index, mem_printf(parsing->ctx, "%ld", field_number(command, "num")),
               field_of_column_setting(parsing, setting, command, NULL));
    return true;
}

void print_index_targets(FILE *out, const struct catalog *catalog, const struct object *index)
{
    const struct object *option = index_option_of(catalog, index);
    if (!option)
        return;
    void *work = mem_context(NULL);
    struct list targets = parse_array(work, option->values[INDEX_OPTION_STATISTICS]);
    for (int i = 0; i + 1 < targets.n; i += 2)
        fprintf(out, "%s%s: %s", i > 0 ? ", " : "", targets.items[i], targets.items[i + 1]);
    mem_free(work);
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
