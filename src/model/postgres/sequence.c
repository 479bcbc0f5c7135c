/* Sequences: of their own, of serial and identity columns, and where they stand. */
#include <stdio.h>
#include <string.h>

#include "model/postgres/reader.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/server_name.h"

static const struct {
    const char *type, *minimum, *maximum;
} limits[] = {
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"},
};

/* A sequence's owner: schema, table, column. */
static const char owner_fact[] = "owner";

/* Each member NULL: what is usual. */
struct options {
    const char *type, *start, *increment, *minimum, *maximum, *cache;
    bool cycle, logged, unlogged;
    struct owner_column owner;
    const json_t *name; /* of an identity's sequence: a list */
};

static const char *number(struct statement *s, const json_t *value)
{
    const json_t *body = node_body(value);
    if (node_as(value, "Float"))
        return field_text(body, "fval");
    if (node_as(value, "String"))
        return field_text(body, "sval");
    return value ? mem_printf(s->ctx, "%ld", field_number(body, "ival")) : NULL;
}

/* OWNED BY NONE is one name. */
static struct owner_column owner_of_names(const json_t *names)
{
    size_t n = json_array_size(names);
    const char *schema = n > 2 ? schema_of(list_text(names, n - 3)) : "";
    return n < 2 ? (struct owner_column){0}
                 : (struct owner_column){schema, list_text(names, n - 2), list_text(names, n - 1)};
}

static void take_option(struct statement *s, struct options *o, const json_t *option)
{
    const char *name = field_text(option, "defname");
    const json_t *value = field_node(option, "arg");
    if (strcmp(name, "as") == 0)
        o->type = statement_deparse(s, PIECE_TYPE, node_as(value, "TypeName"));
    else if (strcmp(name, "start") == 0)
        o->start = number(s, value);
    else if (strcmp(name, "increment") == 0)
        o->increment = number(s, value);
    else if (strcmp(name, "minvalue") == 0)
        o->minimum = number(s, value);
    else if (strcmp(name, "maxvalue") == 0)
        o->maximum = number(s, value);
    else if (strcmp(name, "cache") == 0)
        o->cache = number(s, value);
    else if (strcmp(name, "cycle") == 0)
        o->cycle = !node_as(value, "String") || !field_is(node_body(value), "sval", "false");
    else if (strcmp(name, "logged") == 0)
        o->logged = true;
    else if (strcmp(name, "unlogged") == 0)
        o->unlogged = true;
    else if (strcmp(name, "owned_by") == 0)
        o->owner = owner_of_names(field_node(node_as(value, "List"), "items"));
    else if (strcmp(name, "sequence_name") == 0)
        o->name = field_node(node_as(value, "List"), "items");
}

static const char *unless(const char *value, const char *usual)
{
    return value && strcmp(value, usual) != 0 ? value : NULL;
}

static size_t limits_of(const char *type)
{
    size_t i = 0;
    while (i < 2 && strcmp(limits[i].type, type) != 0)
        i++;
    return i;
}

/* Leaves out what is usual for a sequence of its type and direction. Returns where it starts. */
static const char *settle(struct options *o, const char *type)
{
    size_t i = limits_of(type);
    bool down = o->increment && o->increment[0] == '-';
    o->type = unless(type, "bigint");
    o->increment = unless(o->increment, "1");
    o->minimum = unless(o->minimum, down ? limits[i].minimum : "1");
    o->maximum = unless(o->maximum, down ? "-1" : limits[i].maximum);
    o->cache = unless(o->cache, "1");
    const char *first = down ? (o->maximum ? o->maximum : "-1") : (o->minimum ? o->minimum : "1");
    o->start = unless(o->start, first);
    return o->start ? o->start : first;
}

/* What counts, said or not. */
static void set_facts(struct reader *r, struct item *item, const struct options *o, const char *type)
{
    size_t i = limits_of(type);
    bool down = o->increment && o->increment[0] == '-';
    const char *const facts[][2] = {{"minimum", o->minimum ? o->minimum
                                                : down     ? limits[i].minimum
                                                           : "1"},
                                    {"maximum", o->maximum ? o->maximum
                                                : down     ? "-1"
                                                           : limits[i].maximum},
                                    {"direction", down ? "down" : "up"},
                                    {"cycle", o->cycle ? "CYCLE" : "NO CYCLE"}};
    for (size_t k = 0; k < sizeof(facts) / sizeof(*facts); k++) {
        model_drop_facts(r->draft, item, facts[k][0]);
        model_add_fact(r->draft, item, facts[k][0], facts[k][1]);
    }
}

static const char *with(struct statement *s, const char *before, const char *words_before, const char *value)
{
    return value ? mem_printf(s->ctx, "%s %s %s", before, words_before, value) : before;
}

/* Each option with a blank before it, in the order of a snapshot. */
static const char *option_list(struct statement *s, const struct options *o, bool type)
{
    const char *text = with(s, "", "AS", type ? o->type : NULL);
    text = with(s, text, "INCREMENT BY", o->increment);
    text = with(s, text, "MINVALUE", o->minimum);
    text = with(s, text, "MAXVALUE", o->maximum);
    text = with(s, text, "START WITH", o->start);
    text = with(s, text, "CACHE", o->cache);
    return o->cycle ? mem_printf(s->ctx, "%s CYCLE", text) : text;
}

