#include "sql/postgres/newer_statement.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/newer.h"

/* Words taken off at a place of the text, and what they are in the tree. */
struct mark {
    size_t at;
    const char *member;
    json_t *constraint; /* found so far: the last one that begins before */
    size_t begins;
};

struct work {
    void *ctx;
    char *sql;
    struct lexeme *items;
    size_t n;
    struct mark *marks;
    size_t n_marks;
};

static bool is_at(const struct work *w, size_t i, const char *keyword)
{
    return i < w->n && lexeme_is(w->sql, w->items[i], keyword);
}

static void blank(struct work *w, size_t first, size_t last)
{
    memset(w->sql + w->items[first].start, ' ', w->items[last].end - w->items[first].start);
}

static void add_mark(struct work *w, size_t at, const char *member)
{
    size_t i = mem_grow(w->ctx, &w->marks, &w->n_marks);
    w->marks[i] = (struct mark){.at = at, .member = member};
}

static void take_off(struct work *w, size_t first, size_t last, const char *member)
{
    blank(w, first, last);
    add_mark(w, w->items[first].start, member);
}

static bool is_name(const struct work *w, size_t i)
{
    return i < w->n && (w->items[i].kind == LEXEME_WORD || w->items[i].kind == LEXEME_QUOTED);
}

/* A constraint of the table begins there: behind ( or a comma, ADD, or the name that CONSTRAINT gives. */
static bool begins_constraint(const struct work *w, size_t i)
{
    if (i == 0)
        return false;
    if (i >= 3 && is_at(w, i - 2, "constraint"))
        return is_at(w, i - 3, "(") || is_at(w, i - 3, ",") || is_at(w, i - 3, "add");
    return is_at(w, i - 1, "(") || is_at(w, i - 1, ",") || is_at(w, i - 1, "add");
}

/* `NOT NULL a` among the constraints of a table: CHECK  (a) takes as much room. */
static bool rewrite_not_null(struct work *w, size_t i)
{
    static const char check[] = "CHECK  (";
    if (!is_at(w, i, "not") || !is_at(w, i + 1, "null") || !is_name(w, i + 2) || is_at(w, i + 2, "no") ||
        !begins_constraint(w, i))
        return false;
    size_t start = w->items[i].start, end = w->items[i + 2].end;
    char *name = mem_strndup(w->ctx, w->sql + w->items[i + 2].start, end - w->items[i + 2].start);
    memset(w->sql + start, ' ', end - start);
    memcpy(w->sql + start, check, strlen(check));
    memcpy(w->sql + end - 1 - strlen(name), name, strlen(name));
    w->sql[end - 1] = ')';
    add_mark(w, start, "not_null");
    return true;
}

/* Inside of IDENTITY ( ... ). */
static bool is_of_identity(const struct work *w, size_t i)
{
    while (i > 1 && !is_at(w, i, "(") && !is_at(w, i, ")"))
        i--;
    return i > 1 && is_at(w, i, "(") && is_at(w, i - 1, "identity");
}

static void take_newer(struct work *w, size_t i)
{
    if (is_at(w, i, "virtual") && is_at(w, i - 1, ")")) {
        add_mark(w, w->items[i].start, "virtual");
        memcpy(w->sql + w->items[i].start, "STORED ", strlen("STORED "));
    } else if ((is_at(w, i, "logged") || is_at(w, i, "unlogged")) && is_of_identity(w, i - 1)) {
        bool alone = is_at(w, i - 1, "(") && is_at(w, i + 1, ")");
        take_off(w, alone ? i - 1 : i, alone ? i + 1 : i, is_at(w, i, "logged") ? "logged" : "unlogged");
    } else if (is_at(w, i, "enforced")) {
        bool not = is_at(w, i - 1, "not");
        take_off(w, not ? i - 1 : i, i, not ? "not_enforced" : "enforced");
    } else if (is_at(w, i, "without") && is_at(w, i + 1, "overlaps")) {
        take_off(w, i, i + 1, "without_overlaps");
    } else if (is_at(w, i, "period") && is_name(w, i + 1) && (is_at(w, i - 1, ",") || is_at(w, i - 1, "("))) {
        take_off(w, i, i, "fk_with_period");
    } else if (is_at(w, i, "no") && is_at(w, i + 1, "inherit") && is_at(w, i - 1, "null")) {
        take_off(w, i, i + 1, "is_no_inherit");
    } else {
        rewrite_not_null(w, i);
    }
}

