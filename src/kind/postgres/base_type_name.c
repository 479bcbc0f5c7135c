/*
 * A type made of functions needs these, and they it: so its name is made first, then they, then the type. The text has
 * the name as a part of the type.
 */
#include "kind/postgres/common.h"

extern const char postgres_base_type_name_query[];
extern const struct kind postgres_base_type_name;

const struct kind postgres_base_type_name = {
    .name = "name of base type",
    .query = postgres_base_type_name_query,
    .present = "EXISTS (SELECT FROM type WHERE typtype = 'b' AND has_array)",
    .phase = PHASE_TYPE,
    .print = print_shell_type,
};
