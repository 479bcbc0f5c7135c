/* Where sequences stand, which only the sequences themselves know. */
#include <string.h>

#include "catalog/ask.h"
#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"
#include "sql/postgres/lex.h"

extern const char postgres_sequence_position_query[];

enum { VALUE, IS_CALLED, N_FIELDS };
static const char *const fields[N_FIELDS] = {[VALUE] = "value", [IS_CALLED] = "is_called"};

enum { SCHEMA, NAME, START, USAGE_GRANT, SELECT_GRANT, N_COLUMNS };
static const struct answer_column sequence_columns[N_COLUMNS] = {[SCHEMA] = {"schema", ANSWER_TEXT},
                                                                 [NAME] = {"name", ANSWER_TEXT},
                                                                 [START] = {"start", ANSWER_TEXT},
                                                                 [USAGE_GRANT] = {"usage_grant", ANSWER_ANY},
                                                                 [SELECT_GRANT] = {"select_grant", ANSWER_ANY}};
static const struct answer_column position_columns[] = {
    {"n", ANSWER_NUMBER}, {"last_value", ANSWER_TEXT}, {"is_called", ANSWER_FLAG}};

static void print_quoted(FILE *out, const struct rows *sequences, int i)
{
    print_name(out, rows_text(sequences, i, SCHEMA));
    putc('.', out);
    print_name(out, rows_text(sequences, i, NAME));
}

/* The parser goes one level deeper for each part of a UNION, and has an end of its stack. */
enum { SEQUENCES_AT_ONCE = 500 };

/* One query for many: SELECT 0, last_value, is_called FROM a UNION ALL SELECT 1, ... */
static char *positions_query(void *ctx, const struct rows *sequences, int first, int beyond)
{
    struct text t;
    text_open(&t);
    for (int i = first; i < beyond; i++) {
        fprintf(t.out, "%sSELECT %d AS n, last_value, is_called FROM ", i > first ? "\nUNION ALL " : "", i);
        print_quoted(t.out, sequences, i);
    }
    fputs("\nORDER BY n", t.out);
    return text_close(&t, ctx);
}

static bool ask(struct reading *reading, const char *query, const struct answer_column *columns, size_t n,
                struct rows *rows)
{
    const struct question question = {"positions of sequences", query, columns, n};
    return catalog_ask(reading->connection, &question, reading->catalog->ctx, rows, reading->diags);
}

/* Those that do not stand at their start. */
static void add_position(struct catalog *catalog, const struct kind *kind, const struct rows *sequences, int sequence,
                         const struct rows *positions, int position)
{
    const char *value = rows_text(positions, position, 1), *called = rows_text(positions, position, 2);
    if (called[0] == 'f' && strcmp(value, rows_text(sequences, sequence, START)) == 0)
        return;
    struct object *o =
        catalog_add(catalog, kind, rows_text(sequences, sequence, SCHEMA), "", rows_text(sequences, sequence, NAME));
    o->values[VALUE] = value;
    o->values[IS_CALLED] = called;
}

static bool read_some(struct reading *reading, const struct kind *kind, const struct rows *sequences, int first)
{
    struct catalog *catalog = reading->catalog;
    int left = sequences->n_rows - first, n = left < SEQUENCES_AT_ONCE ? left : SEQUENCES_AT_ONCE;
    struct rows positions;
    if (!ask(reading, positions_query(catalog->ctx, sequences, first, first + n), position_columns, 3, &positions))
        return false;
    if (positions.n_rows != n) {
        diag_error(reading->diags, "cannot read the catalog (positions of sequences): of %d sequences %d came", n,
                   positions.n_rows);
        return false;
    }
    for (int i = 0; i < n; i++)
        add_position(catalog, kind, sequences, first + i, &positions, i);
    return true;
}

