/* The columns of one table: types, nullability, defaults, what is generated, and where asked for their order. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "parity/private.h"

struct columns {
    struct parity *p;
    const struct parity_pair *pair;
    const struct item *items[2];
};

static void add_values(const struct columns *c, const char *what, const char *first, const char *second)
{
    parity_add(c->p, &(struct parity_said){{c->items[0], c->items[1]}, {first, second}}, "column %s.%s %s",
               c->pair->name, c->items[0]->name, what);
}

static void add(const struct columns *c, const char *attribute)
{
    add_values(c, attribute, item_attribute(c->items[0], attribute), item_attribute(c->items[1], attribute));
}

static bool is_sqlite(const struct parity_side *side)
{
    return side->model->engine == ENGINE_SQLITE;
}

static const char *type_of(const struct item *column)
{
    const char *type = item_attribute(column, "type");
    return type ? type : "";
}

static void check_type(const struct columns *c)
{
    struct parity_type types[2];
    for (size_t i = 0; i < 2; i++)
        types[i] = (struct parity_type){c->pair->sides[i].model->engine, type_of(c->items[i])};
    if (!parity_same_type(types))
        add(c, "type");
}

static bool is_in_key(const struct columns *c, size_t side)
{
    const struct item *key = parity_primary_key(&c->pair->sides[side]);
    if (!key)
        return false;
    const char *list = parity_key_columns(c->p, key);
    return strstr(list, mem_printf(c->p->ctx, "\n%s\n", parity_name(c->p->ctx, c->items[side]->name))) != NULL;
}

/*
 * An INTEGER PRIMARY KEY of SQLite: NULL gives it the next number (https://sqlite.org/lang_createtable.html#rowid).
 * One that says DESC in the column's line has no parentheses, and is none.
 */
static bool is_row_id(const struct columns *c, size_t side)
{
    const struct parity_side *s = &c->pair->sides[side];
    if (!is_sqlite(s) || strcasecmp(type_of(c->items[side]), "INTEGER") != 0 || !is_in_key(c, side) ||
        item_has_fact(s->relation, "option", "WITHOUT ROWID"))
        return false;
    const struct item *key = parity_primary_key(s);
    return strchr(item_attribute(key, "definition"), '(') && !strchr(parity_key_columns(c->p, key) + 1, '\n')[1];
}

/* Of SQLite's primary keys only those of rowid tables that are not STRICT take NULL, which is an old fault of it. */
static bool refuses_null(const struct columns *c, size_t side)
{
    const struct parity_side *s = &c->pair->sides[side];
    if (item_attribute(c->items[side], "not null"))
        return true;
    return is_in_key(c, side) && (!is_sqlite(s) || s->relation->n_facts > 0 || is_row_id(c, side));
}

static void check_null(const struct columns *c)
{
    bool refuses[2] = {refuses_null(c, 0), refuses_null(c, 1)};
    if (refuses[0] == refuses[1])
        return;
    bool key = is_in_key(c, 0) && is_in_key(c, 1);
    add_values(c, key ? "null in key" : "not null", refuses[0] ? "NOT NULL" : "accepts NULL",
               refuses[1] ? "NOT NULL" : "accepts NULL");
}

/* SQLite numbers the rows of an INTEGER PRIMARY KEY; Postgres asks a sequence. */
static bool numbers_itself(const struct columns *c, size_t side)
{
    const char *value = item_attribute(c->items[side], "default");
    return is_row_id(c, side) || item_attribute(c->items[side], "identity") ||
           (value && strncmp(value, "nextval(", 8) == 0);
}

static bool is_now(const char *value)
{
    return strcasecmp(value, "now()") == 0 || strcasecmp(value, "CURRENT_TIMESTAMP") == 0;
}

/* Between two engines a literal is what it is a literal of; of one, bytes alone have two spellings. */
static bool is_same_value(const struct columns *c, const char *a, const char *b)
{
    bool bytes = toupper((unsigned char)*a) == 'X' && a[1] == '\'';
    if (parity_is_one_engine(c->p) && !bytes)
        return parity_same_text(c->p, a, b);
    return strcmp(parity_literal(c->p->ctx, a), parity_literal(c->p->ctx, b)) == 0;
}

