/* Constraints of tables and domains. */
#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

static void print_columns(struct printer *p, const char *before, const json_t *list)
{
    if (json_array_size(list) == 0)
        return;
    fprintf(p->out, "%s(", before);
    print_names(p, list, ", ");
    putc(')', p->out);
}

/* The last column of a temporal key has keywords around it. */
static void print_period_columns(struct printer *p, const char *before, const json_t *list, const char *keywords,
                                 const char *after)
{
    size_t n = json_array_size(list);
    if (n == 0)
        return;
    fprintf(p->out, "%s(", before);
    for (size_t i = 0; i < n; i++) {
        fprintf(p->out, "%s%s", i > 0 ? ", " : "", i + 1 == n ? keywords : "");
        print_name(p->out, list_text(list, i));
    }
    fprintf(p->out, "%s)", after);
}

static void print_storage(struct printer *p, const json_t *body)
{
    if (!field_node(body, "options"))
        return;
    fputs(" WITH (", p->out);
    print_options(p, field_node(body, "options"));
    putc(')', p->out);
}

static void print_key(struct printer *p, const json_t *body)
{
    bool primary = field_is(body, "contype", "CONSTR_PRIMARY");
    fputs(primary ? "PRIMARY KEY" : "UNIQUE", p->out);
    fputs(field_flag(body, "nulls_not_distinct") ? " NULLS NOT DISTINCT" : "", p->out);
    print_period_columns(p, " ", field_node(body, "keys"), "",
                         field_flag(body, "without_overlaps") ? " WITHOUT OVERLAPS" : "");
    print_columns(p, " INCLUDE ", field_node(body, "including"));
    print_storage(p, body);
}

static void print_check(struct printer *p, const json_t *body)
{
    fputs("CHECK (", p->out);
    print_expression(p, field_node(body, "raw_expr"));
    putc(')', p->out);
    fputs(field_flag(body, "is_no_inherit") ? " NO INHERIT" : "", p->out);
}

static void print_exclusion(struct printer *p, const json_t *body)
{
    size_t i;
    json_t *item;
    fprintf(p->out, "EXCLUDE USING %s (", field_text(body, "access_method"));
    json_array_foreach(field_node(body, "exclusions"), i, item)
    {
        const json_t *pair = field_node(node_as(item, "List"), "items");
        json_t *element = json_pack("[O]", json_array_get(pair, 0));
        const json_t *operator= field_node(node_as(json_array_get(pair, 1), "List"), "items");
        fputs(i > 0 ? ", " : "", p->out);
        print_index_elements(p, element);
        fputs(" WITH ", p->out);
        print_operator_name(p, operator);
        json_decref(element);
    }
    putc(')', p->out);
    print_columns(p, " INCLUDE ", field_node(body, "including"));
    print_storage(p, body);
    if (field_node(body, "where_clause")) {
        fputs(" WHERE (", p->out);
        print_expression(p, field_node(body, "where_clause"));
        putc(')', p->out);
    }
}

static void print_action(struct printer *p, const char *event, const char *action, const json_t *columns)
{
    static const struct {
        char code;
        const char *keywords;
    } actions[] = {{'r', "RESTRICT"}, {'c', "CASCADE"}, {'n', "SET NULL"}, {'d', "SET DEFAULT"}};
    for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
        if (actions[i].code == action[0]) {
            fprintf(p->out, " ON %s %s", event, actions[i].keywords);
            print_columns(p, " ", columns);
        }
}

static void print_foreign_key(struct printer *p, const json_t *body)
{
    const char *period = field_flag(body, "fk_with_period") ? "PERIOD " : "";
    fputs("FOREIGN KEY", p->out);
    print_period_columns(p, " ", field_node(body, "fk_attrs"), period, "");
    fputs(" REFERENCES ", p->out);
    print_relation(p, field_node(body, "pktable"));
    print_period_columns(p, " ", field_node(body, "pk_attrs"), period, "");
    fputs(field_is(body, "fk_matchtype", "f") ? " MATCH FULL" : "", p->out);
    print_action(p, "UPDATE", field_text(body, "fk_upd_action"), NULL);
    print_action(p, "DELETE", field_text(body, "fk_del_action"), field_node(body, "fk_del_set_cols"));
}

void print_constraint(struct printer *p, const json_t *body)
{
    const char *type = field_text(body, "contype");
    if (strcmp(type, "CONSTR_PRIMARY") == 0 || strcmp(type, "CONSTR_UNIQUE") == 0)
        print_key(p, body);
    else if (strcmp(type, "CONSTR_CHECK") == 0)
        print_check(p, body);
    else if (strcmp(type, "CONSTR_EXCLUSION") == 0)
        print_exclusion(p, body);
    else if (strcmp(type, "CONSTR_FOREIGN") == 0)
        print_foreign_key(p, body);
    else
        print_lost(p);
    fputs(field_flag(body, "deferrable") ? " DEFERRABLE" : "", p->out);
    fputs(field_flag(body, "initdeferred") ? " INITIALLY DEFERRED" : "", p->out);
    fputs(field_flag(body, "not_enforced") ? " NOT ENFORCED" : "", p->out);
    fputs(field_flag(body, "skip_validation") ? " NOT VALID" : "", p->out);
}
