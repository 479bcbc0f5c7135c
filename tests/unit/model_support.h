/* Reading texts into models, and asking what they hold. */
#ifndef TESTS_UNIT_MODEL_SUPPORT_H
#define TESTS_UNIT_MODEL_SUPPORT_H

#include "model/kinds.h"
#include "model/read.h"
#include "support.h"

static inline const struct model *read_text(struct fixture *f, const char *text)
{
    const struct model *model = model_read_postgres(f->ctx, "full.sql", text, &f->diags);
    diags_print(&f->diags, stderr, false);
    assert_non_null(model);
    return model;
}

/* The same, of a text that is understood as a whole. */
static inline const struct model *read_all(struct fixture *f, const char *text)
{
    const struct model *model = read_text(f, text);
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == &model_statement)
            fail_msg("not understood: line %d: %s", model->items[i]->line, model->items[i]->text);
    return model;
}

static inline const struct item *wanted(const struct model *model, const struct model_kind *kind, const char *relation,
                                        const char *name)
{
    const struct item *item = model_find(model, kind, "", relation, name);
    for (size_t i = 0; !item && i < model->n_items; i++)
        fprintf(stderr, "there is %s\n", item_describe(model->ctx, model->items[i]));
    assert_non_null(item);
    return item;
}

/* An attribute's value; "" where it is absent. */
static inline const char *value_of(const struct item *item, const char *attribute)
{
    const char *value = item_attribute(item, attribute);
    return value ? value : "";
}

static inline void print_items(const struct model *model, FILE *out)
{
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = model->items[i];
        fprintf(out, "%s\n", item_describe(model->ctx, item));
        for (size_t k = 0; k < item->n_attributes; k++)
            fprintf(out, "    %s: %s\n", item->attributes[k].name, item->attributes[k].value);
        fprintf(out, "%s\n", item->text);
    }
}

static inline char *items_text(struct fixture *f, const struct model *model)
{
    struct text t;
    text_open(&t);
    print_items(model, t.out);
    return text_close(&t, f->ctx);
}

/* Both texts mean the same. */
static inline void assert_same(struct fixture *f, const char *one, const char *other)
{
    assert_string_equal(items_text(f, read_all(f, one)), items_text(f, read_all(f, other)));
}

#endif
