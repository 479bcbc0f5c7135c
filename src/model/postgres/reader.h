/*
 * Reading a Postgres text statement by statement: what the files of this folder share. Each takes a family of
 * statements; dispatch.c finds the one for a statement; finish.c writes the items' texts when all is read.
 *
 * Schemas are "" for public. Trees have been normalized and have lost `public.`.
 */
#ifndef MODEL_POSTGRES_READER_H
#define MODEL_POSTGRES_READER_H

#include <jansson.h>
#include <uthash.h>

#include "base/diag.h"
#include "base/mem.h"
#include "kind/parsing.h"
#include "kind/postgres/sequence.h"
#include "model/kinds.h"
#include "model/model.h"
#include "sql/postgres/canon.h"
#include "sql/postgres/piece.h"
#include "sql/postgres/tree.h"

/* A row waits for the end, when its table's key and types are known. */
struct cell_text {
    enum { CELL_IS_NULL, CELL_IS_TEXT, CELL_IS_SQL } kind;
    const char *text;
};

/* The columns whose cells a row has, in their order: one list serves rows that are read one after the other. */
struct row_columns {
    const char **names;
    size_t n_names;
    size_t n;                /* of them, those whose cells are each row's own */
    struct cell_text *usual; /* of those behind, what all of the rows have: the statements said nothing of them */
    size_t n_usual;
    size_t age; /* reader.n_changes when it was made */
};

struct row {
    struct row_columns *columns;
    struct cell_text *values;
    int line;
};

/* A table: its rows, and what it has of other tables, which its object and columns only name. */
struct relation {
    char *key;
    const char *schema, *name;
    struct object *object;   /* kind/postgres/table.h */
    struct object **columns; /* likewise, in order */
    size_t n_columns;
    struct relation **parents; /* INHERITS or the partitioned table */
    size_t n_parents;
    struct row *rows;
    size_t n_rows;
    size_t n_attached;    /* of a partitioned table */
    const char *keys_off; /* the statement that disabled the triggers of its keys, or NULL */
    int keys_off_line;
    bool has_below; /* another has it among its parents, or had */
    UT_hash_handle hh;
};

struct privileges;
struct statement;
struct temporary_name;

struct reader {
    void *ctx;  /* the model's */
    void *work; /* until the reading ends */
    struct model_draft *draft;
    const char *path, *text;
    struct diags *diags;
    bool fast;                     /* statements of a plain shape are read without a parse tree */
    int version;                   /* of the server that printed the text; NEWEST_VERSION where it does not say */
    bool maintains;                /* that server is known to have MAINTAIN, since 17, or the text names it */
    bool dump;                     /* pg_dump wrote the text */
    bool own_operators;            /* it makes operators */
    int dump_version;              /* of the pg_dump that wrote the text; 0: it does not say */
    const char *dump_owner;        /* of a dump that says no owner: who it must be (dump_owner.c); or NULL */
    const char *public_owner;      /* whose schema public is, as far as the text says; or NULL */
    int public_gone;               /* the line that dropped schema public, or renamed it; 0: it is there */
    const char *own_role;          /* when all is read: the role that owns most of it, if the text says; or NULL */
    struct relation *relations;    /* uthash */
    struct privileges *privileges; /* all of them */
    struct privileges *defaults, *owned; /* of what will be made; the others, by whose owner's they are */
    const char *maker, *local_maker; /* whose what is made is, where that is said by SET ROLE, and until a transaction
                                        ends; else NULL */
    bool in_block;                   /* of a transaction, which BEGIN opens: what is SET LOCAL stays until its end */
    struct parsing parsing;          /* objects of the kinds that describe themselves */
    struct statement *statement;     /* that one of those reads */
    size_t n_changes;                /* statements so far that may have changed what columns have by default */
    struct search_path {
        bool is_set, is_temporary; /* begins with pg_temp */
        const char **schemas;      /* without those in which no text makes anything */
        size_t n;
    } session_path, local_path;         /* local: until the transaction ends (search_path.h) */
    struct temporary_name *temporaries; /* temporary.h */
    size_t n_temporaries;
    const json_t *temporary_tree; /* the statement that is looked at for them */
    struct {
        size_t n; /* statements that do not parse */
        const char *message;
        size_t offset; /* where the first one goes wrong */
    } unparsed;
};
enum { NEWEST_VERSION = 999999 };

