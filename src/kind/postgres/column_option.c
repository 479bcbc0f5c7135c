#include "kind/postgres/column_option.h"

#include <stdlib.h>
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table.h"
#include "sql/postgres/lex.h"

extern const char postgres_column_option_query[];

const struct column_setting column_settings[] = {
    {"storage", "SET STORAGE ", "", SETTING_WORD, "AT_SetStorage", NULL, true, NULL, true, true},
    {"compression", "SET COMPRESSION ", "", SETTING_WORD, "AT_SetCompression", "compression", false, "default", true,
     false},
    {"statistics", "SET STATISTICS ", "", SETTING_NUMBER, "AT_SetStatistics", NULL, false, NULL, false, true},
    {"options", "SET (", ")", SETTING_OPTIONS, "AT_SetOptions", NULL, false, NULL, false, false},
    {NULL, NULL, NULL, SETTING_WORD, NULL, NULL, false, NULL, false, false},
};

static const char *const fields[] = {COLUMN_SETTING_NAMES "only"};
enum { N_FIELDS = sizeof(fields) / sizeof(*fields), ONLY = N_FIELDS - 1 };
static const int forms[N_FIELDS] = {
    ANSWER_NULL, ANSWER_NULL, ANSWER_NUMBER | ANSWER_NULL, ANSWER_LIST | ANSWER_NULL, [ONLY] = ANSWER_FLAG,
};
_Static_assert(sizeof(column_settings) / sizeof(*column_settings) == N_FIELDS, "an entry for each name");

const struct column_setting *column_setting_of(const char *command)
{
    for (const struct column_setting *s = column_settings; s->name; s++)
        if (strcmp(s->command, command) == 0 ||
            (s->value == SETTING_OPTIONS && strcmp(command, "AT_ResetOptions") == 0))
            return s;
    return NULL;
}

/* Tables below have options of their own, and may exist already. */
static void begin(FILE *out, const struct object *o)
{
    fputs(object_flag(o, ONLY) ? "ALTER TABLE ONLY " : "ALTER TABLE ", out);
    print_object_relation(out, o);
    fputs(" ALTER COLUMN ", out);
    print_name(out, o->name);
    putc(' ', out);
}

static void print_setting(FILE *out, const struct column_setting *s, const char *value)
{
    fputs(s->before, out);
    if (s->value == SETTING_OPTIONS)
        print_options_of(out, value);
    else
        fputs(value, out);
    fputs(s->after, out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    for (size_t i = 0; column_settings[i].name; i++) {
        if (!o->values[i])
            continue;
        begin(out, o);
        print_setting(out, &column_settings[i], o->values[i]);
        fputs(";\n", out);
    }
}

const char *show_column_settings(FILE *out, const struct object *o, const char *separator)
{
    for (size_t i = 0; column_settings[i].name; i++) {
        if (!o->values[i])
            continue;
        fputs(separator, out);
        print_name(out, o->name);
        putc(' ', out);
        print_setting(out, &column_settings[i], o->values[i]);
        separator = ", ";
    }
    return separator;
}

/* ---- statements ---- */

/* `a SET STATISTICS -1`, of the column that the command names: the tree leaves negative numbers out. */
static bool is_usual_target(struct parsing *parsing, const json_t *command)
{
    const char *text = parsing->text;
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme column = lex_next(&l), set = lex_next(&l), x = lex_next(&l);
    long number = field_number(command, "num");
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; column = set, set = x, x = lex_next(&l)) {
        if (!lexeme_is(text, set, "set") || !lexeme_is(text, x, "statistics"))
            continue;
        bool of_name = (column.kind == LEXEME_WORD || column.kind == LEXEME_QUOTED) &&
                       strcmp(lexeme_name(parsing->ctx, text, column), field_text(command, "name")) == 0;
        bool of_number = column.kind == LEXEME_NUMBER && strtol(text + column.start, NULL, 10) == number;
        struct lexer ahead = l;
        if (of_name || of_number)
            return lexeme_is(text, lex_next(&ahead), "-");
    }
    return false;
}

static const char *number_of(struct parsing *parsing, const json_t *command)
{
    const json_t *integer = node_as(field_node(command, "def"), "Integer");
    bool usual = !integer || (!field_node(integer, "ival") && is_usual_target(parsing, command));
    return usual ? NULL : mem_printf(parsing->ctx, "%ld", field_number(integer, "ival"));
}

static const char *keyword_of(struct parsing *parsing, const struct column_setting *setting, const json_t *command)
{
    const char *keyword = field_text(node_as(field_node(command, "def"), "String"), "sval");
    if (setting->usual && strcmp(keyword, setting->usual) == 0)
        return NULL;
    return setting->capitals ? mem_upper(parsing->ctx, keyword, strlen(keyword)) : mem_strdup(parsing->ctx, keyword);
}

