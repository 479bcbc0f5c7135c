/*
 * Triggers of tables and views. Those of one event run from the last one made
 * to the first, so each is made after the one before it.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { TIMING, EVENT, WHEN, BODY, AFTER, N_FIELDS };
static const char *const fields[] = {"timing", "event", "when", "body", "after"};

/* In the order in which they were made. */
static const char trigger_query[] = "SELECT name, tbl_name, sql FROM main.sqlite_master WHERE type = 'trigger'"
                                    " ORDER BY rowid";

/* The last one that was made for an event. */
struct latest {
    const char *relation, *event, *name;
};

struct reader {
    const struct kind *kind;
    struct reading *reading;
    void *ctx;
    const struct sqlite_names *names;
    struct latest *latest;
    size_t n_latest;
};

/* The one made before this one, or NULL. */
static const char *exchange_latest(struct reader *r, const char *relation, const struct sqlite_trigger *trigger,
                                   const char *name)
{
    const char *event = mem_printf(r->ctx, "%s %.3s", trigger->timing, trigger->event);
    for (size_t i = 0; i < r->n_latest; i++) {
        struct latest *l = &r->latest[i];
        if (strcasecmp(l->relation, relation) != 0 || strcmp(l->event, event) != 0)
            continue;
        const char *before = l->name;
        l->name = name;
        return before;
    }
    size_t at = mem_grow(r->ctx, &r->latest, &r->n_latest);
    r->latest[at] = (struct latest){relation, event, name};
    return NULL;
}

static bool add(struct reader *r, const char *relation, const char *name, const char *sql)
{
    struct sqlite_trigger trigger;
    struct sqlite_problem problem;
    if (!sqlite_read_trigger(r->ctx, sql, r->names, &trigger, &problem))
        return sqlite_misread(r->reading, "trigger", name, sql, &problem);
    struct object *o = catalog_add(r->reading->catalog, r->kind, "", relation, name);
    sqlite_set(r->reading, o, TIMING, trigger.timing);
    sqlite_set(r->reading, o, EVENT, trigger.event);
    sqlite_set(r->reading, o, WHEN, trigger.when);
    sqlite_set(r->reading, o, BODY, trigger.body);
    sqlite_set(r->reading, o, AFTER, exchange_latest(r, relation, &trigger, name));
    return true;
}

static bool read(const struct kind *kind, struct reading *reading)
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct rows rows;
    struct sqlite_relations relations;
    struct reader r = {kind, reading, ctx, sqlite_names_new(reading, ctx), NULL, 0};
    bool ok = sqlite_read_relations(reading, ctx, &relations) &&
              sqlite_ask(reading, ctx, "triggers", trigger_query, NULL, &rows);
    for (int i = 0; ok && i < rows.n_rows; i++) {
        const char *table = rows_text(&rows, i, 1);
        const struct sqlite_relation *relation = sqlite_find_relation(&relations, table);
        ok = add(&r, relation ? relation->name : table, rows_text(&rows, i, 0), rows_text(&rows, i, 2));
    }
    mem_free(ctx);
    return ok;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *ctx = mem_root("sqlite_trigger");
    fprintf(out, "CREATE TRIGGER %s %s %s ON %s FOR EACH ROW", sqlite_quote_name(ctx, o->name), object_value(o, TIMING),
            object_value(o, EVENT), sqlite_quote_name(ctx, o->relation));
    if (o->values[WHEN])
        fprintf(out, " WHEN %s", o->values[WHEN]);
    fprintf(out, "\n%s;\n", object_value(o, BODY));
    mem_free(ctx);
}

/* A trigger on INSERT must not see the rows that the snapshot itself inserts. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    const char *after = o->values[AFTER];
    const struct object *earlier = after ? catalog_find(catalog, &sqlite_trigger_kind, "", o->relation, after) : NULL;
    if (earlier)
        need(to, earlier);
    if (strcmp(object_value(o, EVENT), "INSERT") != 0)
        return;
    struct objects rows = catalog_children(catalog, &sqlite_row_kind, "", o->relation);
    for (size_t i = 0; i < rows.n; i++)
        need(to, rows.items[i]);
}

const struct kind sqlite_trigger_kind = {
    .name = "trigger",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_TRIGGER,
    .print = print,
    .needs = needs,
};
