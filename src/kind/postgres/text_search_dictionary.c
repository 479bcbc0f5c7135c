#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_text_search_dictionary_query[];

enum { TEMPLATE, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[TEMPLATE] = "template", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [TEMPLATE] = ANSWER_LIST,
};

/* The options are kept by the server as the text of a list of definitions. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TEXT SEARCH DICTIONARY ", out);
    print_object_name(out, o);
    fputs(" (TEMPLATE = ", out);
    print_visible(out, object_value(o, TEMPLATE));
    if (o->values[OPTIONS])
        fprintf(out, ", %s", o->values[OPTIONS]);
    fputs(");\n", out);
}

const struct kind postgres_text_search_dictionary = {
    .name = "text search dictionary",
    .query = postgres_text_search_dictionary_query,
    .present = "EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
};
