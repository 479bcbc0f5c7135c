#include <string.h>
#include <strings.h>

#include "kind/postgres/call.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/lex.h"

extern const char postgres_aggregate_query[];

enum {
    FUNCTION = CALL_NAME,
    ARGUMENTS,
    KIND,
    PARALLEL,
    STEP,
    STATE,
    STATE_SIZE,
    FINAL,
    FINAL_EXTRA,
    FINAL_MODIFY,
    COMBINE,
    SERIAL,
    DESERIAL,
    INITIAL,
    MOVING_STEP,
    MOVING_INVERSE,
    MOVING_STATE,
    MOVING_SIZE,
    MOVING_FINAL,
    MOVING_EXTRA,
    MOVING_MODIFY,
    MOVING_INITIAL,
    SORT_OPERATOR,
    N_FIELDS
};

/* How a field is printed: as a function's name, as text, as a literal, as a word of its own, and so on. */
enum style { NOTHING, NAME, TEXT, LITERAL, FLAG, MODIFY, OPERATOR };

static const struct {
    const char *keywords;
    enum style style;
} settings[N_FIELDS] = {
    [STEP] = {"SFUNC", NAME},
    [STATE] = {"STYPE", TEXT},
    [STATE_SIZE] = {"SSPACE", TEXT},
    [FINAL] = {"FINALFUNC", NAME},
    [FINAL_EXTRA] = {"FINALFUNC_EXTRA", FLAG},
    [FINAL_MODIFY] = {"FINALFUNC_MODIFY", MODIFY},
    [COMBINE] = {"COMBINEFUNC", NAME},
    [SERIAL] = {"SERIALFUNC", NAME},
    [DESERIAL] = {"DESERIALFUNC", NAME},
    [INITIAL] = {"INITCOND", LITERAL},
    [MOVING_STEP] = {"MSFUNC", NAME},
    [MOVING_INVERSE] = {"MINVFUNC", NAME},
    [MOVING_STATE] = {"MSTYPE", TEXT},
    [MOVING_SIZE] = {"MSSPACE", TEXT},
    [MOVING_FINAL] = {"MFINALFUNC", NAME},
    [MOVING_EXTRA] = {"MFINALFUNC_EXTRA", FLAG},
    [MOVING_MODIFY] = {"MFINALFUNC_MODIFY", MODIFY},
    [MOVING_INITIAL] = {"MINITCOND", LITERAL},
    [SORT_OPERATOR] = {"SORTOP", OPERATOR},
};

static const char *const fields[N_FIELDS] = {
    [FUNCTION] = "function",
    [ARGUMENTS] = "arguments",
    [KIND] = "kind",
    [PARALLEL] = "parallel",
    [STEP] = "step",
    [STATE] = "state",
    [STATE_SIZE] = "state_size",
    [FINAL] = "final",
    [FINAL_EXTRA] = "final_extra",
    [FINAL_MODIFY] = "final_modify",
    [COMBINE] = "combine",
    [SERIAL] = "serial",
    [DESERIAL] = "deserial",
    [INITIAL] = "initial",
    [MOVING_STEP] = "moving_step",
    [MOVING_INVERSE] = "moving_inverse",
    [MOVING_STATE] = "moving_state",
    [MOVING_SIZE] = "moving_size",
    [MOVING_FINAL] = "moving_final",
    [MOVING_EXTRA] = "moving_extra",
    [MOVING_MODIFY] = "moving_modify",
    [MOVING_INITIAL] = "moving_initial",
    [SORT_OPERATOR] = "sort_operator",
};
static const int forms[N_FIELDS] = {
    [FUNCTION] = ANSWER_TEXT,
    [KIND] = ANSWER_TEXT,
    [STEP] = ANSWER_LIST,
    [STATE] = ANSWER_TEXT,
    [STATE_SIZE] = ANSWER_NUMBER | ANSWER_NULL,
    [FINAL] = ANSWER_LIST | ANSWER_NULL,
    [FINAL_EXTRA] = ANSWER_FLAG,
    [FINAL_MODIFY] = ANSWER_TEXT,
    [COMBINE] = ANSWER_LIST | ANSWER_NULL,
    [SERIAL] = ANSWER_LIST | ANSWER_NULL,
    [DESERIAL] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_STEP] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_INVERSE] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_SIZE] = ANSWER_NUMBER | ANSWER_NULL,
    [MOVING_FINAL] = ANSWER_LIST | ANSWER_NULL,
    [MOVING_EXTRA] = ANSWER_FLAG,
    [MOVING_MODIFY] = ANSWER_TEXT,
    [SORT_OPERATOR] = ANSWER_LIST | ANSWER_NULL,
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, ARGUMENTS, CANON_PARAMETERS);
    normalize_text(catalog, o, STATE, CANON_TYPE);
    normalize_text(catalog, o, MOVING_STATE, CANON_TYPE);
}

