/*
 * What an ordinary role cannot make, or this machine does not have: extensions, foreign-data wrappers, event triggers,
 * functions in C. The throwaway server's superuser makes none of it for a state that a stranger described. The rest of
 * the state loads without it, and without what needs it.
 */
#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "fix/plan.h"
#include "kind/change.h"
#include "kind/kind.h"
#include "model/kinds.h"
#include "sql/postgres/atomic.h"
#include "sql/postgres/lex.h"

/* Not allowed; not installed on this machine, by servers up to 12 and later ones. */
static bool is_about_making(const char *text, const struct sql_failure *failure)
{
    struct lexer lexer = {text, failure->statement, strlen(text)};
    struct lexeme first = lex_next(&lexer), second = lex_next(&lexer);
    bool extension = lexeme_is(text, first, "CREATE") && lexeme_is(text, second, "EXTENSION");
    return strcmp(failure->code, "42501") == 0 ||
           (extension && (strcmp(failure->code, "58P01") == 0 || strcmp(failure->code, "0A000") == 0));
}

/* Something that it names is not there, or not as it should be: but no error of syntax. */
static bool is_about_lacking(const struct sql_failure *failure)
{
    return (strncmp(failure->code, "42", 2) == 0 && strcmp(failure->code, "42601") != 0) ||
           strcmp(failure->code, "3F000") == 0;
}

/* Behind the statement and its semicolon. */
static size_t end_of(const char *text, size_t start)
{
    struct lexer lexer = {text, start, strlen(text)};
    struct atomic_body body = {0};
    int parentheses = 0;
    for (struct lexeme l = lex_next(&lexer); l.kind != LEXEME_END && l.kind != LEXEME_OPEN; l = lex_next(&lexer)) {
        atomic_follow(&body, text, l);
        parentheses += lexeme_is(text, l, "(") - lexeme_is(text, l, ")");
        if (lexeme_is(text, l, ";") && body.depth == 0 && parentheses <= 0)
            return l.end;
    }
    return strlen(text);
}

static int line_at(const char *text, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && text[i]; i++)
        line += text[i] == '\n';
    return line;
}

static void add(void *ctx, struct fix_left_out *left_out, const struct item *item, const char *reason, bool old)
{
    for (size_t i = 0; i < left_out->n; i++)
        if (left_out->items[i].item == item)
            return;
    size_t at = mem_grow(ctx, &left_out->items, &left_out->n);
    left_out->items[at] = (struct fix_left_out_item){item, reason, old};
}

/* A statement of a text. */
struct span {
    const char *text;
    size_t start, end;
    bool old; /* of the old side */
};

/* Whether it has its lines for itself, as in our own snapshots. */
static bool stands_alone(const struct span *s)
{
    size_t before = s->start, after = s->end;
    while (before > 0 && strchr(" \t\r", s->text[before - 1]))
        before--;
    while (s->text[after] && strchr(" \t\r", s->text[after]))
        after++;
    return (before == 0 || s->text[before - 1] == '\n') && (!s->text[after] || s->text[after] == '\n');
}

/* How often it has a name. */
static size_t count_name(void *ctx, const struct span *s, const char *name)
{
    size_t n = 0;
    struct lexer lexer = {s->text, s->start, s->end};
    for (struct lexeme l = lex_next(&lexer); l.kind != LEXEME_END && l.kind != LEXEME_OPEN; l = lex_next(&lexer))
        n += lexeme_is_name(l) && strcmp(lexeme_name(ctx, s->text, l), name) == 0;
    return n;
}

static bool names(void *ctx, const struct span *s, const char *name)
{
    return count_name(ctx, s, name) > 0;
}

/* The items that the statement makes stand on its lines. */
static void note(void *ctx, struct fix_left_out *left_out, const struct model *model, const char *path,
                 const struct span *s, const char *reason)
{
    int first = line_at(s->text, s->start), last = line_at(s->text, s->end);
    bool alone = stands_alone(s);
    for (size_t i = 0; model && i < model->n_items; i++) {
        const struct item *item = model->items[i];
        bool here = item->line >= first && item->line <= last && (!item->path || strcmp(item->path, path) == 0);
        if (here && (alone || names(ctx, s, item->name)))
            add(ctx, left_out, item, reason, s->old);
    }
}

bool fix_leave_out(void *ctx, struct fix_left_out *left_out, const struct model *model, bool old,
                   const struct fix_text *text, char *script, const struct sql_failure *failure)
{
    if (!failure->code || !(is_about_making(script, failure) || (left_out->any && is_about_lacking(failure))))
        return false;
    size_t end = end_of(script, failure->statement);
    const char *reason = mem_strdup(ctx, failure->message);
    if (!left_out->any)
        left_out->first = reason;
    left_out->any = true;
    note(ctx, left_out, model, text->path, &(struct span){text->text, failure->statement, end, old}, reason);
    /* Lines and columns of what is left stay as they are. */
    for (size_t i = failure->statement; i < end; i++)
        if (script[i] != '\n')
            script[i] = ' ';
    return true;
}

static const char *reason_of(const struct fix_left_out *left_out, const struct item *item)
{
    for (size_t i = 0; i < left_out->n; i++)
        if (left_out->items[i].item == item)
            return left_out->items[i].reason;
    return NULL;
}