/* As model_read_postgres, which reads fast. The other way is the tests', which hold both against each other. */
const struct model *postgres_read(void *ctx, const char *path, const char *text, bool fast, struct diags *diags);

/* A statement being read. */
struct statement {
    void *ctx; /* freed with it */
    const char *text;
    size_t length, offset; /* where it stands in the reader's text */
    int line;
    const char *data; /* of COPY FROM stdin; else NULL */
    size_t data_length;
    int data_line;
    bool casts; /* holds something that could be shortened */
    bool lost;  /* a part of it could not be reported */
    bool stub;  /* the tree has something else in the place of its query or body (unparsed.h) */
};

/* ---- relations (relation.c) ---- */

struct relation *relation_find(struct reader *r, const char *schema, const char *name);
/* Of the statement that is being read. */
struct relation *relation_add(struct reader *r, const char *schema, const char *name);
void relation_forget(struct reader *r, struct relation *relation);
void relation_rename(struct reader *r, struct relation *relation, const char *schema, const char *name);
/* Of a RangeVar's fields; NULL where there is none of that name. */
struct relation *relation_of(struct reader *r, const json_t *range);

struct object *column_find(struct relation *relation, const char *name);
struct object *column_add(struct reader *r, struct relation *relation, const char *name, int line);
void column_forget(struct reader *r, struct relation *relation, const char *name);
const char *column_type(const struct object *column);
/* NULL: none, as of a generated one. */
const char *column_default(const struct object *column);

/* ---- names (name.c) ---- */

/* The fields of the relation that a statement makes, SELECT INTO among them; NULL: it makes none. */
json_t *relation_made_by(const json_t *node);

/* Whether a query in the tree is called so (WITH), which hides a relation of that name. */
bool names_query(const json_t *tree, const char *name);

/* Whether libpg_query calls so what hangs on a relation, behind whose name its own stands. */
bool type_is_member(const char *type);

/* "" for public and for none. */
const char *schema_of(const char *schema);
/* The other way: as objects of kinds that describe themselves have it. */
const char *object_schema(const char *schema);
/* The schema and the last name of a list of Strings. */
const char *names_schema(const json_t *names);
const char *names_last(const json_t *names);
/* Whether a FuncCall's fields are of nextval() or another whose first argument is a sequence. */
bool calls_sequence(const json_t *call);
/* `archive.rooms`, quoted where it must be. */
char *qualified_name(void *ctx, const char *schema, const char *name);
char *quoted_name(void *ctx, const char *name);
char *quoted_literal(void *ctx, const char *text);

/* What the server calls what has no name (sql/postgres/server_name.h), with a number where a relation of that schema is
 * called so already. */
char *choose_relation_name(struct reader *r, void *ctx, const char *schema, const char *table, const char *column,
                           const char *label);

/* ---- texts (deparse.c) ---- */

/* A part's canonical text, "" where that cannot be determined: then the statement is not compared. Belongs to s->ctx.
 */
const char *statement_deparse(struct statement *s, enum piece piece, const json_t *part);
/* The same with casts left out that go without saying, names belonging to that relation. Changes the tree. */
const char *deparse_short(struct reader *r, struct statement *s, enum piece piece, json_t *part, const char *schema,
                          const char *relation);
/* A role's name, quoted where it must be; PUBLIC; CURRENT_USER for whoever runs the text. Belongs to s->ctx. */
const char *role_text(struct statement *s, const json_t *role);

/* ---- families of statements: false where they do not know what the statement does ---- */

typedef bool read_statement(struct reader *r, struct statement *s, json_t *node);

