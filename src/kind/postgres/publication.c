#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_publication_query[];

enum { ALL_TABLES, OPERATIONS, VIA_ROOT, GENERATED_COLUMNS, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [ALL_TABLES] = "all_tables",
    [OPERATIONS] = "operations",
    [VIA_ROOT] = "via_root",
    [GENERATED_COLUMNS] = "generated_columns",
};
static const int forms[N_FIELDS] = {
    [ALL_TABLES] = ANSWER_FLAG,
    [OPERATIONS] = ANSWER_TEXT,
    [VIA_ROOT] = ANSWER_FLAG,
};

static const char *options_text(void *ctx, const struct object *o)
{
    struct text t;
    text_open(&t);
    if (strcmp(object_value(o, OPERATIONS), "insert, update, delete, truncate") != 0)
        fprintf(t.out, ", publish = '%s'", object_value(o, OPERATIONS));
    if (object_flag(o, VIA_ROOT))
        fputs(", publish_via_partition_root = true", t.out);
    if (object_value(o, GENERATED_COLUMNS)[0] == 's')
        fputs(", publish_generated_columns = stored", t.out);
    return text_close(&t, ctx);
}

/* Tables and schemas are added one by one (publication_member.c): each shows as a line of its own. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *work = mem_context(NULL);
    const char *options = options_text(work, o);
    fputs("CREATE PUBLICATION ", out);
    print_name(out, o->name);
    fputs(object_flag(o, ALL_TABLES) ? " FOR ALL TABLES" : "", out);
    if (options[0])
        fprintf(out, " WITH (%s)", options + 2);
    fputs(";\n", out);
    mem_free(work);
}

const struct kind postgres_publication = {
    .name = "publication",
    .query = postgres_publication_query,
    .present = "EXISTS (SELECT FROM pg_publication)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
};