static bool read_aggregates(const struct kind *kind, struct reading *reading)
{
    return read_canonicalized(kind, reading, canonicalize);
}

/* Whether a final function may change the state it is given. */
static const char *modify_keyword(char modify)
{
    return modify == 's' ? "SHAREABLE" : modify == 'w' ? "READ_WRITE" : "READ_ONLY";
}

static bool is_usual(const struct object *o, int field)
{
    const char *value = o->values[field];
    if (!value || settings[field].style == NOTHING)
        return true;
    if (settings[field].style == FLAG)
        return !object_flag(o, field);
    if (settings[field].style != MODIFY)
        return false;
    /* Ordered-set aggregates change their state, others do not; without a function nothing is to be said. */
    bool used = o->values[field == FINAL_MODIFY ? FINAL : MOVING_FINAL] != NULL;
    return !used || value[0] == (object_value(o, KIND)[0] == 'n' ? 'r' : 'w');
}

static void print_setting(FILE *out, const struct object *o, int field)
{
    const char *value = object_value(o, field);
    fprintf(out, "%s", settings[field].keywords);
    fputs(settings[field].style == FLAG ? "" : " = ", out);
    switch (settings[field].style) {
    case NAME:
        print_visible(out, value);
        break;
    case LITERAL:
        print_literal(out, value);
        break;
    case MODIFY:
        fputs(modify_keyword(value[0]), out);
        break;
    case OPERATOR:
        print_operator_pair(out, value);
        break;
    case TEXT:
        fputs(value, out);
        break;
    default:
        break;
    }
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const char *arguments = object_value(o, ARGUMENTS), *parallel = object_value(o, PARALLEL);
    fputs("CREATE AGGREGATE ", out);
    print_own_name(out, o, o->schema, object_value(o, FUNCTION));
    fprintf(out, "(%s) (", arguments[0] ? arguments : "*");
    const char *separator = "\n    ";
    for (int i = 0; i < N_FIELDS; i++)
        if (!is_usual(o, i)) {
            fputs(separator, out);
            print_setting(out, o, i);
            separator = ",\n    ";
        }
    if (parallel[0])
        fprintf(out, "%sPARALLEL = %s", separator, parallel[0] == 's' ? "SAFE" : "RESTRICTED");
    if (object_value(o, KIND)[0] == 'h')
        fprintf(out, "%sHYPOTHETICAL", separator);
    fputs("\n);\n", out);
}

/* The tree says how many arguments stand before ORDER BY, but not the difference between none and no ORDER BY. */
static bool is_ordered(const char *statement)
{
    struct lexer l = {statement, 0, strlen(statement)};
    int depth = 0;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        depth += lexeme_is(statement, x, "(") - lexeme_is(statement, x, ")");
        if (lexeme_is(statement, x, ")") && depth == 0)
            return false;
        if (lexeme_is(statement, x, "order") && depth == 1)
            return true;
    }
    return false;
}

static const char *field_of_argument(struct parsing *parsing, const json_t *list, size_t at)
{
    json_t *one = json_pack("[O]", json_array_get(list, at));
    const char *text = piece_text(parsing->ctx, PIECE_PARAMETERS, one);
    json_decref(one);
    return text;
}

/*
 * Of a list of parameters and, behind ORDER BY, those from a certain one on; what is VARIADIC in both places stands
 * there once. NULL where it cannot be determined.
 */
static const char *field_of_arguments(struct parsing *parsing, const json_t *list, size_t direct)
{
    const char *text = "";
    size_t n = json_array_size(list);
    for (size_t i = 0; i < n + (direct == n && n > 0); i++) {
        const char *own = field_of_argument(parsing, list, i < n ? i : n - 1);
        const char *order = i == direct ? "ORDER BY " : "";
        if (!own)
            return NULL;
        text = mem_printf(parsing->ctx, "%s%s%s%s", text, i == 0 ? "" : order[0] ? " " : ", ", order, own);
    }
    return text;
}

