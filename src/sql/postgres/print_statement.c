/* CREATE INDEX, TRIGGER, RULE and STATISTICS. */
#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

void print_element(struct printer *p, const json_t *expression)
{
    const json_t *call = node_as(expression, "FuncCall");
    bool bare =
        (call && precedence_of(expression) == BIND_ATOM && !field_is(call, "funcformat", "COERCE_SQL_SYNTAX")) ||
        node_as(expression, "CoalesceExpr") || node_as(expression, "MinMaxExpr");
    print_operand(p, expression, bare ? BIND_OR : BIND_ATOM + 1);
}

void print_options(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *option = node_as(item, "DefElem"), *value = field_node(option, "arg");
        fputs(i > 0 ? ", " : "", p->out);
        print_name(p->out, field_text(option, "defname"));
        if (!value)
            continue;
        fputs(" = ", p->out);
        if (node_as(value, "String"))
            print_option_value(p->out, field_text(node_body(value), "sval"));
        else
            print_lost(p);
    }
}

static void print_index_element(struct printer *p, const json_t *body)
{
    if (field_node(body, "name"))
        print_name(p->out, field_text(body, "name"));
    else
        print_element(p, field_node(body, "expr"));
    if (field_node(body, "collation")) {
        fputs(" COLLATE ", p->out);
        print_names(p, field_node(body, "collation"), ".");
    }
    if (field_node(body, "opclass")) {
        putc(' ', p->out);
        print_names(p, field_node(body, "opclass"), ".");
    }
    if (field_node(body, "opclassopts")) {
        fputs(" (", p->out);
        print_options(p, field_node(body, "opclassopts"));
        putc(')', p->out);
    }
    fputs(field_is(body, "ordering", "SORTBY_DESC") ? " DESC" : "", p->out);
    if (field_is(body, "nulls_ordering", "SORTBY_NULLS_FIRST"))
        fputs(" NULLS FIRST", p->out);
    else if (field_is(body, "nulls_ordering", "SORTBY_NULLS_LAST"))
        fputs(" NULLS LAST", p->out);
}

void print_index_elements(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        fputs(i > 0 ? ", " : "", p->out);
        print_index_element(p, node_as(item, "IndexElem"));
    }
}

static void print_index(struct printer *p, const json_t *body)
{
    fputs(field_flag(body, "unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ", p->out);
    print_name(p->out, field_text(body, "idxname"));
    fputs(" ON ", p->out);
    print_relation(p, field_node(body, "relation"));
    if (!field_is(body, "accessMethod", "btree")) {
        fputs(" USING ", p->out);
        print_name(p->out, field_text(body, "accessMethod"));
    }
    fputs(" (", p->out);
    print_index_elements(p, field_node(body, "indexParams"));
    putc(')', p->out);
    if (field_node(body, "indexIncludingParams")) {
        fputs(" INCLUDE (", p->out);
        print_index_elements(p, field_node(body, "indexIncludingParams"));
        putc(')', p->out);
    }
    fputs(field_flag(body, "nulls_not_distinct") ? " NULLS NOT DISTINCT" : "", p->out);
    if (field_node(body, "options")) {
        fputs(" WITH (", p->out);
        print_options(p, field_node(body, "options"));
        putc(')', p->out);
    }
    if (field_node(body, "whereClause")) {
        fputs(" WHERE ", p->out);
        print_expression(p, field_node(body, "whereClause"));
    }
}

static void print_trigger_events(struct printer *p, const json_t *body)
{
    static const struct {
        long bit;
        const char *keyword;
    } events[] = {{1 << 2, "INSERT"}, {1 << 3, "DELETE"}, {1 << 4, "UPDATE"}, {1 << 5, "TRUNCATE"}};
    const char *separator = " ";
    for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++) {
        if (!(field_number(body, "events") & events[i].bit))
            continue;
        fprintf(p->out, "%s%s", separator, events[i].keyword);
        separator = " OR ";
        if (i == 2 && field_node(body, "columns")) {
            fputs(" OF ", p->out);
            print_names(p, field_node(body, "columns"), ", ");
        }
    }
}

static void print_transitions(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *table = node_as(item, "TriggerTransition");
        fputs(i == 0 ? " REFERENCING" : "", p->out);
        fputs(field_flag(table, "isNew") ? " NEW TABLE AS " : " OLD TABLE AS ", p->out);
        print_name(p->out, field_text(table, "name"));
    }
}

