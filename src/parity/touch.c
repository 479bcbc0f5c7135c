#include "parity/touch.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "model/kinds.h"
#include "parity/private.h"
#include "sql/postgres/lex.h"

enum { DEEPEST = 200 };

/* Between parentheses. */
struct level {
    bool from;     /* in the list behind FROM */
    bool expected; /* a relation's name comes next */
    bool call;     /* of a function that has a FROM of its own: extract(year FROM at) */
};

struct walk {
    struct touched *touched;
    const char *sql;
    struct lexemes lexemes;
    size_t at;
    struct name_set hidden; /* names that WITH gives */
    struct level levels[DEEPEST];
    size_t depth;
    bool body;
};

void name_set_add(void *ctx, struct name_set *set, const char *name)
{
    size_t at = 0;
    while (at < set->n && strcmp(set->items[at], name) < 0)
        at++;
    if (at < set->n && strcmp(set->items[at], name) == 0)
        return;
    mem_grow(ctx, &set->items, &set->n);
    memmove(set->items + at + 1, set->items + at, (set->n - 1 - at) * sizeof(*set->items));
    set->items[at] = name;
}

bool name_set_has(const struct name_set *set, const char *name)
{
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->items[i], name) == 0)
            return true;
    return false;
}

char *name_set_list(void *ctx, const struct name_set *set)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < set->n; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", set->items[i]);
    return text_close(&t, ctx);
}

static bool is_at(const struct walk *w, size_t at, const char *word)
{
    return at < w->lexemes.n && lexeme_is(w->sql, w->lexemes.items[at], word);
}

static bool is_any(const struct walk *w, size_t at, const char *const *words)
{
    for (; *words; words++)
        if (is_at(w, at, *words))
            return true;
    return false;
}

static bool is_before(const struct walk *w, size_t back, const char *word)
{
    return w->at >= back && is_at(w, w->at - back, word);
}

/* A name of one part or two; `at` is left behind it. */
struct reference {
    const char *schema, *name;
};

static bool read_name(const struct walk *w, size_t *at, struct reference *name)
{
    *name = (struct reference){"", NULL};
    while (*at < w->lexemes.n && lexeme_is_name(w->lexemes.items[*at])) {
        if (name->name)
            name->schema = name->name;
        name->name = lexeme_name(w->touched->ctx, w->sql, w->lexemes.items[*at]);
        ++*at;
        if (!is_at(w, *at, ".") || *at + 1 >= w->lexemes.n || !lexeme_is_name(w->lexemes.items[*at + 1]))
            break;
        ++*at;
    }
    return name->name != NULL;
}

/* In the schema that is said; else in the default one rather than in another. */
static const struct item *find_relation(const struct walk *w, const struct reference *name)
{
    const struct model *model = w->touched->model;
    const char *schema =
        strcasecmp(name->schema, "public") == 0 || strcasecmp(name->schema, "main") == 0 ? "" : name->schema;
    const struct item *found = NULL;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = model->items[i];
        if (!parity_is_relation(item) || strcasecmp(item->name, name->name) != 0 ||
            (*name->schema && strcasecmp(item->schema, schema) != 0))
            continue;
        if (!found || !*item->schema)
            found = item;
    }
    return found;
}

static void add_relation(struct walk *w, struct name_set *set, size_t at)
{
    struct reference name;
    if (!read_name(w, &at, &name) ||
        (!*name.schema && name_set_has(&w->hidden, ascii_lowered(w->touched->ctx, name.name))))
        return;
    const struct item *relation = find_relation(w, &name);
    if (relation)
        name_set_add(w->touched->ctx, set,
                     ascii_lowered(w->touched->ctx, parity_relation_name(w->touched->ctx, relation)));
}

/* The row that a trigger is called for. */
static void add_row(struct touched *touched)
{
    if (touched->relation)
        name_set_add(touched->ctx, &touched->writes,
                     ascii_lowered(touched->ctx, parity_relation_name(touched->ctx, touched->relation)));
}

