/* The XML functions of SQL. */
#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

static void print_attributes(struct printer *p, const json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const json_t *target = node_as(item, "ResTarget");
        fputs(i > 0 ? ", " : "", p->out);
        print_expression(p, field_node(target, "val"));
        if (field_node(target, "name")) {
            fputs(" AS ", p->out);
            print_name(p->out, field_text(target, "name"));
        }
    }
}

static void print_xml_element(struct printer *p, const json_t *body)
{
    fputs("XMLELEMENT(NAME ", p->out);
    print_name(p->out, field_text(body, "name"));
    if (field_node(body, "named_args")) {
        fputs(", XMLATTRIBUTES(", p->out);
        print_attributes(p, field_node(body, "named_args"));
        putc(')', p->out);
    }
    if (field_node(body, "args")) {
        fputs(", ", p->out);
        print_expressions(p, field_node(body, "args"));
    }
    putc(')', p->out);
}

static void print_instruction(struct printer *p, const json_t *body)
{
    fputs("XMLPI(NAME ", p->out);
    print_name(p->out, field_text(body, "name"));
    if (field_node(body, "args")) {
        fputs(", ", p->out);
        print_expressions(p, field_node(body, "args"));
    }
    putc(')', p->out);
}

static const char *option(const json_t *body)
{
    return field_is(body, "xmloption", "XMLOPTION_DOCUMENT") ? "DOCUMENT" : "CONTENT";
}

static void print_parse(struct printer *p, const json_t *body)
{
    const json_t *preserve = node_as(json_array_get(field_node(body, "args"), 1), "A_Const");
    fprintf(p->out, "XMLPARSE(%s ", option(body));
    print_expression(p, json_array_get(field_node(body, "args"), 0));
    fputs(field_flag(field_node(preserve, "boolval"), "boolval") ? " PRESERVE WHITESPACE)" : " STRIP WHITESPACE)",
          p->out);
}

static void print_root(struct printer *p, const json_t *body)
{
    static const char *const standalone[] = {", STANDALONE YES", ", STANDALONE NO", ", STANDALONE NO VALUE", ""};
    const json_t *arguments = field_node(body, "args"), *version = json_array_get(arguments, 1);
    const json_t *number = node_as(json_array_get(arguments, 2), "A_Const");
    long which = field_number(field_node(number, "ival"), "ival");
    fputs("XMLROOT(", p->out);
    print_expression(p, json_array_get(arguments, 0));
    fputs(", VERSION ", p->out);
    if (field_flag(node_as(version, "A_Const"), "isnull"))
        fputs("NO VALUE", p->out);
    else
        print_expression(p, version);
    if (which >= 0 && which <= 3)
        fputs(standalone[which], p->out);
    putc(')', p->out);
}

void print_xml(struct printer *p, const json_t *body)
{
    if (field_is(body, "op", "IS_XMLELEMENT"))
        print_xml_element(p, body);
    else if (field_is(body, "op", "IS_XMLPI"))
        print_instruction(p, body);
    else if (field_is(body, "op", "IS_XMLROOT"))
        print_root(p, body);
    else if (field_is(body, "op", "IS_XMLPARSE"))
        print_parse(p, body);
    else if (field_is(body, "op", "IS_XMLCONCAT")) {
        fputs("XMLCONCAT(", p->out);
        print_expressions(p, field_node(body, "args"));
        putc(')', p->out);
    } else if (field_is(body, "op", "IS_XMLFOREST")) {
        fputs("XMLFOREST(", p->out);
        print_attributes(p, field_node(body, "named_args"));
        putc(')', p->out);
    } else if (field_is(body, "op", "IS_DOCUMENT")) {
        putc('(', p->out);
        print_operand(p, json_array_get(field_node(body, "args"), 0), BIND_CAST);
        fputs(" IS DOCUMENT)", p->out);
    } else {
        print_lost(p);
    }
}

void print_xml_serialize(struct printer *p, const json_t *body)
{
    fprintf(p->out, "XMLSERIALIZE(%s ", option(body));
    print_expression(p, field_node(body, "expr"));
    fputs(" AS ", p->out);
    print_type(p, field_node(body, "typeName"));
    putc(')', p->out);
}
