/* What stands in FROM: relations, functions, subqueries, joins. */
#include "sql/postgres/print.h"

#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

static void print_item(struct printer *p, const json_t *node);

void print_relation(struct printer *p, const json_t *body)
{
    if (!field_flag(body, "inh"))
        fputs("ONLY ", p->out);
    if (field_node(body, "schemaname")) {
        print_name(p->out, field_text(body, "schemaname"));
        putc('.', p->out);
    }
    print_name(p->out, field_text(body, "relname"));
}

static void print_alias(struct printer *p, const json_t *alias)
{
    if (!alias)
        return;
    putc(' ', p->out);
    print_name(p->out, field_text(alias, "aliasname"));
    if (field_node(alias, "colnames")) {
        putc('(', p->out);
        print_names(p, field_node(alias, "colnames"), ", ");
        putc(')', p->out);
    }
}

/* a integer, b text COLLATE "C": what a function returns that says nothing about it itself. */
static void print_column_definitions(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    putc('(', p->out);
    json_array_foreach(list, i, item)
    {
        const json_t *column = node_as(item, "ColumnDef");
        fputs(i > 0 ? ", " : "", p->out);
        print_declared(p, field_text(column, "colname"), field_node(column, "typeName"));
        if (field_node(column, "collClause")) {
            fputs(" COLLATE ", p->out);
            print_names(p, field_node(field_node(column, "collClause"), "collname"), ".");
        }
    }
    putc(')', p->out);
}

static void print_function(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *item;
    bool several = field_flag(body, "is_rowsfrom");
    fputs(field_flag(body, "lateral") ? "LATERAL " : "", p->out);
    fputs(several ? "ROWS FROM (" : "", p->out);
    json_array_foreach(field_node(body, "functions"), i, item)
    {
        const json_t *pair = field_node(node_as(item, "List"), "items");
        const json_t *columns = node_as(json_array_get(pair, 1), "List");
        fputs(i > 0 ? ", " : "", p->out);
        print_expression(p, json_array_get(pair, 0));
        if (columns) {
            fputs(" AS ", p->out);
            print_column_definitions(p, field_node(columns, "items"));
        }
    }
    fputs(several ? ")" : "", p->out);
    fputs(field_flag(body, "ordinality") ? " WITH ORDINALITY" : "", p->out);
    print_alias(p, field_node(body, "alias"));
    if (field_node(body, "coldeflist")) {
        fputs(field_node(body, "alias") ? "" : " AS ", p->out);
        print_column_definitions(p, field_node(body, "coldeflist"));
    }
}

static void print_xml_column(struct printer *p, const json_t *body)
{
    print_name(p->out, field_text(body, "colname"));
    if (field_flag(body, "for_ordinality")) {
        fputs(" FOR ORDINALITY", p->out);
        return;
    }
    putc(' ', p->out);
    print_type(p, field_node(body, "typeName"));
    if (field_node(body, "colexpr")) {
        fputs(" PATH ", p->out);
        print_operand(p, field_node(body, "colexpr"), BIND_CAST);
    }
    if (field_node(body, "coldefexpr")) {
        fputs(" DEFAULT ", p->out);
        print_operand(p, field_node(body, "coldefexpr"), BIND_CAST);
    }
    fputs(field_flag(body, "is_not_null") ? " NOT NULL" : "", p->out);
}

static void print_xml_table(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *item;
    fputs(field_flag(body, "lateral") ? "LATERAL XMLTABLE(" : "XMLTABLE(", p->out);
    json_array_foreach(field_node(body, "namespaces"), i, item)
    {
        const json_t *space = node_as(item, "ResTarget");
        fputs(i > 0 ? ", " : "XMLNAMESPACES(", p->out);
        fputs(field_node(space, "name") ? "" : "DEFAULT ", p->out);
        print_operand(p, field_node(space, "val"), BIND_CAST);
        if (field_node(space, "name")) {
            fputs(" AS ", p->out);
            print_name(p->out, field_text(space, "name"));
        }
    }
    fputs(field_node(body, "namespaces") ? "), " : "", p->out);
    print_operand(p, field_node(body, "rowexpr"), BIND_ATOM + 1);
    fputs(" PASSING ", p->out);
    print_operand(p, field_node(body, "docexpr"), BIND_ATOM + 1);
    json_array_foreach(field_node(body, "columns"), i, item)
    {
        fputs(i > 0 ? ", " : " COLUMNS ", p->out);
        print_xml_column(p, node_as(item, "RangeTableFuncCol"));
    }
    putc(')', p->out);
    print_alias(p, field_node(body, "alias"));
}

