#include "diff/rule.h"

#include <string.h>

#include "model/kinds.h"

const struct rule *const rule_tables[] = {rules_of_tables, rules_of_columns, rules_of_constraints,
                                          rules_of_code,   rules_of_others,  NULL};

bool rule_gained(const struct rule_case *c)
{
    return !c->attribute->old_value;
}

bool rule_lost(const struct rule_case *c)
{
    return !c->attribute->new_value;
}

static bool has_relation(const struct model *model, const struct item *item)
{
    const struct model_kind *const kinds[] = {&model_table, &model_view, &model_materialized_view};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (model_find(model, kinds[i], item->schema, "", item->relation))
            return true;
    return false;
}

bool rule_relation_stays(const struct rule_case *c)
{
    const struct item *item = change_item(c->change);
    return has_relation(c->old_model, item) == has_relation(c->new_model, item);
}

static bool engine_fits(const struct rule *rule, enum engine engine)
{
    return rule->engines == ON_BOTH || (rule->engines == ON_POSTGRES) == (engine == ENGINE_POSTGRES);
}

static bool fits(const struct rule *rule, enum change_action action, const struct rule_case *c)
{
    return rule->action == action && (!rule->kind || rule->kind == change_item(c->change)->kind) &&
           engine_fits(rule, c->new_model->engine) &&
           (!rule->attribute || (c->attribute && strcmp(rule->attribute, c->attribute->name) == 0)) &&
           (!rule->applies || rule->applies(c));
}

/* The last table has a rule for whatever the others leave. */
static const struct rule *find(enum change_action action, const struct rule_case *c)
{
    const struct rule *const *table = rule_tables, *rule = *table;
    while (!fits(rule, action, c)) {
        rule++;
        if (!rule->reason && table[1])
            rule = *++table;
    }
    return rule;
}

static void take(struct change *change, const struct rule *rule)
{
    if (change->reason && rule->class <= change->class)
        return;
    change->class = rule->class;
    change->reason = rule->reason;
    change->anchor = rule->anchor;
}

void rules_judge(const struct model *old_model, const struct model *new_model, struct change *change)
{
    struct rule_case c = {old_model, new_model, change, NULL};
    change->reason = NULL;
    if (change->action != CHANGE_ALTERED)
        take(change, find(change->action, &c));
    for (size_t i = 0; i < change->n_attributes; i++) {
        c.attribute = &change->attributes[i];
        take(change, find(CHANGE_ALTERED, &c));
    }
}