static struct options options_of(struct statement *s, const json_t *list)
{
    struct options o = {0};
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) take_option(s, &o, node_as(item, "DefElem"));
    return o;
}

struct owner_column sequence_owner(const struct item *sequence)
{
    return (struct owner_column){item_fact(sequence, owner_fact, 0), item_fact(sequence, owner_fact, 1),
                                 item_fact(sequence, owner_fact, 2)};
}

static bool is_owned(const struct relation *sequence, struct owner_column by)
{
    bool is = sequence->kind == RELATION_SEQUENCE && sequence->item;
    struct owner_column owner = is ? sequence_owner(sequence->item) : (struct owner_column){0};
    return owner.column && strcmp(owner.schema, by.schema) == 0 && strcmp(owner.table, by.table) == 0 &&
           (!by.column || strcmp(owner.column, by.column) == 0);
}

/* What an earlier statement said of the sequence. */
static struct options options_before(const struct item *item)
{
    return (struct options){.type = item_attribute(item, "type"),
                            .start = item_attribute(item, "start"),
                            .increment = item_attribute(item, "increment"),
                            .minimum = item_attribute(item, "minimum"),
                            .maximum = item_attribute(item, "maximum"),
                            .cache = item_attribute(item, "cache"),
                            .cycle = item_attribute(item, "cycle") != NULL,
                            .owner = sequence_owner(item)};
}

/* As text; NULL where nobody owns it. */
static const char *set_owner(struct reader *r, struct statement *s, struct item *item, struct owner_column owner)
{
    const char *const parts[] = {owner.schema, owner.table, owner.column};
    const char *copies[3];
    for (size_t i = 0; owner.column && i < 3; i++)
        copies[i] = mem_strdup(s->ctx, parts[i]);
    model_drop_facts(r->draft, item, owner_fact);
    for (size_t i = 0; owner.column && i < 3; i++)
        model_add_fact(r->draft, item, owner_fact, copies[i]);
    return owner.column ? mem_printf(s->ctx, "%s.%s", qualified_name(s->ctx, copies[0], copies[1]),
                                     quoted_name(s->ctx, copies[2]))
                        : NULL;
}

static void set_options(struct reader *r, struct statement *s, struct relation *sequence, struct options *o)
{
    struct item *item = sequence->item;
    const char *owner = set_owner(r, s, item, o->owner);
    const char *type = o->type ? mem_strdup(s->ctx, o->type) : "bigint";
    sequence->start = mem_strdup(r->work, settle(o, type));
    const char *const values[][2] = {
        {"type", type},          {"start", o->start}, {"increment", o->increment},          {"minimum", o->minimum},
        {"maximum", o->maximum}, {"cache", o->cache}, {"cycle", o->cycle ? "CYCLE" : NULL}, {"owner", owner}};
    const char *text = mem_printf(s->ctx, "CREATE SEQUENCE %s%s;",
                                  qualified_name(s->ctx, sequence->schema, sequence->name), option_list(s, o, true));
    if (owner)
        text = mem_printf(s->ctx, "%s\nALTER SEQUENCE %s OWNED BY %s;", text,
                          qualified_name(s->ctx, sequence->schema, sequence->name), owner);
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        model_set(r->draft, item, values[i][0], values[i][1] ? mem_strdup(s->ctx, values[i][1]) : NULL);
    set_facts(r, item, o, type);
    model_set_text(r->draft, item, text);
}

static struct relation *add_sequence(struct reader *r, const char *schema, const char *name, int line)
{
    struct item *item = model_add(r->draft, &model_sequence, schema, "", name, line);
    return relation_add(r, RELATION_SEQUENCE, schema, name, item);
}

bool read_create_sequence(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *range = field_node(body, "sequence");
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    if (field_flag(body, "if_not_exists") && relation_find(r, schema, name))
        return true;
    struct relation *sequence = add_sequence(r, schema, name, s->line);
    struct options o = options_of(s, field_node(body, "options"));
    if (field_is(range, "relpersistence", "u"))
        sequence->persistence = PERSISTENCE_UNLOGGED;
    set_options(r, s, sequence, &o);
    return true;
}

bool read_alter_sequence(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct relation *sequence = relation_of(r, field_node(body, "sequence"));
    if (!sequence || !sequence->item)
        return field_flag(body, "missing_ok");
    struct options o = options_before(sequence->item);
    size_t i;
    json_t *item;
    json_array_foreach(field_node(body, "options"), i, item) take_option(s, &o, node_as(item, "DefElem"));
    set_options(r, s, sequence, &o);
    return true;
}

void drop_owned(struct reader *r, struct owner_column by)
{
    struct relation *sequence, *next;
    for (sequence = r->relations; sequence; sequence = next) {
        next = sequence->hh.next;
        if (is_owned(sequence, by)) {
            model_remove(r->draft, sequence->item);
            relation_forget(r, sequence);
        }
    }
}

