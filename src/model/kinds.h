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
/* The item of kind other in a text that takes schema public away: a new database has that. */
#define MODEL_NO_PUBLIC "no SCHEMA public"

/*
 * kind: "enum", "domain", "composite", "range".
 * labels: of an enum, as 'a', 'b'.
 * type, null, default: of a domain; type with its collation.
 * definition: of the others.
 * facts: "label" of an enum; "type ..." of a domain, as of a column.
 */
extern const struct model_kind model_type;

/*
 * kind: "unlogged" or absent.
 * type, start, increment, minimum, maximum, cache, cycle, owner (table.column):
 * all but the type only where they are not what a fresh sequence has.
 * facts: "minimum", "maximum", "direction" ("up", "down"), "cycle" ("CYCLE", "NO CYCLE"), said or not; "owner": its
 * schema, table and column.
 */
extern const struct model_kind model_sequence;

/*
 * kind: "procedure", "aggregate", "window" or absent.
 * returns; arguments: with their defaults; language.
 * volatility: "IMMUTABLE", "STABLE" or absent; strict, security, leakproof, parallel: their words, or absent.
 * settings, transforms: a line each. costs: "COST 5 ROWS 3 SUPPORT f".
 * body: of an aggregate, the whole statement.
 * facts: "name"; "volatility", said or not; "argument name" ("": none), "argument mode" (IN, OUT, INOUT, VARIADIC,
 * TABLE), "argument type", "argument default" ("": none), lists of one length; "uses", of a body in SQL.
 */
extern const struct model_kind model_function;

/*
 * kind: "virtual", "unlogged", "foreign" or absent.
 * definition: of a virtual table, what its module is given; settings: the statements that set what holds of it.
 * partition of: a table; bound: "FOR VALUES ..."; of type; partition key, inherits.
 * access method; server: of a foreign table.
 * options: of storage, of a foreign table those of its server; WITHOUT ROWID, STRICT.
 * row security: "ENABLED"; row security of the owner: "FORCED"; replica identity, clustered on.
 * triggers: of a partition, those that fire otherwise than its parent's: "DISABLE x, ENABLE y".
 * facts: "option" of SQLite; "uses", of a partition key.
 */
extern const struct model_kind model_table;

/*
 * type.
 * not null: "NOT NULL" or absent (of SQLite with its conflict clause); not null name: where a person chose one;
 * not null inherit: "NO INHERIT"; not null validated: "NOT VALID".
 * default.
 * generated: "(a + 1) STORED".
 * identity: "ALWAYS" or "BY DEFAULT"; identity options: "START WITH 5".
 * collation; what column_setting.h and COLUMN_FIELDS of kind/postgres/ list; foreign options: of a foreign table's.
 * position: from 1; reported only where the columns that both sides have differ in order.
 * facts of Postgres: "type schema", "type" as the catalog has it (int4), "type modifier", "type array";
 * "default call schema" and "default call", functions; "generated": STORED or VIRTUAL; "uses", of what is generated;
 * of an identity "minimum", "maximum", "direction" and "cycle", as of a sequence; "of parents", where a table that it
 * inherits from, and is no partition of, has the column, too.
 * "uses" is "schema\nrelation\ncolumn" wherever it is: a column that the server does not let be changed beneath it.
 */
extern const struct model_kind model_column;

/*
 * type: "PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY", "EXCLUDE".
 * definition.
 * order: of SQLite's keys, the place of one among them where that matters.
 * options: of the storage of its index.
 * validated: "NOT VALID" or absent.
 * facts: "key", in order (of SQLite "a", of an exclusion of Postgres "a WITH ="); of Postgres also "include";
 * "timing": IMMEDIATE, DEFERRABLE, DEFERRED; "enforced": yes, no; "on delete", "on update"; "nulls": NOT DISTINCT;
 * "core", the definition without what INCLUDE, timing and enforcement say; "computes from", as "uses" of a column: what
 * is computed anew when the column's type changes; "refuses null", of a check: columns that it wants not to be NULL,
 * written likewise.
 */
extern const struct model_kind model_constraint;

/*
 * unique: "UNIQUE", "UNIQUE NULLS NOT DISTINCT" or absent.
 * method: absent for btree.
 * keys, include, where, options.
 * statistics: of an expression, "2: 77".
 * definition: what does not fit these, as "ON ONLY" a partitioned table.
 * facts: "key", without its order; of Postgres also "include" and "computes from", of its expressions and condition.
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

/*
 * kind: "RESTRICTIVE" or absent.
 * command: absent for all.
 * roles: in order; absent for PUBLIC.
 * using, with check.
 */
extern const struct model_kind model_policy;

/* definition, target */
extern const struct model_kind model_statistics;

/*
 * definition, options; columns: what is set of them, "a SET DEFAULT 5".
 * facts: "column", the names of its columns; "target", what each is made of; "rest", the query without them, where
 * another column changes no row; "option" and "option value"; "uses".
 */
extern const struct model_kind model_view;

/* The same. */
extern const struct model_kind model_materialized_view;

/*
 * text. The relation is the table of a column's, constraint's, ... comment;
 * the name says what it is of: "TABLE rooms", "COLUMN creator", "INDEX x".
 * facts of Postgres: "name", of what it is of; owners have it, too.
 */
extern const struct model_kind model_comment;

/* role. The relation and the name as a privilege's; the role that owns most things is not reported. */
extern const struct model_kind model_owner;

/*
 * grants: what differs from what the owner and PUBLIC have by themselves. The name: "TABLE rooms", ...
 * facts of Postgres: "grants elsewhere": what the same is on servers that have MAINTAIN, or have not, where a text that
 * says ALL does not tell of which it is; "" for nothing.
 */
extern const struct model_kind model_privilege;

/* One a column, under its name: the literal as printed. */
extern const struct model_kind model_row;

/* value; used: "true" or "false". SQLite: the value of sqlite_sequence. */
extern const struct model_kind model_sequence_position;

/* value. SQLite: PRAGMA user_version and the like. */
extern const struct model_kind model_setting;

/*
 * definition. What has no words of its own: operator, cast,
 * collation, text search objects, publication, event trigger, ...
 * The name: "OPERATOR ===(text, text)".
 * facts: "name", without words around it; of a publication "uses", of conditions.
 */
extern const struct model_kind model_other;

/*
 * sql: of all statements about one object that a reader does not understand, in the spelling of statement.h.
 * The name: "FOREIGN TABLE films", "UPDATE rooms".
 */
extern const struct model_kind model_statement;

#endif