static bool ask_sequences(struct reading *reading, struct rows *sequences)
{
    struct catalog *catalog = reading->catalog;
    return ask(reading, query_for_version(catalog->ctx, postgres_sequence_position_query, catalog->version),
               sequence_columns, N_COLUMNS, sequences);
}

bool sequence_grants(struct reading *reading, struct grants *grants)
{
    struct rows sequences;
    if (!ask_sequences(reading, &sequences))
        return false;
    for (int i = 0; i < sequences.n_rows; i++) {
        grants_add(grants, rows_text(&sequences, i, USAGE_GRANT));
        grants_add(grants, rows_text(&sequences, i, SELECT_GRANT));
    }
    return true;
}

static bool read_positions(const struct kind *kind, struct reading *reading)
{
    struct rows sequences;
    if (!reading->rows->all)
        return true;
    if (!ask_sequences(reading, &sequences))
        return false;
    for (int first = 0; first < sequences.n_rows; first += SEQUENCES_AT_ONCE)
        if (!read_some(reading, kind, &sequences, first))
            return false;
    return true;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct text t;
    text_open(&t);
    print_object_name(t.out, o);
    char *name = text_close(&t, catalog->ctx);
    fputs("SELECT pg_catalog.setval(", out);
    print_literal(out, name);
    fprintf(out, ", %s, %s);\n", object_value(o, VALUE), object_flag(o, IS_CALLED) ? "true" : "false");
}

/* ---- statements ---- */

static void set_position(struct parsing *parsing, const char *schema, const char *name, const char *value,
                         bool is_called)
{
    struct object *o = parsing_add(parsing, &postgres_sequence_position, schema, "", name);
    o->values[VALUE] = value;
    o->values[IS_CALLED] = is_called ? "t" : "f";
}

void sequence_keep_position(struct parsing *parsing, const char *schema, const char *name, const json_t *options)
{
    bool moves = sequence_element(options, "start") && !sequence_element(options, "restart");
    const char *start = moves ? sequence_start(parsing, schema, name) : NULL;
    if (start && !parsing_find(parsing, &postgres_sequence_position, schema, "", name))
        set_position(parsing, schema, name, mem_strdup(parsing->ctx, start), false);
}

void sequence_restart(struct parsing *parsing, const char *schema, const char *name, const json_t *options)
{
    const json_t *element = sequence_element(options, "restart");
    const char *number = element ? sequence_number(parsing->ctx, element) : NULL;
    if (element)
        set_position(parsing, schema, name, number ? number : sequence_start(parsing, schema, name), false);
}

static const json_t *only_call(const json_t *select)
{
    const json_t *targets = field_node(select, "targetList");
    bool alone = json_array_size(targets) == 1 && !field_node(select, "fromClause");
    return alone ? node_as(field_node(node_as(json_array_get(targets, 0), "ResTarget"), "val"), "FuncCall") : NULL;
}

static bool is_setval(const json_t *select)
{
    return strcmp(field_of_names(field_node(only_call(select), "funcname")).name, "setval") == 0;
}

/* 'archive."Rooms_id_seq"' */
static struct name_pair name_of_text(void *ctx, const char *text)
{
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme first = lex_next(&l), dot = lex_next(&l), last = lex_next(&l);
    bool two = lexeme_is(text, dot, ".");
    if (first.kind != LEXEME_WORD && first.kind != LEXEME_QUOTED)
        return (struct name_pair){"", ""};
    return (struct name_pair){two ? lexeme_name(ctx, text, first) : "public",
                              lexeme_name(ctx, text, two ? last : first)};
}

static const char *constant_text(const json_t *argument)
{
    const json_t *cast = node_as(argument, "TypeCast");
    const json_t *constant = node_as(cast ? field_node(cast, "arg") : argument, "A_Const");
    return field_text(field_node(constant, "sval"), "sval");
}

