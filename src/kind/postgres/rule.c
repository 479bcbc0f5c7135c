#include "kind/postgres/common.h"
#include "kind/postgres/firing.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_rule_query[];

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, FIRING_DEFINITION, CANON_STATEMENT);
}

static bool read_rules(const struct kind *kind, struct reading *reading)
{
    return read_completed(kind, reading, complete_rule_names, FIRING_DEFINITION, canonicalize);
}

/* One that takes the place of another fires as that one did. */
static bool parse_create(struct parsing *parsing, json_t *body)
{
    const char *name = field_text(body, "rulename");
    const struct name_pair table = field_of_range(field_node(body, "relation"));
    const struct object *before = parsing_find(parsing, &postgres_rule, table.schema, table.name, name);
    const char *enabled = before ? before->values[FIRING_ENABLED] : NULL;
    bool done = firing_parse(parsing, &postgres_rule, "RuleStmt", body, name);
    parsing_find(parsing, &postgres_rule, table.schema, table.name, name)->values[FIRING_ENABLED] = enabled;
    return done;
}

static const struct grammar_statement statements[] = {{.node = "RuleStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.forms = firing_attributes, .n_forms = FIRING_N_FIELDS},
    .item_kind = "rule",
    .object_type = "OBJECT_RULE",
    .keyword = "RULE",
    .member = true,
    .statements = statements,
    .rename = firing_rename,
    .recompute = firing_follow,
};

const struct kind postgres_rule = {
    .name = "rule",
    .query = postgres_rule_query,
    .present = "EXISTS (SELECT FROM pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN')",
    .read = read_rules,
    .fields = firing_fields,
    .forms = firing_forms,
    .n_fields = FIRING_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_TRIGGER,
    .print = firing_print,
    .needs = firing_needs,
    .grammar = &grammar,
    .changes = &firing_changes,
};
