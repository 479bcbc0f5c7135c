#include <string.h>

#include "kind/change.h"
#include "kind/postgres/column_setting.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_column_option_query[];

const struct column_setting column_settings[] = {
    {"storage", "SET STORAGE ", "", SETTING_WORD, "AT_SetStorage", NULL, true, NULL},
    {"compression", "SET COMPRESSION ", "", SETTING_WORD, "AT_SetCompression", "compression", false, "default"},
    {"statistics", "SET STATISTICS ", "", SETTING_NUMBER, "AT_SetStatistics", NULL, false, NULL},
    {"options", "SET (", ")", SETTING_OPTIONS, "AT_SetOptions", NULL, false, NULL},
    {NULL, NULL, NULL, SETTING_WORD, NULL, NULL, false, NULL},
};

static const char *const fields[] = {COLUMN_SETTING_NAMES, "only"};
enum { N_FIELDS = sizeof(fields) / sizeof(*fields), ONLY = N_FIELDS - 1 };
static const int forms[N_FIELDS] = {
    ANSWER_NULL, ANSWER_NULL, ANSWER_NUMBER | ANSWER_NULL, ANSWER_LIST | ANSWER_NULL, [ONLY] = ANSWER_FLAG,
};
_Static_assert(sizeof(column_settings) / sizeof(*column_settings) == N_FIELDS, "an entry for each name");

const struct column_setting *column_setting_of(const char *command)
{
    for (const struct column_setting *s = column_settings; s->name; s++)
        if (strcmp(s->command, command) == 0)
            return s;
    return NULL;
}

/* Tables below have options of their own, and may exist already. */
static void begin(FILE *out, const struct object *o)
{
    fputs(object_flag(o, ONLY) ? "ALTER TABLE ONLY " : "ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ALTER COLUMN ", out);
    print_name(out, o->name);
    putc(' ', out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    for (size_t i = 0; column_settings[i].name; i++) {
        const struct column_setting *s = &column_settings[i];
        if (!o->values[i])
            continue;
        begin(out, o);
        fputs(s->before, out);
        if (s->value == SETTING_OPTIONS)
            print_options_of(out, o->values[i]);
        else
            fputs(o->values[i], out);
        fprintf(out, "%s;\n", s->after);
    }
}

/* What the server takes without being told, by the type. */
static const char *usual_storage(const struct alteration *a, const struct object *o)
{
    const struct object *column = catalog_find(a->before, &postgres_column, o->schema, o->relation, o->name);
    const char *type = column ? object_value(column, COLUMN_TYPE) : "";
    bool inside =
        strncmp(type, "numeric", strlen("numeric")) == 0 || strcmp(type, "inet") == 0 || strcmp(type, "cidr") == 0;
    return inside ? "MAIN" : "EXTENDED";
}

static void print_usual(struct alteration *a, const struct object *o, const struct column_setting *s)
{
    begin(a->out, o);
    if (s->usual)
        fprintf(a->out, "%s%s;\n", s->before, s->usual);
    else if (s->value == SETTING_NUMBER)
        fprintf(a->out, "%s-1;\n", s->before);
    else
        fprintf(a->out, "%s%s;\n", s->before, usual_storage(a, o));
}

static void print_reset(struct alteration *a, const struct object *o, const char *from, const char *to)
{
    struct text t;
    text_open(&t);
    int n = print_options_gone(t.out, from, to);
    const char *gone = text_close(&t, a->ctx);
    if (n == 0)
        return;
    begin(a->out, o);
    fprintf(a->out, "RESET (%s);\n", gone);
}

static void unset(struct alteration *a, const struct object *to)
{
    for (size_t i = 0; column_settings[i].name; i++) {
        const struct column_setting *s = &column_settings[i];
        if (!a->from->values[i])
            continue;
        if (s->value == SETTING_OPTIONS)
            print_reset(a, a->from, a->from->values[i], to ? to->values[i] : NULL);
        else if (!to || !to->values[i])
            print_usual(a, a->from, s);
    }
}

static bool alter(struct alteration *a)
{
    unset(a, a->to);
    return alter_as_added(a);
}

static void remove_it(struct alteration *a)
{
    unset(a, NULL);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_column_option = {
    .name = "column option",
    .query = postgres_column_option_query,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .changes = &changes,
};