/* pg_get_serial_sequence('rooms', 'id'): of an identity column, or the only one that a column owns. */
static struct name_pair sequence_of_column(struct parsing *parsing, const json_t *arguments)
{
    const struct name_pair table = name_of_text(parsing->ctx, constant_text(json_array_get(arguments, 0)));
    const char *name = constant_text(json_array_get(arguments, 1));
    const struct sequence_owner owner = {table.schema, table.name, name};
    const struct object *column = parsing_find(parsing, &postgres_column, table.schema, table.name, name);
    struct object *owned = sequence_next_owned(parsing, owner, NULL);
    if (column && column->values[COLUMN_IDENTITY_SEQUENCE])
        return (struct name_pair){.schema = table.schema, .name = column->values[COLUMN_IDENTITY_SEQUENCE]};
    if (!column || !owned || sequence_next_owned(parsing, owner, owned))
        return (struct name_pair){"", ""};
    return (struct name_pair){.schema = owned->schema, .name = owned->name};
}

static struct name_pair sequence_of_argument(struct parsing *parsing, const json_t *argument)
{
    const json_t *cast = node_as(argument, "TypeCast");
    const json_t *call = node_as(cast ? field_node(cast, "arg") : argument, "FuncCall");
    if (!call)
        return name_of_text(parsing->ctx, constant_text(argument));
    if (strcmp(field_of_names(field_node(call, "funcname")).name, "pg_get_serial_sequence") != 0)
        return (struct name_pair){"", ""};
    return sequence_of_column(parsing, field_node(call, "args"));
}

static bool parse_setval(struct parsing *parsing, json_t *body)
{
    const json_t *arguments = field_node(only_call(body), "args"), *called = json_array_get(arguments, 2);
    const struct name_pair name = sequence_of_argument(parsing, json_array_get(arguments, 0));
    const char *value = piece_text(parsing->ctx, PIECE_EXPRESSION, json_array_get(arguments, 1));
    const char *used = called ? piece_text(parsing->ctx, PIECE_EXPRESSION, called) : "true";
    if (!name.name[0] || !value || !used)
        return false;
    set_position(parsing, name.schema, name.name, value, strcmp(used, "true") == 0);
    return true;
}

/* Of a fresh sequence it says nothing. */
static void leave_out_fresh(struct parsing *parsing, struct object *o)
{
    const char *start = sequence_start(parsing, o->schema, o->name);
    if (start && !object_flag(o, IS_CALLED) && strcmp(start, object_value(o, VALUE)) == 0)
        parsing_remove(parsing, o);
}

static void show_is_called(FILE *out, const char *value)
{
    fputs(value[0] == 't' ? "true" : "false", out);
}

static const struct attribute_form attributes[N_FIELDS] = {
    [VALUE] = {.label = "value"},
    [IS_CALLED] = {.label = "used", .show = show_is_called},
};

static const struct grammar_statement statements[] = {
    {.node = "SelectStmt", .applies = is_setval, .parse = parse_setval}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FIELDS},
    .item_kind = "sequence position",
    .keyword = "SEQUENCE",
    .statements = statements,
    .finish = leave_out_fresh,
};

/* Further on, no number is given twice. */
static bool alter(struct alteration *a)
{
    const char *from = object_value(a->from, VALUE), *to = object_value(a->to, VALUE);
    size_t m = strlen(from), n = strlen(to);
    if (n < m || (n == m && strcmp(to, from) < 0))
        a->loses = "where the sequence stands: numbers are given twice";
    return alter_as_added(a);
}

static void remove_it(struct alteration *a)
{
    a->loses = "where the sequence stands: numbers are given twice";
    fputs("ALTER SEQUENCE ", a->out);
    print_object_name(a->out, a->from);
    fputs(" RESTART;\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it, .stays = true};

const struct kind postgres_sequence_position = {
    .name = "sequence position",
    .query = postgres_sequence_position_query,
    .present = "EXISTS (SELECT FROM pg_sequence)",
    .read = read_positions,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_POSITION,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
