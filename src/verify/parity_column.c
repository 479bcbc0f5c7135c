/* The columns of one table: types, nullability, defaults, what is generated. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "verify/parity_private.h"

struct columns {
    struct parity *p;
    const struct parity_pair *pair;
    const struct item *postgres, *sqlite;
};

static void add(const struct columns *c, const char *attribute)
{
    parity_add(c->p, c->postgres, item_attribute(c->postgres, attribute), c->sqlite,
               item_attribute(c->sqlite, attribute), "column %s.%s %s", c->pair->name, c->postgres->name, attribute);
}

static void check_type(const struct columns *c)
{
    const char *type = item_attribute(c->sqlite, "type");
    if (!parity_same_type(item_attribute(c->postgres, "type"), type ? type : ""))
        add(c, "type");
}

/* A column of the primary key is NOT NULL on Postgres, and meant to be on SQLite. */
static bool is_in_key(const struct columns *c, const struct parity_side *side, const char *column)
{
    const struct item *key = parity_primary_key(side);
    if (!key)
        return false;
    const char *list = parity_columns(c->p->ctx, item_attribute(key, "definition"));
    return strstr(list, mem_printf(c->p->ctx, "\n%s\n", parity_name(c->p->ctx, column))) != NULL;
}

static bool refuses_null(const struct columns *c, const struct parity_side *side, const struct item *column)
{
    return item_attribute(column, "not null") || is_in_key(c, side, column->name);
}

static void check_null(const struct columns *c)
{
    bool postgres = refuses_null(c, &c->pair->postgres, c->postgres);
    bool sqlite = refuses_null(c, &c->pair->sqlite, c->sqlite);
    if (postgres != sqlite)
        add(c, "not null");
}

/* SQLite numbers the rows of an INTEGER PRIMARY KEY; Postgres asks a sequence. */
static bool numbers_itself(const struct columns *c)
{
    const char *type = item_attribute(c->sqlite, "type"), *value = item_attribute(c->postgres, "default");
    const struct item *key = parity_primary_key(&c->pair->sqlite);
    return type && strcasecmp(type, "INTEGER") == 0 && key && is_in_key(c, &c->pair->sqlite, c->sqlite->name) &&
           !strchr(parity_columns(c->p->ctx, item_attribute(key, "definition")) + 1, '\n')[1] &&
           (item_attribute(c->postgres, "identity") || (value && strncmp(value, "nextval(", 8) == 0));
}

static bool is_now(const char *value)
{
    return strcasecmp(value, "now()") == 0 || strcasecmp(value, "CURRENT_TIMESTAMP") == 0;
}

/* DEFAULT NULL is none. */
static const char *default_of(const struct item *column)
{
    const char *value = item_attribute(column, "default");
    return value && strcasecmp(value, "NULL") != 0 ? value : NULL;
}

static void check_default(const struct columns *c)
{
    const char *postgres = default_of(c->postgres), *sqlite = default_of(c->sqlite);
    bool same = !postgres == !sqlite;
    if (same && postgres)
        same = strcmp(parity_literal(c->p->ctx, postgres), parity_literal(c->p->ctx, sqlite)) == 0 ||
               (is_now(postgres) && is_now(sqlite));
    if (!same && !(numbers_itself(c) && !sqlite))
        add(c, "default");
}

/* "(a + b) STORED": whether the value is kept or computed again is the engine's business. */
static const char *expression_of(void *ctx, const struct item *column)
{
    const char *generated = item_attribute(column, "generated");
    if (!generated)
        return "";
    const char *end = strrchr(generated, ')');
    return parity_text(ctx, mem_strndup(ctx, generated, end ? (size_t)(end - generated) + 1 : strlen(generated)));
}

static void check_generated(const struct columns *c)
{
    if (strcmp(expression_of(c->p->ctx, c->postgres), expression_of(c->p->ctx, c->sqlite)) != 0)
        add(c, "generated");
}

static void check_column(struct parity *p, const struct parity_pair *pair, const struct item *column)
{
    struct columns c = {p, pair, column, parity_column(&pair->sqlite, column->name)};
    if (!c.sqlite) {
        parity_add_missing(p, column, NULL, mem_printf(p->ctx, "column %s.%s", pair->name, column->name));
        return;
    }
    check_type(&c);
    check_null(&c);
    check_default(&c);
    check_generated(&c);
}

void parity_check_columns(struct parity *p, const struct parity_pair *pair)
{
    for (size_t i = 0; i < pair->postgres.n; i++)
        if (pair->postgres.items[i]->kind == &model_column)
            check_column(p, pair, pair->postgres.items[i]);
    for (size_t i = 0; i < pair->sqlite.n; i++) {
        const struct item *column = pair->sqlite.items[i];
        if (column->kind == &model_column && !parity_column(&pair->postgres, column->name))
            parity_add_missing(p, NULL, column, mem_printf(p->ctx, "column %s.%s", pair->name, column->name));
    }
}
