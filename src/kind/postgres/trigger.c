#include "kind/postgres/firing.h"
#include "kind/postgres/postgres.h"

extern const char postgres_trigger_query[];

static bool parse_create(struct parsing *parsing, json_t *body)
{
    return firing_parse(parsing, &postgres_trigger, "CreateTrigStmt", body, field_text(body, "trigname"));
}

static const struct grammar_statement statements[] = {{.node = "CreateTrigStmt", .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item = {.forms = firing_attributes, .n_forms = FIRING_N_FIELDS},
    .item_kind = "trigger",
    .object_type = "OBJECT_TRIGGER",
    .keyword = "TRIGGER",
    .member = true,
    .statements = statements,
    .rename = firing_rename,
    .recompute = firing_follow,
};

const struct kind postgres_trigger = {
    .name = "trigger",
    .query = postgres_trigger_query,
    .present = "EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)",
    .read = firing_read,
    .asks = true,
    .fields = firing_fields,
    .forms = firing_forms,
    .n_fields = FIRING_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_TRIGGER,
    .remark = REMARK_TRIGGER,
    .print = firing_print,
    .needs = firing_needs,
    .grammar = &grammar,
    .changes = &firing_changes,
};
