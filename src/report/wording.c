#include "report/wording.h"

#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "model/kinds.h"

char *wording_number(void *ctx, size_t n, const char *one, const char *many)
{
    return mem_printf(ctx, "%zu %s", n, n == 1 ? one : many);
}

static size_t line_count(const char *s)
{
    size_t n = 1;
    for (; *s; s++)
        n += *s == '\n' && s[1];
    return n;
}

struct shortened_value wording_value(void *ctx, const char *value, size_t most)
{
    if (!value)
        return (struct shortened_value){"(none)", false};
    size_t lines = line_count(value), characters = character_count(value);
    if (lines > 1)
        return (struct shortened_value){mem_printf(ctx, "(%zu lines)", lines), false};
    if (most && characters > most)
        return (struct shortened_value){mem_printf(ctx, "(%zu characters)", characters), false};
    return (struct shortened_value){shown_text(ctx, value), true};
}

char *wording_engines(void *ctx, const struct finding *finding)
{
    const char *engine = engine_name(finding->comparison->engine);
    return finding->twin ? mem_printf(ctx, "%s and %s", engine, engine_name(finding->twin->engine))
                         : mem_strdup(ctx, engine);
}

char *wording_comparison(void *ctx, const struct finding *finding)
{
    const char *database = finding->comparison->database, *engines = wording_engines(ctx, finding);
    return *database ? mem_printf(ctx, "%s, %s", shown_text(ctx, database), engines) : mem_strdup(ctx, engines);
}

/* Where the path ends in ".postgres", the text before that; else NULL. */
static char *without_engine(void *ctx, const char *path, enum engine engine)
{
    size_t n = strlen(path), end = strlen(engine_name(engine)) + 1;
    bool has = n > end && path[n - end] == '.' && strcmp(path + n - end + 1, engine_name(engine)) == 0;
    return has ? mem_strndup(ctx, path, n - end) : NULL;
}

char *wording_side(void *ctx, const struct finding *finding, bool is_new)
{
    const struct comparison *c = finding->comparison, *twin = finding->twin;
    const char *path = is_new ? c->new_path : c->old_path;
    const char *other = !twin ? path : is_new ? twin->new_path : twin->old_path;
    if (!*path)
        return NULL;
    if (strcmp(path, other) == 0)
        return mem_strdup(ctx, path);
    const char *stem = without_engine(ctx, path, c->engine), *others = without_engine(ctx, other, twin->engine);
    if (stem && others && strcmp(stem, others) == 0)
        return mem_printf(ctx, "%s.{%s,%s}", stem, engine_name(c->engine), engine_name(twin->engine));
    return mem_printf(ctx, "%s, %s", path, other);
}

static char *qualified(void *ctx, const char *schema, const char *name, size_t most)
{
    return shown_at_most(ctx, schema[0] ? mem_printf(ctx, "%s.%s", schema, name) : name, most);
}

char *wording_name(void *ctx, const struct item *item, size_t most)
{
    bool alone = item->relation[0] || item->kind == &model_schema;
    return qualified(ctx, alone ? "" : item->schema, item->name, most);
}

char *wording_relation(void *ctx, const struct item *item, size_t most)
{
    return item->relation[0] ? qualified(ctx, item->schema, item->relation, most) : NULL;
}

bool reported_under(const struct item *item, const struct item *above)
{
    const char *group = above->relation[0] ? above->relation : above->name;
    return strcmp(item->schema, above->schema) == 0 && strcmp(item->relation, group) == 0;
}

static bool has(const struct comparison *c, const struct model_kind *kind, const struct item *item)
{
    return (c->new_model && model_find(c->new_model, kind, item->schema, "", item->relation)) ||
           (c->old_model && model_find(c->old_model, kind, item->schema, "", item->relation));
}

const char *relation_kind(const struct comparison *comparison, const struct item *item)
{
    const struct model_kind *const views[] = {&model_view, &model_materialized_view};
    for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++)
        if (has(comparison, views[i], item))
            return views[i]->name;
    return model_table.name;
}

char *wording_attribute(void *ctx, const struct attribute_change *attribute, size_t most)
{
    return mem_printf(ctx, "%s: %s -> %s", shown_at_most(ctx, attribute->name, most),
                      wording_value(ctx, attribute->old_value, most).text,
                      wording_value(ctx, attribute->new_value, most).text);
}

