/*
 * How statements speak of the objects of a kind. With it a kind is written
 * once: what makes an object of a server's rows (the query) and what makes it
 * of a statement (`parse`) fill the same fields, and one `print` prints both.
 * Comments, owners, privileges, DROP and renaming follow from it as well.
 *
 * Kinds without a grammar are read by src/model/postgres.
 */
#ifndef KIND_GRAMMAR_H
#define KIND_GRAMMAR_H

#include "kind/item.h"
#include "kind/kind.h"
#include "kind/parsing.h"
#include "sql/postgres/tree.h"

/* A statement about objects of the kind, as libpg_query says it. */
struct grammar_statement {
    const char *node;                    /* "CreateForeignServerStmt"; NULL ends a list */
    const char *object_type;             /* of a node that many kinds share: its `kind`, "OBJECT_TSPARSER"; else NULL */
    bool (*applies)(const json_t *body); /* tells apart what node and type do not; NULL: they do */
    /*
     * Fills or changes the fields of the object that the node's fields speak of, with what the query would bring.
     * False where it does not know what the statement does; then the statement is compared as text.
     */
    bool (*parse)(struct parsing *parsing, json_t *body);
};

/* An object as statements about it name it: COMMENT ON, ALTER ... OWNER TO, GRANT. */
struct object_name {
    const char *schema; /* "" where there is none */
    const char *name;
    const char *arguments; /* what follows the name: " USING btree"; or NULL */
};

struct grammar {
    struct model_kind item; /* without a name: other, "CAST (x AS y)", compared by the text that makes it */
    const char *item_kind;  /* of another kind, as model/kinds.h calls it, which `item` then has no more than the forms
                               for: "type"; else NULL */
    const char *item_subkind; /* what those have for the attribute "kind": "enum"; else NULL */
    const char *item_whole;   /* the attribute of those that is the statement, instead of forms: "body"; else NULL */
    void (*print_whole)(FILE *out, const struct catalog *catalog, const struct object *o); /* is that; NULL: all is */
    const char *catalog;           /* whose rows are its objects: "pg_foreign_server"; NULL: comment.sql, owner.sql and
                                      privilege.sql say what is said of them */
    const char *object_type;       /* as libpg_query calls it: "OBJECT_FOREIGN_SERVER"; NULL: nothing speaks of it */
    const char *const *also_types; /* and where that is said of several kinds, among them this one: "OBJECT_TYPE";
                                      NULL-terminated, or NULL */
    bool shared;                   /* others are called so, too: the kind's is what the text has made an object of */
    const char *keyword;           /* as statements do: SERVER */
    const char *(*keyword_of)(const struct object *o); /* where that is not the same of all; else NULL */
    const char *label; /* as comments on them are reported, where that is another: "CONSTRAINT"; or NULL */
    bool member;       /* hangs on a relation, which statements name with it: POLICY p ON t */
    bool owned;        /* ALTER SERVER ... OWNER TO */
    const struct grammar_statement *statements; /* ended by one without a node */

    const struct kind *const *parts; /* whose objects hang on these by name, and are one item with them;
                                        NULL-terminated, or NULL */
    bool part;                       /* is those of another kind */
    bool carries;                    /* others hang on these by schema and name, and are items of their own */
    const struct kind *twin;         /* whose object of the same name says something of this one; NULL: none does */
    bool relation;                   /* has its name among tables: ALTER TABLE speaks of it, too */

    /* GRANT ... ON, where a code is set. */
    struct {
        char code;             /* as acldefault() wants it */
        const char *prefix;    /* of the columns: srvname, srvacl, srvowner */
        const char *keyword;   /* FOREIGN SERVER */
        const char *all;       /* the privileges there are: "USAGE" */
        const char *everybody; /* what PUBLIC has without being granted */
    } privileges;

    /*
     * Sets the schema and the name that an object of the kind has, of the tree that names it in DROP and COMMENT, and
     * the fields that `spell` reads. False where it cannot tell. NULL: a name, or a schema and a name.
     */
    bool (*identify)(struct parsing *parsing, const json_t *object, struct object *o);
    /* How statements name an object. NULL: by its schema and its name. */
    struct object_name (*spell)(void *ctx, const struct object *o);
    /*
     * Sets what is put together from fields, its name among it, after a field has another value. NULL: nothing is.
     */
    void (*recompute)(struct parsing *parsing, struct object *o);
    /* Of an identity that is put together: gives one of its fields that name. NULL: the identity is the name. */
    void (*rename)(struct parsing *parsing, struct object *o, const char *schema, const char *name);
    /* A command of ALTER TABLE about an object of the kind, but OWNER TO. False where it does not know what that does.
     */
    bool (*alter)(struct parsing *parsing, struct object *o, const json_t *command);
    /* When all is read: adds the facts that follow from fields (parsing_add_fact), or takes out what says nothing. */
    void (*finish)(struct parsing *parsing, struct object *o);
    /* Whether an object of a catalog has no statement, as it comes with another. NULL: each has one. */
    bool (*implied)(const struct catalog *catalog, const struct object *o);
    /* The item's text, with what a snapshot says in statements of other kinds; NULL: `print`, and that of its parts. */
    void (*print_alone)(FILE *out, const struct catalog *catalog, const struct object *o);
    /* When all is read: makes CURRENT_USER of the role that owns most of what the text makes. NULL: names no roles. */
    void (*resolve_role)(struct parsing *parsing, struct object *o, const char *own_role);
};

/* The kind that has the statement of this node; NULL: none has. */
const struct kind *grammar_of_node(const json_t *node, const struct grammar_statement **statement);

/* The kind that libpg_query calls so, of those that share that with no other; NULL: none that describes itself. */
const struct kind *grammar_of_type(const char *object_type);

/* Whether objects of the other kind are parts of those of this one. */
bool grammar_has_part(const struct grammar *grammar, const struct kind *kind);

/* The kind whose items these are, where it has a grammar; else NULL. */
const struct kind *grammar_of_item(const struct model_kind *item);

/* Of an object: how statements name it. */
struct object_name grammar_spell(void *ctx, const struct object *o);

/* The text of its item, without the last line break. Belongs to ctx. */
char *grammar_text(void *ctx, const struct catalog *catalog, const struct object *o);

/* What statements call an object of the kind, and what GRANT calls it. */
const char *grammar_keyword(const struct object *o);
const char *grammar_grant_keyword(const struct object *o);

/* Whether libpg_query calls several kinds so, of which this is one. */
bool grammar_shares(const struct grammar *grammar, const char *object_type);

/* The value of a field as an attribute; NULL: the item has none of it. Belongs to ctx. */
const char *grammar_attribute(void *ctx, const struct catalog *catalog, const struct object *o, int field);

/* ", 'pg_foreign_server'::regclass, ..." of all kinds with a grammar that have a catalog. Belongs to ctx. */
const char *grammar_catalogs(void *ctx);

#endif
