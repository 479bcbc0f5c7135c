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
#include "parity/private.h"

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

/* A key that can only stand in its column's line has no parentheses. */
char *parity_key_columns(const struct parity *p, const struct item *key)
{
    const char *definition = item_attribute(key, "definition"), *column = item_fact(key, "key", 0);
    if (!strchr(definition, '(') && column)
        return mem_printf(p->ctx, "\n%s\n", parity_text(p->ctx, column));
    return parity_columns(p, definition);
}

/* With what else it says, where both sides can say that. */
static const char *key_of(const struct parity *p, const struct item *key)
{
    return mem_printf(p->ctx, "%s%s", parity_key_columns(p, key),
                      parity_is_one_engine(p) ? parity_key_manner(p->ctx, item_attribute(key, "definition")) : "");
}

static void check_primary_key(struct parity *p, const struct parity_pair *pair)
{
    struct parity_said said = {{parity_primary_key(&pair->sides[0]), parity_primary_key(&pair->sides[1])},
                               {NULL, NULL}};
    const char *columns[2] = {NULL, NULL};
    for (size_t i = 0; i < 2; i++) {
        if (!said.items[i])
            continue;
        columns[i] = key_of(p, said.items[i]);
        said.values[i] = item_attribute(said.items[i], "definition");
    }
    if (!same_text(columns[0], columns[1]))
        parity_add(p, &said, "primary key %s", pair->name);
}

static bool is_unique_index(const struct item *item)
{
    return item->kind == &model_index && item_attribute(item, "unique");
}

/* What an item of a table makes unique, "a,b where c"; NULL where it makes nothing so. */
static const char *unique_of(const struct parity *p, const struct item *item)
{
    if (is_constraint(item, "UNIQUE") || is_constraint(item, "PRIMARY KEY"))
        return key_of(p, item);
    if (!is_unique_index(item))
        return NULL;
    const char *keys = item_attribute(item, "keys"), *where = item_attribute(item, "where");
    const char *manner = parity_is_one_engine(p) ? parity_key_manner(p->ctx, item_attribute(item, "unique")) : "";
    return mem_printf(p->ctx, "%s%s%s%s", parity_list(p, keys ? keys : ""), manner, where ? " where " : "",
                      where ? parity_text_of(p, where) : "");
}

/* " NOT VALID": of one engine, which has both. */
static const char *unchecked_of(const struct parity *p, const struct item *constraint)
{
    const char *validated = parity_is_one_engine(p) ? item_attribute(constraint, "validated") : NULL;
    return validated ? mem_printf(p->ctx, " %s", validated) : "";
}

/* What is compared of other constraints: all of their text. */
static const char *rule_of(const struct parity *p, const struct item *item)
{
    if (!is_constraint(item, "CHECK") && !is_constraint(item, "FOREIGN KEY") && !is_constraint(item, "EXCLUDE"))
        return NULL;
    const char *definition = item_attribute(item, "definition");
    const char *unchecked = unchecked_of(p, item);
    if (!is_constraint(item, "CHECK"))
        return mem_printf(p->ctx, "%s%s", parity_text_of(p, definition), unchecked);
    return mem_printf(p->ctx, "check(%s)%s", parity_text_of(p, definition + strlen("CHECK ")), unchecked);
}

static bool has(const struct parity *p, const struct parity_side *side,
                const char *(*say)(const struct parity *, const struct item *), const char *said)
{
    for (size_t i = 0; i < side->n; i++) {
        const char *other = say(p, side->items[i]);
        if (other && strcmp(other, said) == 0)
            return true;
    }
    return false;
}

/* Between two engines, which name it by its columns, no word of it. */
static const char *nulls_of(const struct parity *p, const char *unique)
{
    static const char words[] = "NULLS NOT DISTINCT ";
    bool says = strncmp(unique, "UNIQUE NULLS NOT DISTINCT", strlen("UNIQUE NULLS NOT DISTINCT")) == 0;
    return parity_is_one_engine(p) && says ? words : "";
}

/* "unique rooms (a, b)", "constraint rooms CHECK (a > 0)" */
static const char *subject_of(const struct parity *p, const struct parity_pair *pair, const struct item *item)
{
    const char *definition = item_attribute(item, "definition"), *where = item_attribute(item, "where");
    if (item->kind == &model_index)
        return mem_printf(p->ctx, "unique %s %s(%s)%s%s", pair->name, nulls_of(p, item_attribute(item, "unique")),
                          item_attribute(item, "keys"), where ? " WHERE " : "", where ? where : "");
    if (is_constraint(item, "UNIQUE"))
        return mem_printf(p->ctx, "unique %s %s%s", pair->name, nulls_of(p, definition), strchr(definition, '('));
    return mem_printf(p->ctx, "constraint %s %s%s", pair->name, definition, unchecked_of(p, item));
}

/* What one side says and the other does not; the primary key is reported as such. */
static void check_said(struct parity *p, const struct parity_pair *pair, size_t side,
                       const char *(*say)(const struct parity *, const struct item *))
{
    const struct parity_side *here = &pair->sides[side];
    for (size_t i = 0; i < here->n; i++) {
        const struct item *item = here->items[i];
        const char *said = is_constraint(item, "PRIMARY KEY") ? NULL : say(p, item);
        if (said && !has(p, &pair->sides[1 - side], say, said))
            parity_add_missing(p, side, item, subject_of(p, pair, item));
    }
}

void parity_check_keys(struct parity *p, const struct parity_pair *pair)
{
    check_primary_key(p, pair);
    for (size_t i = 0; i < 2; i++)
        check_said(p, pair, i, unique_of);
    for (size_t i = 0; i < 2; i++)
        check_said(p, pair, i, rule_of);
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

static void check_index(struct parity *p, const struct parity_pair *pair, const struct item *first,
                        const struct item *second)
{
    static const char *const attributes[] = {"method", "keys", "include", "where"};
    for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++) {
        const char *a = item_attribute(first, attributes[i]), *b = item_attribute(second, attributes[i]);
        if (a == b || (a && b && parity_same_text(p, a, b)))
            continue;
        parity_add(p, &(struct parity_said){{first, second}, {a, b}}, "index %s.%s %s", pair->name, first->name,
                   attributes[i]);
    }
}

void parity_check_indexes(struct parity *p, const struct parity_pair *pair)
{
    for (size_t side = 0; side < 2; side++) {
        const struct parity_side *here = &pair->sides[side];
        for (size_t i = 0; i < here->n; i++) {
            const struct item *index = here->items[i];
            const struct item *other = is_plain_index(index) ? find_index(&pair->sides[1 - side], index->name) : NULL;
            if (other && side == 0)
                check_index(p, pair, index, other);
            else if (!other && is_plain_index(index))
                parity_add_missing(p, side, index, mem_printf(p->ctx, "index %s.%s", pair->name, index->name));
        }
    }
}
