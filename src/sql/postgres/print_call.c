/* Function calls, aggregates, window functions, and the functions with a syntax of their own. */
#include "sql/postgres/print.h"

#include <ctype.h>
#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

static const json_t *argument(const json_t *body, size_t i)
{
    return json_array_get(field_node(body, "args"), i);
}

static const char *word(const json_t *node)
{
    return field_text(field_node(node_as(node, "A_Const"), "sval"), "sval");
}

static void print_time_zone(struct printer *p, const json_t *body)
{
    print_operand(p, argument(body, 1), BIND_AT);
    fputs(" AT TIME ZONE ", p->out);
    print_operand(p, argument(body, 0), BIND_AT + 1);
}

/* EXTRACT takes a word or, for words that are no field's name to the grammar, a string. */
static void print_extract(struct printer *p, const json_t *body)
{
    const char *unit = word(argument(body, 0));
    fputs("EXTRACT(", p->out);
    if (unit[0] && unit[strspn(unit, "abcdefghijklmnopqrstuvwxyz_")] == '\0' && !name_is_reserved(unit))
        fputs(unit, p->out);
    else
        print_literal(p->out, unit);
    fputs(" FROM ", p->out);
    print_expression(p, argument(body, 1));
    putc(')', p->out);
}

static void print_overlay(struct printer *p, const json_t *body)
{
    static const char *const words[4] = {"", " PLACING ", " FROM ", " FOR "};
    fputs("OVERLAY(", p->out);
    for (size_t i = 0; i < 4 && i < json_array_size(field_node(body, "args")); i++) {
        fputs(words[i], p->out);
        print_expression(p, argument(body, i));
    }
    putc(')', p->out);
}

static void print_position(struct printer *p, const json_t *body)
{
    fputs("POSITION(", p->out);
    print_operand(p, argument(body, 1), BIND_CAST);
    fputs(" IN ", p->out);
    print_operand(p, argument(body, 0), BIND_CAST);
    putc(')', p->out);
}

static void print_overlaps(struct printer *p, const json_t *body)
{
    fputs("((", p->out);
    for (size_t i = 0; i < 4; i++) {
        print_expression(p, argument(body, i));
        fputs(i == 1 ? ") OVERLAPS (" : i == 3 ? "))" : ", ", p->out);
    }
}

static void print_normalize(struct printer *p, const json_t *body)
{
    fputs("NORMALIZE(", p->out);
    print_expression(p, argument(body, 0));
    if (argument(body, 1))
        fprintf(p->out, ", %s", word(argument(body, 1)));
    putc(')', p->out);
}

static void print_is_normalized(struct printer *p, const json_t *body)
{
    putc('(', p->out);
    print_operand(p, argument(body, 0), BIND_CAST);
    fprintf(p->out, " IS %s%sNORMALIZED)", word(argument(body, 1)), argument(body, 1) ? " " : "");
}

/* TRIM(LEADING 'x' FROM y) */
static void print_trim(struct printer *p, const json_t *body)
{
    const char *name = list_text(field_node(body, "funcname"), 1);
    fputs(name[0] == 'l' ? "TRIM(LEADING " : name[0] == 'r' ? "TRIM(TRAILING " : "TRIM(BOTH ", p->out);
    if (argument(body, 1)) {
        print_expression(p, argument(body, 1));
        putc(' ', p->out);
    }
    fputs("FROM ", p->out);
    print_expression(p, argument(body, 0));
    putc(')', p->out);
}

static void print_substring(struct printer *p, const json_t *body)
{
    static const char *const words[3] = {"", " FROM ", " FOR "};
    fputs("SUBSTRING(", p->out);
    for (size_t i = 0; i < 3 && i < json_array_size(field_node(body, "args")); i++) {
        fputs(words[i], p->out);
        print_expression(p, argument(body, i));
    }
    putc(')', p->out);
}

static void print_collation_for(struct printer *p, const json_t *body)
{
    fputs("COLLATION FOR (", p->out);
    print_expression(p, argument(body, 0));
    putc(')', p->out);
}