/* Where a text is cut so that what stands at `at` is seen, and some of what stands before it. */
static size_t excerpt_start(const char *text, size_t at)
{
    enum { BEFORE = 30, LEAST = 60 };
    size_t start = at > LEAST ? at - BEFORE : 0;
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
        start--;
    return start;
}

static const char *excerpt(void *ctx, const char *text, size_t start, size_t most)
{
    if (!text)
        return NULL;
    return shown_at_most(ctx, start > 0 ? mem_printf(ctx, "...%s", text + start) : text, most);
}

struct excerpts wording_excerpts(void *ctx, const char *old_text, const char *new_text, size_t most)
{
    size_t same = 0;
    while (old_text && new_text && old_text[same] && old_text[same] == new_text[same])
        same++;
    size_t start = old_text && new_text ? excerpt_start(old_text, same) : 0;
    return (struct excerpts){excerpt(ctx, old_text, start, most), excerpt(ctx, new_text, start, most)};
}

bool wording_statement(void *ctx, const struct change *change, size_t most, struct excerpts *excerpts)
{
    const struct item *old_item = change->old_item, *new_item = change->new_item;
    if (change_item(change)->kind != &model_statement)
        return false;
    *excerpts = wording_excerpts(ctx, old_item ? item_attribute(old_item, "sql") : NULL,
                                 new_item ? item_attribute(new_item, "sql") : NULL, most);
    return true;
}

