#include "kind/postgres/body.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/mention.h"
#include "sql/postgres/setting.h"

void print_settings(FILE *out, const char *array)
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
        fputs("    SET ", out);
        print_setting(out, name, names ? names : (const char *const[]){value, NULL});
        putc('\n', out);
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

/* Looks for what a mention may name among the objects of some kinds. */
struct search {
    const struct catalog *catalog;
    const struct object *function;
    const char *const *path; /* where the server looks for what no schema is said of; NULL: everywhere */
    void (*need)(void *to, const struct object *earlier);
    void *to;
};

static bool is_named(const struct object *o, const char *name)
{
    size_t n = strlen(name);
    /* Functions, aggregates and operators are named with their arguments. */
    return strncmp(o->name, name, n) == 0 && (o->name[n] == '\0' || o->name[n] == '(');
}

static bool is_reached(const struct search *s, const struct mention *m, const char *schema)
{
    if (m->schema[0])
        return strcmp(m->schema, schema) == 0;
    for (size_t i = 0; s->path && s->path[i]; i++)
        if (strcmp(s->path[i], schema) == 0)
            return true;
    return !s->path;
}

static void search_kind(const struct search *s, const struct mention *m, const struct kind *kind)
{
    struct objects objects = catalog_of_kind(s->catalog, kind);
    for (size_t i = 0; i < objects.n; i++) {
        const struct object *o = objects.items[i];
        if (o != s->function && is_named(o, m->name) && is_reached(s, m, o->schema))
            s->need(s->to, o);
    }
}

static void search_all(const struct search *s, const struct mention *m)
{
    static const struct kind *const relations[] = {&postgres_table, &postgres_view, &postgres_materialized_view,
                                                   &postgres_sequence, NULL};
    static const struct kind *const functions[] = {&postgres_function, &postgres_aggregate, NULL};
    static const struct kind *const types[] = {&postgres_enum, &postgres_domain, &postgres_composite, &postgres_range,
                                               NULL};
    static const struct kind *const operators[] = {&postgres_operator, NULL};
    static const struct kind *const *const kinds[] = {
        [MENTION_RELATION] = relations,
        [MENTION_FUNCTION] = functions,
        [MENTION_TYPE] = types,
        [MENTION_OPERATOR] = operators,
    };
    for (const struct kind *const *k = kinds[m->kind]; *k; k++)
        search_kind(s, m, *k);
}

void need_mentioned(const struct catalog *catalog, const struct object *function,
                    void (*need)(void *to, const struct object *earlier), void *to)
{
    void *work = mem_context(NULL);
    struct body body = function_body(function);
    struct search s = {catalog, function, setting_names(work, body_search_path(work, function)), need, to};
    struct mentions mentions = {0};
    if (strcmp(body.language, "sql") == 0)
        mentions = mentions_in_sql(work, body.text);
    else if (strcmp(body.language, "plpgsql") == 0)
        mentions = mentions_in_plpgsql(work, body.text);
    for (size_t i = 0; i < mentions.n; i++)
        search_all(&s, &mentions.items[i]);
    mem_free(work);
}
