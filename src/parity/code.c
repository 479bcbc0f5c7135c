/*
 * Views and triggers. Two texts of one dialect are compared; between two
 * dialects, where triggers of Postgres call functions and those of SQLite hold
 * statements, what they read and write is.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "model/kinds.h"
#include "parity/private.h"
#include "parity/touch.h"
#include "sql/postgres/lex.h"

static void add_both(struct parity *p, const struct item *const items[2], const char *first, const char *second,
                     const char *subject)
{
    parity_add(p, &(struct parity_said){{items[0], items[1]}, {first, second}}, "%s", subject);
}

/* ---- views ---- */

static const char *definition_of(const struct item *item)
{
    const char *definition = item_attribute(item, "definition");
    return definition ? definition : "";
}

/* "a, b": what a query of SQLite calls its columns; NULL where only the database knows (*, an expression). */
static const char *selected_names(void *ctx, const char *query)
{
    struct lexemes l = lex_all(ctx, query);
    struct text t;
    const char *last = NULL;
    int depth = 0;
    size_t i = 0;
    bool known = l.n > 0, ends = false;
    while (i < l.n && !lexeme_is(query, l.items[i], "select"))
        i++;
    text_open(&t);
    for (i++; i <= l.n && known && !ends; i++) {
        ends = i == l.n || (depth == 0 && lexeme_is(query, l.items[i], "from"));
        if (ends || (depth == 0 && lexeme_is(query, l.items[i], ","))) {
            known = last != NULL;
            fprintf(t.out, "%s%s", last ? last : "", ends ? "" : ", ");
            last = NULL;
            continue;
        }
        depth += lexeme_is(query, l.items[i], "(") - lexeme_is(query, l.items[i], ")");
        last = depth == 0 && lexeme_is_name(l.items[i]) ? parity_name(ctx, lexeme_name(ctx, query, l.items[i])) : NULL;
    }
    const char *names = text_close(&t, ctx);
    return known && ends ? names : NULL;
}

/* "(a, b) AS SELECT ..." of SQLite has the names in front. */
static const char *columns_of_view(void *ctx, const struct item *view)
{
    const char *definition = definition_of(view);
    struct text t;
    if (!item_fact(view, "column", 0)) {
        if (*definition != '(')
            return selected_names(ctx, definition);
        return mem_strndup(ctx, definition + 1, strcspn(definition + 1, ")"));
    }
    text_open(&t);
    for (size_t i = 0; item_fact(view, "column", i); i++)
        fprintf(t.out, "%s%s", i ? ", " : "", parity_name(ctx, item_fact(view, "column", i)));
    return text_close(&t, ctx);
}

static const char *read_by_view(void *ctx, const struct parity_side *side)
{
    struct touched touched = {.ctx = ctx, .model = side->model};
    touch_sql(&touched, definition_of(side->relation), false);
    return touched.unknown ? mem_printf(ctx, "cannot be determined: %s", touched.unknown)
                           : name_set_list(ctx, &touched.reads);
}

void parity_check_view(struct parity *p, const struct parity_pair *pair)
{
    const struct item *items[2] = {pair->sides[0].relation, pair->sides[1].relation};
    const char *a = definition_of(items[0]), *b = definition_of(items[1]);
    if (parity_same_text(p, a, b))
        return;
    if (parity_is_one_engine(p)) {
        add_both(p, items, a, b, mem_printf(p->ctx, "view %s definition", pair->name));
        return;
    }
    const char *columns[2], *reads[2];
    for (size_t i = 0; i < 2; i++) {
        columns[i] = columns_of_view(p->ctx, items[i]);
        reads[i] = read_by_view(p->ctx, &pair->sides[i]);
    }
    if (columns[0] && columns[1] && strcasecmp(columns[0], columns[1]) != 0)
        add_both(p, items, columns[0], columns[1], mem_printf(p->ctx, "view %s columns", pair->name));
    if (strcmp(reads[0], reads[1]) != 0)
        add_both(p, items, reads[0], reads[1], mem_printf(p->ctx, "view %s reads", pair->name));
}

/* ---- triggers ---- */

/* What all triggers of one side's relation do together: SQLite needs one for each event, Postgres does not. */
struct doing {
    const struct item *first; /* of the triggers; NULL: there is none */
    struct name_set events;
    struct touched touched;
};

/* Adds "UPDATE OF a", and what is behind the events: from ON and the table's name on. */
static const char *read_head(void *ctx, const char *definition, struct name_set *events)
{
    static const char *const names[] = {"INSERT", "DELETE", "UPDATE", "TRUNCATE"};
    struct lexer l = {definition, 0, strlen(definition)};
    bool columns = false;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && !lexeme_is(definition, x, "on"); x = lex_next(&l)) {
        struct lexer ahead = l;
        for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
            if (lexeme_is(definition, x, names[i])) {
                columns = lexeme_is(definition, lex_next(&ahead), "of");
                if (!columns)
                    name_set_add(ctx, events, names[i]);
            }
        if (columns && lexeme_is_name(x) && !lexeme_is(definition, x, "of") && !lexeme_is(definition, x, "or") &&
            !lexeme_is(definition, x, "update"))
            name_set_add(ctx, events,
                         mem_printf(ctx, "UPDATE OF %s", parity_name(ctx, lexeme_name(ctx, definition, x))));
    }
    return definition + l.at;
}

