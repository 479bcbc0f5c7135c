/* The constraints that one CREATE TABLE, or one ADD COLUMN, makes: in which order, and which keys become one. */
#include <string.h>

#include "base/mem.h"
#include "kind/postgres/column_statement.h"

/* Names are chosen in this order, and a foreign key may refer to a key that stands behind it. */
enum turn { CHECKS, KEYS, FOREIGN_KEYS };

static enum turn turn_of(const json_t *constraint)
{
    static const char *const keys[] = {"CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_EXCLUSION"};
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (field_is(constraint, "contype", keys[i]))
            return KEYS;
    return field_is(constraint, "contype", "CONSTR_FOREIGN") ? FOREIGN_KEYS : CHECKS;
}

/* All that the server compares of two: a primary key is like another, and how an index is stored does not count. */
static char *essence(const json_t *constraint)
{
    static const char *const beside[] = {"conname", "options", "indexspace"};
    json_t *copy = json_deep_copy(constraint);
    for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
        json_object_del(copy, beside[i]);
    if (field_is(copy, "contype", "CONSTR_PRIMARY"))
        json_object_set_new(copy, "contype", json_string("CONSTR_UNIQUE"));
    char *text = piece_text(NULL, PIECE_CONSTRAINT, copy);
    json_decref(copy);
    return text;
}

static bool is_like(const json_t *constraint, const json_t *other)
{
    char *one = essence(constraint), *two = essence(other);
    bool is = one && two && strcmp(one, two) == 0;
    mem_free(one);
    mem_free(two);
    return is;
}

/* The server merges equal ones (its transformIndexConstraints): the first stays, and has a name that any of them has.
 */
static void add_key(json_t *keys, json_t *key)
{
    size_t i;
    json_t *other;
    json_array_foreach(keys, i, other)
    {
        if (!is_like(key, other))
            continue;
        if (!field_node(other, "conname") && field_node(key, "conname"))
            json_object_set(other, "conname", field_node(key, "conname"));
        return;
    }
    json_array_append(keys, key);
}

/* A primary key is made before all others. */
static json_t *keys_of(const json_t *constraints)
{
    json_t *keys = json_array(), *constraint;
    size_t i;
    json_array_foreach(constraints, i, constraint) if (field_is(constraint, "contype", "CONSTR_PRIMARY"))
        json_array_append(keys, constraint);
    json_array_foreach(constraints, i, constraint) if (turn_of(constraint) == KEYS &&
                                                       !field_is(constraint, "contype", "CONSTR_PRIMARY"))
        add_key(keys, constraint);
    return keys;
}

static bool parse_turn(struct parsing *parsing, const struct object *table, const json_t *constraints, enum turn turn)
{
    bool known = true;
    size_t i;
    json_t *constraint;
    json_array_foreach(constraints, i, constraint) if (turn_of(constraint) == turn) known =
        table_parse_constraint(parsing, table, constraint, NULL) && known;
    return known;
}

bool table_parse_constraints(struct parsing *parsing, const struct object *table, json_t *constraints)
{
    json_t *keys = keys_of(constraints);
    bool known = parse_turn(parsing, table, constraints, CHECKS);
    known = parse_turn(parsing, table, keys, KEYS) && known;
    json_decref(keys);
    return known;
}

bool table_parse_foreign_keys(struct parsing *parsing, const struct object *table, json_t *constraints)
{
    return parse_turn(parsing, table, constraints, FOREIGN_KEYS);
}
