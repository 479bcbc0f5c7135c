#include <string.h>

#include "kind/postgres/column_setting.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

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

const struct kind postgres_column_option = {
    .name = "column option",
    .query = postgres_column_option_query,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
};
