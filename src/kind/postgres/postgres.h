/* The kinds of Postgres: what each file of this folder offers the registry and its siblings. */
#ifndef KIND_POSTGRES_POSTGRES_H
#define KIND_POSTGRES_POSTGRES_H

#include "kind/kind.h"

/* Rows of two addresses: what needs what (dependency.sql). */
extern const char postgres_dependency_query[];

extern const struct kind postgres_column;
extern const struct kind postgres_constraint;
extern const struct kind postgres_constraint_not_valid;
extern const struct kind postgres_foreign_key;
extern const struct kind postgres_index;
extern const struct kind postgres_index_option;
extern const struct kind postgres_partition;
extern const struct kind postgres_row;
extern const struct kind postgres_sequence;
extern const struct kind postgres_sequence_owner;
extern const struct kind postgres_sequence_position;
extern const struct kind postgres_table;

#endif