read_statement read_create_table, read_create_foreign_table; /* table.c */
read_statement read_alter_table, read_cluster;               /* alter_table.c */
read_statement read_comment;                                 /* comment.c */
read_statement read_grant, read_default_privileges;          /* privilege.c */
read_statement read_insert;                                  /* row.c */
read_statement read_drop, read_rename, read_move;            /* drop.c, rename.c */
read_statement read_tree;                                    /* dispatch.c: any of them */
/* drop.c, of what no text makes or the text has not made: IF EXISTS, where no statement that is not understood did. */
read_statement read_drop_missing;
read_statement read_owner;                  /* owner.c */
read_statement read_schema;                 /* schema.c */
read_statement read_extension, read_select; /* other.c */
read_statement read_create_table_as;        /* table_as.c */

/* ---- what the families have of each other ---- */

/* table.c: the constraints of a column join the array */
void read_column(struct reader *r, struct statement *s, struct relation *table, const json_t *definition, int line,
                 json_t *constraints);
void attach_partition(struct reader *r, struct statement *s, struct relation *parent, struct relation *child,
                      const json_t *bound);
bool is_partition_of(const struct relation *table, const struct relation *parent);
/* A check of the table also is one of its partitions. */
void copy_check_to_partitions(struct reader *r, const struct relation *table, const struct object *check, int line);

/* like.c: LIKE another table: its columns, and all else. */
void read_like_columns(struct reader *r, struct statement *s, struct relation *table, const json_t *clause, int line);
void read_like_rest(struct reader *r, struct statement *s, struct relation *table, const json_t *clause, int line);

/* partition.c */
/* The same of another table, its index under a name of its own. */
void copy_constraint(struct reader *r, const struct relation *to, const struct object *from, int line);
struct object *give_index(struct reader *r, const struct relation *to, const struct object *index);
/* A key, a foreign key, and an index are one of each partition, too, which may have it already. */
void copy_key_to_partitions(struct reader *r, const struct relation *table, const struct object *key, int line);
void take_keys_from(struct reader *r, const struct relation *parent, struct relation *child, int line);
/* An index or a key goes, and with it those of the partitions. */
void drop_of_partitions(struct reader *r, const struct relation *table, const struct object *dropped);
void give_indexes_below(struct reader *r, const struct relation *parent);
/* What a partition has for a constraint of the table above; NULL: nothing. */
struct object *find_of_partition(struct reader *r, const struct relation *child, const struct object *constraint);
/* When all is read: foreign keys that go without saying. */
void finish_partitions(struct reader *r);
/* A check goes with ONLY: what the tables below have of it is their own. */
void keep_below(struct reader *r, const struct relation *table, const struct object *constraint, int line);
/* What a table keeps that is no more below another. */
void keep_inherited_checks(struct reader *r, const struct relation *parent, const struct relation *child, int line);

/* inherit.c */
void relation_add_parent(struct reader *r, struct relation *child, struct relation *parent);
/* Other tables say the name of the renamed one, of which `old` has no more than the identity. */
void rename_parent(struct reader *r, const struct relation *parent, const struct object *old);
/* Nothing where there is one of that name. */
void copy_column(struct reader *r, struct relation *to, const struct object *from, int line);
bool is_below(const struct relation *child, const struct relation *parent);
/* Those among which the tables right below it are: all or, where there are none, NULL. */
struct relation *relations_below(struct reader *r, const struct relation *parent);
/* Whether it is below that, at whatever level; whether it may become so: no server makes a circle. */
bool relation_descends(const struct relation *relation, const struct relation *from);
bool may_inherit(const struct relation *child, const struct relation *parent);
void inherit_from(struct reader *r, struct relation *parent, struct relation *child, int line);
void stop_inheriting(struct reader *r, const struct relation *parent, struct relation *child);
/* A column that the table has got, or lost, is one of the tables below it, too. */
void inherit_added_column(struct reader *r, struct relation *parent, const char *name, int line);
void drop_inherited_column(struct reader *r, struct statement *s, const struct relation *parent, const char *name);

