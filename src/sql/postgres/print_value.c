/* Constants and the functions that SQL writes as a word. */
#include "sql/postgres/print.h"

#include <string.h>

#include "sql/postgres/name.h"
#include "sql/postgres/tree.h"

/* The scanner keeps B'101' and X'1f' as b101 and x1f. */
static void print_bits(struct printer *p, const char *bits)
{
    fputs(bits[0] == 'x' ? "X" : "B", p->out);
    print_literal(p->out, bits[0] ? bits + 1 : bits);
}

void print_constant(struct printer *p, const json_t *body)
{
    if (field_flag(body, "isnull"))
        fputs("NULL", p->out);
    else if (field_node(body, "ival"))
        fprintf(p->out, "%ld", field_number(field_node(body, "ival"), "ival"));
    else if (field_node(body, "fval"))
        fputs(field_text(field_node(body, "fval"), "fval"), p->out);
    else if (field_node(body, "boolval"))
        fputs(field_flag(field_node(body, "boolval"), "boolval") ? "true" : "false", p->out);
    else if (field_node(body, "sval"))
        print_literal(p->out, field_text(field_node(body, "sval"), "sval"));
    else if (field_node(body, "bsval"))
        print_bits(p, field_text(field_node(body, "bsval"), "bsval"));
    else
        print_lost(p);
}

void print_value_function(struct printer *p, const json_t *body)
{
    static const struct {
        const char *op, *text;
        bool precision;
    } functions[] = {
        {"SVFOP_CURRENT_DATE", "CURRENT_DATE", false},
        {"SVFOP_CURRENT_TIME", "CURRENT_TIME", false},
        {"SVFOP_CURRENT_TIME_N", "CURRENT_TIME", true},
        {"SVFOP_CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", false},
        {"SVFOP_CURRENT_TIMESTAMP_N", "CURRENT_TIMESTAMP", true},
        {"SVFOP_LOCALTIME", "LOCALTIME", false},
        {"SVFOP_LOCALTIME_N", "LOCALTIME", true},
        {"SVFOP_LOCALTIMESTAMP", "LOCALTIMESTAMP", false},
        {"SVFOP_LOCALTIMESTAMP_N", "LOCALTIMESTAMP", true},
        {"SVFOP_CURRENT_ROLE", "CURRENT_ROLE", false},
        {"SVFOP_CURRENT_USER", "CURRENT_USER", false},
        {"SVFOP_USER", "USER", false},
        {"SVFOP_SESSION_USER", "SESSION_USER", false},
        {"SVFOP_CURRENT_CATALOG", "CURRENT_CATALOG", false},
        {"SVFOP_CURRENT_SCHEMA", "CURRENT_SCHEMA", false},
    };
    for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
        if (field_is(body, "op", functions[i].op)) {
            fputs(functions[i].text, p->out);
            if (functions[i].precision)
                fprintf(p->out, "(%ld)", field_number(body, "typmod"));
            return;
        }
    print_lost(p);
}