/* Finds for each mark the constraint it stands in: the last one to begin before it. */
static void find_constraints(struct work *w, json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(value, i, item) find_constraints(w, item);
    json_t *constraint = node_as(value, "Constraint");
    size_t begins = (size_t)field_number(constraint, "location");
    for (size_t m = 0; constraint && m < w->n_marks; m++)
        if (begins <= w->marks[m].at && (!w->marks[m].constraint || begins >= w->marks[m].begins)) {
            w->marks[m].constraint = constraint;
            w->marks[m].begins = begins;
        }
    json_object_foreach(value, name, item) find_constraints(w, item);
}

static void put_mark(const struct mark *m)
{
    if (strcmp(m->member, "virtual") == 0) {
        json_object_set_new(m->constraint, "generated_kind", json_string("v"));
    } else if (strcmp(m->member, "not_null") == 0) {
        json_t *column =
            json_array_get(field_node(node_as(field_node(m->constraint, "raw_expr"), "ColumnRef"), "fields"), 0);
        json_object_set_new(m->constraint, "keys", json_pack("[O]", column));
        json_object_set_new(m->constraint, "contype", json_string("CONSTR_NOTNULL"));
        json_object_del(m->constraint, "raw_expr");
    } else if (strcmp(m->member, "enforced") != 0) {
        json_object_set_new(m->constraint, m->member, json_true());
    }
}

static void read_lexemes(struct work *w)
{
    struct lexer lexer = {w->sql, 0, strlen(w->sql)};
    w->n = 0;
    w->items = NULL;
    for (struct lexeme x = lex_next(&lexer); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&lexer)) {
        size_t at = mem_grow(w->ctx, &w->items, &w->n);
        w->items[at] = x;
    }
}

/* The parenthesis that closes the one at i. */
static size_t closing(const struct work *w, size_t i)
{
    int depth = 0;
    for (; i < w->n; i++) {
        depth += is_at(w, i, "(") ? 1 : is_at(w, i, ")") ? -1 : 0;
        if (depth == 0)
            break;
    }
    return i;
}

/* GENERATED ALWAYS AS (a + 1), without a keyword behind it: how servers from 18 on print VIRTUAL, which is usual there.
 */
static void say_virtual(struct work *w)
{
    size_t done = 0;
    bool any = false;
    struct text t;
    text_open(&t);
    for (size_t i = 2; i + 1 < w->n; i++) {
        if (!is_at(w, i, "as") || !is_at(w, i - 1, "always") || !is_at(w, i + 1, "("))
            continue;
        size_t end = closing(w, i + 1);
        if (end >= w->n || is_at(w, end + 1, "stored") || is_at(w, end + 1, "virtual"))
            continue;
        fprintf(t.out, "%.*s VIRTUAL", (int)(w->items[end].end - done), w->sql + done);
        done = w->items[end].end;
        any = true;
    }
    fputs(w->sql + done, t.out);
    char *sql = text_close(&t, w->ctx);
    if (any) {
        w->sql = sql;
        read_lexemes(w);
    }
}

json_t *newer_parse(void *ctx, const char *sql, struct tree_failure *failure)
{
    struct work w = {.ctx = ctx, .sql = mem_strdup(ctx, sql)};
    read_lexemes(&w);
    say_virtual(&w);
    for (size_t i = 1; i < w.n; i++)
        take_newer(&w, i);
    json_t *tree = w.n_marks > 0 ? tree_parse_located(ctx, w.sql, failure) : NULL;
    if (!tree)
        return NULL;
    find_constraints(&w, tree);
    for (size_t i = 0; i < w.n_marks; i++)
        if (w.marks[i].constraint)
            put_mark(&w.marks[i]);
    return tree;
}

/* The one name of a call or a column, where no quotes stand around it. */
static const char *bare_keyword(const json_t *body, const char *sql)
{
    const json_t *names = field_node(body, "funcname") ? field_node(body, "funcname") : field_node(body, "fields");
    bool bare = json_array_size(names) == 1 && sql[field_number(body, "location")] != '"';
    return bare ? list_text(names, 0) : "";
}

void newer_mark_keywords(json_t *tree, const char *sql, int version)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(tree, i, item) newer_mark_keywords(item, sql, version);
    json_object_foreach(tree, name, item) newer_mark_keywords(item, sql, version);
    json_t *call = node_as(tree, "FuncCall"), *column = node_as(tree, "ColumnRef");
    const char *keyword = bare_keyword(call ? call : column, sql);
    if ((call || strcmp(keyword, "system_user") == 0) && is_newer_syntax(keyword, version))
        json_object_set_new(call ? call : column, "newer", json_string(keyword));
}
