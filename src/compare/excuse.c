#include "compare/excuse.h"

#include <string.h>

#include "base/glob.h"
#include "base/mem.h"
#include "compare/subject.h"
#include "model/kinds.h"
#include "model/subset.h"

/* The entries that speak of one comparison. */
struct excuser {
    void *ctx; /* emptied after each change */
    struct reasons *excuses;
    const struct comparison *comparison;
    bool count;                /* what is excused counts as used */
    enum change_action action; /* of the change that is looked at */
};

static bool speaks_of(const struct reason *entry, const struct comparison *c)
{
    return strcmp(entry->section, "*") == 0 || glob_matches(entry->section, c->database);
}

/* The pattern behind "extra ", "missing " or "different ", which speak of such changes alone; NULL: not of this one. */
static const char *pattern_for(const struct reason *entry, enum change_action action)
{
    static const char *const words[CHANGE_ACTIONS] = {"extra ", "missing ", "different ", "different "};
    for (int i = 0; i < CHANGE_ACTIONS; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(entry->subject, words[i], n) == 0)
            return strcmp(words[i], words[action]) == 0 ? entry->subject + n : NULL;
    }
    return entry->subject;
}

/* NULL is no subject. All entries that fit are used. */
static bool fits(const struct excuser *x, const char *subject)
{
    bool found = false;
    for (size_t i = 0; subject && i < x->excuses->n; i++) {
        struct reason *entry = &x->excuses->items[i];
        const char *pattern = pattern_for(entry, x->action);
        if (!pattern || !speaks_of(entry, x->comparison) || !glob_matches(pattern, subject))
            continue;
        entry->n_used += x->count;
        found = true;
    }
    return found;
}

/* By its own name, or by that of what it stands in. */
static bool item_fits(const struct excuser *x, const struct item *item)
{
    const char *partition;
    bool found = fits(x, subject_of_item(x->ctx, item));
    found |= fits(x, subject_of_schema(x->ctx, item));
    found |= fits(x, subject_of_rows(x->ctx, item));
    found |= fits(x, subject_of_new_relation(x->ctx, x->comparison, item));
    for (size_t i = 0; (partition = subject_of_partition(x->ctx, x->comparison, item, i)); i++)
        found |= fits(x, partition);
    return found;
}

/* Privileges are somebody's: where an entry fits each of those who have other ones, all of them are excused. */
static bool roles_fit(const struct excuser *x, const struct change *change)
{
    const struct item *item = change_item(change);
    if (item->kind != &model_privilege)
        return false;
    const char **roles = subject_roles(x->ctx, change->old_item, change->new_item);
    const char *subject = subject_of_item(x->ctx, item);
    bool all = roles[0] != NULL;
    struct excuser asking = *x;
    asking.count = false;
    for (size_t i = 0; roles[i] && all; i++)
        all = fits(&asking, mem_printf(x->ctx, "%s to %s", subject, roles[i]));
    for (size_t i = 0; roles[i] && all; i++)
        fits(x, mem_printf(x->ctx, "%s to %s", subject, roles[i]));
    return all;
}

static bool is_excused(const struct excuser *x, const struct change *change)
{
    bool found = item_fits(x, change_item(change));
    if (change->action == CHANGE_RENAMED)
        found |= item_fits(x, change->old_item);
    return found || roles_fit(x, change);
}

/* Leaves the attributes that nothing excuses; returns how many are gone. */
static size_t excuse_attributes(const struct excuser *x, void *ctx, struct change *change)
{
    const char *subject = subject_of_item(x->ctx, change_item(change));
    struct attribute_change *kept = mem_array(ctx, struct attribute_change, change->n_attributes + 1);
    size_t n = 0, gone;
    for (size_t i = 0; i < change->n_attributes; i++)
        if (!fits(x, mem_printf(x->ctx, "%s %s", subject, change->attributes[i].name)))
            kept[n++] = change->attributes[i];
    gone = change->n_attributes - n;
    if (gone) {
        change->attributes = kept;
        change->n_attributes = n;
    }
    return gone;
}

/* How many findings of the change are expected; *whole: nothing of it is left. */
static size_t excuse_change(const struct excuser *x, void *ctx, struct change *change, bool *whole)
{
    *whole = is_excused(x, change);
    if (*whole)
        return 1;
    size_t gone = change->n_attributes ? excuse_attributes(x, ctx, change) : 0;
    *whole = gone && change->action == CHANGE_ALTERED && change->n_attributes == 0;
    if (gone && !*whole)
        diff_judge(ctx, x->comparison, change);
    return gone;
}

static void excuse_comparison(void *ctx, struct reasons *excuses, struct comparison *c)
{
    struct change *left = mem_array(ctx, struct change, c->n_changes + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->n_changes; i++) {
        struct change change = c->changes[i];
        struct excuser x = {mem_context(ctx), excuses, c, true, change.action};
        bool whole;
        c->n_expected += excuse_change(&x, ctx, &change, &whole);
        mem_free(x.ctx);
        if (!whole)
            left[n++] = change;
    }
    c->changes = left;
    c->n_changes = n;
}