/* DEFAULT NULL is none. */
static const char *default_of(const struct item *column)
{
    const char *value = item_attribute(column, "default");
    return value && strcasecmp(value, "NULL") != 0 ? value : NULL;
}

static void check_default(const struct columns *c)
{
    const char *a = default_of(c->items[0]), *b = default_of(c->items[1]);
    bool same = !a == !b;
    if (same && a)
        same = is_same_value(c, a, b) || (is_now(a) && is_now(b));
    if (!same && !(numbers_itself(c, 0) && numbers_itself(c, 1)))
        add(c, "default");
}

/* "(a + b) STORED": whether the value is kept or computed again is the engine's business. */
static const char *expression_of(const struct parity *p, const struct item *column)
{
    const char *generated = item_attribute(column, "generated");
    if (!generated)
        return "";
    const char *end = strrchr(generated, ')');
    return parity_text_of(p, mem_strndup(p->ctx, generated, end ? (size_t)(end - generated) + 1 : strlen(generated)));
}

static void check_generated(const struct columns *c)
{
    if (strcmp(expression_of(c->p, c->items[0]), expression_of(c->p, c->items[1])) != 0)
        add(c, "generated");
}

static void check_column(struct parity *p, const struct parity_pair *pair, const struct item *column)
{
    struct columns c = {p, pair, {column, parity_column(&pair->sides[1], column->name)}};
    if (!c.items[1]) {
        parity_add_missing(p, 0, column, mem_printf(p->ctx, "column %s.%s", pair->name, column->name));
        return;
    }
    check_type(&c);
    check_null(&c);
    check_default(&c);
    check_generated(&c);
}

static int by_position(const void *a, const void *b)
{
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    return atoi(item_attribute(x, "position")) - atoi(item_attribute(y, "position"));
}

const struct item **parity_columns_in_order(void *ctx, const struct parity_side *side, size_t *n)
{
    const struct item **columns = mem_array(ctx, const struct item *, side->n + 1);
    *n = 0;
    for (size_t i = 0; i < side->n; i++)
        if (side->items[i]->kind == &model_column)
            columns[(*n)++] = side->items[i];
    if (*n)
        qsort(columns, *n, sizeof(*columns), by_position);
    return columns;
}

/* "a, b, c": the columns that both sides have, in the order of one. */
static const char *order_of(struct parity *p, const struct parity_pair *pair, size_t side)
{
    size_t n, shown = 0;
    const struct item **columns = parity_columns_in_order(p->ctx, &pair->sides[side], &n);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++)
        if (parity_column(&pair->sides[1 - side], columns[i]->name))
            fprintf(t.out, "%s%s", shown++ ? ", " : "", columns[i]->name);
    return text_close(&t, p->ctx);
}

static void check_order(struct parity *p, const struct parity_pair *pair)
{
    const char *a = order_of(p, pair, 0), *b = order_of(p, pair, 1);
    if (strcasecmp(a, b) != 0)
        parity_add(p, &(struct parity_said){{pair->sides[0].relation, pair->sides[1].relation}, {a, b}},
                   "column order %s", pair->name);
}

void parity_check_columns(struct parity *p, const struct parity_pair *pair)
{
    const struct parity_side *a = &pair->sides[0], *b = &pair->sides[1];
    for (size_t i = 0; i < a->n; i++)
        if (a->items[i]->kind == &model_column)
            check_column(p, pair, a->items[i]);
    for (size_t i = 0; i < b->n; i++) {
        const struct item *column = b->items[i];
        if (column->kind == &model_column && !parity_column(a, column->name))
            parity_add_missing(p, 1, column, mem_printf(p->ctx, "column %s.%s", pair->name, column->name));
    }
    if (p->options->column_order)
        check_order(p, pair);
}
