/* Statements that change data, as they occur in rules and in WITH. */
#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

static void print_target_relation(struct printer *p, const json_t *body)
{
    const json_t *relation = field_node(body, "relation");
    print_relation(p, relation);
    if (field_node(relation, "alias")) {
        fputs(" AS ", p->out);
        print_name(p->out, field_text(field_node(relation, "alias"), "aliasname"));
    }
}

static void print_returning(struct printer *p, const json_t *body)
{
    if (!field_node(body, "returningList"))
        return;
    print_break(p, 0);
    fputs("RETURNING", p->out);
    print_targets(p, field_node(body, "returningList"));
}

static void print_where(struct printer *p, const json_t *node)
{
    if (!node)
        return;
    print_break(p, 0);
    fputs("WHERE ", p->out);
    print_condition(p, node);
}

static void print_target_name(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *step;
    print_name(p->out, field_text(body, "name"));
    json_array_foreach(field_node(body, "indirection"), i, step)
    {
        const json_t *index = node_as(step, "A_Indices");
        putc(index ? '[' : '.', p->out);
        if (index)
            print_expression(p, field_node(index, "uidx"));
        else
            print_name(p->out, field_text(node_as(step, "String"), "sval"));
        fputs(index ? "]" : "", p->out);
        if (index && field_flag(index, "is_slice"))
            print_lost(p);
    }
}

/* a = 1, b = 2; several columns set from one row are left to the server's text. */
static void print_assignments(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *target = node_as(item, "ResTarget");
        fputs(i > 0 ? ", " : "", p->out);
        if (node_as(field_node(target, "val"), "MultiAssignRef"))
            print_lost(p);
        print_target_name(p, target);
        fputs(" = ", p->out);
        print_expression(p, field_node(target, "val"));
    }
}

static void print_conflict(struct printer *p, const json_t *body)
{
    const json_t *infer = field_node(body, "infer");
    size_t i;
    json_t *item;
    if (!body)
        return;
    print_break(p, 0);
    fputs("ON CONFLICT", p->out);
    if (field_node(infer, "conname")) {
        fputs(" ON CONSTRAINT ", p->out);
        print_name(p->out, field_text(infer, "conname"));
    }
    json_array_foreach(field_node(infer, "indexElems"), i, item)
    {
        const json_t *element = node_as(item, "IndexElem");
        fputs(i > 0 ? ", " : " (", p->out);
        if (field_node(element, "name"))
            print_name(p->out, field_text(element, "name"));
        else
            print_operand(p, field_node(element, "expr"), BIND_ATOM + 1);
        if (field_node(element, "collation") || field_node(element, "opclass"))
            print_lost(p);
    }
    fputs(field_node(infer, "indexElems") ? ")" : "", p->out);
    print_where(p, field_node(infer, "whereClause"));
    if (field_is(body, "action", "ONCONFLICT_NOTHING")) {
        fputs(" DO NOTHING", p->out);
        return;
    }
    fputs(" DO UPDATE SET ", p->out);
    print_assignments(p, field_node(body, "targetList"));
    print_where(p, field_node(body, "whereClause"));
}

void print_insert(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *item;
    print_with(p, field_node(body, "withClause"));
    fputs("INSERT INTO ", p->out);
    print_target_relation(p, body);
    json_array_foreach(field_node(body, "cols"), i, item)
    {
        fputs(i > 0 ? ", " : " (", p->out);
        print_target_name(p, node_as(item, "ResTarget"));
    }
    fputs(field_node(body, "cols") ? ")" : "", p->out);
    if (field_is(body, "override", "OVERRIDING_SYSTEM_VALUE"))
        fputs(" OVERRIDING SYSTEM VALUE", p->out);
    else if (field_is(body, "override", "OVERRIDING_USER_VALUE"))
        fputs(" OVERRIDING USER VALUE", p->out);
    if (field_node(body, "selectStmt")) {
        print_break(p, 0);
        print_query(p, field_node(body, "selectStmt"));
    } else
        fputs(" DEFAULT VALUES", p->out);
    print_conflict(p, field_node(body, "onConflictClause"));
    print_returning(p, body);
}

void print_update(struct printer *p, const json_t *body)
{
    print_with(p, field_node(body, "withClause"));
    fputs("UPDATE ", p->out);
    print_target_relation(p, body);
    fputs(" SET ", p->out);
    print_assignments(p, field_node(body, "targetList"));
    print_from_clause(p, "FROM ", field_node(body, "fromClause"));
    print_where(p, field_node(body, "whereClause"));
    print_returning(p, body);
}

void print_delete(struct printer *p, const json_t *body)
{
    print_with(p, field_node(body, "withClause"));
    fputs("DELETE FROM ", p->out);
    print_target_relation(p, body);
    print_from_clause(p, "USING ", field_node(body, "usingClause"));
    print_where(p, field_node(body, "whereClause"));
    print_returning(p, body);
}

void print_notify(struct printer *p, const json_t *body)
{
    fputs("NOTIFY ", p->out);
    print_name(p->out, field_text(body, "conditionname"));
    if (field_node(body, "payload")) {
        fputs(", ", p->out);
        print_literal(p->out, field_text(body, "payload"));
    }
}
