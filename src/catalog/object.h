/*
 * The model: a database's catalog as a sorted list of objects.
 *
 * An object is a bag of named texts: its kind says which fields it has, and
 * everything generic (reading from query rows, comparing, subtracting,
 * finding children) works on any kind without knowing it.
 *
 * Objects belong to the catalog's context and are never changed after
 * catalog_finish.
 */
#ifndef CATALOG_OBJECT_H
#define CATALOG_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"

struct kind;

/*
 * Where Postgres keeps an object: catalog, row, column. Only used to follow
 * pg_depend inside one reading, and to sort that; never printed or compared. All
 * zero on SQLite.
 */
struct address {
    uint32_t class_id;
    uint32_t object_id;
    int32_t sub_id;
};

/* One order of addresses; the second one takes an object and its columns for the same. */
int address_compare(const struct address *a, const struct address *b);
int address_compare_objects(const struct address *a, const struct address *b);

struct object {
    const struct kind *kind;
    int rank;             /* the kind's place in its registry */
    const char *schema;   /* "public" or another; "" where there is none (SQLite, extensions) */
    const char *relation; /* the relation it belongs to ("" for free-standing objects) */
    const char *name;     /* unique within (kind, schema, relation) */
    const char **values;  /* the fields' texts in the kind's order, then kind->beside; NULL: SQL null */
    struct address address;
    bool is_hidden, is_on_hidden; /* its name is, or that of what it hangs on (catalog/hidden.h) */
};

/* `from` needs `to`: `to` must be created first. */
struct dependency {
    struct address from;
    struct address to;
    bool of_part; /* what needs it is the part of `from` that can be made later (kind/kind.h, struct postponable) */
};

struct catalog {
    void *ctx; /* owns everything below */
    enum engine engine;
    int version;                   /* the server's */
    bool of_text;                  /* of a text that is being read: what is printed in short is short already */
    const struct object **objects; /* by kind (registry order), schema, relation, name; bytewise */
    size_t n_objects;
    struct dependency *dependencies; /* by who needs (class, object, column), then by what */
    size_t n_dependencies;
    const char *own_role;           /* the role whose it is, once somebody asked; Postgres */
    const struct object **left_out; /* what it cannot hold (catalog/left_out.h) */
    size_t n_left_out;
    const struct object **hidden; /* names that the server has, too (catalog/hidden.h) */
    size_t n_hidden;
    const struct object **unchecked; /* functions whose body the server refuses where a snapshot is loaded */
    size_t n_unchecked;
    const struct object *
        *postponed; /* only while it is printed: what later statements make (kind/kind.h); by address */
    size_t n_postponed;
    const struct remarks
        *remarks;            /* only while it is printed: what comments of deltas say (catalog/remarks.h); or NULL */
    struct derived *derived; /* what was worked out of it (catalog/derived.h) */
    struct texts *texts;     /* of catalog_text */
};

/* A text that lives as long as the catalog, and may be that of others; NULL stays NULL. */
const char *catalog_text(struct catalog *catalog, const char *text);

/* A run of objects inside a catalog. */
struct objects {
    const struct object **items;
    size_t n;
};

/* The value of a field by index (the kind's enum), "" for null. */
static inline const char *object_value(const struct object *o, int field)
{
    return o->values[field] ? o->values[field] : "";
}

/* Booleans are "t" or "f" on Postgres, "1" or "0" on SQLite. */
static inline bool object_flag(const struct object *o, int field)
{
    const char *v = object_value(o, field);
    return v[0] == 't' || v[0] == '1';
}

/* All objects of a kind. */
struct objects catalog_of_kind(const struct catalog *catalog, const struct kind *kind);

/* All objects of a kind that belong to one relation. */
struct objects catalog_children(const struct catalog *catalog, const struct kind *kind, const char *schema,
                                const char *relation);

/* How many objects there are, without what only the proof of a snapshot compares. */
size_t catalog_count(const struct catalog *catalog);

/* While a snapshot is printed: whether a statement of its own makes the object's part that can be made later. */
bool catalog_postpones(const struct catalog *catalog, const struct object *o);

/* From now on one does; harmless where it does already. */
void catalog_postpone(struct catalog *catalog, const struct object *o);

/* One object, or NULL. */
const struct object *catalog_find(const struct catalog *catalog, const struct kind *kind, const char *schema,
                                  const char *relation, const char *name);

/* Order by kind, schema, relation, name: 0 for two readings of the same object. */
int object_compare_identity(const struct object *a, const struct object *b);

/* True when all fields agree; else *field is the index of the first that differs. */
bool object_same_values(const struct object *a, const struct object *b, int *field);

/* "index rooms.public_room_index", for messages. Belongs to ctx. */
char *object_describe(void *ctx, const struct object *o);

/* What the object belongs to, as people name it: "rooms", "app.rooms" outside of public. Belongs to ctx. */
char *object_relation_name(void *ctx, const struct object *o);

#endif
