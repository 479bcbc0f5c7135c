/*
 * What was renamed. A removal and an addition are joined only where nothing
 * else can have happened: a wrong guess would hide that data is lost.
 *
 * Here: parts of a table (constraints, indexes, triggers) and views, which
 * hold no data of their own. The same definition under another name is the
 * same thing, provided that there is one candidate on each side.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/same_text.h"
#include "diff/draft.h"
#include "model/kinds.h"
#include "sql/postgres/lex.h"

/* How a word is replaced: whole, or `derived`, with more behind an underscore, too. */
struct replacing {
    const char *from, *to;
    bool derived;
};

static void replace_in(FILE *out, const char *text, size_t at, size_t end, const struct replacing *r)
{
    size_t n = strlen(r->from);
    while (at < end) {
        const char *s = text + at;
        bool starts = (at == 0 || !ascii_in_word(s[-1])) && n > 0 && strncmp(s, r->from, n) == 0;
        if (starts && (!ascii_in_word(s[n]) || (r->derived && s[n] == '_'))) {
            fputs(r->to, out);
            at += n;
        } else {
            putc(*s, out);
            at++;
        }
    }
}

/* 'rooms_id_seq'::regclass: behind the string. */
static bool is_name_of_object(const char *text, struct lexer behind)
{
    struct lexeme first = lex_next(&behind), second = lex_next(&behind), type = lex_next(&behind);
    return lexeme_is(text, first, ":") && lexeme_is(text, second, ":") && lexeme_is(text, type, "regclass");
}

/* Canonical texts of both engines have the same quotes. A string is a value, unless it names an object. */
char *replace_word(void *ctx, const char *text, const char *from, const char *to, bool derived)
{
    const struct replacing replacing = {from, to, derived};
    struct lexer l = {text, 0, strlen(text)};
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        if (x.kind != LEXEME_STRING || is_name_of_object(text, l))
            continue;
        replace_in(t.out, text, done, x.start, &replacing);
        fwrite(text + x.start, 1, x.end - x.start, t.out);
        done = x.end;
    }
    replace_in(t.out, text, done, l.end, &replacing);
    return text_close(&t, ctx);
}

bool same_attributes_but(void *ctx, const struct item *a, const struct item *b, const char *from, const char *to,
                         bool derived)
{
    bool same = a->kind == b->kind && a->n_attributes == b->n_attributes;
    for (size_t i = 0; same && i < a->n_attributes; i++) {
        const char *other = item_attribute(b, a->attributes[i].name), *value = a->attributes[i].value;
        same = other && (strcmp(value, other) == 0 || strcmp(replace_word(ctx, value, from, to, derived), other) == 0);
    }
    return same;
}

/* The name of a Postgres trigger stands in its definition: CREATE CONSTRAINT TRIGGER name. */
static struct lexeme name_in_statement(const char *statement)
{
    struct lexer l = {statement, 0, strlen(statement)};
    struct lexeme x = lex_next(&l);
    while (x.kind != LEXEME_END && x.kind != LEXEME_OPEN && !lexeme_is(statement, x, "TRIGGER"))
        x = lex_next(&l);
    return lex_next(&l);
}

static bool same_but_name(const char *a, const char *b)
{
    struct lexeme x = name_in_statement(a), y = name_in_statement(b);
    return x.start == y.start && strncmp(a, b, x.start) == 0 && strcmp(a + x.end, b + y.end) == 0;
}

static bool same_attribute(const struct item *a, const struct item *b, const struct attribute *attribute)
{
    const char *other = item_attribute(b, attribute->name);
    bool statement = a->kind == &model_trigger && strcmp(attribute->name, "definition") == 0;
    return same_text(attribute->value, other) || (statement && other && same_but_name(attribute->value, other));
}

static bool same_attributes(const struct item *a, const struct item *b)
{
    bool same = a->kind == b->kind && a->n_attributes == b->n_attributes && strcmp(a->schema, b->schema) == 0 &&
                strcmp(a->relation, b->relation) == 0;
    for (size_t i = 0; same && i < a->n_attributes; i++)
        same = same_attribute(a, b, &a->attributes[i]);
    return same;
}

static bool can_be_renamed(const struct item *item)
{
    const struct model_kind *k = item->kind;
    return k == &model_constraint || k == &model_index || k == &model_trigger || k == &model_view ||
           k == &model_materialized_view;
}

static const struct item *item_of(const struct draft_change *c)
{
    return change_item(&c->change);
}

/* The one change of that action whose item has these attributes; NULL where there are none or several. */
static struct draft_change *only_match(struct diff_draft *d, struct change_run run, enum change_action action,
                                       const struct item *item)
{
    struct draft_change *found = NULL;
    for (size_t i = run.from; i < run.to; i++) {
        struct draft_change *c = &d->changes[i];
        if (!is_change(c, action, item->kind) || !same_attributes(item_of(c), item))
            continue;
        if (found)
            return NULL;
        found = c;
    }
    return found;
}

static void join_within(struct diff_draft *d, struct change_run run)
{
    for (size_t i = run.from; i < run.to; i++) {
        struct draft_change *removed = &d->changes[i];
        if (removed->gone || removed->change.action != CHANGE_REMOVED || !can_be_renamed(item_of(removed)))
            continue;
        struct draft_change *added = only_match(d, run, CHANGE_ADDED, item_of(removed));
        if (added && only_match(d, run, CHANGE_REMOVED, item_of(added)) == removed)
            draft_join(removed, added, "the definition is the same, and no other that was added or removed has it");
    }
}

/* Views stand alone, each a group of its own: theirs are all changes there are. */
static bool has_table(const struct diff_draft *d, enum change_action action)
{
    for (size_t i = 0; i < d->n; i++)
        if (is_change(&d->changes[i], action, &model_view) ||
            is_change(&d->changes[i], action, &model_materialized_view))
            return true;
    return false;
}

void find_renamed_parts(struct diff_draft *d)
{
    for (struct change_run run = draft_next_table(d, 0); run.from < d->n; run = draft_next_table(d, run.to))
        join_within(d, run);
    if (has_table(d, CHANGE_REMOVED) && has_table(d, CHANGE_ADDED))
        join_within(d, (struct change_run){0, d->n});
}
