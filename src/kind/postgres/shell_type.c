/* A type of which there is no more than the name: CREATE TYPE x. */
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

extern const char postgres_shell_type_query[];
extern const struct kind postgres_shell_type;

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "defnames"));
    parsing_add(parsing, &postgres_shell_type, name.schema, "", name.name);
    return true;
}

static bool is_shell(const json_t *body)
{
    return !field_node(body, "definition");
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_TYPE", .parse = parse_create, .applies = is_shell}, {0}};

static const struct grammar grammar = {
    .item = {.name = "shell type", .plural = "shell types"},
    .catalog = "pg_type",
    .object_type = "OBJECT_TYPE",
    .shared = true,
    .keyword = "TYPE",
    .owned = true,
    .identify = identify_type,
    .statements = statements,
};

const struct kind postgres_shell_type = {
    .name = "shell type",
    .query = postgres_shell_type_query,
    .present = "EXISTS (SELECT FROM type WHERE NOT typisdefined)",
    .phase = PHASE_TYPE,
    .print = print_shell_type,
    .grammar = &grammar,
};