static void print_trigger(struct printer *p, const json_t *body)
{
    long timing = field_number(body, "timing");
    size_t i;
    json_t *item;
    fputs(field_flag(body, "isconstraint") ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ", p->out);
    print_name(p->out, field_text(body, "trigname"));
    fputs(timing == 1 << 1 ? " BEFORE" : timing == 1 << 6 ? " INSTEAD OF" : " AFTER", p->out);
    print_trigger_events(p, body);
    fputs(" ON ", p->out);
    print_relation(p, field_node(body, "relation"));
    if (field_node(body, "constrrel")) {
        fputs(" FROM ", p->out);
        print_relation(p, field_node(body, "constrrel"));
    }
    fputs(field_flag(body, "deferrable") ? " DEFERRABLE" : "", p->out);
    fputs(field_flag(body, "initdeferred") ? " INITIALLY DEFERRED" : "", p->out);
    print_transitions(p, field_node(body, "transitionRels"));
    fputs(field_flag(body, "row") ? "\n    FOR EACH ROW" : "\n    FOR EACH STATEMENT", p->out);
    if (field_node(body, "whenClause")) {
        fputs(" WHEN (", p->out);
        print_expression(p, field_node(body, "whenClause"));
        putc(')', p->out);
    }
    fputs(" EXECUTE PROCEDURE ", p->out);
    print_names(p, field_node(body, "funcname"), ".");
    putc('(', p->out);
    json_array_foreach(field_node(body, "args"), i, item)
    {
        fputs(i > 0 ? ", " : "", p->out);
        print_literal(p->out, field_text(node_as(item, "String"), "sval"));
    }
    putc(')', p->out);
}

static void print_rule(struct printer *p, const json_t *body)
{
    static const char *const events[][2] = {
        {"CMD_SELECT", "SELECT"}, {"CMD_UPDATE", "UPDATE"}, {"CMD_INSERT", "INSERT"}, {"CMD_DELETE", "DELETE"}};
    const json_t *actions = field_node(body, "actions");
    size_t i, n = json_array_size(actions);
    json_t *item;
    fputs("CREATE RULE ", p->out);
    print_name(p->out, field_text(body, "rulename"));
    for (i = 0; i < sizeof(events) / sizeof(*events); i++)
        if (field_is(body, "event", events[i][0]))
            fprintf(p->out, " AS ON %s TO ", events[i][1]);
    print_relation(p, field_node(body, "relation"));
    if (field_node(body, "whereClause")) {
        fputs("\n    WHERE ", p->out);
        print_expression(p, field_node(body, "whereClause"));
    }
    fputs(field_flag(body, "instead") ? "\n    DO INSTEAD" : "\n    DO ALSO", p->out);
    fputs(n == 0 ? " NOTHING" : n > 1 ? " (\n        " : " ", p->out);
    json_array_foreach(actions, i, item)
    {
        fputs(i > 0 ? ";\n        " : "", p->out);
        print_query(p, item);
    }
    fputs(n > 1 ? "\n    )" : "", p->out);
}

static void print_statistics(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *item;
    fputs("CREATE STATISTICS ", p->out);
    print_names(p, field_node(body, "defnames"), ".");
    if (field_node(body, "stat_types")) {
        fputs(" (", p->out);
        print_names(p, field_node(body, "stat_types"), ", ");
        putc(')', p->out);
    }
    json_array_foreach(field_node(body, "exprs"), i, item)
    {
        const json_t *element = node_as(item, "StatsElem");
        fputs(i > 0 ? ", " : " ON ", p->out);
        if (field_node(element, "name"))
            print_name(p->out, field_text(element, "name"));
        else
            print_element(p, field_node(element, "expr"));
    }
    fputs(" FROM ", p->out);
    print_from_list(p, field_node(body, "relations"));
}

void print_statement(struct printer *p, const json_t *node)
{
    const json_t *body = node_body(node);
    if (node_as(node, "IndexStmt"))
        print_index(p, body);
    else if (node_as(node, "CreateTrigStmt"))
        print_trigger(p, body);
    else if (node_as(node, "RuleStmt"))
        print_rule(p, body);
    else if (node_as(node, "CreateStatsStmt"))
        print_statistics(p, body);
    else
        print_lost(p);
}
