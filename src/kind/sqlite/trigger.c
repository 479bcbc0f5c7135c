/*
 * Triggers of tables and views. Those of one event run from the last one made
 * to the first, so each is made after the one before it.
 */
#include <string.h>

#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { TIMING, EVENT, WHEN, BODY, AFTER, N_FIELDS };
static const char *const fields[] = {"timing", "event", "when", "body", "after"};

/* In the order in which they were made. */
static const char trigger_query[] = "SELECT name, tbl_name, sql FROM main.sqlite_master WHERE type = 'trigger'"
                                    " ORDER BY rowid";

/* The last one that was made for an event of a relation. */
struct latest {
    const char *event;
    const char *name;
    UT_hash_handle hh;
};

struct reader {
    const struct kind *kind;
    struct reading *reading;
    void *ctx;
    const struct sqlite_names *names;
    struct latest *latest;
};

/* The one made before this one, or NULL. */
static const char *exchange_latest(struct reader *r, const char *relation, const struct sqlite_trigger *trigger,
                                   const char *name)
{
    struct latest *l;
    char *event = mem_printf(r->ctx, "%s %.3s %s", trigger->timing, trigger->event, relation);
    ascii_lower(event);
    HASH_FIND_STR(r->latest, event, l);
    const char *before = l ? l->name : NULL;
    if (!l) {
        l = mem_new(r->ctx, struct latest);
        l->event = event;
        HASH_ADD_KEYPTR(hh, r->latest, l->event, strlen(l->event), l);
    }
    l->name = name;
    return before;
}

static bool add(struct reader *r, const char *relation, const char *name, const char *sql)
{
    struct sqlite_trigger trigger;
    struct sqlite_problem problem;
    void *ctx = mem_root("sqlite_trigger");
    bool ok = sqlite_read_trigger(ctx, sql, r->names, &trigger, &problem);
    if (ok) {
        struct object *o = catalog_add(r->reading->catalog, r->kind, "", relation, name);
        sqlite_set(r->reading, o, TIMING, trigger.timing);
        sqlite_set(r->reading, o, EVENT, trigger.event);
        sqlite_set(r->reading, o, WHEN, trigger.when);
        sqlite_set(r->reading, o, BODY, trigger.body);
        sqlite_set(r->reading, o, AFTER, exchange_latest(r, relation, &trigger, name));
    } else {
        sqlite_misread(r->reading, "trigger", name, sql, &problem);
    }
    mem_free(ctx);
    return ok;
}

static bool read(const struct kind *kind, struct reading *reading)
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct rows rows;
    struct sqlite_relations relations;
    struct reader r = {kind, reading, ctx, sqlite_names_new(reading, ctx), NULL};
    bool ok =
        sqlite_read_relations(reading, &relations) && sqlite_ask(reading, ctx, "triggers", trigger_query, NULL, &rows);
    for (int i = 0; ok && i < rows.n_rows; i++) {
        const char *table = rows_text(&rows, i, 1);
        const struct sqlite_relation *relation = sqlite_find_relation(&relations, table);
        ok = add(&r, relation ? relation->name : table, rows_text(&rows, i, 0), rows_text(&rows, i, 2));
    }
    HASH_CLEAR(hh, r.latest);
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
    sqlite_need_virtual(catalog, o, need, to);
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
    .remark = REMARK_TRIGGER,
    .print = print,
    .needs = needs,
};