static void print_sample(struct printer *p, const json_t *body)
{
    print_item(p, field_node(body, "relation"));
    fputs(" TABLESAMPLE ", p->out);
    print_names(p, field_node(body, "method"), ".");
    putc('(', p->out);
    print_expressions(p, field_node(body, "args"));
    putc(')', p->out);
    if (field_node(body, "repeatable")) {
        fputs(" REPEATABLE (", p->out);
        print_expression(p, field_node(body, "repeatable"));
        putc(')', p->out);
    }
}

static const char *join_keyword(const json_t *body)
{
    if (field_is(body, "jointype", "JOIN_LEFT"))
        return "LEFT JOIN ";
    if (field_is(body, "jointype", "JOIN_RIGHT"))
        return "RIGHT JOIN ";
    if (field_is(body, "jointype", "JOIN_FULL"))
        return "FULL JOIN ";
    return field_node(body, "quals") || field_node(body, "usingClause") || field_flag(body, "isNatural")
               ? "JOIN "
               : "CROSS JOIN ";
}

static void print_join_inner(struct printer *p, const json_t *body)
{
    const json_t *right = field_node(body, "rarg");
    bool nested = node_as(right, "JoinExpr") && !field_node(node_body(right), "alias");
    print_item(p, field_node(body, "larg"));
    print_break(p, 0);
    fputs(field_flag(body, "isNatural") ? "NATURAL " : "", p->out);
    fputs(join_keyword(body), p->out);
    fputs(nested ? "(" : "", p->out);
    print_item(p, right);
    fputs(nested ? ")" : "", p->out);
    if (field_node(body, "quals")) {
        fputs(" ON ", p->out);
        print_expression(p, field_node(body, "quals"));
    }
    if (field_node(body, "usingClause")) {
        fputs(" USING (", p->out);
        print_names(p, field_node(body, "usingClause"), ", ");
        putc(')', p->out);
    }
    if (field_node(body, "join_using_alias")) {
        fputs(" AS", p->out);
        print_alias(p, field_node(body, "join_using_alias"));
    }
}

static void print_join(struct printer *p, const json_t *body)
{
    if (!field_node(body, "alias")) {
        print_join_inner(p, body);
        return;
    }
    putc('(', p->out);
    print_join_inner(p, body);
    putc(')', p->out);
    print_alias(p, field_node(body, "alias"));
}

static void print_item(struct printer *p, const json_t *node)
{
    const json_t *body = node_body(node);
    if (node_as(node, "RangeVar")) {
        print_relation(p, body);
        print_alias(p, field_node(body, "alias"));
    } else if (node_as(node, "RangeSubselect")) {
        fputs(field_flag(body, "lateral") ? "LATERAL " : "", p->out);
        print_block(p, field_node(body, "subquery"));
        print_alias(p, field_node(body, "alias"));
    } else if (node_as(node, "RangeFunction"))
        print_function(p, body);
    else if (node_as(node, "RangeTableFunc"))
        print_xml_table(p, body);
    else if (node_as(node, "RangeTableSample"))
        print_sample(p, body);
    else if (node_as(node, "JoinExpr"))
        print_join(p, body);
    else
        print_lost(p);
}

void print_from_list(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        if (i > 0) {
            putc(',', p->out);
            print_break(p, 1);
        }
        print_item(p, item);
    }
}

void print_from_clause(struct printer *p, const char *keyword, const json_t *list)
{
    if (!list)
        return;
    print_break(p, 0);
    fputs(keyword, p->out);
    print_from_list(p, list);
}
