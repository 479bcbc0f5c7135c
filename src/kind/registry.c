#include "kind/kind.h"

#include "kind/postgres/postgres.h"
#include "kind/sqlite/sqlite.h"

/*
 * Every kind, one line each. The order decides nothing but the order of
 * reading and of two kinds in one place of a snapshot.
 */
static const struct kind *const postgres_kinds[] = {
    &postgres_table,
    &postgres_column,
    &postgres_constraint,
    &postgres_index,
    &postgres_constraint_not_valid,
    &postgres_foreign_key,
    &postgres_sequence,
    &postgres_sequence_owner,
    &postgres_index_option,
    &postgres_partition,
    &postgres_row,
    &postgres_sequence_position,
    NULL,
};

static const struct kind *const sqlite_kinds[] = {
    &sqlite_setting_kind,
    &sqlite_table_kind,
    &sqlite_column_kind,
    &sqlite_constraint_kind,
    &sqlite_virtual_table_kind,
    &sqlite_index_kind,
    &sqlite_trigger_kind,
    &sqlite_view_kind,
    &sqlite_row_kind,
    &sqlite_position_kind,
    NULL,
};

const struct kind *const *kinds_of_engine(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? postgres_kinds : sqlite_kinds;
}

static int rank_in(const struct kind *const *kinds, const struct kind *kind)
{
    for (int i = 0; kinds[i]; i++)
        if (kinds[i] == kind)
            return i;
    return -1;
}

int kind_rank(const struct kind *kind)
{
    int rank = rank_in(postgres_kinds, kind);
    return rank >= 0 ? rank : rank_in(sqlite_kinds, kind);
}