void excuses_apply(void *ctx, struct reasons *excuses, struct difference *difference)
{
    difference->expected = excuses;
    for (size_t i = 0; excuses->n && i < difference->n; i++)
        excuse_comparison(ctx, excuses, &difference->items[i]);
}

/* A model beside nothing, as if all of it were extra. */
struct alone {
    struct comparison comparison;
    struct excuser x;
};

static struct alone *alone_new(void *ctx, struct reasons *excuses, const struct model *model)
{
    struct alone *a = mem_new(ctx, struct alone);
    const struct model *absent = model_finish(model_draft_new(ctx, model->engine));
    a->comparison =
        (struct comparison){.database = "", .engine = model->engine, .old_model = absent, .new_model = model};
    a->x = (struct excuser){ctx, excuses, &a->comparison, true, CHANGE_ADDED};
    return a;
}

static bool is_wanted(void *data, const struct item *item)
{
    struct excuser x = ((struct alone *)data)->x;
    const struct change extra = {.action = CHANGE_ADDED, .new_item = item};
    x.ctx = mem_context(x.ctx);
    bool excused = is_excused(&x, &extra);
    mem_free(x.ctx);
    return !excused;
}

const struct model *excuses_leave_out(void *ctx, struct reasons *excuses, const struct model *model)
{
    return model_subset(ctx, model, is_wanted, alone_new(ctx, excuses, model));
}

bool excuses_leave_out_item(void *ctx, struct reasons *excuses, const struct model *model, const struct item *item,
                            const char *role)
{
    void *work = mem_context(ctx);
    struct alone *a = alone_new(work, excuses, model);
    bool found = item_fits(&a->x, item) ||
                 (role && fits(&a->x, mem_printf(work, "%s to %s", subject_of_item(work, item), role)));
    mem_free(work);
    return found;
}

/* Whether a comparison was made of which the section speaks. */
static bool was_looked_at(const struct reason *entry, const struct difference *difference)
{
    for (size_t i = 0; i < difference->n; i++)
        if (speaks_of(entry, &difference->items[i]))
            return true;
    return false;
}

static void warn_of_entry(const struct reasons *excuses, const struct reason *entry, const char *what, const char *hint,
                          struct diags *diags)
{
    struct diag *w = diag_warning(diags, "%s: %s", what, entry->subject);
    w->file = mem_strdup(diags->ctx, excuses->path);
    w->line = entry->line;
    diag_hint(diags, w, "%s", hint);
}

size_t excuses_report_unused(const struct reasons *excuses, const struct difference *difference, struct diags *diags)
{
    size_t n = 0;
    for (size_t i = 0; i < excuses->n; i++) {
        const struct reason *entry = &excuses->items[i];
        if (entry->n_used || !was_looked_at(entry, difference))
            continue;
        warn_of_entry(excuses, entry, "nothing is excused by this", "remove the line, lest it excuse a mistake one day",
                      diags);
        n++;
    }
    return n;
}

/* What only a comparison finds, or what is not part of a schema. */
static bool is_about_comparison(const char *subject)
{
    static const char *const words[] = {"missing ",       "different ",         "owner ",         "row ", "rows of ",
                                        "applied delta ", "background update ", "schema version "};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strncmp(subject, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* As a whole, or by one of the attributes that it could have. */
static bool item_matches(const struct excuser *x, const struct item *item)
{
    const struct change change = {.action = CHANGE_ADDED, .new_item = item};
    bool found = is_excused(x, &change);
    const char *subject = subject_of_item(x->ctx, item);
    for (const char *const *name = item->kind->attributes; !found && subject && *name; name++)
        found = fits(x, mem_printf(x->ctx, "%s %s", subject, *name));
    const char **roles = item->kind == &model_privilege ? subject_roles(x->ctx, NULL, item) : NULL;
    for (size_t i = 0; !found && roles && roles[i]; i++)
        found = fits(x, mem_printf(x->ctx, "%s to %s", subject, roles[i]));
    return found;
}

static bool entry_matches(void *ctx, const struct reason *entry, const struct model *model)
{
    struct reason copy = *entry;
    struct reasons one = {.items = &copy, .n = 1};
    struct alone *a = alone_new(ctx, &one, model);
    bool found = false;
    for (size_t i = 0; i < model->n_items && !found; i++) {
        struct excuser x = a->x;
        x.ctx = mem_context(ctx);
        found = item_matches(&x, model->items[i]);
        mem_free(x.ctx);
    }
    return found;
}

size_t excuses_report_unmatched(void *ctx, const struct reasons *excuses, const struct model *model,
                                struct diags *diags)
{
    void *work = mem_context(ctx);
    size_t n = 0;
    for (size_t i = 0; i < excuses->n; i++) {
        const struct reason *entry = &excuses->items[i];
        if (entry->n_used || strcmp(entry->section, "*") != 0 || is_about_comparison(entry->subject) ||
            entry_matches(work, entry, model))
            continue;
        warn_of_entry(excuses, entry, "nothing in the database is named by this",
                      "remove the line, unless it is about what the database lacks", diags);
        n++;
    }
    mem_free(work);
    return n;
}