/* Values that say by themselves which attribute they are of. */
static bool speaks_for_itself(const struct item *item, const char *name)
{
    static const char *const names[] = {"type", "not null",   "unique", "kind", "validated",
                                        "text", "definition", "grants", "sql"};
    for (size_t i = 0; item->kind->attributes && i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* A constraint's type is the beginning of its definition, which is the name of one without a name. */
static bool is_said(const struct item *item, size_t i)
{
    const char *value = item->attributes[i].value;
    const char *next = i + 1 < item->n_attributes ? item->attributes[i + 1].value : "";
    return item->kind == &model_constraint &&
           (strcmp(value, item->name) == 0 || strncmp(next, value, strlen(value)) == 0);
}

char *attribute_digest(void *ctx, const struct item *item, size_t i, size_t most)
{
    const struct attribute *a = &item->attributes[i];
    const char *value =
        item->kind == &model_statement ? shown_at_most(ctx, a->value, most) : wording_value(ctx, a->value, most).text;
    if (is_said(item, i))
        return NULL;
    return speaks_for_itself(item, a->name) ? mem_strdup(ctx, value)
                                            : mem_printf(ctx, "%s %s", shown_at_most(ctx, a->name, most), value);
}

char *wording_digest(void *ctx, const struct item *item, size_t most)
{
    char *digest = mem_strdup(ctx, "");
    for (size_t i = 0; i < item->n_attributes && (!most || character_count(digest) < most); i++) {
        const char *shown = attribute_digest(ctx, item, i, most);
        if (shown)
            digest = mem_printf(ctx, "%s%s%s", digest, *digest ? ", " : "", shown);
    }
    return shown_at_most(ctx, digest, most);
}

char *wording_subject(void *ctx, const struct finding *finding, size_t most)
{
    const struct item *item = change_item(finding->change);
    const char *relation = wording_relation(ctx, item, most), *name = wording_name(ctx, item, most);
    if (!relation)
        return mem_printf(ctx, "%s %s", item->kind->name, name);
    return mem_printf(ctx, "%s %s of %s %s", item->kind->name, name, relation_kind(finding->comparison, item),
                      relation);
}

/* " (type: text -> bigint; null: (none) -> NOT NULL)", " from x"; of many attributes the first ones. */
static char *wording_details(void *ctx, const struct change *change, size_t most)
{
    enum { MOST_ATTRIBUTES = 6 };
    char *sentence = mem_strdup(ctx, change->action == CHANGE_RENAMED
                                         ? mem_printf(ctx, " from %s", wording_name(ctx, change->old_item, most))
                                         : "");
    struct excerpts statement;
    if (wording_statement(ctx, change, most, &statement))
        return mem_printf(ctx, " (%s%s%s)", statement.old_text ? statement.old_text : "",
                          statement.old_text && statement.new_text ? " -> " : "",
                          statement.new_text ? statement.new_text : "");
    for (size_t i = 0; i < change->n_attributes && i < MOST_ATTRIBUTES; i++)
        sentence =
            mem_printf(ctx, "%s%s%s", sentence, i ? "; " : " (", wording_attribute(ctx, &change->attributes[i], most));
    if (change->n_attributes > MOST_ATTRIBUTES)
        sentence = mem_printf(ctx, "%s; %zu more", sentence, change->n_attributes - MOST_ATTRIBUTES);
    return change->n_attributes ? mem_printf(ctx, "%s)", sentence) : sentence;
}

const char *wording_action(const struct finding *finding)
{
    static const char *const drift[CHANGE_ACTIONS] = {"extra", "missing", "different", "renamed"};
    enum change_action action = finding->change->action;
    return is_drift(finding->change) ? drift[action] : change_action_name(action);
}

char *wording_sentence(void *ctx, const struct finding *finding, size_t most)
{
    const struct change *change = finding->change;
    return mem_printf(ctx, "%s: %s %s%s: %s", wording_comparison(ctx, finding), wording_subject(ctx, finding, most),
                      wording_action(finding), wording_details(ctx, change, most), shown_text(ctx, change->reason));
}

const char *wording_class(enum change_class class)
{
    return class == CHANGE_CARE ? "needs care" : change_class_name(class);
}

char *wording_classes(void *ctx, const struct change_counts *counts)
{
    char *sentence = NULL;
    for (int class = CHANGE_CLASSES - 1; class >= 0; class --) {
        size_t n = counts->of[class];
        const char *word = class == CHANGE_CARE && n != 1 ? "need care" : wording_class((enum change_class) class);
        sentence = sentence ? mem_printf(ctx, "%s, %zu %s", sentence, n, word) : mem_printf(ctx, "%zu %s", n, word);
    }
    return sentence;
}

char *wording_counts(void *ctx, const struct change_counts *counts)
{
    if (counts->total == 0)
        return mem_strdup(ctx, "no changes");
    return mem_printf(ctx, "%s: %s", wording_number(ctx, counts->total, "change", "changes"),
                      wording_classes(ctx, counts));
}

static size_t count_partly(const struct difference *difference)
{
    size_t n = 0;
    for (size_t i = 0; i < difference->n_uncompared; i++)
        n += difference->uncompared[i].partly;
    return n;
}

char *wording_uncompared_count(void *ctx, const struct difference *difference)
{
    size_t partly = count_partly(difference), not_at_all = difference->n_uncompared - partly;
    if (difference->n_uncompared == 0)
        return NULL;
    if (not_at_all == 0)
        return mem_printf(ctx, "%zu compared in part", partly);
    return partly ? mem_printf(ctx, "%zu not compared, %zu in part", not_at_all, partly)
                  : mem_printf(ctx, "%zu not compared", not_at_all);
}

char *wording_uncompared_name(void *ctx, const struct uncompared *uncompared, size_t most)
{
    const char *name = shown_at_most(ctx, uncompared->name, most);
    const char *location = shown_at_most(ctx, uncompared->location, most);
    return mem_printf(ctx, "%s%s%s", name, *name && *location ? ", " : "", location);
}

char *wording_expected(void *ctx, const struct change_counts *counts)
{
    return counts->expected ? mem_printf(ctx, "%zu expected", counts->expected) : NULL;
}

char *wording_pending(void *ctx, const struct comparison *c, size_t most)
{
    struct text t;
    text_open(&t);
    if (*c->database)
        fprintf(t.out, "%s: ", shown_text(ctx, c->database));
    fprintf(t.out, "%zu pending", c->n_pending);
    for (size_t i = 0; i < c->n_pending && (!most || i < most); i++)
        fprintf(t.out, "%s%s", i ? ", " : ": ", shown_text(ctx, c->pending[i]));
    if (most && c->n_pending > most)
        fprintf(t.out, ", and %zu more", c->n_pending - most);
    return text_close(&t, ctx);
}

char *wording_outcome(void *ctx, const struct difference *difference, const struct change_counts *counts)
{
    const char *missing = wording_uncompared_count(ctx, difference), *expected = wording_expected(ctx, counts);
    const char *behind = expected ? mem_printf(ctx, "; %s", expected) : "";
    if (missing && difference->n == 0)
        return mem_strdup(ctx, "nothing was compared");
    if (!missing)
        return mem_printf(ctx, "%s%s", wording_counts(ctx, counts), behind);
    return mem_printf(ctx, "%s; %s%s", counts->total ? wording_counts(ctx, counts) : "no changes in what was compared",
                      missing, behind);
}

char *wording_place(void *ctx, struct place place, size_t most)
{
    const char *path = shown_at_most(ctx, place.path, most);
    return place.line > 0 ? mem_printf(ctx, "%s:%d", path, place.line) : mem_strdup(ctx, path);
}