void rename_owner(struct reader *r, struct statement *s, struct owner_column old, struct owner_column new)
{
    for (struct relation *sequence = r->relations; sequence; sequence = sequence->hh.next) {
        if (!is_owned(sequence, old))
            continue;
        struct options o = options_before(sequence->item);
        o.owner = (struct owner_column){new.schema, new.table, new.column ? new.column : o.owner.column};
        set_options(r, s, sequence, &o);
    }
}

const char *add_serial(struct reader *r, struct statement *s, struct relation *table, struct column *column,
                       const char *type, int line)
{
    const char *name = choose_relation_name(r, s->ctx, table->schema, table->name, column->item->name, "seq");
    struct relation *sequence = add_sequence(r, table->schema, name, line);
    struct options o = {.type = type};
    o.owner = (struct owner_column){table->schema, table->name, column->item->name};
    set_options(r, s, sequence, &o);
    const char *kind = item_attribute(table->item, "kind");
    sequence->persistence = kind && strcmp(kind, "unlogged") == 0 ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
    return mem_printf(s->ctx, "nextval(%s::regclass)",
                      quoted_literal(s->ctx, qualified_name(s->ctx, table->schema, name)));
}

void add_identity(struct reader *r, struct statement *s, struct relation *table, struct column *column,
                  const json_t *constraint)
{
    struct options o = options_of(s, field_node(constraint, "options"));
    const char *usual = server_name(s->ctx, table->name, column->item->name, "seq");
    const char *name = o.name ? names_last(o.name) : usual;
    const char *schema = json_array_size(o.name) > 1 ? names_schema(o.name) : table->schema;
    const char *start = settle(&o, column_type(column));
    const char *list = option_list(s, &o, false);
    if (strcmp(name, usual) != 0)
        list = mem_printf(s->ctx, " SEQUENCE NAME %s%s", qualified_name(s->ctx, schema, name), list);
    const char *when = field_is(constraint, "generated_when", "a") ? "ALWAYS" : "BY DEFAULT";
    model_set(r->draft, column->item, "identity", when);
    model_set(r->draft, column->item, "identity options", list[0] ? list + 1 : NULL);
    set_facts(r, column->item, &o, column_type(column));
    struct relation *sequence = relation_add(r, RELATION_SEQUENCE, schema, name, NULL);
    sequence->start = mem_strdup(r->work, start);
    sequence->identity = column->item;
    if (o.logged || o.unlogged || field_flag(constraint, "logged") || field_flag(constraint, "unlogged"))
        sequence->persistence =
            o.unlogged || field_flag(constraint, "unlogged") ? PERSISTENCE_UNLOGGED : PERSISTENCE_LOGGED;
    require_not_null(r, table, column->item->name);
}

/* setval('public.x', 1, true): a fresh sequence's position says nothing. */
static bool set_position(struct reader *r, struct statement *s, const json_t *arguments)
{
    const json_t *first = json_array_get(arguments, 0), *third = json_array_get(arguments, 2);
    const json_t *cast = node_as(first, "TypeCast");
    const json_t *constant = node_as(cast ? field_node(cast, "arg") : first, "A_Const");
    const char *text = field_text(field_node(constant, "sval"), "sval");
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme x = lex_next(&l), dot = lex_next(&l), last = lex_next(&l);
    if (x.kind != LEXEME_WORD && x.kind != LEXEME_QUOTED)
        return false;
    bool two = lexeme_is(text, dot, ".");
    const char *schema = two ? schema_of(lexeme_name(s->ctx, text, x)) : "";
    const char *name = lexeme_name(s->ctx, text, two ? last : x);
    const char *value = statement_deparse(s, PIECE_EXPRESSION, json_array_get(arguments, 1));
    const char *used = third ? statement_deparse(s, PIECE_EXPRESSION, third) : "true";
    struct item *item = model_draft_find(r->draft, &model_sequence_position, schema, "", name);
    const struct relation *sequence = relation_find(r, schema, name);
    if (item)
        model_remove(r->draft, item);
    if (sequence && sequence->start && strcmp(sequence->start, value) == 0 && strcmp(used, "false") == 0)
        return true;
    item = model_add(r->draft, &model_sequence_position, schema, "", name, s->line);
    model_set(r->draft, item, "value", value);
    model_set(r->draft, item, "used", used);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "SELECT pg_catalog.setval(%s, %s, %s);",
                              quoted_literal(s->ctx, qualified_name(s->ctx, schema, name)), value, used));
    return true;
}

bool read_select(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *targets = field_node(node_body(node), "targetList");
    const json_t *call = node_as(field_node(node_as(json_array_get(targets, 0), "ResTarget"), "val"), "FuncCall");
    const char *name = names_last(field_node(call, "funcname"));
    if (json_array_size(targets) != 1 || field_node(node_body(node), "fromClause"))
        return false;
    if (strcmp(name, "setval") == 0)
        return set_position(r, s, field_node(call, "args"));
    return strcmp(name, "set_config") == 0;
}
