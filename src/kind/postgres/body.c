#include "kind/postgres/body.h"

#include <string.h>

#include "catalog/derived.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "sql/postgres/setting.h"
#include "sql/postgres/sql_reference.h"

void print_settings(FILE *out, const char *array, const char *before, const char *behind)
{
    void *work = mem_context(NULL);
    struct list settings = parse_array(work, array);
    for (int i = 0; i < settings.n; i++) {
        const char *name = settings.items[i];
        char *value = strchr(name, '=');
        if (!value)
            continue;
        *value++ = '\0';
        const char *const *names = setting_is_list(name) ? setting_names(work, value) : NULL;
        fprintf(out, "%s%sSET ", !behind && i > 0 ? "\n" : "", before);
        print_setting(out, name, names ? names : (const char *const[]){value, NULL});
        fputs(behind ? behind : "", out);
    }
    mem_free(work);
}

const char *body_search_path(void *ctx, const struct object *function)
{
    static const char name[] = "search_path=";
    struct list settings = parse_array(ctx, function_body(function).settings);
    for (int i = 0; i < settings.n; i++)
        if (settings.items[i] && strncmp(settings.items[i], name, strlen(name)) == 0)
            return settings.items[i] + strlen(name);
    return SEARCH_PATH_AT_LOAD;
}

/* Looks for what a reference may name among the objects of some kinds. */
struct search {
    const struct catalog *catalog;
    const struct object *function;
    const char *const *path; /* where the server looks for what no schema is said of; NULL: everywhere */
    void (*need)(void *to, const struct object *earlier);
    void *to;
};

static bool is_reached(const struct search *s, const struct sql_reference *m, const char *schema)
{
    if (m->schema[0])
        return strcmp(m->schema, schema) == 0;
    for (size_t i = 0; s->path && s->path[i]; i++)
        if (strcmp(s->path[i], schema) == 0)
            return true;
    return !s->path;
}

/* Functions, aggregates and operators are named with their arguments, and found without. */
static void add_names(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    add(to, o->name);
    for (const char *at = o->name; (at = strchr(at, '(')); at++) {
        char *name = mem_strndup(NULL, o->name, (size_t)(at - o->name));
        add(to, name);
        mem_free(name);
    }
}

/* The sequence of an identity column, which comes with its table. */
static void add_identity_sequence(const struct object *column, void (*add)(void *to, const char *key), void *to)
{
    const char *sequence = object_value(column, COLUMN_IDENTITY_SEQUENCE);
    if (sequence[0])
        add(to, sequence);
}

/* What makes it: the table of a column. */
static const struct object *maker_of(const struct catalog *catalog, const struct object *o)
{
    return o->kind == &postgres_column ? catalog_find(catalog, &postgres_table, o->schema, "", o->relation) : o;
}

static void search_kind(const struct search *s, const struct sql_reference *m, const struct lookup *lookup)
{
    struct objects objects = catalog_lookup(s->catalog, lookup, m->name);
    for (size_t i = 0; i < objects.n; i++) {
        const struct object *maker = maker_of(s->catalog, objects.items[i]);
        if (maker && maker != s->function && is_reached(s, m, maker->schema))
            s->need(s->to, maker);
    }
}

static void search_all(const struct search *s, const struct sql_reference *m)
{
    enum { MOST_KINDS = 5 };
    static const struct lookup lookups[][MOST_KINDS] = {
        [REFERENCE_RELATION] = {{&postgres_table, add_names},
                                {&postgres_view, add_names},
                                {&postgres_materialized_view, add_names},
                                {&postgres_sequence, add_names},
                                {&postgres_column, add_identity_sequence}},
        [REFERENCE_FUNCTION] = {{&postgres_function, add_names}, {&postgres_aggregate, add_names}},
        [REFERENCE_TYPE] = {{&postgres_enum, add_names},
                            {&postgres_domain, add_names},
                            {&postgres_composite, add_names},
                            {&postgres_range, add_names}},
        [REFERENCE_OPERATOR] = {{&postgres_operator, add_names}},
    };
    for (size_t i = 0; i < MOST_KINDS && lookups[m->kind][i].kind; i++)
        search_kind(s, m, &lookups[m->kind][i]);
}

void need_referenced(const struct catalog *catalog, const struct object *function,
                     void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct body body = function_body(function);
    struct search s = {catalog, function, setting_names(work, body_search_path(work, function)), need, to};
    struct sql_references references = {0};
    if (strcmp(body.language, "sql") == 0)
        references = references_in_sql(work, body.text);
    else if (strcmp(body.language, "plpgsql") == 0)
        references = references_in_plpgsql(work, body.text);
    for (size_t i = 0; i < references.n; i++)
        search_all(&s, &references.items[i]);
    mem_free(work);
}
