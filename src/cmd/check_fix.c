#include "cmd/check_fix.h"

#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/publish.h"
#include "cmd/fix_sql.h"

bool check_fix_arguments(const struct live_arguments *a, const struct report_requests *requests, bool formats,
                         struct diags *diags)
{
    if (a->fix && a->owners)
        diag_error(diags, "--fix excludes --owners: whose an object is, is no statement of its owner's");
    else if (a->fix && !a->fix[0] && (formats || requests->patch))
        diag_error(diags, "--fix prints statements instead of reports: --fix=FILE leaves them to %s",
                   formats ? "--format" : "--patch");
    else
        return true;
    return false;
}

static void swap(const struct item **a, const struct item **b)
{
    const struct item *item = *a;
    *a = *b;
    *b = item;
}

/* The same change, the other way round. */
static struct change reversed(void *ctx, const struct change *change)
{
    static const enum change_action back[CHANGE_ACTIONS] = {[CHANGE_ADDED] = CHANGE_REMOVED,
                                                            [CHANGE_REMOVED] = CHANGE_ADDED,
                                                            [CHANGE_ALTERED] = CHANGE_ALTERED,
                                                            [CHANGE_RENAMED] = CHANGE_RENAMED};
    struct change c = *change;
    struct attribute_change *attributes = mem_array(ctx, struct attribute_change, change->n_attributes + 1);
    c.action = back[change->action];
    swap(&c.old_item, &c.new_item);
    for (size_t i = 0; i < change->n_attributes; i++)
        attributes[i] = (struct attribute_change){change->attributes[i].name, change->attributes[i].new_value,
                                                  change->attributes[i].old_value};
    c.attributes = attributes;
    return c;
}

/* From what is there to what is expected; what the application has recorded is nothing that statements make. */
static struct comparison *reverse(void *ctx, const struct comparison *found)
{
    struct comparison *c = mem_new(ctx, struct comparison);
    *c = *found;
    c->old_path = found->new_path;
    c->new_path = found->old_path;
    c->old_form = found->new_form;
    c->new_form = found->old_form;
    c->old_model = found->new_model;
    c->new_model = found->old_model;
    c->changes = mem_array(ctx, struct change, found->n_changes + 1);
    c->n_changes = 0;
    for (size_t i = 0; i < found->n_changes; i++)
        if (model_kind_find(change_item(&found->changes[i])->kind->name))
            c->changes[c->n_changes++] = reversed(ctx, &found->changes[i]);
    return c;
}

/* What the project's file says an administrator makes in a database that holds these logical ones; each once. */
static void add_extensions(void *ctx, const struct expectation *x, struct fix_request *request)
{
    struct prepared_extension *all = NULL;
    const struct plan *const *plans = x->plans[request->comparison->engine];
    for (; plans && *plans; plans++)
        for (size_t i = 0; i < (*plans)->n_extensions; i++) {
            size_t k = 0;
            while (k < request->n_extensions && strcmp(all[k].name, (*plans)->extensions[i].name) != 0)
                k++;
            if (k < request->n_extensions)
                continue;
            mem_grow(ctx, &all, &request->n_extensions);
            all[k] = (*plans)->extensions[i];
        }
    request->extensions = all;
}

char *check_fix_make(void *ctx, const struct live_arguments *a, const struct server_options *server,
                     const struct expectation *expectation, const struct target_database *target, struct diags *diags)
{
    const struct expected *expected = target->live.expected;
    if (!target->ok)
        return NULL;
    struct fix_text *after = mem_array(ctx, struct fix_text, expected->n_texts + 1);
    for (size_t i = 0; i < expected->n_texts; i++)
        after[i] = (struct fix_text){expected->texts[i].path, expected->texts[i].text};
    const struct fix_text before = {target->live.label, target->live.text};
    const struct comparison *comparison = reverse(ctx, &target->comparison);
    struct fix_request request = {.comparison = comparison,
                                  .before = {&before, 1},
                                  .after = {after, expected->n_texts},
                                  .all = comparison->n_expected == 0 && target->live.history.n_tables == 0,
                                  .allow_loss = a->allow_loss};
    add_extensions(ctx, expectation, &request);
    return fix_sql(ctx, server, &request, 1, diags);
}

bool check_fix_print(const struct live_arguments *a, const char *statements, struct diags *diags)
{
    if (!a->fix[0]) {
        console_bytes(statements, strlen(statements));
        return true;
    }
    struct output output = {.path = a->fix, .text = statements};
    return publish_outputs(&output, 1, diags);
}