/* sequence.c: those of a table's columns, or of one, go with that, and to another schema; without a column: of all. */
void drop_owned(struct reader *r, struct statement *s, struct sequence_owner by);
void rename_owner(struct reader *r, struct statement *s, struct sequence_owner old, struct sequence_owner new_owner);

/* sequence.c: an identity's goes with what is said of it, and to its table's schema; false: the old name is said. */
void drop_identity_sequence(struct reader *r, struct statement *s, const struct object *column);
bool rename_identity_sequence(struct reader *r, struct statement *s, struct object *column, const char *name);
void move_identity_sequences(struct reader *r, struct statement *s, const struct relation *table, const char *schema);

/*
 * references.c: the object uses (parsing_add_use), by that fact, each column of a relation that a query, an expression
 * or a statement names, as far as names tell it. Names outside of queries belong to that relation ("": to none).
 */
void add_references(struct reader *r, struct object *o, const char *fact, json_t *tree, const char *schema,
                    const char *relation);

/*
 * schema.c: DROP and RENAME of a schema, and its end. `all`: with what is in it. False where the text has made none of
 * that name; *followed: whether all is known that goes with it, or says its name.
 */
bool drop_schema(struct reader *r, struct statement *s, const char *name, bool all, bool *followed);
bool rename_schema(struct reader *r, struct statement *s, const char *name, const char *new_name);
void finish_schema(struct reader *r);

/* The schema's name in the fields of a CreateSchemaStmt, which may be that of the role alone; "" where none is said. */
const char *schema_created(const json_t *body);

/* schema_elements.c: what CREATE SCHEMA makes in it. False where that is not all known. */
bool read_schema_elements(struct reader *r, struct statement *s, const json_t *list);

/* own_names.c: names of columns without that of the table that the statement is about. */
void forget_own_names(struct reader *r, const struct statement *s, json_t *node);

/* drop.c: whether pg_dump --clean says it at the head, of what the text makes below. */
bool clears_first(struct reader *r, const json_t *node);

/* drop.c: a relation, with all that belongs to it and the tables that inherit from it. */
void drop_relation(struct reader *r, struct statement *s, struct relation *relation);
/* With what is said of it. */
void drop_extension(struct reader *r, struct item *extension);

/* rename.c. False where something says the old name that is not followed. */
bool rename_relation(struct reader *r, struct statement *s, struct relation *relation, const char *schema,
                     const char *name);

/* drop.c: what belongs to a relation that is gone, or is called otherwise now: items, and names of indexes. */
void forget_members(struct reader *r, const char *schema, const char *name);
void move_members(struct reader *r, const char *schema, const char *name, const char *new_schema, const char *new_name);

/*
 * cascade.c: foreign keys to a table, which is gone or has another name; what stands behind REFERENCES, NULL: nothing;
 * whether something still says that name, and the same of a relation that was renamed (`of`: a table, whose indexes and
 * sequences follow; NULL: another), or of one of its columns. `followed`: what follow_renaming() looks at says it no
 * more.
 */
void each_key_to(struct reader *r, const char *schema, const char *name,
                 void (*meet)(struct reader *r, struct object *key, const void *data), const void *data);
/* The same of one object, of all that describes itself as an item, of a text. */
bool object_says_name(struct reader *r, const struct object *o, const char *name);
bool an_item_says_name(struct reader *r, const char *name);
bool text_says_name(void *ctx, const char *text, const char *name);
bool is_referenced(struct reader *r, const char *name, const struct object *except);
/* Of a view, whose new name what follow_renaming() looks at has. */
bool view_is_referenced(struct reader *r, const char *name, const struct object *view);
/* Of a type with another name, which what types_rename() changes follows. */
bool type_is_referenced(struct reader *r, const char *name, const struct object *type);
bool relation_is_said(struct reader *r, const char *name, const struct relation *of, bool followed);
bool column_is_said(struct reader *r, const struct relation *of, const char *name);

/* row.c, row_copy.c: rows without a tree, where the statement has the plain shape. */
bool read_plain_insert(struct reader *r, struct statement *s);
bool read_copy(struct reader *r, struct statement *s);
void add_row(struct relation *table, struct row_columns *columns, struct cell_text *values, int line);
void finish_rows(struct reader *r, struct relation *table);

