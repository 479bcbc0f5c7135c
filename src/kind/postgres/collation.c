#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_collation_query[];

enum { PROVIDER, DETERMINISTIC, COLLATE, CTYPE, RULES, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PROVIDER] = "provider", [DETERMINISTIC] = "deterministic", [COLLATE] = "collate", [CTYPE] = "ctype",
    [RULES] = "rules",
};
static const int forms[N_FIELDS] = {
    [PROVIDER] = ANSWER_TEXT,
    [DETERMINISTIC] = ANSWER_FLAG,
};

static void print_setting(FILE *out, const char *word, const char *value)
{
    fprintf(out, ", %s = ", word);
    print_literal(out, value);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    char provider = object_value(o, PROVIDER)[0];
    fputs("CREATE COLLATION ", out);
    print_object_name(out, o);
    fprintf(out, " (provider = %s", provider == 'i' ? "icu" : provider == 'b' ? "builtin" : "libc");
    if (strcmp(object_value(o, COLLATE), object_value(o, CTYPE)) == 0) {
        print_setting(out, "locale", object_value(o, COLLATE));
    } else {
        print_setting(out, "lc_collate", object_value(o, COLLATE));
        print_setting(out, "lc_ctype", object_value(o, CTYPE));
    }
    fputs(object_flag(o, DETERMINISTIC) ? "" : ", deterministic = false", out);
    if (o->values[RULES])
        print_setting(out, "rules", o->values[RULES]);
    fputs(");\n", out);
}

const struct kind postgres_collation = {
    .name = "collation",
    .query = postgres_collation_query,
    .present = "EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
};