/* An update of any column is one of these, too. */
static struct name_set without_columns(void *ctx, const struct name_set *events)
{
    struct name_set left = {NULL, 0};
    bool all = false;
    for (size_t i = 0; i < events->n; i++)
        all |= strcmp(events->items[i], "UPDATE") == 0;
    for (size_t i = 0; i < events->n; i++)
        if (!all || strncmp(events->items[i], "UPDATE OF", strlen("UPDATE OF")) != 0)
            name_set_add(ctx, &left, events->items[i]);
    return left;
}

/* The function of "EXECUTE FUNCTION f('x')", which is no call of an expression. */
static const char *function_of(void *ctx, const char *definition)
{
    struct lexemes l = lex_all(ctx, definition);
    for (size_t i = 0; i + 2 < l.n; i++) {
        if (!lexeme_is(definition, l.items[i], "execute") ||
            !(lexeme_is(definition, l.items[i + 1], "function") || lexeme_is(definition, l.items[i + 1], "procedure")))
            continue;
        size_t at = i + 2;
        while (at + 2 < l.n && lexeme_is(definition, l.items[at + 1], "."))
            at += 2;
        return lexeme_name(ctx, definition, l.items[at]);
    }
    return NULL;
}

static struct doing doing_of(void *ctx, const struct parity_side *side)
{
    struct doing d = {.touched = {.ctx = ctx, .model = side->model, .relation = side->relation}};
    for (size_t i = 0; i < side->n; i++) {
        const struct item *trigger = side->items[i];
        if (trigger->kind != &model_trigger)
            continue;
        d.first = d.first ? d.first : trigger;
        const char *rest = read_head(ctx, definition_of(trigger), &d.events);
        const char *function = function_of(ctx, rest);
        if (!function)
            touch_sql(&d.touched, rest, false);
        else if (!touch_function(&d.touched, function) && !d.touched.unknown)
            d.touched.unknown = mem_printf(ctx, "function %s is not in it", function);
    }
    d.events = without_columns(ctx, &d.events);
    return d;
}

/* Who changes rows of a relation has looked for them, whichever way. */
static struct name_set only_read(void *ctx, const struct touched *t)
{
    struct name_set left = {NULL, 0};
    for (size_t i = 0; i < t->reads.n; i++)
        if (!name_set_has(&t->writes, t->reads.items[i]))
            name_set_add(ctx, &left, t->reads.items[i]);
    return left;
}

static const char *say(void *ctx, const struct doing *d)
{
    const struct touched *t = &d->touched;
    struct name_set reads = only_read(ctx, t);
    const char *on = mem_printf(ctx, "on %s", name_set_list(ctx, &d->events));
    if (!d->first)
        return NULL;
    if (t->unknown)
        return mem_printf(ctx, "%s; what it does cannot be determined: %s", on, t->unknown);
    if (t->writes.n)
        on = mem_printf(ctx, "%s; writes %s", on, name_set_list(ctx, &t->writes));
    return reads.n ? mem_printf(ctx, "%s; reads %s", on, name_set_list(ctx, &reads)) : on;
}

static const struct item *find_trigger(const struct parity_side *side, const char *name)
{
    for (size_t i = 0; i < side->n; i++)
        if (side->items[i]->kind == &model_trigger && strcasecmp(side->items[i]->name, name) == 0)
            return side->items[i];
    return NULL;
}

static void check_trigger(struct parity *p, const struct item *trigger, const struct item *other, const char *subject)
{
    const struct item *const both[] = {trigger, other};
    const char *a = item_attribute(trigger, "enabled"), *b = item_attribute(other, "enabled");
    if (!parity_same_text(p, definition_of(trigger), definition_of(other)))
        add_both(p, both, definition_of(trigger), definition_of(other), mem_printf(p->ctx, "%s definition", subject));
    if (!same_text(a, b))
        add_both(p, both, a, b, mem_printf(p->ctx, "%s enabled", subject));
}

/* Of one dialect, by name. */
static void check_texts(struct parity *p, const struct parity_pair *pair)
{
    for (size_t side = 0; side < 2; side++) {
        const struct parity_side *here = &pair->sides[side];
        for (size_t i = 0; i < here->n; i++) {
            const struct item *trigger = here->items[i];
            if (trigger->kind != &model_trigger)
                continue;
            const struct item *other = find_trigger(&pair->sides[1 - side], trigger->name);
            const char *subject = mem_printf(p->ctx, "trigger %s.%s", pair->name, trigger->name);
            if (!other)
                parity_add_missing(p, side, trigger, subject);
            else if (side == 0)
                check_trigger(p, trigger, other, subject);
        }
    }
}

void parity_check_triggers(struct parity *p, const struct parity_pair *pair)
{
    if (parity_is_one_engine(p)) {
        check_texts(p, pair);
        return;
    }
    struct doing a = doing_of(p->ctx, &pair->sides[0]), b = doing_of(p->ctx, &pair->sides[1]);
    const char *first = say(p->ctx, &a), *second = say(p->ctx, &b);
    bool told = !a.touched.unknown && !b.touched.unknown;
    if (!told || !same_text(first, second))
        add_both(p, (const struct item *const[]){a.first, b.first}, first, second,
                 mem_printf(p->ctx, "triggers %s", pair->name));
}
