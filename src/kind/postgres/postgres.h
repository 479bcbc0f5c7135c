/* The kinds of Postgres: what each file of this folder offers the registry and its siblings. */
#ifndef KIND_POSTGRES_POSTGRES_H
#define KIND_POSTGRES_POSTGRES_H

#include "kind/kind.h"

/* Rows of two addresses: what needs what (dependency.sql). */
extern const char postgres_dependency_query[];

/* What the conditions of kinds are asked with (presence.sql). */
extern const char postgres_presence_query[];

extern const struct kind postgres_addition;
extern const struct kind postgres_aggregate;
extern const struct kind postgres_cast;
extern const struct kind postgres_clustering;
extern const struct kind postgres_collation;
extern const struct kind postgres_column;
extern const struct kind postgres_column_option;
extern const struct kind postgres_comment;
extern const struct kind postgres_comment_event;
extern const struct kind postgres_comment_extension;
extern const struct kind postgres_comment_function;
extern const struct kind postgres_comment_last;
extern const struct kind postgres_comment_schema;
extern const struct kind postgres_comment_sequence;
extern const struct kind postgres_comment_type;
extern const struct kind postgres_composite;
extern const struct kind postgres_constraint;
extern const struct kind postgres_constraint_addition;
extern const struct kind postgres_constraint_not_valid;
extern const struct kind postgres_default_privilege;
extern const struct kind postgres_domain;
extern const struct kind postgres_domain_constraint;
extern const struct kind postgres_enum;
extern const struct kind postgres_event_trigger;
extern const struct kind postgres_extension;
extern const struct kind postgres_extension_use;
extern const struct kind postgres_foreign_key;
extern const struct kind postgres_function;
extern const struct kind postgres_hidden;
extern const struct kind postgres_index;
extern const struct kind postgres_index_option;
extern const struct kind postgres_materialized_content;
extern const struct kind postgres_materialized_view;
extern const struct kind postgres_operator;
extern const struct kind postgres_owner;
extern const struct kind postgres_owner_event;
extern const struct kind postgres_owner_function;
extern const struct kind postgres_owner_last;
extern const struct kind postgres_owner_schema;
extern const struct kind postgres_owner_sequence;
extern const struct kind postgres_owner_type;
extern const struct kind postgres_partition;
extern const struct kind postgres_partition_constraint;
extern const struct kind postgres_constraint_only;
extern const struct kind postgres_partition_trigger;
extern const struct kind postgres_persistence;
extern const struct kind postgres_policy;
extern const struct kind postgres_privilege;
extern const struct kind postgres_privilege_function;
extern const struct kind postgres_privilege_last;
extern const struct kind postgres_privilege_schema;
extern const struct kind postgres_privilege_sequence;
extern const struct kind postgres_privilege_type;
extern const struct kind postgres_publication;
extern const struct kind postgres_publication_member;
extern const struct kind postgres_range;
extern const struct kind postgres_replica_identity;
extern const struct kind postgres_row;
extern const struct kind postgres_row_security;
extern const struct kind postgres_rule;
extern const struct kind postgres_schema;
extern const struct kind postgres_public_schema;
extern const struct kind postgres_sequence;
extern const struct kind postgres_sequence_owner;
extern const struct kind postgres_sequence_position;
extern const struct kind postgres_statistics;
extern const struct kind postgres_stored;
extern const struct kind postgres_table;
extern const struct kind postgres_text_search_configuration;
extern const struct kind postgres_text_search_dictionary;
extern const struct kind postgres_trigger;
extern const struct kind postgres_unsupported;
extern const struct kind postgres_view;

#endif
