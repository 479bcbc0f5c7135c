#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/lex.h"

extern const char postgres_enum_query[];

enum { LABELS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[LABELS] = "labels"};
static const int forms[N_FIELDS] = {
    [LABELS] = ANSWER_LIST,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *work = mem_context(NULL);
    struct list labels = parse_array(work, object_value(o, LABELS));
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fputs(" AS ENUM (", out);
    for (int i = 0; i < labels.n; i++) {
        fputs(i > 0 ? ",\n    " : "\n    ", out);
        print_literal(out, labels.items[i]);
    }
    fputs(labels.n > 0 ? "\n);\n" : ");\n", out);
    mem_free(work);
}

/* "'sad', 'ok'" */
static void show_labels(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list labels = parse_array(work, array);
    for (int i = 0; i < labels.n; i++) {
        fputs(i > 0 ? ", " : "", out);
        print_literal(out, labels.items[i]);
    }
    mem_free(work);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "typeName"));
    const json_t *values = field_node(body, "vals");
    struct object *o = parsing_add(parsing, &postgres_enum, name.schema, "", name.name);
    size_t n = json_array_size(values);
    const char **labels = mem_array(parsing->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        labels[i] = list_text(values, i);
    o->values[LABELS] = array_text(parsing->ctx, labels, n);
    return true;
}

static int place_of(const struct list *labels, const char *label)
{
    int at = 0;
    while (at < labels->n && strcmp(labels->items[at], label) != 0)
        at++;
    return at;
}

static bool has_constant(const char *text, const char *label)
{
    struct lexer l = {text, 0, strlen(text)};
    if (!strstr(text, label))
        return false;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l))
        if (x.kind == LEXEME_STRING && memmem(text + x.start, x.end - x.start, label, strlen(label)))
            return true;
    return false;
}

/* Whether a constant anywhere may be that label: the server keeps which one it was, a text its name. */
static bool is_said(struct parsing *parsing, const struct object *type, const char *label)
{
    for (struct object *o = parsing_next(parsing, NULL); o; o = parsing_next(parsing, o))
        for (int f = 0; o != type && f < o->kind->n_fields + o->kind->n_beside + o->kind->n_apart; f++)
            if (o->values[f] && has_constant(o->values[f], label))
                return true;
    return false;
}

/* The text before is let go: of thousands of labels, added one by one, they would be much. */
static void set_labels(struct parsing *parsing, struct object *o, const char *const *labels, int n)
{
    const char *before = o->values[LABELS];
    o->values[LABELS] = array_text(parsing->ctx, labels, (size_t)n);
    mem_free((void *)before);
}

/* Before or after another one, else at the end. False where the server would refuse that. */
static bool add_label(struct parsing *parsing, struct object *o, const struct list *labels, const json_t *body)
{
    const char *neighbour = field_text(body, "newValNeighbor"), *new = field_text(body, "newVal");
    int at = neighbour[0] ? place_of(labels, neighbour) : labels->n;
    if (place_of(labels, new) < labels->n)
        return field_flag(body, "skipIfNewValExists");
    if (neighbour[0] && at == labels->n)
        return false;
    at += neighbour[0] && field_flag(body, "newValIsAfter");
    const char **items = mem_array(NULL, const char *, (size_t)labels->n + 1);
    for (int i = 0; i <= labels->n; i++)
        items[i] = i < at ? labels->items[i] : i == at ? new : labels->items[i - 1];
    set_labels(parsing, o, items, labels->n + 1);
    mem_free(items);
    return true;
}

static bool rename_label(struct parsing *parsing, struct object *o, struct list *labels, const char *old,
                         const char *new)
{
    int at = place_of(labels, old);
    if (at == labels->n)
        return false;
    const char **items = mem_array(NULL, const char *, (size_t)labels->n);
    for (int i = 0; i < labels->n; i++)
        items[i] = i == at ? new : labels->items[i];
    set_labels(parsing, o, items, labels->n);
    mem_free(items);
    return !is_said(parsing, o, old);
}

/* RENAME VALUE and ADD VALUE. */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair name = field_of_names(field_node(body, "typeName"));
    struct object *o = parsing_find(parsing, &postgres_enum, name.schema, "", name.name);
    const char *old = field_text(body, "oldVal");
    if (!o)
        return false;
    void *work = mem_context(NULL);
    struct list labels = parse_array(work, object_value(o, LABELS));
    bool known = old[0] ? rename_label(parsing, o, &labels, old, field_text(body, "newVal"))
                        : add_label(parsing, o, &labels, body);
    mem_free(work);
    return known;
}

static const struct attribute_form attributes[N_FIELDS] = {
    [LABELS] = {.label = "labels", .show = show_labels, .fact = "label"},
};

static const struct grammar_statement statements[] = {
    {.node = "CreateEnumStmt", .parse = parse_create}, {.node = "AlterEnumStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FIELDS},
    .item_kind = "type",
    .item_subkind = "enum",
    .object_type = "OBJECT_TYPE",
    .shared = true,
    .keyword = "TYPE",
    .identify = identify_type,
    .statements = statements,
};

/* Where the label stands among those that are there: behind the one before it, else before the first. */
static void print_added(struct alteration *a, const struct list *wanted, int at, const char *first)
{
    fputs("ALTER TYPE ", a->out);
    print_object_name(a->out, a->to);
    fputs(" ADD VALUE ", a->out);
    print_literal(a->out, wanted->items[at]);
    if (at > 0 || first) {
        fputs(at > 0 ? " AFTER " : " BEFORE ", a->out);
        print_literal(a->out, at > 0 ? wanted->items[at - 1] : first);
    }
    fputs(";\n", a->out);
    alteration_step_alone(a, NULL, a->to);
}

/* Labels can be added, and neither taken away nor put into another order. */
static bool alter(struct alteration *a)
{
    void *work = mem_context(NULL);
    struct list old = parse_array(work, object_value(a->from, LABELS)),
                wanted = parse_array(work, object_value(a->to, LABELS));
    int found = 0;
    for (int i = 0; i < wanted.n; i++)
        found += found < old.n && strcmp(old.items[found], wanted.items[i]) == 0;
    for (int i = 0, k = 0; found == old.n && i < wanted.n; i++) {
        if (k < old.n && strcmp(old.items[k], wanted.items[i]) == 0)
            k++;
        else
            print_added(a, &wanted, i, old.n ? old.items[0] : NULL);
    }
    bool can = found == old.n;
    mem_free(work);
    return can;
}

static const struct change_forms changes = {.alter = alter};

const struct kind postgres_enum = {
    .name = "enum type",
    .query = postgres_enum_query,
    .present = "EXISTS (SELECT FROM type WHERE typtype = 'e')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TYPE,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