/* WITH name (columns) AS MATERIALIZED ( */
static void hide_names(struct walk *w)
{
    for (size_t i = 0; i < w->lexemes.n; i++) {
        size_t at = i + 1, depth = 0;
        if (!lexeme_is_name(w->lexemes.items[i]) || is_at(w, i, "as"))
            continue;
        if (is_at(w, at, "("))
            do {
                depth += is_at(w, at, "(");
                depth -= is_at(w, at, ")");
                at++;
            } while (depth && at < w->lexemes.n);
        if (!is_at(w, at++, "as"))
            continue;
        at += is_at(w, at, "not");
        at += is_at(w, at, "materialized");
        if (is_at(w, at, "("))
            name_set_add(w->touched->ctx, &w->hidden,
                         ascii_lowered(w->touched->ctx, lexeme_name(w->touched->ctx, w->sql, w->lexemes.items[i])));
    }
}

static struct level *level(struct walk *w)
{
    return &w->levels[w->depth < DEEPEST ? w->depth : DEEPEST - 1];
}

static void open_parenthesis(struct walk *w)
{
    static const char *const calls[] = {"extract", "substring", "trim", "overlay", NULL};
    struct level above = *level(w);
    level(w)->expected = false;
    w->depth++;
    *level(w) = (struct level){above.from && above.expected, above.expected, w->at && is_any(w, w->at - 1, calls)};
}

static void read_sign(struct walk *w)
{
    if (is_at(w, w->at, "("))
        open_parenthesis(w);
    else if (is_at(w, w->at, ")"))
        w->depth -= w->depth > 0;
    else if (is_at(w, w->at, ";"))
        *level(w) = (struct level){false, false, false};
    else if (is_at(w, w->at, ","))
        level(w)->expected = level(w)->from;
}

static void expect_relation(struct walk *w)
{
    level(w)->from = level(w)->expected = true;
}

/* Passes over words that may stand before the name. */
static size_t behind(const struct walk *w, const char *const *words)
{
    size_t at = w->at + 1;
    while (is_any(w, at, words))
        at++;
    return at;
}

/* INSERT [OR IGNORE] INTO, REPLACE INTO, MERGE INTO; of PL/pgSQL also SELECT ... INTO NEW.a */
static void read_into(struct walk *w)
{
    static const char *const only[] = {"only", NULL};
    bool writes = is_before(w, 1, "insert") || is_before(w, 1, "replace") || is_before(w, 1, "merge") ||
                  (is_before(w, 2, "or") && is_before(w, 3, "insert"));
    if (writes)
        add_relation(w, &w->touched->writes, behind(w, only));
    else if (is_at(w, w->at + 1, "new"))
        add_row(w->touched);
}

/* Not FOR UPDATE, FOR NO KEY UPDATE, ON CONFLICT DO UPDATE, ON UPDATE CASCADE. */
static void read_update(struct walk *w)
{
    static const char *const others[] = {"for", "key", "do", "on", NULL};
    static const char *const modes[] = {"or", "abort", "fail", "ignore", "replace", "rollback", "only", NULL};
    if (!w->at || !is_any(w, w->at - 1, others))
        add_relation(w, &w->touched->writes, behind(w, modes));
}

static void read_from(struct walk *w)
{
    static const char *const only[] = {"only", NULL};
    if (is_before(w, 1, "delete"))
        add_relation(w, &w->touched->writes, behind(w, only));
    else if (!level(w)->call && !is_before(w, 1, "distinct"))
        expect_relation(w);
}

static void read_truncate(struct walk *w)
{
    static const char *const before[] = {"table", "only", ",", NULL};
    size_t at = behind(w, before);
    do {
        struct reference name;
        add_relation(w, &w->touched->writes, at);
        if (!read_name(w, &at, &name))
            break;
        at += is_at(w, at, ",");
    } while (is_at(w, at - 1, ","));
}

/* NEW.a := 1 and NEW.a = 1, as a statement of PL/pgSQL. */
static void read_new(struct walk *w)
{
    static const char *const starts[] = {";", "begin", "then", "else", "loop", NULL};
    size_t at = w->at;
    struct reference name;
    read_name(w, &at, &name);
    if (w->body && (is_at(w, at, ":") || is_at(w, at, "=")) && (!w->at || is_any(w, w->at - 1, starts)))
        add_row(w->touched);
}

/* A text that is run as SQL. */
static void read_execute(struct walk *w)
{
    static const char *const starts[] = {";", "begin", "then", "else", "loop", "in", "query", "for", NULL};
    if (w->body && !w->touched->unknown && w->at && is_any(w, w->at - 1, starts))
        w->touched->unknown = "it runs a text as SQL (EXECUTE)";
}

