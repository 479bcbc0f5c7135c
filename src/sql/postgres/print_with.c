/* WITH. */
#include "sql/postgres/name.h"
#include "sql/postgres/print.h"
#include "sql/postgres/tree.h"

static void print_search(struct printer *p, const json_t *body)
{
    if (!body)
        return;
    fputs(field_flag(body, "search_breadth_first") ? " SEARCH BREADTH FIRST BY " : " SEARCH DEPTH FIRST BY ", p->out);
    print_names(p, field_node(body, "search_col_list"), ", ");
    fputs(" SET ", p->out);
    print_name(p->out, field_text(body, "search_seq_column"));
}

/* A mark is a constant, with its type before it. */
static void print_mark(struct printer *p, json_t *node)
{
    const json_t *cast = node_as(node, "TypeCast");
    if (node_as(field_node(cast, "arg"), "A_Const")) {
        print_type(p, field_node(cast, "typeName"));
        putc(' ', p->out);
        node = field_node(cast, "arg");
    }
    print_operand(p, node, BIND_ATOM);
}

static void print_cycle(struct printer *p, const json_t *body)
{
    if (!body)
        return;
    fputs(" CYCLE ", p->out);
    print_names(p, field_node(body, "cycle_col_list"), ", ");
    fputs(" SET ", p->out);
    print_name(p->out, field_text(body, "cycle_mark_column"));
    fputs(" TO ", p->out);
    print_mark(p, field_node(body, "cycle_mark_value"));
    fputs(" DEFAULT ", p->out);
    print_mark(p, field_node(body, "cycle_mark_default"));
    fputs(" USING ", p->out);
    print_name(p->out, field_text(body, "cycle_path_column"));
}

static void print_cte(struct printer *p, const json_t *body)
{
    print_name(p->out, field_text(body, "ctename"));
    if (field_node(body, "aliascolnames")) {
        putc('(', p->out);
        print_names(p, field_node(body, "aliascolnames"), ", ");
        putc(')', p->out);
    }
    fputs(" AS ", p->out);
    if (field_is(body, "ctematerialized", "CTEMaterializeAlways"))
        fputs("MATERIALIZED ", p->out);
    else if (field_is(body, "ctematerialized", "CTEMaterializeNever"))
        fputs("NOT MATERIALIZED ", p->out);
    print_block(p, field_node(body, "ctequery"));
    print_search(p, field_node(body, "search_clause"));
    print_cycle(p, field_node(body, "cycle_clause"));
}

void print_with(struct printer *p, const json_t *body)
{
    if (!body)
        return;
    size_t i;
    json_t *item;
    fputs(field_flag(body, "recursive") ? "WITH RECURSIVE " : "WITH ", p->out);
    json_array_foreach(field_node(body, "ctes"), i, item)
    {
        fputs(i > 0 ? ", " : "", p->out);
        print_cte(p, node_as(item, "CommonTableExpr"));
    }
    print_break(p, 0);
}
