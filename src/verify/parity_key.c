/*
 * Keys, constraints and indexes. Uniqueness counts, whether a constraint or
 * an index makes it; names count for other indexes only, because the engines
 * name constraints differently or not at all.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "model/kinds.h"
#include "verify/parity_private.h"

static bool is_constraint(const struct item *item, const char *type)
{
    return item->kind == &model_constraint && strcmp(item_attribute(item, "type"), type) == 0;
}

const struct item *parity_primary_key(const struct parity_side *side)
{
    for (size_t i = 0; i < side->n; i++)
        if (is_constraint(side->items[i], "PRIMARY KEY"))
            return side->items[i];
    return NULL;
}

static char *key_columns(void *ctx, const struct item *key)
{
    return key ? parity_columns(ctx, item_attribute(key, "definition")) : NULL;
}

static void check_primary_key(struct parity *p, const struct parity_pair *pair)
{
    const struct item *postgres = parity_primary_key(&pair->postgres), *sqlite = parity_primary_key(&pair->sqlite);
    const char *a = key_columns(p->ctx, postgres), *b = key_columns(p->ctx, sqlite);
    if (same_text(a, b))
        return;
    parity_add(p, postgres, postgres ? item_attribute(postgres, "definition") : NULL, sqlite,
               sqlite ? item_attribute(sqlite, "definition") : NULL, "primary key %s", pair->name);
}

static bool is_unique_index(const struct item *item)
{
    return item->kind == &model_index && item_attribute(item, "unique");
}

/* What an item of a table makes unique, "a,b where c"; NULL where it makes nothing so. */
static const char *unique_of(void *ctx, const struct item *item)
{
    if (is_constraint(item, "UNIQUE") || is_constraint(item, "PRIMARY KEY"))
        return key_columns(ctx, item);
    if (!is_unique_index(item))
        return NULL;
    const char *keys = item_attribute(item, "keys"), *where = item_attribute(item, "where");
    return mem_printf(ctx, "%s%s%s", parity_list(ctx, keys ? keys : ""), where ? " where " : "",
                      where ? parity_text(ctx, where) : "");
}

/* What is compared of other constraints: all of their text. */
static const char *rule_of(void *ctx, const struct item *item)
{
    if (!is_constraint(item, "CHECK") && !is_constraint(item, "FOREIGN KEY") && !is_constraint(item, "EXCLUDE"))
        return NULL;
    const char *definition = item_attribute(item, "definition");
    if (!is_constraint(item, "CHECK"))
        return parity_text(ctx, definition);
    return mem_printf(ctx, "check(%s)", parity_text(ctx, definition + strlen("CHECK ")));
}

static bool has(void *ctx, const struct parity_side *side, const char *(*say)(void *, const struct item *),
                const char *said)
{
    for (size_t i = 0; i < side->n; i++) {
        const char *other = say(ctx, side->items[i]);
        if (other && strcmp(other, said) == 0)
            return true;
    }
    return false;
}

/* "unique rooms (a, b)", "constraint rooms CHECK (a > 0)" */
static const char *subject_of(void *ctx, const struct parity_pair *pair, const struct item *item)
{
    const char *definition = item_attribute(item, "definition"), *where = item_attribute(item, "where");
    if (item->kind == &model_index)
        return mem_printf(ctx, "unique %s (%s)%s%s", pair->name, item_attribute(item, "keys"), where ? " WHERE " : "",
                          where ? where : "");
    if (is_constraint(item, "UNIQUE"))
        return mem_printf(ctx, "unique %s %s", pair->name, strchr(definition, '('));
    return mem_printf(ctx, "constraint %s %s", pair->name, definition);
}

/* What one side says and the other does not; the primary key is reported as such. */
static void check_said(struct parity *p, const struct parity_pair *pair, const struct parity_side *side,
                       const struct parity_side *other, const char *(*say)(void *, const struct item *))
{
    for (size_t i = 0; i < side->n; i++) {
        const struct item *item = side->items[i];
        const char *said = is_constraint(item, "PRIMARY KEY") ? NULL : say(p->ctx, item);
        bool postgres = side == &pair->postgres;
        if (said && !has(p->ctx, other, say, said))
            parity_add_missing(p, postgres ? item : NULL, postgres ? NULL : item, subject_of(p->ctx, pair, item));
    }
}

void parity_check_keys(struct parity *p, const struct parity_pair *pair)
{
    check_primary_key(p, pair);
    check_said(p, pair, &pair->postgres, &pair->sqlite, unique_of);
    check_said(p, pair, &pair->sqlite, &pair->postgres, unique_of);
    check_said(p, pair, &pair->postgres, &pair->sqlite, rule_of);
    check_said(p, pair, &pair->sqlite, &pair->postgres, rule_of);
}

static bool is_plain_index(const struct item *item)
{
    return item->kind == &model_index && !item_attribute(item, "unique");
}

static const struct item *find_index(const struct parity_side *side, const char *name)
{
    for (size_t i = 0; i < side->n; i++)
        if (is_plain_index(side->items[i]) && strcasecmp(side->items[i]->name, name) == 0)
            return side->items[i];
    return NULL;
}

static void check_index(struct parity *p, const struct parity_pair *pair, const struct item *postgres,
                        const struct item *sqlite)
{
    static const char *const attributes[] = {"method", "keys", "include", "where"};
    for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++) {
        const char *a = item_attribute(postgres, attributes[i]), *b = item_attribute(sqlite, attributes[i]);
        if (a == b || (a && b && parity_same_text(p->ctx, a, b)))
            continue;
        parity_add(p, postgres, a, sqlite, b, "index %s.%s %s", pair->name, postgres->name, attributes[i]);
    }
}

void parity_check_indexes(struct parity *p, const struct parity_pair *pair)
{
    for (size_t i = 0; i < pair->postgres.n; i++) {
        const struct item *index = pair->postgres.items[i];
        const struct item *other = is_plain_index(index) ? find_index(&pair->sqlite, index->name) : NULL;
        if (other)
            check_index(p, pair, index, other);
        else if (is_plain_index(index))
            parity_add_missing(p, index, NULL, mem_printf(p->ctx, "index %s.%s", pair->name, index->name));
    }
    for (size_t i = 0; i < pair->sqlite.n; i++) {
        const struct item *index = pair->sqlite.items[i];
        if (is_plain_index(index) && !find_index(&pair->postgres, index->name))
            parity_add_missing(p, NULL, index, mem_printf(p->ctx, "index %s.%s", pair->name, index->name));
    }
}
