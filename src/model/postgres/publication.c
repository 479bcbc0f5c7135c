/* CREATE and ALTER PUBLICATION. Its tables and schemas stand in lines of their own, in order, as a snapshot has them.
 */
#include <stdlib.h>
#include <string.h>

#include "model/postgres/facts.h"

/* What is published, as facts of the item: "TABLE ONLY rooms", and " (a, b) WHERE (a > 0)" or "" behind it. */
static const char *const member_fact = "member", *const more_fact = "member more";

static struct item *publication_of(struct reader *r, struct statement *s, const json_t *body)
{
    const char *name = mem_printf(s->ctx, "PUBLICATION %s", field_text(body, "pubname"));
    return model_draft_find(r->draft, &model_other, "", "", name);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void set_definition(struct reader *r, struct statement *s, struct item *item)
{
    const char **lines = mem_array(s->ctx, const char *, item->n_facts + 1), *member;
    const char *text = item_fact(item, "head", 0), *name = item->name + strlen("PUBLICATION ");
    size_t n = 0;
    for (; (member = item_fact(item, member_fact, n)); n++)
        lines[n] = mem_printf(s->ctx, "ALTER PUBLICATION %s ADD %s%s", quoted_name(s->ctx, name), member,
                              item_fact(item, more_fact, n));
    if (n > 0)
        qsort(lines, n, sizeof(*lines), by_text);
    for (size_t i = 0; i < n; i++)
        text = mem_printf(s->ctx, "%s;\n%s", text, lines[i]);
    add_other(r, "", item->name, text, item->line);
}

static void drop_member(struct reader *r, struct statement *s, struct item *item, const char *member)
{
    struct item before = *item;
    before.facts = mem_copy(s->ctx, item->facts, item->n_facts * sizeof(*item->facts));
    model_drop_facts(r->draft, item, member_fact);
    model_drop_facts(r->draft, item, more_fact);
    for (size_t i = 0; item_fact(&before, member_fact, i); i++) {
        if (strcmp(item_fact(&before, member_fact, i), member) == 0)
            continue;
        model_add_fact(r->draft, item, member_fact, item_fact(&before, member_fact, i));
        model_add_fact(r->draft, item, more_fact, item_fact(&before, more_fact, i));
    }
}

/* The server keeps the columns in the table's order. */
static const char *column_words(struct reader *r, struct statement *s, const char *schema, const char *table,
                                const json_t *names)
{
    struct relation *relation = relation_find(r, schema, table);
    const char *text = "";
    for (size_t i = 0; relation && i < relation->n_columns; i++)
        for (size_t k = 0; k < json_array_size(names); k++)
            if (strcmp(list_text(names, k), relation->columns[i].item->name) == 0)
                text =
                    mem_printf(s->ctx, "%s%s%s", text, text[0] ? ", " : "", quoted_name(s->ctx, list_text(names, k)));
    return text[0] ? text : quoted_list(s->ctx, names);
}

static void add_table(struct reader *r, struct statement *s, struct item *item, const char *schema, const char *table,
                      const json_t *definition, bool drop)
{
    const json_t *columns = field_node(definition, "columns");
    json_t *where = json_deep_copy(field_node(definition, "whereClause"));
    const char *member = mem_printf(s->ctx, "TABLE ONLY %s", qualified_name(s->ctx, schema, table)), *more = "";
    drop_member(r, s, item, member);
    if (columns)
        more = mem_printf(s->ctx, " (%s)", column_words(r, s, schema, table, columns));
    if (where) {
        add_references(r, item, "uses", where, schema, table);
        more = mem_printf(s->ctx, "%s WHERE (%s)", more, deparse_short(r, s, PIECE_EXPRESSION, where, schema, table));
        json_decref(where);
    }
    if (drop)
        return;
    model_add_fact(r->draft, item, member_fact, member);
    model_add_fact(r->draft, item, more_fact, more);
}

static bool descends(const struct relation *relation, const struct relation *from)
{
    for (size_t i = 0; i < relation->n_parents; i++)
        if (relation->parents[i] == from || descends(relation->parents[i], from))
            return true;
    return false;
}

/* Without ONLY the tables that inherit from it are meant, too; partitions follow their table without being named. */
static void add_tables(struct reader *r, struct statement *s, struct item *item, const json_t *definition, bool drop)
{
    const json_t *range = field_node(definition, "relation");
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    const struct relation *top = relation_find(r, schema, name);
    add_table(r, s, item, schema, name, definition, drop);
    if (!top || !field_flag(range, "inh") || item_attribute(top->item, "partition key"))
        return;
    for (const struct relation *t = r->relations; t; t = t->hh.next)
        if (t->kind == RELATION_TABLE && descends(t, top))
            add_table(r, s, item, t->schema, t->name, definition, drop);
}

static void add_schema(struct reader *r, struct statement *s, struct item *item, const char *name, bool drop)
{
    const char *member = mem_printf(s->ctx, "TABLES IN SCHEMA %s", name[0] ? quoted_name(s->ctx, name) : "public");
    drop_member(r, s, item, member);
    if (drop)
        return;
    model_add_fact(r->draft, item, member_fact, member);
    model_add_fact(r->draft, item, more_fact, "");
}

static void add_members(struct reader *r, struct statement *s, struct item *item, const json_t *objects, bool drop)
{
    size_t i;
    json_t *node;
    json_array_foreach(objects, i, node)
    {
        const json_t *object = node_body(node);
        if (field_node(object, "pubtable"))
            add_tables(r, s, item, field_node(object, "pubtable"), drop);
        else
            add_schema(r, s, item, field_text(object, "name"), drop);
    }
    set_definition(r, s, item);
}

/* What says what is usual is left out. */
static json_t *unusual_options(const json_t *list)
{
    json_t *kept = json_array(), *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        const json_t *option = node_body(item);
        const char *value = field_text(node_body(field_node(option, "arg")), "sval");
        bool all = field_is(option, "defname", "publish") && strcmp(value, "insert, update, delete, truncate") == 0;
        bool none = field_is(option, "defname", "publish_via_partition_root") && strcmp(value, "false") == 0;
        if (!all && !none)
            json_array_append(kept, item);
    }
    return kept;
}

bool read_publication(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *name = field_text(body, "pubname");
    json_t *kept = unusual_options(field_node(body, "options"));
    const char *options = option_words(s, kept);
    json_decref(kept);
    const char *head = mem_printf(s->ctx, "CREATE PUBLICATION %s%s%s%s%s", quoted_name(s->ctx, name),
                                  field_flag(body, "for_all_tables") ? " FOR ALL TABLES" : "",
                                  options[0] ? " WITH (" : "", options, options[0] ? ")" : "");
    struct item *item = add_other(r, "", mem_printf(s->ctx, "PUBLICATION %s", name), head, s->line);
    model_add_fact(r->draft, item, "name", name);
    model_add_fact(r->draft, item, "head", head);
    add_members(r, s, item, field_node(body, "pubobjects"), false);
    return true;
}

bool read_alter_publication(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct item *item = publication_of(r, s, body);
    if (!item || field_node(body, "options"))
        return false;
    if (field_is(body, "action", "AP_SetObjects")) {
        model_drop_facts(r->draft, item, member_fact);
        model_drop_facts(r->draft, item, more_fact);
        model_drop_facts(r->draft, item, "uses");
    }
    add_members(r, s, item, field_node(body, "pubobjects"), field_is(body, "action", "AP_DropObjects"));
    return true;
}
