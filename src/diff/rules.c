#include "diff/rule.h"

#include <string.h>

#include "base/mem.h"
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

/* What the kind says of itself; NULL: the rules know. */
static const struct weight *own_weight(enum change_action action, const struct rule_case *c)
{
    const struct model_kind *kind = change_item(c->change)->kind;
    const struct weight *weight = action == CHANGE_ADDED     ? &kind->added
                                  : action == CHANGE_REMOVED ? &kind->removed
                                  : action == CHANGE_RENAMED ? &kind->renamed
                                  : c->attribute             ? item_weight(kind, c->attribute->name)
                                                             : NULL;
    return weight && weight->reason ? weight : NULL;
}

static const char *addition(void *ctx, enum change_action action, const struct rule_case *c)
{
    const struct rule_addition *a = additions_of_columns;
    for (; a->kind && c->new_model->engine == ENGINE_POSTGRES; a++)
        if (a->kind == change_item(c->change)->kind && a->action == action &&
            (!a->attribute || (c->attribute && strcmp(a->attribute, c->attribute->name) == 0)))
            return a->say(ctx, c);
    return "";
}

static void take(void *ctx, struct change *change, enum change_action action, const struct rule_case *c)
{
    const struct weight *weight = own_weight(action, c);
    const struct rule *rule = weight ? NULL : find(action, c);
    const struct weight found = weight ? *weight : (struct weight){rule->class, rule->reason, rule->anchor};
    if (change->reason && found.class <= change->class)
        return;
    change->class = found.class;
    change->reason = mem_printf(ctx, "%s%s", found.reason, addition(ctx, action, c));
    change->anchor = found.anchor;
}

void rules_judge(void *ctx, struct rule_case c, struct change *change)
{
    c.change = change;
    change->reason = NULL;
    if (change->action != CHANGE_ALTERED)
        take(ctx, change, change->action, &c);
    for (size_t i = 0; i < change->n_attributes; i++) {
        c.attribute = &change->attributes[i];
        take(ctx, change, CHANGE_ALTERED, &c);
    }
}
