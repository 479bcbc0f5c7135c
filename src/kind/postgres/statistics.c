#include "kind/postgres/statistics.h"

#include <stdlib.h>
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/lex.h"

extern const char postgres_statistics_query[];

enum { DEFINITION, SCHEMA, NAME, TARGET, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFINITION] = "definition",
    [SCHEMA] = "statistics_schema",
    [NAME] = "statistics_name",
    [TARGET] = "target",
};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [SCHEMA] = ANSWER_TEXT,
    [NAME] = ANSWER_TEXT,
    [TARGET] = ANSWER_NUMBER | ANSWER_NULL,
};

static bool read_statistics(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, DEFINITION, CANON_STATEMENT);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "%s;\n", object_value(o, DEFINITION));
    if (!o->values[TARGET])
        return;
    fputs("ALTER STATISTICS ", out);
    print_qualified(out, object_value(o, SCHEMA), object_value(o, NAME));
    fprintf(out, " SET STATISTICS %s;\n", o->values[TARGET]);
}

/* They may be of another schema than their table. */
static const char *name_of(void *ctx, const char *table_schema, const char *schema, const char *name)
{
    return strcmp(table_schema, schema) == 0 ? name : mem_printf(ctx, "%s.%s", schema, name);
}

static void recompute_name(struct parsing *parsing, struct object *o)
{
    parsing_move(parsing, o, o->schema,
                 name_of(parsing->ctx, o->schema, object_value(o, SCHEMA), object_value(o, NAME)));
}

/* Those without a name have one from the server, of a table and columns. */
/* The server prints them in this order. */
static void sort_kinds(json_t *body)
{
    static const char *const order[] = {"ndistinct", "dependencies", "mcv"};
    const json_t *kinds = field_node(body, "stat_types");
    json_t *sorted = json_array();
    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
        for (size_t k = 0; k < json_array_size(kinds); k++)
            if (strcmp(list_text(kinds, k), order[i]) == 0)
                json_array_append(sorted, json_array_get(kinds, k));
    if (json_array_size(sorted) > 0 && json_array_size(sorted) == json_array_size(kinds))
        json_object_set(body, "stat_types", sorted);
    json_decref(sorted);
}

/* Where a column stands in its table; behind all of them what is none, or what nobody knows. */
static size_t place_of(const char *const *columns, const json_t *element)
{
    const char *name = field_text(node_as(element, "StatsElem"), "name");
    size_t at = 0;
    while (columns[at] && strcmp(columns[at], name) != 0)
        at++;
    return at;
}

/* The server keeps the columns in the order of the table's, and expressions behind them. */
static void sort_columns(struct parsing *parsing, json_t *body, struct name_pair table)
{
    const char *const *columns = parsing->reader->columns_of(parsing, table.schema, table.name);
    json_t *elements = field_node(body, "exprs"), *sorted = json_array();
    size_t n = 0;
    while (columns[n])
        n++;
    for (size_t place = 0; place <= n; place++)
        for (size_t i = 0; i < json_array_size(elements); i++)
            if (place_of(columns, json_array_get(elements, i)) == place)
                json_array_append(sorted, json_array_get(elements, i));
    json_object_set_new(body, "exprs", sorted);
}

/* ON a, (lower(b)) FROM t: a name there that is neither called nor a part of another one. */
bool statistics_name_column(const struct object *o, const char *column)
{
    const char *text = object_value(o, DEFINITION);
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme before = {0}, x = lex_next(&l);
    bool found = false, columns = false;
    void *work = mem_context(NULL);
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN && !found; before = x, x = lex_next(&l)) {
        struct lexer ahead = l;
        struct lexeme next = lex_next(&ahead);
        bool part = lexeme_is(text, before, ".") || lexeme_is(text, next, ".") || lexeme_is(text, next, "(");
        columns = (columns || lexeme_is(text, before, "on")) && !lexeme_is(text, x, "from");
        found = columns && !part && lexeme_is_name(x) && strcmp(lexeme_name(work, text, x), column) == 0;
    }
    mem_free(work);
    return found;
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const json_t *names = field_node(body, "defnames");
    struct name_pair own = field_of_names(names);
    struct name_pair table = field_of_range(node_as(json_array_get(field_node(body, "relations"), 0), "RangeVar"));
    if (json_array_size(names) == 0)
        return false;
    struct object *o = parsing_add(parsing, &postgres_statistics, table.schema, table.name,
                                   name_of(parsing->ctx, table.schema, own.schema, own.name));
    o->values[SCHEMA] = mem_strdup(parsing->ctx, own.schema);
    o->values[NAME] = mem_strdup(parsing->ctx, own.name);
    parsing_call(parsing, o, own.schema, own.name);
    sort_kinds(body);
    sort_columns(parsing, body, table);
    o->values[DEFINITION] = field_of_statement(parsing, "CreateStatsStmt", body, table.schema, table.name);
    return true;
}

