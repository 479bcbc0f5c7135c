/* SELECT, VALUES, set operations, WITH. */
#include "sql/postgres/print.h"

#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

void print_break(struct printer *p, int deeper)
{
    if (!p->lines) {
        putc(' ', p->out);
        return;
    }
    putc('\n', p->out);
    for (int i = 0; i < p->indent + deeper; i++)
        fputs("    ", p->out);
}

void print_subquery(struct printer *p, const json_t *node)
{
    bool lines = p->lines;
    p->lines = false;
    putc('(', p->out);
    print_query(p, node);
    putc(')', p->out);
    p->lines = lines;
}

void print_block(struct printer *p, const json_t *node)
{
    if (!p->lines) {
        print_subquery(p, node);
        return;
    }
    putc('(', p->out);
    p->indent++;
    print_break(p, 0);
    print_query(p, node);
    p->indent--;
    print_break(p, 0);
    putc(')', p->out);
}

void print_sort(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *sort = node_as(item, "SortBy");
        fputs(i > 0 ? ", " : "", p->out);
        print_expression(p, field_node(sort, "node"));
        if (field_is(sort, "sortby_dir", "SORTBY_DESC"))
            fputs(" DESC", p->out);
        else if (field_is(sort, "sortby_dir", "SORTBY_ASC"))
            fputs(" ASC", p->out);
        else if (field_is(sort, "sortby_dir", "SORTBY_USING")) {
            fputs(" USING ", p->out);
            print_operator_name(p, field_node(sort, "useOp"));
        }
        if (field_is(sort, "sortby_nulls", "SORTBY_NULLS_FIRST"))
            fputs(" NULLS FIRST", p->out);
        else if (field_is(sort, "sortby_nulls", "SORTBY_NULLS_LAST"))
            fputs(" NULLS LAST", p->out);
    }
}

static void print_target(struct printer *p, const json_t *body)
{
    print_expression(p, field_node(body, "val"));
    if (field_node(body, "name")) {
        fputs(" AS ", p->out);
        print_name(p->out, field_text(body, "name"));
    }
}

void print_targets(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    bool several = json_array_size(list) > 1;
    json_array_foreach(list, i, item)
    {
        fputs(i > 0 ? "," : "", p->out);
        if (several)
            print_break(p, 1);
        else
            putc(' ', p->out);
        print_target(p, node_as(item, "ResTarget"));
    }
}

/* Conditions joined by AND stand one a line. */
void print_condition(struct printer *p, const json_t *node)
{
    const json_t *both = node_as(node, "BoolExpr");
    if (!p->lines || !both || !field_is(both, "boolop", "AND_EXPR")) {
        print_expression(p, node);
        return;
    }
    size_t i;
    json_t *item;
    json_array_foreach(field_node(both, "args"), i, item)
    {
        if (i > 0) {
            print_break(p, 1);
            fputs("AND ", p->out);
        }
        print_operand(p, item, BIND_NOT);
    }
}

static void print_grouping_set(struct printer *p, const json_t *node)
{
    const json_t *set = node_as(node, "GroupingSet");
    size_t i;
    json_t *item;
    if (!set) {
        print_expression(p, node);
        return;
    }
    if (field_is(set, "kind", "GROUPING_SET_ROLLUP"))
        fputs("ROLLUP ", p->out);
    else if (field_is(set, "kind", "GROUPING_SET_CUBE"))
        fputs("CUBE ", p->out);
    else if (field_is(set, "kind", "GROUPING_SET_SETS"))
        fputs("GROUPING SETS ", p->out);
    else if (!field_is(set, "kind", "GROUPING_SET_EMPTY"))
        print_lost(p);
    putc('(', p->out);
    json_array_foreach(field_node(set, "content"), i, item)
    {
        fputs(i > 0 ? ", " : "", p->out);
        print_grouping_set(p, item);
    }
    putc(')', p->out);
}

static void print_group(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *item;
    print_break(p, 0);
    fputs(field_flag(body, "groupDistinct") ? "GROUP BY DISTINCT " : "GROUP BY ", p->out);
    json_array_foreach(field_node(body, "groupClause"), i, item)
    {
        fputs(i > 0 ? ", " : "", p->out);
        print_grouping_set(p, item);
    }
}

static void print_windows(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *window = node_as(item, "WindowDef");
        if (i == 0) {
            print_break(p, 0);
            fputs("WINDOW ", p->out);
        } else
            fputs(", ", p->out);
        print_name(p->out, field_text(window, "name"));
        fputs(" AS (", p->out);
        print_window(p, window);
        putc(')', p->out);
    }
}

static void print_clause(struct printer *p, const char *keywords, const json_t *node)
{
    if (!node)
        return;
    print_break(p, 0);
    fputs(keywords, p->out);
    print_condition(p, node);
}

