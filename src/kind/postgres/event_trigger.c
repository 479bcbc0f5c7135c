#include <stdlib.h>
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_event_trigger_query[];

enum { EVENT, TAGS, FUNCTION, ENABLED, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [EVENT] = "event", [TAGS] = "tags", [FUNCTION] = "function", [ENABLED] = "enabled"};
static const int forms[N_FIELDS] = {
    [EVENT] = ANSWER_TEXT,
    [TAGS] = ANSWER_LIST | ANSWER_NULL,
    [FUNCTION] = ANSWER_LIST,
    [ENABLED] = ANSWER_TEXT,
};

static void print_tags(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list tags = parse_array(work, array);
    for (int i = 0; i < tags.n; i++) {
        fputs(i > 0 ? ", " : "\n    WHEN TAG IN (", out);
        print_literal(out, tags.items[i]);
    }
    fputs(tags.n > 0 ? ")" : "", out);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    char enabled = object_value(o, ENABLED)[0];
    fputs("CREATE EVENT TRIGGER ", out);
    print_name(out, o->name);
    fprintf(out, " ON %s", object_value(o, EVENT));
    print_tags(out, o->values[TAGS]);
    fputs("\n    EXECUTE PROCEDURE ", out);
    print_visible(out, object_value(o, FUNCTION));
    fputs("();\n", out);
    if (enabled == 'O')
        return;
    fputs("ALTER EVENT TRIGGER ", out);
    print_name(out, o->name);
    fputs(enabled == 'D' ? " DISABLE;\n" : enabled == 'R' ? " ENABLE REPLICA;\n" : " ENABLE ALWAYS;\n", out);
}

/* They would fire at whatever is made after them, except what is about event triggers itself. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    (void)o;
    for (size_t i = 0; i < catalog->n_objects; i++) {
        const struct kind *kind = catalog->objects[i]->kind;
        if (kind->phase == PHASE_LAST && kind != &postgres_event_trigger && kind != &postgres_comment_event &&
            kind != &postgres_owner_event)
            need(to, catalog->objects[i]);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *field_of_tags(struct parsing *parsing, const json_t *list)
{
    size_t n = json_array_size(list);
    const char **tags = mem_array(parsing->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        tags[i] = list_text(list, i);
    if (n > 0)
        qsort(tags, n, sizeof(*tags), by_text);
    return n > 0 ? array_text(parsing->ctx, tags, n) : NULL;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_add(parsing, &postgres_event_trigger, "", "", field_text(body, "trigname"));
    const json_t *filter = node_body(json_array_get(field_node(body, "whenclause"), 0));
    o->values[EVENT] = field_of_text(parsing, body, "eventname");
    o->values[TAGS] = field_of_tags(parsing, field_node(node_as(field_node(filter, "arg"), "List"), "items"));
    o->values[FUNCTION] = field_of_name_pair(parsing, field_node(body, "funcname"));
    o->values[ENABLED] = "O";
    return true;
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct object *o = parsing_find(parsing, &postgres_event_trigger, "", "", field_text(body, "trigname"));
    if (o)
        o->values[ENABLED] = field_of_text(parsing, body, "tgenabled");
    return o != NULL;
}

static const struct grammar_statement statements[] = {
    {.node = "CreateEventTrigStmt", .parse = parse_create}, {.node = "AlterEventTrigStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .object_type = "OBJECT_EVENT_TRIGGER",
    .keyword = "EVENT TRIGGER",
    .owned = true,
    .statements = statements,
};

const struct kind postgres_event_trigger = {
    .name = "event trigger",
    .query = postgres_event_trigger_query,
    .present = "EXISTS (SELECT FROM pg_event_trigger)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
};