static void print_xmlexists(struct printer *p, const json_t *body)
{
    fputs("XMLEXISTS(", p->out);
    print_operand(p, argument(body, 0), BIND_ATOM + 1);
    fputs(" PASSING ", p->out);
    print_operand(p, argument(body, 1), BIND_ATOM + 1);
    putc(')', p->out);
}

static const struct {
    const char *name;
    void (*print)(struct printer *p, const json_t *body);
} sql_forms[] = {
    {"btrim", print_trim},
    {"extract", print_extract},
    {"is_normalized", print_is_normalized},
    {"ltrim", print_trim},
    {"normalize", print_normalize},
    {"overlaps", print_overlaps},
    {"overlay", print_overlay},
    {"pg_collation_for", print_collation_for},
    {"position", print_position},
    {"rtrim", print_trim},
    {"substring", print_substring},
    {"timezone", print_time_zone},
    {"xmlexists", print_xmlexists},
};

static bool is_sql_form(const json_t *body)
{
    return field_is(body, "funcformat", "COERCE_SQL_SYNTAX");
}

enum precedence call_precedence(const json_t *body)
{
    return is_sql_form(body) && strcmp(list_text(field_node(body, "funcname"), 1), "timezone") == 0 ? BIND_AT
                                                                                                    : BIND_ATOM;
}

static void print_sql_form(struct printer *p, const json_t *body)
{
    const char *name = list_text(field_node(body, "funcname"), 1);
    for (size_t i = 0; i < sizeof(sql_forms) / sizeof(*sql_forms); i++)
        if (strcmp(sql_forms[i].name, name) == 0) {
            sql_forms[i].print(p, body);
            return;
        }
    print_lost(p);
}

static void print_arguments(struct printer *p, const json_t *body)
{
    size_t i, n = json_array_size(field_node(body, "args"));
    json_t *item;
    json_array_foreach(field_node(body, "args"), i, item)
    {
        const json_t *named = node_as(item, "NamedArgExpr");
        fputs(i > 0 ? ", " : "", p->out);
        fputs(i + 1 == n && field_flag(body, "func_variadic") ? "VARIADIC " : "", p->out);
        if (named) {
            print_name(p->out, field_text(named, "name"));
            fputs(" => ", p->out);
        }
        print_expression(p, named ? field_node(named, "arg") : item);
    }
}

static void print_clauses(struct printer *p, const json_t *body)
{
    if (field_flag(body, "agg_within_group")) {
        fputs(" WITHIN GROUP (ORDER BY ", p->out);
        print_sort(p, field_node(body, "agg_order"));
        putc(')', p->out);
    }
    if (field_node(body, "agg_filter")) {
        fputs(" FILTER (WHERE ", p->out);
        print_expression(p, field_node(body, "agg_filter"));
        putc(')', p->out);
    }
    const json_t *window = field_node(body, "over");
    if (window && field_node(window, "name")) {
        fputs(" OVER ", p->out);
        print_name(p->out, field_text(window, "name"));
    } else if (window) {
        fputs(" OVER (", p->out);
        print_window(p, window);
        putc(')', p->out);
    }
}

bool print_newer_keyword(struct printer *p, const json_t *body)
{
    const char *word = field_text(body, "newer");
    for (const char *c = word; *c; c++)
        putc(toupper((unsigned char)*c), p->out);
    return word[0] != '\0';
}

void print_call(struct printer *p, const json_t *body)
{
    if (is_sql_form(body)) {
        print_sql_form(p, body);
        return;
    }
    if (!print_newer_keyword(p, body))
        print_names(p, field_node(body, "funcname"), ".");
    fputs(field_flag(body, "agg_distinct") ? "(DISTINCT " : "(", p->out);
    fputs(field_flag(body, "agg_star") ? "*" : "", p->out);
    print_arguments(p, body);
    if (field_node(body, "agg_order") && !field_flag(body, "agg_within_group")) {
        fputs(" ORDER BY ", p->out);
        print_sort(p, field_node(body, "agg_order"));
    }
    putc(')', p->out);
    print_clauses(p, body);
}
