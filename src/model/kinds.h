/*
 * The entries of the table in kinds.c, for readers and rules that speak of
 * one of them. Attributes, by kind (an absent one is not set):
 *
 *   extension          schema
 *   schema             -
 *   type               variety ("enum", "domain", "composite", "range"), labels (of an enum: 'a', 'b'),
 *                      definition (of others, without their constraints)
 *   sequence           variety ("unlogged" or absent), type, start, increment, minimum, maximum, cache, cycle, owner
 * (table.column); all but the type only where they are not what a fresh one has function           variety
 * ("procedure", "aggregate" or absent), returns, language, options (its parameters with their defaults, and what is
 * said behind the language), body (of an aggregate: the whole statement) table              variety ("virtual",
 * "unlogged", "partition of t FOR VALUES ...", "of type", or absent), columns of a virtual table's module in
 * "definition", partition key, inherits, options (storage; WITHOUT ROWID, STRICT), row security, replica identity,
 * clustered on column             type, null ("NOT NULL", with its name and NO INHERIT where it has them, or absent),
 *                      default, generated ("(a + 1) STORED"), identity ("ALWAYS (START WITH 5)"), collation,
 *                      storage, compression, statistics, options, position (from 1, told only when the order of the
 * columns that both sides have differs) constraint         type ("PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY",
 * "EXCLUDE"), definition, options (storage of its index), validated ("NOT VALID" or absent) index              unique
 * ("UNIQUE", "UNIQUE NULLS NOT DISTINCT" or absent), method (absent: btree), keys, include, where, options, statistics
 * ("2: 77" for an expression), definition (of what does not fit these: "ON ONLY" a partitioned table) trigger
 * definition, enabled (absent: as usual) rule               definition, enabled (absent: as usual) policy definition
 *   statistics         definition, target
 *   view               definition, options
 *   materialized view  definition, options
 *   comment            text   (relation: the table of a column's, constraint's, ... comment;
 *                              name: "TABLE rooms", "COLUMN creator", "INDEX x")
 *   privilege          grants: what differs from what the owner and PUBLIC have by themselves (name: "TABLE rooms",
 * ...) row                one attribute a column, under its name, the literal as printed sequence position  value, used
 * ("true", "false")   (SQLite: value of sqlite_sequence) setting            value (SQLite: PRAGMA user_version and the
 * like) other              definition: aggregates' kin that have no words of their own (operator, cast, conversion,
 * collation, text search objects, publication, event trigger, ...); name: "OPERATOR ===(text, text)"
 */
#ifndef MODEL_KINDS_H
#define MODEL_KINDS_H

#include "model/model.h"

extern const struct model_kind model_extension;
extern const struct model_kind model_schema;
extern const struct model_kind model_type;
extern const struct model_kind model_sequence;
extern const struct model_kind model_function;
extern const struct model_kind model_table;
extern const struct model_kind model_column;
extern const struct model_kind model_constraint;
extern const struct model_kind model_index;
extern const struct model_kind model_trigger;
extern const struct model_kind model_rule;
extern const struct model_kind model_policy;
extern const struct model_kind model_statistics;
extern const struct model_kind model_view;
extern const struct model_kind model_materialized_view;
extern const struct model_kind model_comment;
extern const struct model_kind model_privilege;
extern const struct model_kind model_row;
extern const struct model_kind model_sequence_position;
extern const struct model_kind model_setting;
extern const struct model_kind model_other;

#endif
