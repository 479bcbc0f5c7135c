/* Facts of constraints: what is unique, and how it is checked. */
#include <string.h>

#include "model/postgres/facts.h"

static const char *action_words(const char *action)
{
    static const char *const words_of[][2] = {
        {"r", "RESTRICT"}, {"c", "CASCADE"}, {"n", "SET NULL"}, {"d", "SET DEFAULT"}};
    for (size_t i = 0; i < sizeof(words_of) / sizeof(*words_of); i++)
        if (strcmp(words_of[i][0], action) == 0)
            return words_of[i][1];
    return "NO ACTION";
}

static void add_names(struct reader *r, struct statement *s, struct item *item, const char *fact, const json_t *names)
{
    for (size_t i = 0; i < json_array_size(names); i++)
        model_add_fact(r->draft, item, fact, quoted_name(s->ctx, list_text(names, i)));
}

static void add_exclusions(struct reader *r, struct statement *s, struct item *item, const json_t *exclusions)
{
    size_t i;
    json_t *exclusion;
    json_array_foreach(exclusions, i, exclusion)
    {
        const json_t *parts = field_node(node_as(exclusion, "List"), "items");
        json_t *element = json_pack("[O]", json_array_get(parts, 0));
        const char *operator= names_last(field_node(node_as(json_array_get(parts, 1), "List"), "items"));
        model_add_fact(r->draft, item, "key",
                       mem_printf(s->ctx, "%s WITH %s", statement_deparse(s, PIECE_INDEX_ELEMENTS, element), operator));
        json_decref(element);
    }
}

static const char *core_words(struct statement *s, const json_t *constraint)
{
    static const char *const beside[] = {"including", "deferrable", "initdeferred", "not_enforced"};
    json_t *core = json_deep_copy(constraint);
    for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
        json_object_del(core, beside[i]);
    const char *text = statement_deparse(s, PIECE_CONSTRAINT, core);
    json_decref(core);
    return text;
}

/* x IS NOT NULL, and what AND puts beside it. */
static void add_refused_nulls(struct reader *r, struct item *item, const json_t *expression)
{
    const json_t *test = node_as(expression, "NullTest"), *all = node_as(expression, "BoolExpr");
    json_t *column = field_node(test, "arg");
    size_t i;
    json_t *argument;
    if (node_as(column, "ColumnRef") && field_is(test, "nulltesttype", "IS_NOT_NULL"))
        add_references(r, item, "refuses null", column, item->schema, item->relation);
    if (field_is(all, "boolop", "AND_EXPR"))
        json_array_foreach(field_node(all, "args"), i, argument) add_refused_nulls(r, item, argument);
}

void set_constraint_facts(struct reader *r, struct statement *s, struct item *item, json_t *constraint)
{
    static const char *const computed[] = {"raw_expr", "exclusions", "where_clause"};
    bool foreign = field_is(constraint, "contype", "CONSTR_FOREIGN");
    const char *timing = field_flag(constraint, "initdeferred") ? "DEFERRED"
                         : field_flag(constraint, "deferrable") ? "DEFERRABLE"
                                                                : "IMMEDIATE";
    add_names(r, s, item, "key", field_node(constraint, foreign ? "fk_attrs" : "keys"));
    add_exclusions(r, s, item, field_node(constraint, "exclusions"));
    add_names(r, s, item, "include", field_node(constraint, "including"));
    model_add_fact(r->draft, item, "timing", timing);
    model_add_fact(r->draft, item, "enforced", field_flag(constraint, "not_enforced") ? "no" : "yes");
    if (foreign) {
        model_add_fact(r->draft, item, "on delete", action_words(field_text(constraint, "fk_del_action")));
        model_add_fact(r->draft, item, "on update", action_words(field_text(constraint, "fk_upd_action")));
    }
    if (field_flag(constraint, "nulls_not_distinct"))
        model_add_fact(r->draft, item, "nulls", "NOT DISTINCT");
    model_add_fact(r->draft, item, "core", core_words(s, constraint));
    for (size_t i = 0; i < sizeof(computed) / sizeof(*computed); i++)
        add_references(r, item, "computes from", field_node(constraint, computed[i]), item->schema, item->relation);
    add_refused_nulls(r, item, field_node(constraint, "raw_expr"));
}

void set_plain_key_facts(struct reader *r, struct item *item, const char *const *names)
{
    for (; *names; names++)
        model_add_fact(r->draft, item, "key", quoted_name(r->work, *names));
}

void copy_facts(struct reader *r, struct item *item, const struct item *from)
{
    for (size_t i = 0; i < from->n_facts; i++)
        model_add_fact(r->draft, item, from->facts[i].name, from->facts[i].value);
}