/* Statements about them name no table. */
static bool identify(struct parsing *parsing, const json_t *object, struct object *o)
{
    const struct name_pair own = field_of_names(field_node(node_as(object, "List"), "items"));
    const struct object *found = parsing_called(parsing, &postgres_statistics, own.schema, own.name);
    o->schema = found ? found->schema : own.schema;
    o->relation = found ? found->relation : "";
    o->name = found ? found->name : own.name;
    o->values[SCHEMA] = own.schema;
    o->values[NAME] = own.name;
    return true;
}

static struct object_name spell(void *ctx, const struct object *o)
{
    (void)ctx;
    return (struct object_name){object_value(o, SCHEMA), object_value(o, NAME), NULL};
}

/* The number at the end of ALTER STATISTICS s SET STATISTICS n; NULL for -1, the usual one. The tree has no minus. */
static const char *field_of_target(struct parsing *parsing)
{
    struct lexer l = {parsing->text, 0, strlen(parsing->text)};
    struct lexeme before = {0}, last = {0};
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        before = last;
        last = x;
    }
    if (last.kind != LEXEME_NUMBER || lexeme_is(parsing->text, before, "-"))
        return NULL;
    return mem_printf(parsing->ctx, "%ld", strtol(parsing->text + last.start, NULL, 10));
}

static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair own = field_of_names(field_node(body, "defnames"));
    struct object *o = parsing_called(parsing, &postgres_statistics, own.schema, own.name);
    if (o)
        o->values[TARGET] = field_of_target(parsing);
    return o || field_flag(body, "missing_ok");
}

static const char *head_of(void *ctx, const struct object *o)
{
    struct text t;
    text_open(&t);
    fputs("CREATE STATISTICS ", t.out);
    print_qualified(t.out, object_value(o, SCHEMA), object_value(o, NAME));
    return text_close(&t, ctx);
}

static void rename_statistics(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    const char *before = head_of(parsing->ctx, o), *definition = object_value(o, DEFINITION);
    size_t n = strncmp(definition, before, strlen(before)) == 0 ? strlen(before) : 0;
    o->values[SCHEMA] = schema ? mem_strdup(parsing->ctx, schema) : o->values[SCHEMA];
    o->values[NAME] = name ? mem_strdup(parsing->ctx, name) : o->values[NAME];
    if (n > 0)
        o->values[DEFINITION] = mem_printf(parsing->ctx, "%s%s", head_of(parsing->ctx, o), definition + n);
    parsing_call(parsing, o, object_value(o, SCHEMA), object_value(o, NAME));
    recompute_name(parsing, o);
}

static const struct attribute_form attributes[N_FIELDS] = {
    [DEFINITION] = {.label = "definition"},
    [TARGET] = {.label = "target"},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateStatsStmt", .parse = parse_create}, {.node = "AlterStatsStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FIELDS},
    .item_kind = "statistics",
    .object_type = "OBJECT_STATISTIC_EXT",
    .keyword = "STATISTICS",
    .identify = identify,
    .spell = spell,
    .statements = statements,
    .recompute = recompute_name,
    .rename = rename_statistics,
};

static bool alter(struct alteration *a)
{
    if (strcmp(object_value(a->from, DEFINITION), object_value(a->to, DEFINITION)) != 0)
        return false;
    fputs("ALTER STATISTICS ", a->out);
    print_qualified(a->out, object_value(a->to, SCHEMA), object_value(a->to, NAME));
    fprintf(a->out, " SET STATISTICS %s;\n", a->to->values[TARGET] ? a->to->values[TARGET] : "-1");
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("DROP STATISTICS ", a->out);
    print_qualified(a->out, object_value(a->from, SCHEMA), object_value(a->from, NAME));
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it, .rebuilt = true};

const struct kind postgres_statistics = {
    .name = "statistics",
    .query = postgres_statistics_query,
    .present = "EXISTS (SELECT FROM pg_statistic_ext)",
    .read = read_statistics,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
