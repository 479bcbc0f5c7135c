/* Objects of a text while its statements are read: what kind/grammar.h fills. */
#ifndef KIND_PARSING_H
#define KIND_PARSING_H

#include "base/diag.h"
#include "catalog/object.h"
#include "sql/postgres/piece.h"

struct parsed;
struct parsed_group;
struct parsed_kind;
struct parsed_name;
struct parsing;

/* What a statement means where that takes what others have made: asked of who reads the text. */
struct parsing_reader {
    /* Says in place, where a person wrote the text, the casts that a server would print; "" is no relation. */
    void (*say_casts)(struct parsing *parsing, json_t *part, const char *schema, const char *relation);

    /*
     * A part's canonical text, as a snapshot has it: names outside of queries belong to that relation, and casts that
     * go without saying are left out. Changes the part; "" where the statement then is compared as text.
     */
    const char *(*short_text)(struct parsing *parsing, enum piece piece, json_t *part, const char *schema,
                              const char *relation);

    /* The object uses (parsing_add_use), by that fact, each column that the tree names. */
    void (*find_uses)(struct parsing *parsing, struct object *o, const char *fact, json_t *tree, const char *schema,
                      const char *relation);

    /* Whether a relation of any kind, an index among them, is called so; what the server would call a new one. */
    bool (*is_relation)(struct parsing *parsing, const char *schema, const char *name);
    const char *(*choose_name)(struct parsing *parsing, const char *schema, const char *table, const char *column,
                               const char *label);

    /* How many partitions were attached to a partitioned table; 0 where it is none. */
    size_t (*count_partitions)(struct parsing *parsing, const char *schema, const char *table);

    /* The columns of a relation in order, none where there is no such relation; NULL-terminated. */
    const char *const *(*columns_of)(struct parsing *parsing, const char *schema, const char *relation);

    /* Schema and name of each table that inherits from that one and is no partition of it, one behind the other. */
    const char *const *(*heirs_of)(struct parsing *parsing, const char *schema, const char *relation);

    /* Whether a comment on what hangs on a relation says that: "CONSTRAINT c". */
    bool (*is_commented)(struct parsing *parsing, const char *schema, const char *relation, const char *label);

    /* The canonical text of a view's query; NULL where the parser, or the printer, does not know it. */
    const char *(*query_text)(struct parsing *parsing, json_t *query, const char *schema, const char *relation);

    /* The words of the query, or of the body, that the statement has: where nothing else is known of it. */
    const char *(*inner_text)(struct parsing *parsing);

    /* The object is gone, with what is said of it and what hangs on it. */
    void (*drop)(struct parsing *parsing, struct object *o);
};

struct parsing {
    void *ctx;                   /* owns the objects and their texts */
    struct parsed *objects;      /* uthash, in the order of their statements */
    struct parsed *called;       /* those that parsing_call has given a name */
    struct parsed_group *groups; /* by what they hang on */
    struct parsed_group *owners; /* by what they belong to */
    struct parsed_kind *kinds;   /* how many there are of each */
    bool counts_names;           /* parsing_has_name, or _member, was asked */
    struct parsed_name *names;   /* how often each is taken, from then on */
    struct texts *texts;         /* names and facts, many of which recur; NULL: none yet */
    struct diags *diags;
    int line;                 /* of the statement that is being read */
    const char *text;         /* the statement */
    const char *table_method; /* what default_table_access_method is set to; NULL: nothing */
    bool by_hand;             /* a person wrote the text, and casts that go without saying are known */
    bool stub;                /* the parser does not know its query or its body: something else stands in the tree */
    bool notes_made;          /* parsing_take_made is asked after each statement */
    struct object **made;
    size_t n_made;
    const struct parsing_reader *reader;
    void *data; /* the reader's own */
};

/* An object with empty fields, which are the caller's to fill with texts of parsing->ctx; it takes the place of one
 * that is called so. */
struct object *parsing_add(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                           const char *name);

/*
 * What was not there before, one after the other to NULL; an identity column also where it has got its sequence. Of
 * what is added while notes_made is set.
 */