static const char *text_of(struct parsing *parsing, const json_t *setting)
{
    const json_t *value = field_node(setting, "arg");
    return mem_strdup(parsing->ctx,
                      node_as(value, "Float") ? field_text(node_body(value), "fval") : element_text(setting));
}

/* The field of a setting, which may have the name that it had of old: SFUNC1, STYPE1, INITCOND1. */
static int field_named(const char *name)
{
    size_t n = strlen(name);
    n -= n > 0 && name[n - 1] == '1';
    int f = 0;
    while (f < N_FIELDS && (!settings[f].keywords || strlen(settings[f].keywords) != n ||
                            strncasecmp(settings[f].keywords, name, n) != 0))
        f++;
    return f;
}

static const char *field_of_setting(struct parsing *parsing, int field, const json_t *setting)
{
    const char *text = text_of(parsing, setting);
    switch (settings[field].style) {
    case NAME:
    case OPERATOR:
        return field_of_function(parsing, setting);
    case FLAG:
        return element_flag(setting) ? "t" : "f";
    case MODIFY:
        return strcasecmp(text, "shareable") == 0 ? "s" : strcasecmp(text, "read_write") == 0 ? "w" : "r";
    case TEXT:
        if (field == STATE || field == MOVING_STATE)
            return field_of_element_type(parsing, setting);
        return strcmp(text, "0") == 0 ? NULL : text;
    default:
        return text;
    }
}

/* False where there is no such setting. */
static bool set_field(struct parsing *parsing, struct object *o, const json_t *setting)
{
    const char *name = field_text(setting, "defname"), *value = element_text(setting);
    int field = field_named(name);
    if (field < N_FIELDS)
        o->values[field] = field_of_setting(parsing, field, setting);
    else if (strcasecmp(name, "parallel") == 0)
        o->values[PARALLEL] = strcasecmp(value, "safe") == 0 ? "s" : strcasecmp(value, "restricted") == 0 ? "r" : NULL;
    else if (strcasecmp(name, "hypothetical") == 0)
        o->values[KIND] = element_flag(setting) ? "h" : o->values[KIND];
    else
        return false;
    return true;
}

/* The syntax of old names what it takes among the settings. */
static bool has_arguments(const json_t *body)
{
    return !field_flag(body, "oldstyle");
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    const json_t *arguments = field_node(body, "args");
    const json_t *list = field_node(node_as(json_array_get(arguments, 0), "List"), "items");
    const json_t *number = node_as(json_array_get(arguments, 1), "Integer");
    bool ordered = is_ordered(parsing->text);
    size_t direct = !ordered ? SIZE_MAX : field_node(number, "ival") ? (size_t)field_number(number, "ival") : 0;
    struct name_pair own = field_of_names(field_node(body, "defnames"));
    const char *types = call_types(parsing, list), *signature = field_of_arguments(parsing, list, direct);
    bool known = types && signature;
    size_t i;
    json_t *node;
    if (!known)
        return false;
    struct object *o = parsing_add(parsing, &postgres_aggregate, own.schema, "", call_name(parsing, own.name, types));
    o->values[FUNCTION] = mem_strdup(parsing->ctx, own.name);
    o->values[ARGUMENTS] = signature;
    o->values[KIND] = ordered ? "o" : "n";
    json_array_foreach(field_node(body, "definition"), i, node) known = set_field(parsing, o, node_body(node)) && known;
    if (!known)
        parsing_remove(parsing, o);
    return known;
}

static const struct grammar_statement statements[] = {
    {.node = "DefineStmt", .object_type = "OBJECT_AGGREGATE", .applies = has_arguments, .parse = parse_create}, {0}};

static const struct grammar grammar = {
    .item_kind = "function",
    .item_subkind = "aggregate",
    .item_whole = "body",
    .object_type = "OBJECT_AGGREGATE",
    .also_types = (const char *const[]){"OBJECT_ROUTINE", NULL},
    .keyword = "AGGREGATE",
    .privileges = {.keyword = "FUNCTION"},
    .identify = identify_call,
    .spell = spell_call,
    .statements = statements,
    .rename = rename_call,
};

const struct kind postgres_aggregate = {
    .name = "aggregate",
    .query = postgres_aggregate_query,
    .present = "EXISTS (SELECT FROM pg_aggregate WHERE aggfnoid >= 16384)",
    .read = read_aggregates,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_FUNCTION,
    .print = print,
    .grammar = &grammar,
};
