/*
 * The same of SQLite, which carries the new name of a table into views and triggers: their tokens must be the same but
 * for that name, where it can be nothing else. A column's new name in a view may be a new name of the view's column,
 * which is a change.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "diff/draft.h"
#include "model/kinds.h"
#include "sql/sqlite/lex.h"

static bool is_name(const struct sqlite_token *token)
{
    return token->type == TOKEN_WORD || token->type == TOKEN_DOUBLE || token->type == TOKEN_BRACKET;
}

static bool is_called(void *ctx, const struct sqlite_token *token, const char *name)
{
    return is_name(token) && strcasecmp(sqlite_token_content(ctx, token), name) == 0;
}

static bool has_name(void *ctx, const struct sqlite_tokens *tokens, const char *name)
{
    for (size_t i = 0; i < tokens->n; i++)
        if (is_called(ctx, &tokens->items[i], name))
            return true;
    return false;
}

static bool is_column(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == &model_column && strcasecmp(model->items[i]->name, name) == 0)
            return true;
    return false;
}

/* Only a table can stand there, as no column is called so. */
static bool names_table(const struct sqlite_tokens *tokens, size_t at)
{
    static const char *const before[] = {"FROM", "JOIN",   "INTO",    "UPDATE", "ON",   "REFERENCES",
                                         "IN",   "IGNORE", "REPLACE", "ABORT",  "FAIL", "ROLLBACK"};
    const struct sqlite_token *items = tokens->items;
    if (sqlite_token_is_symbol(&items[at + 1], "."))
        return true;
    for (size_t i = 0; at > 0 && i < sizeof(before) / sizeof(*before); i++)
        if (sqlite_token_is(&items[at - 1], before[i]))
            return true;
    return at > 0 && sqlite_token_is_symbol(&items[at - 1], ",");
}

static bool same_token(const struct sqlite_token *a, const struct sqlite_token *b)
{
    return a->type == b->type && a->length == b->length && memcmp(a->start, b->start, a->length) == 0;
}

bool is_same_of_sqlite(void *ctx, const char *before, const char *after, const struct table_renaming *r)
{
    struct sqlite_tokens x = sqlite_tokenize(ctx, before), y = sqlite_tokenize(ctx, after);
    bool same = x.n == y.n && !has_name(ctx, &x, r->to) && !has_name(ctx, &y, r->from);
    for (size_t i = 0; same && i < x.n; i++)
        same = same_token(&x.items[i], &y.items[i]) ||
               (is_called(ctx, &x.items[i], r->from) && is_called(ctx, &y.items[i], r->to) && names_table(&x, i));
    return same;
}

struct table_renaming table_renaming_of(const struct diff_draft *d, const struct item *before, const struct item *after)
{
    bool column = is_column(d->old_model, before->name) || is_column(d->old_model, after->name) ||
                  is_column(d->new_model, before->name) || is_column(d->new_model, after->name);
    return (struct table_renaming){before->name, after->name, !column};
}

static bool is_carried(void *ctx, const struct draft_change *c, const struct table_renaming *r)
{
    const struct attribute_change *a = c->attributes;
    bool kind = is_change(c, CHANGE_ALTERED, &model_view) || is_change(c, CHANGE_ALTERED, &model_trigger);
    return kind && c->n_attributes == 1 && strcmp(a->name, "definition") == 0 && a->old_value && a->new_value &&
           is_same_of_sqlite(ctx, a->old_value, a->new_value, r);
}

void swallow_carried_of_sqlite(struct diff_draft *d)
{
    for (size_t i = 0; i < d->n; i++) {
        if (!is_change(&d->changes[i], CHANGE_RENAMED, &model_table))
            continue;
        const struct change *renamed = &d->changes[i].change;
        const struct table_renaming r = table_renaming_of(d, renamed->old_item, renamed->new_item);
        void *work = mem_context(NULL);
        for (size_t k = 0; r.certain && k < d->n; k++)
            d->changes[k].gone = d->changes[k].gone || is_carried(work, &d->changes[k], &r);
        mem_free(work);
    }
}
