#include "compare/unsaid.h"

#include <string.h>

#include "base/mem.h"
#include "model/extension.h"
#include "model/kinds.h"
#include "model/subset.h"

struct sides {
    const struct model *model, *other;
    bool drop_privileges;
    size_t n_privileges, n_comments, n_owners; /* left out */
    const char *extension;                     /* the last one of which a comment was */
};

static bool has_kind(const struct model *model, const struct model_kind *kind)
{
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == kind)
            return true;
    return false;
}

/* int4range(integer, integer) is the type int4range's own, and no item; likewise of its multirange. */
static bool is_of_no_function(const struct sides *s, const struct item *privilege)
{
    static const char before[] = "FUNCTION ";
    const char *name = privilege->name + strlen(before);
    return strncmp(privilege->name, before, strlen(before)) == 0 &&
           !model_find(s->model, &model_function, privilege->schema, "", name);
}

static bool is_missing(const struct sides *s, const struct item *item)
{
    return !model_find(s->other, item->kind, item->schema, item->relation, item->name);
}

/* A comment that only a dump says, of an extension that both sides have: it may be the extension's own. */
static bool is_comment_of_extension(struct sides *s, const struct item *item)
{
    static const char before[] = "EXTENSION ";
    if (!model_is_dump(s->model) || strncmp(item->name, before, strlen(before)) != 0)
        return false;
    const char *extension = item->name + strlen(before);
    if (model_is_dump(s->other) || extension_is_known(extension) ||
        !model_find(s->other, &model_extension, "", "", extension))
        return false;
    s->n_comments++;
    s->extension = extension;
    return true;
}

static bool is_unsaid(struct sides *s, const struct item *item)
{
    if (item->kind == &model_setting)
        return s->other->writer != WRITER_FULLSCHEMA;
    if (item->kind == &model_comment)
        return is_comment_of_extension(s, item);
    if (item->kind == &model_owner && s->other->writer == WRITER_DUMP_OF_NOBODY) {
        s->n_owners++;
        return true;
    }
    if (item->kind != &model_privilege)
        return false;
    s->n_privileges += s->drop_privileges;
    return s->drop_privileges || (model_is_dump(s->other) && is_of_no_function(s, item));
}

static bool keep(void *data, const struct item *item)
{
    return !is_missing(data, item) || !is_unsaid(data, item);
}

const struct model *without_unsaid(void *ctx, const struct model *model, const struct model *other,
                                   const char *other_path, struct diags *diags)
{
    struct sides s = {.model = model, .other = other};
    if (model->writer == WRITER_FULLSCHEMA && other->writer == WRITER_FULLSCHEMA)
        return model;
    s.drop_privileges = other->writer == WRITER_DUMP_OF_NOBODY && !has_kind(other, &model_privilege);
    const struct model *left = model_subset(ctx, model, keep, &s);
    if (s.n_privileges > 0)
        diag_warning(diags, "privileges are not compared: %s says neither them nor who owns what", other_path);
    if (s.n_owners > 0)
        diag_warning(diags, "owners are not compared: %s does not say them", other_path);
    if (s.n_comments > 0)
        diag_warning(diags, "the comment of extension %s may be its own, which %s would not say: it is not compared",
                     s.extension, other_path);
    return left;
}
