#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_column_option_query[];

enum { STORAGE, COMPRESSION, STATISTICS, OPTIONS, ONLY, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [STORAGE] = "storage", [COMPRESSION] = "compression", [STATISTICS] = "statistics", [OPTIONS] = "options",
    [ONLY] = "only",
};
static const int forms[N_FIELDS] = {
    [STATISTICS] = ANSWER_NUMBER | ANSWER_NULL,
    [OPTIONS] = ANSWER_LIST | ANSWER_NULL,
    [ONLY] = ANSWER_FLAG,
};

/* Tables below have options of their own, and may exist already. */
static void begin(FILE *out, const struct object *o)
{
    fputs(object_flag(o, ONLY) ? "ALTER TABLE ONLY " : "ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ALTER COLUMN ", out);
    print_name(out, o->name);
    fputs(" SET ", out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    static const struct {
        int field;
        const char *words;
    } settings[] = {{STORAGE, "STORAGE"}, {COMPRESSION, "COMPRESSION"}, {STATISTICS, "STATISTICS"}};
    (void)catalog;
    for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
        if (o->values[settings[i].field]) {
            begin(out, o);
            fprintf(out, "%s %s;\n", settings[i].words, o->values[settings[i].field]);
        }
    if (o->values[OPTIONS]) {
        begin(out, o);
        putc('(', out);
        print_options_of(out, o->values[OPTIONS]);
        fputs(");\n", out);
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
