#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/kind.h"

#include "kind/postgres/postgres.h"
#include "kind/sqlite/sqlite.h"

/* Kinds that describe themselves (kind/grammar.h): the line here declares and lists them. */
#define DESCRIBED_KINDS(KIND)                                                                                          \
    KIND(postgres_foreign_data_wrapper)                                                                                \
    KIND(postgres_foreign_server)                                                                                      \
    KIND(postgres_user_mapping)                                                                                        \
    KIND(postgres_access_method)                                                                                       \
    KIND(postgres_language)                                                                                            \
    KIND(postgres_transform)                                                                                           \
    KIND(postgres_text_search_parser)                                                                                  \
    KIND(postgres_text_search_template)                                                                                \
    KIND(postgres_operator_family)                                                                                     \
    KIND(postgres_operator_class)                                                                                      \
    KIND(postgres_shell_type)                                                                                          \
    KIND(postgres_base_type_name)                                                                                      \
    KIND(postgres_base_type)                                                                                           \
    KIND(postgres_conversion)

#define DECLARE(name) extern const struct kind name;
#define ENTRY(name)   &(name),
DESCRIBED_KINDS(DECLARE)

/*
 * Every kind, one line each. The order decides nothing but the order of
 * reading and of two kinds in one place of a snapshot.
 */
static const struct kind *const postgres_kinds[] = {
    &postgres_addition,
    &postgres_hidden,
    &postgres_unsupported,
    &postgres_extension,
    &postgres_schema,
    &postgres_public_schema,
    &postgres_collation,
    &postgres_text_search_dictionary,
    &postgres_text_search_configuration,
    &postgres_enum,
    &postgres_domain,
    &postgres_domain_constraint,
    &postgres_composite,
    &postgres_range,
    &postgres_sequence,
    &postgres_function,
    &postgres_aggregate,
    &postgres_operator,
    &postgres_cast,
    DESCRIBED_KINDS(ENTRY) ENTRY(postgres_table) & postgres_column,
    &postgres_constraint,
    &postgres_constraint_addition,
    &postgres_index,
    &postgres_constraint_not_valid,
    &postgres_column_option,
    &postgres_index_option,
    &postgres_owner,
    &postgres_owner_schema,
    &postgres_owner_type,
    &postgres_owner_sequence,
    &postgres_owner_function,
    &postgres_sequence_owner,
    &postgres_persistence,
    &postgres_statistics,
    &postgres_replica_identity,
    &postgres_clustering,
    &postgres_row_security,
    &postgres_policy,
    &postgres_partition,
    &postgres_partition_constraint,
    &postgres_constraint_only,
    &postgres_trigger,
    &postgres_partition_trigger,
    &postgres_rule,
    &postgres_view,
    &postgres_materialized_view,
    &postgres_foreign_key,
    &postgres_row,
    &postgres_sequence_position,
    &postgres_materialized_content,
    &postgres_publication,
    &postgres_publication_member,
    &postgres_comment,
    &postgres_comment_extension,
    &postgres_comment_schema,
    &postgres_comment_type,
    &postgres_comment_sequence,
    &postgres_comment_function,
    &postgres_comment_last,
    &postgres_privilege,
    &postgres_privilege_schema,
    &postgres_privilege_type,
    &postgres_privilege_sequence,
    &postgres_privilege_function,
    &postgres_privilege_last,
    &postgres_default_privilege,
    &postgres_extension_use,
    &postgres_owner_last,
    &postgres_event_trigger,
    &postgres_owner_event,
    &postgres_comment_event,
    &postgres_stored,
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

const char *needs_of_engine(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? postgres_dependency_query : NULL;
}

const char *presence_of_engine(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? postgres_presence_query : NULL;
}

bool kind_is_preparation(const struct kind *kind)
{
    return kind == &postgres_default_privilege || kind == &sqlite_setting_kind;
}

/* Asked of every object: by address, where the list is long. */
struct ranked {
    const struct kind *kind;
    int rank;
};

static struct ranked
    ranks[sizeof(postgres_kinds) / sizeof(*postgres_kinds) + sizeof(sqlite_kinds) / sizeof(*sqlite_kinds)];
static size_t n_ranks;
static pthread_once_t ranks_once = PTHREAD_ONCE_INIT;

static int by_address(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct ranked *)a)->kind, y = (uintptr_t)((const struct ranked *)b)->kind;
    return (x > y) - (x < y);
}

static void rank_kinds(void)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (int i = 0; kinds_of_engine((enum engine)e)[i]; i++)
            ranks[n_ranks++] = (struct ranked){kinds_of_engine((enum engine)e)[i], i};
    qsort(ranks, n_ranks, sizeof(*ranks), by_address);
}

int kind_rank(const struct kind *kind)
{
    const struct ranked wanted = {kind, 0};
    pthread_once(&ranks_once, rank_kinds);
    const struct ranked *found = bsearch(&wanted, ranks, n_ranks, sizeof(*ranks), by_address);
    return found ? found->rank : -1;
}

char *kind_text(void *ctx, const struct catalog *catalog, const struct object *o)
{
    struct text t;
    text_open(&t);
    o->kind->print(t.out, catalog, o);
    char *text = text_close(&t, ctx);
    size_t n = strlen(text);
    if (n > 0 && text[n - 1] == '\n')
        text[n - 1] = '\0';
    return text;
}