const char *field_of_column_setting(struct parsing *parsing, const struct column_setting *setting,
                                    const json_t *command, const char *before)
{
    const json_t *list = field_node(node_as(field_node(command, "def"), "List"), "items");
    switch (setting->value) {
    case SETTING_WORD:
        return keyword_of(parsing, setting, command);
    case SETTING_NUMBER:
        return number_of(parsing, command);
    case SETTING_OPTIONS:
        return field_of_storage_options(parsing, before, list, field_is(command, "subtype", "AT_ResetOptions"));
    }
    return NULL;
}

struct object *column_option(struct parsing *parsing, const char *schema, const char *relation, const char *column)
{
    struct object *o = parsing_find(parsing, &postgres_column_option, schema, relation, column);
    return o ? o : parsing_add(parsing, &postgres_column_option, schema, relation, column);
}

void column_option_inherit(struct parsing *parsing, const struct object *column, const struct object *above)
{
    struct object *from = parsing_find(parsing, &postgres_column_option, above->schema, above->relation, above->name);
    for (size_t i = 0; from && column_settings[i].name; i++) {
        if (column_settings[i].value != SETTING_WORD || !from->values[i])
            continue;
        struct object *to = column_option(parsing, column->schema, column->relation, column->name);
        to->values[i] = to->values[i] ? to->values[i] : from->values[i];
    }
}

void column_option_forget_type(struct parsing *parsing, const struct object *column)
{
    struct object *o = parsing_find(parsing, &postgres_column_option, column->schema, column->relation, column->name);
    for (size_t i = 0; o && column_settings[i].name; i++)
        if (column_settings[i].of_type)
            o->values[i] = NULL;
}

void column_option_leave_others(struct parsing *parsing, const struct object *column)
{
    struct object *o = parsing_find(parsing, &postgres_column_option, column->schema, column->relation, column->name);
    if (o)
        o->values[ONLY] = "t";
}

bool parse_column_setting(struct parsing *parsing, const struct object *relation, const json_t *command)
{
    const struct column_setting *setting = column_setting_of(field_text(command, "subtype"));
    if (!setting)
        return false;
    struct object *o = column_option(parsing, relation->schema, relation->name, field_text(command, "name"));
    o->values[setting - column_settings] =
        field_of_column_setting(parsing, setting, command, o->values[setting - column_settings]);
    return true;
}

void parse_column_settings(struct parsing *parsing, const struct object *column, const json_t *definition)
{
    for (const struct column_setting *s = column_settings; s->name; s++)
        if (s->element && field_node(definition, s->element))
            column_option(parsing, column->schema, column->relation, column->name)->values[s - column_settings] =
                field_of_text(parsing, definition, s->element);
}

void show_column_setting(FILE *out, const struct catalog *catalog, const struct object *column, int i)
{
    const struct object *o =
        catalog_find(catalog, &postgres_column_option, column->schema, column->relation, column->name);
    if (o && o->values[i] && column_settings[i].value == SETTING_OPTIONS)
        print_options_of(out, o->values[i]);
    else if (o && o->values[i])
        fputs(o->values[i], out);
}

static const struct grammar grammar = {.part = true};

/* What the server takes without being told, by the type. */
static const char *usual_storage(const struct alteration *a, const struct object *o)
{
    const struct object *column = catalog_find(a->before, &postgres_column, o->schema, o->relation, o->name);
    const char *type = column ? object_value(column, COLUMN_TYPE) : "";
    bool inside =
        strncmp(type, "numeric", strlen("numeric")) == 0 || strcmp(type, "inet") == 0 || strcmp(type, "cidr") == 0;
    return inside ? "MAIN" : "EXTENDED";
}

static void print_usual(struct alteration *a, const struct object *o, const struct column_setting *s)
{
    begin(a->out, o);
    if (s->usual)
        fprintf(a->out, "%s%s;\n", s->before, s->usual);
    else if (s->value == SETTING_NUMBER)
        fprintf(a->out, "%s-1;\n", s->before);
    else
        fprintf(a->out, "%s%s;\n", s->before, usual_storage(a, o));
}

static void print_reset(struct alteration *a, const struct object *o, const char *from, const char *to)
{
    struct text t;
    text_open(&t);
    int n = print_options_gone(t.out, from, to);
    const char *gone = text_close(&t, a->ctx);
    if (n == 0)
        return;
    begin(a->out, o);
    fprintf(a->out, "RESET (%s);\n", gone);
}

static void unset(struct alteration *a, const struct object *to)
{
    for (size_t i = 0; column_settings[i].name; i++) {
        const struct column_setting *s = &column_settings[i];
        if (!a->from->values[i])
            continue;
        if (s->value == SETTING_OPTIONS)
            print_reset(a, a->from, a->from->values[i], to ? to->values[i] : NULL);
        else if (!to || !to->values[i])
            print_usual(a, a->from, s);
    }
}

static bool alter(struct alteration *a)
{
    unset(a, a->to);
    return alter_as_added(a);
}

static void remove_it(struct alteration *a)
{
    unset(a, NULL);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_column_option = {
    .name = "column option",
    .query = postgres_column_option_query,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
