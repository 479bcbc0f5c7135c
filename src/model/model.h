/*
 * What snapshots are compared as: objects with named attributes, of the same
 * kinds on both engines, wherever the text came from.
 *
 * A catalog (catalog/object.h) holds what a server says and proves that a
 * snapshot loads to the same. A model holds what a snapshot's text says, in
 * the words of the person who reads a change of it, and needs no server: two
 * texts that mean the same have the same model, whoever wrote them.
 *
 * Everything belongs to the model's context and is not changed once read.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"
#include "kind/item.h"

/* One thing an item is compared by. The value is canonical text, never NULL: what is absent has no attribute. */
struct attribute {
    const char *name;
    const char *value;
};

/*
 * What rules ask about an item beside its attributes, which are words for
 * people: single values, several of one name in their order. Facts are neither
 * compared nor reported; what they are stands above each kind in kinds.h.
 */
struct fact {
    const char *name;
    const char *value;
};

struct item {
    const struct model_kind *kind;
    const char *schema;   /* "" for the default one: public, SQLite's main */
    const char *relation; /* the table or view it belongs to; "" for what stands alone, tables among them */
    /*
     * Unique within kind, schema and relation. A function's holds its argument
     * types: "f(integer, text)". A row's is its primary key as a tuple, or the
     * whole row (a number after the second of equal ones). A constraint or an
     * index without a name has its canonical definition.
     */
    const char *name;
    const struct attribute *attributes; /* in the order of the kind's names; a row's: of its columns */
    size_t n_attributes;
    const struct fact *facts;
    size_t n_facts;
    const char
        *text; /* the SQL that makes it: whole statements, or its line in CREATE TABLE; canonical, no final newline */
    int line;  /* where that stands in the text read, from 1; 0: not known */
    const char *path; /* of a model of several texts (model_union): the one it is from; else NULL */
};

/* Who wrote the text: others have no words for some of what there may be, or some that mean nothing (unsaid.h). */
enum text_writer {
    WRITER_FULLSCHEMA,
    WRITER_OTHER,
    WRITER_DUMP,           /* pg_dump */
    WRITER_DUMP_OF_NOBODY, /* pg_dump --no-owner */
};

struct model {
    void *ctx;
    enum engine engine;
    enum text_writer writer;
    const struct item **items; /* by model_compare_items */
    size_t n_items;
    const char *path; /* of several texts: one for what is in none of them; else NULL */
};

/* Whether pg_dump wrote it. */
static inline bool model_is_dump(const struct model *model)
{
    return model->writer == WRITER_DUMP || model->writer == WRITER_DUMP_OF_NOBODY;
}

/*
 * The kinds: those of kinds.c, then those that describe themselves (kind/grammar.h), ended by NULL. The order is the
 * one in which a table's items are reported.
 */
const struct model_kind *model_kind_at(size_t i);

/* Its place among them. */
size_t model_kind_place(const struct model_kind *kind);

/* Whether it is one of the latter. */
bool model_kind_is_described(const struct model_kind *kind);

/* The kind of the items of such objects (kind/grammar.h); without a name: other. */
struct grammar;
const struct model_kind *model_kind_of(const struct grammar *grammar);

/* The kind of that name, NULL for none. */
const struct model_kind *model_kind_find(const char *name);

/* By schema, table (a table's own name among its items' relations), kind in table order, name: bytewise. */
int model_compare_items(const struct item *a, const struct item *b);

/* One item, or NULL. */
const struct item *model_find(const struct model *model, const struct model_kind *kind, const char *schema,
                              const char *relation, const char *name);

/* A run of a model's items. */
struct item_run {
    const struct item *const *items;
    size_t n;
};

/* A relation and all that belongs to it, which stand together; and whatever else bears its name. */
struct item_run model_relation_items(const struct model *model, const char *schema, const char *relation);

/* The value of an attribute, NULL where the item has none of that name. */
const char *item_attribute(const struct item *item, const char *name);

/* The value of the i-th fact of that name, from 0; NULL where there is none. */
const char *item_fact(const struct item *item, const char *name, size_t i);
bool item_has_fact(const struct item *item, const char *name, const char *value);

/* "index rooms.public_room_index", "table rooms", "column rooms.creator": for messages. Belongs to ctx. */
char *item_describe(void *ctx, const struct item *item);

/*
 * ---- for readers: a model that is being filled ----
 *
 * model_add returns an item with its texts copied and no attributes;
 * model_set adds or replaces one (NULL removes it); a name that is taken gets a
 * number, as equal rows need; model_finish sorts, puts attributes in order, and
 * gives the model.
 */
struct model_draft;
struct model_draft *model_draft_new(void *ctx, enum engine engine);
void model_set_writer(struct model_draft *draft, enum text_writer writer);
struct item *model_add(struct model_draft *draft, const struct model_kind *kind, const char *schema,
                       const char *relation, const char *name, int line);
void model_set(struct model_draft *draft, struct item *item, const char *name, const char *value);
void model_add_fact(struct model_draft *draft, struct item *item, const char *name, const char *value);
void model_drop_facts(struct model_draft *draft, struct item *item, const char *name);
void model_set_text(struct model_draft *draft, struct item *item, const char *text);
/* As model_find, of what was added so far; items may be changed and renamed through model_rename. */
struct item *model_draft_find(struct model_draft *draft, const struct model_kind *kind, const char *schema,
                              const char *relation, const char *name);
/* The items one after the other, from NULL on to NULL. */
struct item *model_draft_next(struct model_draft *draft, struct item *item);
void model_rename(struct model_draft *draft, struct item *item, const char *relation, const char *name);
void model_remove(struct model_draft *draft, struct item *item);
/* Gives an item that stands alone another schema and name. */
void model_move(struct model_draft *draft, struct item *item, const char *schema, const char *name);
/* The same for all that belongs to a relation, and the end of it. */
void model_move_relation(struct model_draft *draft, const char *schema, const char *relation, const char *new_schema,
                         const char *new_relation);
void model_remove_relation(struct model_draft *draft, const char *schema, const char *relation);
/* A statement that the reader does not understand: compared as text, by what statement.h says. */
void model_add_statement(struct model_draft *draft, const char *name, const char *spelling, const char *text, int line);
/* Whether one about the same was added. */
bool model_has_statement(const struct model_draft *draft, const char *name);
const struct model *model_finish(struct model_draft *draft);

#endif