/*
 * row_columns.c: those that a list says, which ends with NULL; NULL: all that are not generated. Those that the table
 * begins with. NULL where a row cannot have a cell of each: the table has no such column, or it is generated, or said
 * twice.
 */
struct row_columns *row_columns_said(struct reader *r, struct relation *table, const char *const *names);
struct row_columns *row_columns_first(struct reader *r, struct relation *table, size_t n);
size_t row_columns_place(const struct row_columns *columns, const char *name); /* their number for none */
/* The rows read so far follow what becomes of a column. */
void rename_in_rows(struct relation *table, const char *old, const char *new);
void drop_from_rows(struct relation *table, const char *name);
void add_to_rows(struct reader *r, struct relation *table, const struct object *column);

/* row_usual.c: what a row has in a column of which the statement says nothing. False where the text does not tell. */
bool usual_cell(struct reader *r, const struct object *column, struct cell_text *cell);

/*
 * owner.c: the name as comments have it, or as an owner's item has it, which owner_label makes of the former; owner_of
 * gives NULL where the text does not say.
 */
void set_relation_owner(struct reader *r, struct statement *s, const struct relation *relation, const json_t *role);
void set_object_owner(struct reader *r, struct statement *s, const struct object *o, const json_t *role);
const char *owner_label(void *ctx, const char *name);
struct item *find_owner(struct reader *r, const char *schema, const char *relation, const char *name);
const char *owner_of(struct reader *r, const char *schema, const char *relation, const char *name);
void forget_owner(struct reader *r, const char *schema, const char *relation, const char *name);
void finish_owners(struct reader *r);

void finish_privileges(struct reader *r); /* privilege_item.c */

/*
 * privilege_default.c: what the statement has made is granted what ALTER DEFAULT PRIVILEGES said before; so is a schema
 * ("" for the maker: whoever runs the text). False where that is not all known.
 */
bool grant_defaults(struct reader *r, struct statement *s);
void grant_schema_defaults(struct reader *r, struct statement *s, const char *name);
/* Whose what is made is, which then owns it; "" for whoever runs the text. SET ROLE and SET SESSION AUTHORIZATION, or
 * another setting. */
const char *maker_now(const struct reader *r);
json_t *maker_role(const struct reader *r); /* the fields of a RoleSpec, or NULL */
void set_maker(struct reader *r, const json_t *setting);

/*
 * privilege_schema.c: what a text that has privileges means by not naming schema public; that schema, made anew, which
 * nobody but its owner may use; what is granted in a schema that goes, or is called otherwise now.
 */
void read_silence(struct reader *r);
void close_public_schema(struct reader *r, int line);
void forget_privileges_within(struct reader *r, const char *schema);
void move_default_privileges(struct reader *r, const char *schema, const char *new_schema);
/* Those of schema public, which has another name now: what a new database grants goes without saying no more. */
void say_public_privileges(struct reader *r, const char *name, int line);

/* privilege_right.c: an object, by the name of its owner's item, becomes that role's. */
void give_privileges(struct reader *r, const char *schema, const char *owned, const char *role);

/* privilege.c: those of an object that is gone, or is called otherwise now: the names with the keyword GRANT has. */
void forget_privileges(struct reader *r, const char *schema, const char *name);
void rename_privileges(struct reader *r, const char *schema, const char *name, const char *new_schema,
                       const char *keyword, const char *new_name, const char *own);
void forget_relation_privileges(struct reader *r, const struct relation *relation);
void rename_relation_privileges(struct reader *r, const struct relation *relation, const char *schema,
                                const char *name);
/* new NULL: the column is gone. */
void rename_column_privileges(struct reader *r, const struct relation *relation, const char *old, const char *new);

/* dump_owner.c: of a text that names no owner, the one role that it takes something from; NULL: there is none. */
const char *owner_by_grants(void *ctx, const char *text);

/* finish.c */
void finish_texts(struct reader *r);

#endif