static void print_locking(struct printer *p, const json_t *list)
{
    static const char *const strengths[][2] = {{"LCS_FORKEYSHARE", "FOR KEY SHARE"},
                                               {"LCS_FORSHARE", "FOR SHARE"},
                                               {"LCS_FORNOKEYUPDATE", "FOR NO KEY UPDATE"},
                                               {"LCS_FORUPDATE", "FOR UPDATE"}};
    size_t i, r;
    json_t *item, *relation;
    json_array_foreach(list, i, item)
    {
        const json_t *lock = node_as(item, "LockingClause");
        print_break(p, 0);
        for (size_t s = 0; s < sizeof(strengths) / sizeof(*strengths); s++)
            if (field_is(lock, "strength", strengths[s][0]))
                fputs(strengths[s][1], p->out);
        json_array_foreach(field_node(lock, "lockedRels"), r, relation)
        {
            fputs(r > 0 ? ", " : " OF ", p->out);
            print_relation(p, node_as(relation, "RangeVar"));
        }
        if (field_is(lock, "waitPolicy", "LockWaitSkip"))
            fputs(" SKIP LOCKED", p->out);
        else if (field_is(lock, "waitPolicy", "LockWaitError"))
            fputs(" NOWAIT", p->out);
    }
}

static void print_values(struct printer *p, const json_t *rows)
{
    size_t i;
    json_t *row;
    fputs("VALUES", p->out);
    json_array_foreach(rows, i, row)
    {
        fputs(i > 0 ? "," : "", p->out);
        print_break(p, 1);
        putc('(', p->out);
        print_expressions(p, field_node(node_as(row, "List"), "items"));
        putc(')', p->out);
    }
}

/* One side of UNION and the like; in parentheses where it has clauses of its own, or is a set operation. */
static void print_side(struct printer *p, const json_t *body)
{
    bool bare = field_is(body, "op", "SETOP_NONE") && !field_node(body, "sortClause") &&
                !field_node(body, "limitCount") && !field_node(body, "limitOffset") &&
                !field_node(body, "lockingClause") && !field_node(body, "withClause");
    if (bare) {
        print_select(p, body);
        return;
    }
    putc('(', p->out);
    p->indent += p->lines;
    if (p->lines)
        print_break(p, 0);
    print_select(p, body);
    p->indent -= p->lines;
    if (p->lines)
        print_break(p, 0);
    putc(')', p->out);
}

static bool same_operation(const json_t *body, const json_t *side)
{
    return strcmp(field_text(body, "op"), field_text(side, "op")) == 0 &&
           field_flag(body, "all") == field_flag(side, "all") && !field_node(side, "sortClause") &&
           !field_node(side, "limitCount") && !field_node(side, "limitOffset") && !field_node(side, "lockingClause") &&
           !field_node(side, "withClause");
}

static void print_set_operation(struct printer *p, const json_t *body)
{
    const json_t *left = field_node(body, "larg");
    if (same_operation(body, left))
        print_set_operation(p, left);
    else
        print_side(p, left);
    print_break(p, 0);
    if (field_is(body, "op", "SETOP_UNION"))
        fputs("UNION", p->out);
    else if (field_is(body, "op", "SETOP_INTERSECT"))
        fputs("INTERSECT", p->out);
    else
        fputs("EXCEPT", p->out);
    fputs(field_flag(body, "all") ? " ALL" : "", p->out);
    print_break(p, 0);
    print_side(p, field_node(body, "rarg"));
}

static void print_plain_select(struct printer *p, const json_t *body)
{
    const json_t *distinct = field_node(body, "distinctClause");
    fputs("SELECT", p->out);
    if (distinct) {
        fputs(" DISTINCT", p->out);
        if (node_type(json_array_get(distinct, 0))[0]) {
            fputs(" ON (", p->out);
            print_expressions(p, distinct);
            putc(')', p->out);
        }
    }
    print_targets(p, field_node(body, "targetList"));
    print_from_clause(p, "FROM ", field_node(body, "fromClause"));
    print_clause(p, "WHERE ", field_node(body, "whereClause"));
    if (field_node(body, "groupClause"))
        print_group(p, body);
    print_clause(p, "HAVING ", field_node(body, "havingClause"));
    print_windows(p, field_node(body, "windowClause"));
}

static void print_limit(struct printer *p, const json_t *body)
{
    bool ties = field_is(body, "limitOption", "LIMIT_OPTION_WITH_TIES");
    if (!ties)
        print_clause(p, "LIMIT ", field_node(body, "limitCount"));
    print_clause(p, "OFFSET ", field_node(body, "limitOffset"));
    if (ties) {
        print_break(p, 0);
        fputs("FETCH FIRST ", p->out);
        print_operand(p, field_node(body, "limitCount"), BIND_ATOM + 1);
        fputs(" ROWS WITH TIES", p->out);
    }
}

void print_select(struct printer *p, const json_t *body)
{
    if (field_node(body, "intoClause"))
        print_lost(p);
    print_with(p, field_node(body, "withClause"));
    if (!field_is(body, "op", "SETOP_NONE"))
        print_set_operation(p, body);
    else if (field_node(body, "valuesLists"))
        print_values(p, field_node(body, "valuesLists"));
    else
        print_plain_select(p, body);
    if (field_node(body, "sortClause")) {
        print_break(p, 0);
        fputs("ORDER BY ", p->out);
        print_sort(p, field_node(body, "sortClause"));
    }
    print_limit(p, body);
    print_locking(p, field_node(body, "lockingClause"));
}

void print_query(struct printer *p, const json_t *node)
{
    const json_t *body = node_body(node);
    if (node_as(node, "SelectStmt"))
        print_select(p, body);
    else if (node_as(node, "InsertStmt"))
        print_insert(p, body);
    else if (node_as(node, "UpdateStmt"))
        print_update(p, body);
    else if (node_as(node, "DeleteStmt"))
        print_delete(p, body);
    else if (node_as(node, "NotifyStmt"))
        print_notify(p, body);
    else
        print_lost(p);
}
