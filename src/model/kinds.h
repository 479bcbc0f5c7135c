/*
 * The entries of the table in kinds.c, for readers and rules that speak of
 * one of them. Above each stand its attributes, and what they hold where the
 * name does not say it; an absent one is not set.
 */
#ifndef MODEL_KINDS_H
#define MODEL_KINDS_H

#include "model/model.h"

/* schema */
extern const struct model_kind model_extension;

/* none */
extern const struct model_kind model_schema;

/*
 * variety: "enum", "domain", "composite", "range".
 * labels: of an enum, as 'a', 'b'.
 * definition: of the others; of a domain, without its constraints.
 */
extern const struct model_kind model_type;

/*
 * variety: "unlogged" or absent.
 * type, start, increment, minimum, maximum, cache, cycle, owner (table.column):
 * all but the type only where they are not what a fresh sequence has.
 */
extern const struct model_kind model_sequence;

/*
 * variety: "procedure", "aggregate" or absent.
 * returns, language.
 * options: its parameters with their defaults, and what is said behind the language.
 * body: of an aggregate, the whole statement.
 */
extern const struct model_kind model_function;

/*
 * variety: "virtual", "unlogged", "partition of t FOR VALUES ...", "of t" (a type) or absent.
 * definition: of a virtual table, what its module is given.
 * partition key, inherits.
 * options: of storage; WITHOUT ROWID, STRICT.
 * row security, replica identity, clustered on.
 * triggers: of a partition, those that fire otherwise than its parent's: "DISABLE x, ENABLE y".
 */
extern const struct model_kind model_table;

/*
 * type.
 * null: "NOT NULL", with its name and NO INHERIT where it has them, or absent.
 * default.
 * generated: "(a + 1) STORED".
 * identity: "ALWAYS (START WITH 5)".
 * collation, storage, compression, statistics, options.
 * position: from 1; told only where the columns that both sides have differ in order.
 */
extern const struct model_kind model_column;

/*
 * type: "PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY", "EXCLUDE".
 * definition.
 * order: of SQLite's keys, the place of one among them where that matters.
 * options: of the storage of its index.
 * validated: "NOT VALID" or absent.
 */
extern const struct model_kind model_constraint;

/*
 * unique: "UNIQUE", "UNIQUE NULLS NOT DISTINCT" or absent.
 * method: absent for btree.
 * keys, include, where, options.
 * statistics: of an expression, "2: 77".
 * definition: what does not fit these, as "ON ONLY" a partitioned table.
 */
extern const struct model_kind model_index;

/*
 * definition.
 * order: of SQLite's, "after t": made after that one of the same event, where names would have it before.
 * enabled: absent for as usual.
 */
extern const struct model_kind model_trigger;

/* definition; enabled: absent for as usual. */
extern const struct model_kind model_rule;

/* definition */
extern const struct model_kind model_policy;

/* definition, target */
extern const struct model_kind model_statistics;

/* definition, options */
extern const struct model_kind model_view;

/* definition, options */
extern const struct model_kind model_materialized_view;

/*
 * text. The relation is the table of a column's, constraint's, ... comment;
 * the name says what it is of: "TABLE rooms", "COLUMN creator", "INDEX x".
 */
extern const struct model_kind model_comment;

/* role. The relation and the name as a privilege's; the role that owns most things is not told. */
extern const struct model_kind model_owner;

/* grants: what differs from what the owner and PUBLIC have by themselves. The name: "TABLE rooms", ... */
extern const struct model_kind model_privilege;

/* One a column, under its name: the literal as printed. */
extern const struct model_kind model_row;

/* value; used: "true" or "false". SQLite: the value of sqlite_sequence. */
extern const struct model_kind model_sequence_position;

/* value. SQLite: PRAGMA user_version and the like. */
extern const struct model_kind model_setting;

/*
 * definition. What has no words of its own: operator, cast, conversion,
 * collation, text search objects, publication, event trigger, ...
 * The name: "OPERATOR ===(text, text)".
 */
extern const struct model_kind model_other;

/*
 * sql: of all statements about one object that a reader does not understand, in the spelling of statement.h.
 * The name: "FOREIGN TABLE films", "UPDATE rooms".
 */
extern const struct model_kind model_statement;

#endif