struct object *parsing_take_made(struct parsing *parsing);
void parsing_note_made(struct parsing *parsing, struct object *o);
void parsing_forget_made(struct parsing *parsing, const struct object *o);

/* NULL: there is none. */
struct object *parsing_find(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                            const char *name);

/*
 * Of a kind that statements do not name by its identity: what they call it, from now on, and what is called so. Those
 * that have their names among tables (grammar->relation) are called by schema and name: what is found may be of another
 * such kind. NULL: nothing from now on.
 */
void parsing_call(struct parsing *parsing, struct object *o, const char *schema, const char *name);
/* One object of a kind that does not is called so by all that speak of relations, as the index of a constraint is. */
void parsing_call_relation(struct parsing *parsing, struct object *o);
/* Whether something that is found by name alone is called so: not what hangs on a relation, unless it is one itself;
 * routines without their types. */
bool parsing_has_name(struct parsing *parsing, const char *schema, const char *name);
struct object *parsing_called(struct parsing *parsing, const struct kind *kind, const char *schema, const char *name);
/* Whether an object of that kind, whose names are those of members (grammar->member), is called so on any relation. */
bool parsing_has_member(struct parsing *parsing, const struct kind *kind, const char *schema, const char *name);

void parsing_remove(struct parsing *parsing, struct object *o);
void parsing_move(struct parsing *parsing, struct object *o, const char *schema, const char *name);

/* All that hangs on a relation: the first, and one after the other to NULL; the same for all of it. */
struct object *parsing_child(struct parsing *parsing, const char *schema, const char *relation);
struct object *parsing_next_child(struct object *o);
void parsing_remove_relation(struct parsing *parsing, const char *schema, const char *relation);
void parsing_move_relation(struct parsing *parsing, const char *schema, const char *relation, const char *new_schema,
                           const char *new_relation);

/* Belongs to that relation, NULL: to none, until it is removed: a sequence to its column's table. And all of that, as
 * with children. */
void parsing_own(struct parsing *parsing, struct object *o, const char *schema, const char *relation);
struct object *parsing_owned(struct parsing *parsing, const char *schema, const char *relation);
struct object *parsing_next_owned(struct object *o);

/* What rules know of an object besides its fields: the facts of model/kinds.h. The i-th, from 0 on to NULL. */
struct parsed_fact {
    const char *name, *value;
};
void parsing_add_fact(struct parsing *parsing, struct object *o, const char *name, const char *value);
void parsing_forget_facts(struct object *o);
/* In place of the first of that name. */
void parsing_set_fact(struct parsing *parsing, struct object *o, const char *name, const char *value);
/* Without those of that name; with those that another object has of it, none of its own. */
void parsing_drop_facts(struct object *o, const char *name);
void parsing_copy_facts(struct parsing *parsing, struct object *o, const struct object *from, const char *name);
/* Another value for the i-th. */
void parsing_change_fact(struct parsing *parsing, struct object *o, size_t i, const char *value);
const struct parsed_fact *parsing_fact(const struct object *o, size_t i);

/* For what finds facts and knows nothing of objects: it gives them to this function, with such a target. */
struct parsed_fact_target {
    struct parsing *parsing;
    struct object *object;
};
void parsing_receive_fact(void *to, const char *name, const char *value);

/*
 * A fact as "uses", once each: "schema\nrelation\ncolumn". And in facts that are written so: what was called `old`, to
 * its end or to a line break, is called otherwise from now on.
 */
void parsing_add_use(struct parsing *parsing, struct object *o, const char *name, const char *use);
bool parsing_fact_is_use(const char *name);
void parsing_rename_uses(struct parsing *parsing, const char *old, const char *new_name);

/* Whether there is any object of that kind. */
bool parsing_has_kind(struct parsing *parsing, const struct kind *kind);

/* One after the other, from NULL on to NULL. */
struct object *parsing_next(struct parsing *parsing, struct object *o);

/* The line of a byte of the statement that is being read. */
int parsing_line_at(const struct parsing *parsing, long location);

/* The line of the first statement about it; another one from now on. */
int parsing_line(const struct object *o);
void parsing_set_line(struct object *o, int line);

/* Forgets how objects are found. */
void parsing_end(struct parsing *parsing);

#endif
