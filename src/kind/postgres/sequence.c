#include "kind/postgres/sequence.h"

#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"

extern const char postgres_sequence_query[];

/* Behind the fields: whether an unlogged table takes it along, and the schema, table and column that it is owned by. */
enum { UNLOGGED, OPTIONS, N_FIELDS, OF_UNLOGGED = N_FIELDS, OWNER, N_VALUES };
static const char *const fields[N_FIELDS] = {[UNLOGGED] = "unlogged", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [UNLOGGED] = ANSWER_FLAG,
    [OPTIONS] = ANSWER_LIST,
};
static const struct answer_column beside[N_VALUES - N_FIELDS] = {
    [OF_UNLOGGED - N_FIELDS] = {"of_unlogged", ANSWER_FLAG},
    [OWNER - N_FIELDS] = {"owner", ANSWER_LIST | ANSWER_NULL},
};

static void print_create(FILE *out, const struct object *o, bool unlogged)
{
    fputs(unlogged ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ", out);
    print_object_name(out, o);
    print_sequence_options(out, object_value(o, OPTIONS), true);
    fputs(";\n", out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_create(out, o, object_flag(o, UNLOGGED));
}

/* ---- whose it is ---- */

struct sequence_owner sequence_owner(void *ctx, const struct object *sequence)
{
    struct list list = parse_array(ctx, object_value(sequence, OWNER));
    return list.n == 3 ? (struct sequence_owner){list.items[0], list.items[1], list.items[2]}
                       : (struct sequence_owner){NULL, NULL, NULL};
}

void sequence_set_owner(struct parsing *parsing, struct object *sequence, struct sequence_owner owner)
{
    const char *const list[] = {owner.schema, owner.table, owner.column};
    sequence->values[OWNER] = owner.table ? array_text(parsing->ctx, list, 3) : NULL;
    parsing_own(parsing, sequence, owner.schema, owner.table);
}

bool sequence_is_owned(const struct object *sequence, struct sequence_owner by)
{
    void *work = mem_context(NULL);
    struct sequence_owner owner = sequence_owner(work, sequence);
    bool is = owner.table && strcmp(owner.schema, by.schema) == 0 && strcmp(owner.table, by.table) == 0 &&
              (!by.column || strcmp(owner.column, by.column) == 0);
    mem_free(work);
    return is;
}

struct object *sequence_next_owned(struct parsing *parsing, struct sequence_owner by, struct object *after)
{
    struct object *o = after ? parsing_next_owned(after) : parsing_owned(parsing, by.schema, by.table);
    while (o && !sequence_is_owned(o, by))
        o = parsing_next_owned(o);
    return o;
}

char *sequence_next_value(void *ctx, const struct object *sequence)
{
    struct text name, t;
    text_open(&name);
    print_object_name(name.out, sequence);
    char *quoted = text_close(&name, NULL);
    text_open(&t);
    fputs("nextval(", t.out);
    print_literal(t.out, quoted);
    fputs("::regclass)", t.out);
    mem_free(quoted);
    return text_close(&t, ctx);
}

static void show_owner(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    struct sequence_owner owner = sequence_owner(work, o);
    if (owner.table) {
        print_qualified(out, owner.schema, owner.table);
        putc('.', out);
        print_name(out, owner.column);
    }
    mem_free(work);
}

static void print_owner(FILE *out, const struct object *o)
{
    fputs("ALTER SEQUENCE ", out);
    print_object_name(out, o);
    fputs(" OWNED BY ", out);
    show_owner(out, o);
    fputs(";\n", out);
}

static bool is_unlogged(const struct object *o)
{
    return object_flag(o, UNLOGGED) || object_flag(o, OF_UNLOGGED);
}

static void print_alone(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    print_create(out, o, is_unlogged(o));
    if (o->values[OWNER])
        print_owner(out, o);
}

/* ---- statements ---- */

void sequence_set_unlogged(struct object *sequence, bool unlogged)
{
    sequence->values[UNLOGGED] = unlogged ? "t" : NULL;
}

struct object *sequence_add(struct parsing *parsing, const char *name, const char *type, struct sequence_owner owner)
{
    struct object *o = parsing_add(parsing, &postgres_sequence, owner.schema, "", name);
    o->values[OPTIONS] = field_of_sequence_options(parsing, NULL, type, NULL);
    sequence_set_owner(parsing, o, owner);
    return o;
}

/* OWNED BY NONE is one name. */
static void set_owner(struct parsing *parsing, struct object *o, const json_t *options)
{
    const json_t *element = sequence_element(options, "owned_by");
    const json_t *names = field_node(node_as(field_node(element, "arg"), "List"), "items");
    size_t n = json_array_size(names);
    const char *schema = n > 2 ? list_text(names, n - 3) : "public";
    if (element)
        sequence_set_owner(parsing, o,
                           n < 2 ? (struct sequence_owner){NULL, NULL, NULL}
                                 : (struct sequence_owner){schema, list_text(names, n - 2), list_text(names, n - 1)});
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const json_t *range = field_node(body, "sequence"), *options = field_node(body, "options");
    struct name_pair name = field_of_range(range);
    if (field_is(range, "relpersistence", "t") ||
        (field_flag(body, "if_not_exists") && parsing_find(parsing, &postgres_sequence, name.schema, "", name.name)))
        return true;
    struct object *o = parsing_add(parsing, &postgres_sequence, name.schema, "", name.name);
    o->values[OPTIONS] = field_of_sequence_options(parsing, NULL, "bigint", options);
    sequence_set_unlogged(o, field_is(range, "relpersistence", "u"));
    set_owner(parsing, o, options);
    return true;
}

const char *sequence_start(struct parsing *parsing, const char *schema, const char *name)
{
    const struct object *o = parsing_find(parsing, &postgres_sequence, schema, "", name);
    const struct object *identity = o ? NULL : identity_of_sequence(parsing, schema, name);
    const char *options = o          ? object_value(o, OPTIONS)
                          : identity ? object_value(identity, COLUMN_IDENTITY_OPTIONS)
                                     : NULL;
    return options ? sequence_option(parsing->ctx, options, SEQUENCE_START) : NULL;
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_range(field_node(body, "sequence"));
    struct object *o = parsing_find(parsing, &postgres_sequence, name.schema, "", name.name),
                  *identity = o ? NULL : identity_of_sequence(parsing, name.schema, name.name);
    const json_t *options = field_node(body, "options");
    sequence_keep_position(parsing, name.schema, name.name, options);
    if (o) {
        o->values[OPTIONS] = field_of_sequence_options(parsing, object_value(o, OPTIONS), NULL, options);
        set_owner(parsing, o, options);
    } else if (identity) {
        identity_alter(parsing, identity, options);
    } else {
        return field_flag(body, "missing_ok");
    }
    sequence_restart(parsing, name.schema, name.name, options);
    return true;
}

static bool parse_alter_table(struct parsing *parsing, struct object *o, const json_t *command)
{
    bool unlogged = field_is(command, "subtype", "AT_SetUnLogged");
    (void)parsing;
    if (!unlogged && !field_is(command, "subtype", "AT_SetLogged"))
        return false;
    sequence_set_unlogged(o, unlogged);
    return true;
}

static void add_facts(struct parsing *parsing, struct object *o)
{
    struct parsed_fact_target target = {parsing, o};
    struct sequence_owner owner = sequence_owner(parsing->ctx, o);
    find_sequence_facts(parsing->ctx, object_value(o, OPTIONS), parsing_receive_fact, &target);
    if (!owner.table)
        return;
    parsing_add_fact(parsing, o, "owner", strcmp(owner.schema, "public") == 0 ? "" : owner.schema);
    parsing_add_fact(parsing, o, "owner", owner.table);
    parsing_add_fact(parsing, o, "owner", owner.column);
}

/* ---- as an item ---- */

static void show_persistence(FILE *out, const struct object *o)
{
    fputs(is_unlogged(o) ? "unlogged" : "", out);
}

#define SHOW(name, option)                                                                                             \
    static void name(FILE *out, const struct object *o)                                                                \
    {                                                                                                                  \
        show_sequence_option(out, object_value(o, OPTIONS), option);                                                   \
    }
SHOW(show_type, SEQUENCE_TYPE)
SHOW(show_start, SEQUENCE_START)
SHOW(show_increment, SEQUENCE_INCREMENT)
SHOW(show_minimum, SEQUENCE_MINIMUM)
SHOW(show_maximum, SEQUENCE_MAXIMUM)
SHOW(show_cache, SEQUENCE_CACHE)
SHOW(show_cycle, SEQUENCE_CYCLE)

static const struct attribute_form attributes[] = {
    {.label = "kind", .join = show_persistence}, {.label = "type", .join = show_type},
    {.label = "start", .join = show_start},      {.label = "increment", .join = show_increment},
    {.label = "minimum", .join = show_minimum},  {.label = "maximum", .join = show_maximum},
    {.label = "cache", .join = show_cache},      {.label = "cycle", .join = show_cycle},
    {.label = "owner", .join = show_owner},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateSeqStmt", .parse = parse_create}, {.node = "AlterSeqStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = sizeof(attributes) / sizeof(*attributes)},
    .item_kind = "sequence",
    .object_type = "OBJECT_SEQUENCE",
    .keyword = "SEQUENCE",
    .relation = true,
    .twin = &postgres_sequence_position,
    .statements = statements,
    .alter = parse_alter_table,
    .finish = add_facts,
    .print_alone = print_alone,
};

static bool alter(struct alteration *a)
{
    if (strcmp(object_value(a->from, OPTIONS), object_value(a->to, OPTIONS)) != 0) {
        fputs("ALTER SEQUENCE ", a->out);
        print_object_name(a->out, a->to);
        print_sequence_settings(a->out, object_value(a->to, OPTIONS), "", true);
        fputs(";\n", a->out);
    }
    if (object_flag(a->from, UNLOGGED) != object_flag(a->to, UNLOGGED)) {
        fputs("ALTER SEQUENCE ", a->out);
        print_object_name(a->out, a->to);
        fprintf(a->out, " SET %s;\n", object_flag(a->to, UNLOGGED) ? "UNLOGGED" : "LOGGED");
    }
    return true;
}

static void remove_it(struct alteration *a)
{
    a->loses = "where the sequence stands";
    fputs("DROP SEQUENCE ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it, .stays = true};

const struct kind postgres_sequence = {
    .name = "sequence",
    .query = postgres_sequence_query,
    .present = "EXISTS (SELECT FROM pg_sequence)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .beside = beside,
    .n_beside = N_VALUES - N_FIELDS,
    .phase = PHASE_SEQUENCE,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