void fix_refuse_left_out(const struct fix_sides *sides, struct fix *fix)
{
    const struct comparison *c = sides->request->comparison;
    void *ctx = sides->ctx;
    for (size_t i = 0; i < c->n_changes; i++) {
        const struct item *item = change_item(&c->changes[i]);
        const char *reason = reason_of(&sides->left_out, c->changes[i].new_item);
        if (!reason)
            reason = reason_of(&sides->left_out, c->changes[i].old_item);
        if (reason)
            fix_refuse(ctx, fix, item_describe(ctx, item),
                       mem_printf(ctx,
                                  "it cannot be made on the throwaway server, where statements are tried by a role "
                                  "that is no superuser: %s",
                                  reason));
    }
}

/* ---- what loading leaves no trace of ---- */

struct unseen {
    const struct change **changes; /* no object that differs is of them */
    size_t n;
};

static void see(void *ctx, enum object_difference difference, const struct object *old_object,
                const struct object *new_object, int field)
{
    struct unseen *u = ctx;
    (void)field;
    for (size_t i = 0; difference != SAME && i < u->n;)
        if (fix_is_of_change(u->changes[i], new_object ? new_object : old_object))
            u->changes[i] = u->changes[--u->n];
        else
            i++;
}

/* The grants of an item without one of them, which stand one behind the other: "REVOKE CREATE FROM PUBLIC; ...". */
static const char *grants_without(void *ctx, const struct item *item, const char *grant)
{
    const char *grants = item ? item_attribute(item, "grants") : NULL;
    size_t n = strlen(grant);
    struct text t;
    text_open(&t);
    while (grants && *grants) {
        size_t length = strcspn(grants, ";");
        if (length != n || strncmp(grants, grant, n) != 0)
            fprintf(t.out, "%.*s;", (int)length, grants);
        grants += length + strspn(grants + length, "; ");
    }
    return text_close(&t, ctx);
}

/*
 * What a new database's schema public has by itself depends on the server: from 15 on nobody's CREATE is revoked by a
 * text that says so, up to 14 everybody's is granted. There the states are the same, and nothing is to be done.
 */
static bool goes_without_saying(const struct fix_sides *sides, const struct change *change)
{
    const char *usual = sides->after->version >= 150000 ? "REVOKE CREATE FROM PUBLIC" : "GRANT CREATE TO PUBLIC";
    const struct item *item = change_item(change);
    return item->kind == &model_privilege && strcmp(item->name, "SCHEMA public") == 0 &&
           strcmp(grants_without(sides->ctx, change->old_item, usual),
                  grants_without(sides->ctx, change->new_item, usual)) == 0;
}

void fix_refuse_unseen(const struct fix_sides *sides, struct fix *fix)
{
    const struct comparison *c = sides->request->comparison;
    struct unseen u = {mem_array(sides->ctx, const struct change *, c->n_changes + 1), 0};
    for (size_t i = 0; i < c->n_changes; i++)
        if (!goes_without_saying(sides, &c->changes[i]))
            u.changes[u.n++] = &c->changes[i];
    catalog_compare(sides->before, sides->after, see, &u);
    for (size_t i = 0; i < u.n; i++)
        fix_refuse(
            sides->ctx, fix, item_describe(sides->ctx, change_item(u.changes[i])),
            "loaded by a role that is no superuser, both states are the same there, so that nothing can be tried");
}

/* ---- what is left out holds what it names ---- */

struct holding {
    struct fix_sides *sides;
    void *work;
};

/* Whether an item's words have a name, which is not its own. */
static bool has_name_of(const struct holding *h, const struct item *item, const char *name)
{
    const struct span s = {item->text, 0, strlen(item->text), true};
    bool own = strncmp(item->name, name, strlen(name)) == 0;
    return count_name(h->work, &s, name) > (own ? 1 : 0);
}

/* The item that needs an object, as far as its words tell; of a column, with its table. */
static const struct item *holder_of(const struct holding *h, const struct object *o)
{
    const struct fix_left_out *left_out = &h->sides->left_out;
    char *name = mem_strndup(h->work, o->name, strcspn(o->name, "("));
    for (size_t i = 0; i < left_out->n; i++) {
        const struct item *item = left_out->items[i].item;
        bool needs =
            left_out->items[i].old && item->text && item->kind != &model_comment && item->kind != &model_privilege;
        if (needs && has_name_of(h, item, name) && (!o->relation[0] || has_name_of(h, item, o->relation)))
            return item;
    }
    return NULL;
}

static void hold(void *ctx, enum object_difference difference, const struct object *old_object,
                 const struct object *new_object, int field)
{
    const struct holding *h = ctx;
    (void)field;
    if (difference == SAME || difference == ONLY_NEW)
        return;
    const struct change_forms *forms = old_object->kind->changes;
    bool column = old_object->kind->phase == PHASE_INSIDE && forms && forms->stays;
    if (!fix_wants(h->sides, old_object) || (old_object->relation[0] && !column) ||
        (new_object && forms && forms->stays && !column))
        return;
    const struct item *item = holder_of(h, old_object);
    if (!item)
        return;
    void *plan = h->sides->ctx;
    size_t at = mem_grow(plan, &h->sides->left.items, &h->sides->left.n);
    h->sides->left.items[at] = (struct fix_left_object){
        old_object,
        mem_printf(plan, "%s, which could not be made on the throwaway server, names it, so it stays as it is",
                   item_describe(h->work, item))};
}

void fix_hold_named(struct fix_sides *sides)
{
    struct holding h = {sides, mem_context(sides->ctx)};
    if (sides->left_out.any)
        catalog_compare(sides->before, sides->after, hold, &h);
    mem_free(h.work);
}
