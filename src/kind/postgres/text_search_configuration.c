#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_text_search_configuration_query[];

enum { PARSER, MAPPING, N_FIELDS };
static const char *const fields[N_FIELDS] = {[PARSER] = "parser", [MAPPING] = "mapping"};
static const int forms[N_FIELDS] = {
    [PARSER] = ANSWER_LIST,
    [MAPPING] = ANSWER_LIST | ANSWER_NULL,
};

/* Three elements each: token type, schema and name of a dictionary. One statement for each token type. */
static void print_mapping(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    struct list mapping = parse_array(work, object_value(o, MAPPING));
    for (int i = 0; i + 2 < mapping.n; i += 3) {
        bool next = i > 0 && strcmp(mapping.items[i], mapping.items[i - 3]) == 0;
        if (!next) {
            fputs(i > 0 ? ";\n" : "", out);
            fputs("ALTER TEXT SEARCH CONFIGURATION ", out);
            print_object_name(out, o);
            fputs(" ADD MAPPING FOR ", out);
            print_name(out, mapping.items[i]);
        }
        fputs(next ? ", " : " WITH ", out);
        print_visible_name(out, mapping.items[i + 1], mapping.items[i + 2]);
    }
    fputs(mapping.n > 0 ? ";\n" : "", out);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TEXT SEARCH CONFIGURATION ", out);
    print_object_name(out, o);
    fputs(" (PARSER = ", out);
    print_visible(out, object_value(o, PARSER));
    fputs(");\n", out);
    print_mapping(out, o);
}

const struct kind postgres_text_search_configuration = {
    .name = "text search configuration",
    .query = postgres_text_search_configuration_query,
    .present = "EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
};