static void read_call(struct walk *w)
{
    if (is_at(w, w->at + 1, "("))
        touch_function(w->touched, lexeme_name(w->touched->ctx, w->sql, w->lexemes.items[w->at]));
}

/* The word that was expected to be a relation, or a function that gives rows. */
static void read_relation(struct walk *w)
{
    size_t at = w->at;
    struct reference name;
    read_name(w, &at, &name);
    if (is_at(w, at, "("))
        touch_function(w->touched, name.name);
    else
        add_relation(w, &w->touched->reads, w->at);
    level(w)->expected = false;
    w->at = at - 1;
}

static void read_in(struct walk *w)
{
    if (w->at + 1 < w->lexemes.n && lexeme_is_name(w->lexemes.items[w->at + 1]))
        add_relation(w, &w->touched->reads, w->at + 1);
}

static void read_using(struct walk *w)
{
    if (!is_at(w, w->at + 1, "("))
        expect_relation(w);
}

static void read_join(struct walk *w)
{
    level(w)->expected = true;
}

static void end_list(struct walk *w)
{
    level(w)->from = level(w)->expected = false;
}

static const struct {
    const char *word;
    void (*read)(struct walk *w);
} words[] = {
    {"from", read_from},         {"join", read_join},   {"into", read_into},     {"update", read_update},
    {"truncate", read_truncate}, {"using", read_using}, {"in", read_in},         {"new", read_new},
    {"execute", read_execute},   {"select", end_list},  {"with", end_list},      {"values", end_list},
    {"where", end_list},         {"group", end_list},   {"order", end_list},     {"having", end_list},
    {"limit", end_list},         {"union", end_list},   {"except", end_list},    {"intersect", end_list},
    {"set", end_list},           {"window", end_list},  {"loop", end_list},      {"then", end_list},
    {"begin", end_list},         {"end", end_list},     {"returning", end_list},
};

static void read_word(struct walk *w)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (is_at(w, w->at, words[i].word) && !is_before(w, 1, ".")) {
            words[i].read(w);
            return;
        }
    if (is_at(w, w->at, "lateral") || is_at(w, w->at, "only"))
        return;
    if (level(w)->expected)
        read_relation(w);
    else
        read_call(w);
}

void touch_sql(struct touched *touched, const char *sql, bool body)
{
    struct walk *w = mem_new(touched->ctx, struct walk);
    *w = (struct walk){.touched = touched, .sql = sql, .lexemes = lex_all(touched->ctx, sql), .body = body};
    hide_names(w);
    for (; w->at < w->lexemes.n; w->at++) {
        if (lexeme_is_name(w->lexemes.items[w->at]))
            read_word(w);
        else
            read_sign(w);
    }
}

static void touch_body(struct touched *touched, const struct item *function, const char *name)
{
    const char *language = item_attribute(function, "language"), *body = item_attribute(function, "body");
    bool procedural = language && strcasecmp(language, "plpgsql") == 0;
    if (body && (!language || procedural || strcasecmp(language, "sql") == 0))
        touch_sql(touched, body, procedural);
    else if (!touched->unknown)
        touched->unknown = mem_printf(touched->ctx, "function %s is written in %s", name, language ? language : "?");
}

/* One of the server's own that no snapshot holds, and that writes the row. */
static bool writes_row(const char *name)
{
    return strcmp(name, "tsvector_update_trigger") == 0 || strcmp(name, "tsvector_update_trigger_column") == 0;
}

/* Of functions of one name that take other arguments all are read. */
bool touch_function(struct touched *touched, const char *name)
{
    bool found = name_set_has(&touched->functions, name);
    for (size_t i = 0; !name_set_has(&touched->functions, name) && i < touched->model->n_items; i++)
        found |=
            touched->model->items[i]->kind == &model_function && item_has_fact(touched->model->items[i], "name", name);
    if (!found && writes_row(name)) {
        add_row(touched);
        return true;
    }
    if (!found || name_set_has(&touched->functions, name))
        return found;
    name_set_add(touched->ctx, &touched->functions, name);
    for (size_t i = 0; i < touched->model->n_items; i++)
        if (touched->model->items[i]->kind == &model_function && item_has_fact(touched->model->items[i], "name", name))
            touch_body(touched, touched->model->items[i], name);
    return true;
}
