/* Models written down in a test, and the changes between two of them as one line each. */
#ifndef TESTS_UNIT_DIFFING_H
#define TESTS_UNIT_DIFFING_H

#include "support.h"

#include "diff/diff.h"
#include "model/kinds.h"

/*
 * A draft that items are added to. An item is written as its attributes,
 * alternating names and values, ended by NULL:
 *
 *     put_item(&m, &model_column, "rooms", "creator", "type", "text", NULL)
 */
struct written {
    void *ctx;
    struct model_draft *draft;
};

static inline struct written write_model(void *ctx, enum engine engine)
{
    return (struct written){ctx, model_draft_new(ctx, engine)};
}

/* The text of an item is what its attributes say: renaming looks for names in it. */
static inline struct item *put_item(const struct written *m, const struct model_kind *kind, const char *relation,
                                    const char *name, ...)
{
    struct item *item = model_add(m->draft, kind, "", relation, name, 0);
    char *text = mem_strdup(m->ctx, name);
    const char *attribute;
    va_list ap;
    va_start(ap, name);
    while ((attribute = va_arg(ap, const char *))) {
        const char *value = va_arg(ap, const char *);
        model_set(m->draft, item, attribute, value);
        text = mem_printf(m->ctx, "%s %s", text, value);
    }
    va_end(ap);
    model_set_text(m->draft, item, text);
    return item;
}

static inline struct comparison compare(const struct written *before, const struct written *after)
{
    struct comparison c = {.database = ""};
    diff_models(before->ctx, model_finish(before->draft), model_finish(after->draft), &c);
    return c;
}

/* "care changed column rooms.creator (type: integer -> bigint) [column-type]" */
static inline const char *told(void *ctx, const struct comparison *c, size_t i)
{
    const struct change *g = &c->changes[i];
    char *text = mem_printf(ctx, "%s %s %s", change_class_name(g->class), change_action_name(g->action),
                            item_describe(ctx, change_item(g)));
    if (g->action == CHANGE_RENAMED)
        text = mem_printf(ctx, "%s from %s", text, g->old_item->name);
    for (size_t k = 0; k < g->n_attributes; k++) {
        const struct attribute_change *a = &g->attributes[k];
        text = mem_printf(ctx, "%s (%s: %s -> %s)", text, a->name, a->old_value ? a->old_value : "-",
                          a->new_value ? a->new_value : "-");
    }
    return mem_printf(ctx, "%s [%s]", text, g->anchor);
}

/* The changes must be these, in this order; NULL ends the list. */
static inline void assert_changes(void *ctx, const struct comparison *c, const char *const *expected)
{
    size_t n = 0;
    for (; expected[n]; n++)
        if (n < c->n_changes)
            assert_string_equal(told(ctx, c, n), expected[n]);
    if (c->n_changes > n)
        fail_msg("one change too many: %s", told(ctx, c, n));
    assert_int_equal(c->n_changes, n);
}

#define assert_told(ctx, c, ...) assert_changes((ctx), (c), (const char *const[]){__VA_ARGS__, NULL})

#endif
