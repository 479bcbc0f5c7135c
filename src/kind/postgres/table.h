/* A table and what is printed inside it: the fields they show each other. */
#ifndef KIND_POSTGRES_TABLE_H
#define KIND_POSTGRES_TABLE_H

enum {
    TABLE_UNLOGGED,
    TABLE_OPTIONS,
    TABLE_TOAST_OPTIONS,
    TABLE_PARTITION_KEY,
    TABLE_PARTITION_BOUND,
    TABLE_PARENTS,   /* array of schema and name, two elements each */
    TABLE_OWN_ORDER, /* CREATE TABLE ... INHERITS would put the columns in another order */
    TABLE_ALL_LOCAL, /* nothing of it is inherited alone */
    TABLE_OF_TYPE,
    TABLE_ACCESS_METHOD,
    TABLE_SERVER, /* of a foreign table */
    TABLE_FOREIGN_OPTIONS,
    TABLE_N_FIELDS
};

/*
 * Columns: FIELD(what COLUMN_ is followed by, its name in the query, what its cell may be (engine/answer.h), its name
 * in reports), in the order in which reports have them, and HIDDEN of those that these do not show. SETTINGS stands
 * where they show what column_setting.h lists.
 */
#define COLUMN_FIELDS(FIELD, HIDDEN, SETTINGS)                                                                         \
    FIELD(TYPE, type, ANSWER_TEXT, "type")                                                                             \
    FIELD(NOT_NULL, not_null, ANSWER_FLAG, "not null")                                                                 \
    FIELD(NOT_NULL_NAME, not_null_name, ANSWER_GAPPY_LIST | ANSWER_NULL, "not null name")                              \
    FIELD(NOT_NULL_NO_INHERIT, not_null_no_inherit, ANSWER_FLAG, "not null inherit")                                   \
    FIELD(NOT_NULL_VALID, not_null_valid, ANSWER_FLAG, "not null validated")                                           \
    FIELD(DEFAULT, default, ANSWER_ANY, "default")                                                                     \
    FIELD(GENERATED, generated, ANSWER_TEXT, "generated")                                                              \
    FIELD(IDENTITY, identity, ANSWER_TEXT, "identity")                                                                 \
    HIDDEN(IDENTITY_SEQUENCE, identity_sequence, ANSWER_ANY)                                                           \
    FIELD(IDENTITY_OPTIONS, identity_options, ANSWER_LIST | ANSWER_NULL, "identity options")                           \
    /* array of schema and name, where it is not the type's */                                                         \
    FIELD(COLLATION, collation, ANSWER_LIST | ANSWER_NULL, "collation")                                                \
    /* whether it is the table's own: shown where the tables above have it, too */                                     \
    FIELD(LOCAL, local, ANSWER_FLAG, "inheritance")                                                                    \
    HIDDEN(INHERITED, inherited, ANSWER_NUMBER)                                                                        \
    SETTINGS                                                                                                           \
    /* of a foreign table's */                                                                                         \
    FIELD(FOREIGN_OPTIONS, foreign_options, ANSWER_LIST | ANSWER_NULL, "foreign options")                              \
    FIELD(POSITION, position, ANSWER_NUMBER, "position")

#define COLUMN_FIELD(id, ...) COLUMN_##id,
enum { COLUMN_FIELDS(COLUMN_FIELD, COLUMN_FIELD, ) COLUMN_N_FIELDS };

/* What the query of columns brings beside the fields: the first two for the definitions of indexes (definition.h). */
enum {
    COLUMN_CLASS = COLUMN_N_FIELDS, /* number of the operator class of B-trees that goes without saying, or NULL */
    COLUMN_COLLATION_ID,            /* number of the collation; 0: none */
    COLUMN_NOT_NULL_LOCAL,          /* false: known to come from the tables above alone */
    COLUMN_N_VALUES,
    /* Of a text's: */
    COLUMN_IDENTITY_PERSISTENCE = COLUMN_N_VALUES, /* what its sequence is otherwise than the table: "UNLOGGED" */
    COLUMN_N_TEXT_VALUES
};

enum { NOT_VALID_DEFINITION, NOT_VALID_LOCAL, NOT_VALID_N_FIELDS };

enum {
    CONSTRAINT_TYPE,
    CONSTRAINT_DEFINITION,
    CONSTRAINT_LOCAL,
    CONSTRAINT_INHERITED,
    CONSTRAINT_PARENT,  /* of a partition's key: array of schema, table and name of the index that it is under, or NULL
                         */
    CONSTRAINT_STORAGE, /* of a partitioned table's key: array of what WITH says, which no ALTER INDEX can */
    CONSTRAINT_ONLY,    /* not all partitions have one under it: constraint_only.c */
    CONSTRAINT_N_FIELDS
};

enum {
    FOREIGN_KEY_DEFINITION,
    FOREIGN_KEY_SCHEMA, /* of the table it refers to */
    FOREIGN_KEY_TABLE,
    FOREIGN_KEY_VALID,
    FOREIGN_KEY_PARENT, /* of a partition's: array of its parent's schema, table and name; or NULL */
    FOREIGN_KEY_N_FIELDS
};

enum { PARTITION_PARENT /* array of schema and name */, PARTITION_BOUND, PARTITION_N_FIELDS };

/* What statements of their own say of a table: objects that hang on it and have no name, but of a trigger that of it.
 */
enum { CLUSTERING_INDEX, CLUSTERING_N_FIELDS };
enum { REPLICA_IDENTITY /* 'f', 'n', 'i' */, REPLICA_IDENTITY_INDEX, REPLICA_IDENTITY_N_FIELDS };
enum { ROW_SECURITY_ENABLED, ROW_SECURITY_FORCED, ROW_SECURITY_N_FIELDS };
enum { PARTITION_TRIGGER_PARENT, PARTITION_TRIGGER_ENABLED /* as print_firing() has it */, PARTITION_TRIGGER_N_FIELDS };

#endif
