#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/owner.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"

extern const char postgres_policy_query[];

enum { PERMISSIVE, COMMAND, ROLES, VISIBLE, ALLOWED, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PERMISSIVE] = "permissive", [COMMAND] = "command", [ROLES] = "roles", [VISIBLE] = "visible", [ALLOWED] = "allowed",
};
static const int forms[N_FIELDS] = {
    [ROLES] = ANSWER_LIST | ANSWER_NULL,
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, VISIBLE, CANON_EXPRESSION);
    normalize_text(catalog, o, ALLOWED, CANON_EXPRESSION);
}

static bool read_policies(const struct kind *kind, struct reading *reading)
{
    return own_role(reading) && read_completed(kind, reading, complete_policy_names, VISIBLE, canonicalize);
}

/* The catalog's own role stands first, whatever it is called. */
static void print_roles(FILE *out, const char *own_role, const char *array)
{
    void *work = mem_context(NULL);
    struct list roles = parse_array(work, array);
    const char *separator = "";
    for (int others = 0; others < 2; others++)
        for (int i = 0; i < roles.n; i++) {
            bool own = strcmp(roles.items[i], "*") == 0 || (own_role && strcmp(roles.items[i], own_role) == 0);
            if (own == (others == 1))
                continue;
            fputs(separator, out);
            print_role(out, own_role, roles.items[i]);
            separator = ", ";
        }
    mem_free(work);
}

static void show_roles(FILE *out, const char *array)
{
    print_roles(out, NULL, array);
}

static void print_condition(FILE *out, const struct catalog *catalog, const struct object *o, const char *keywords,
                            const char *condition)
{
    if (!condition)
        return;
    fprintf(out, "\n    %s (", keywords);
    print_short(out, catalog, o, CANON_EXPRESSION, condition);
    putc(')', out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("CREATE POLICY ", out);
    print_name(out, o->name);
    fputs(" ON ", out);
    print_object_relation(out, o);
    if (o->values[PERMISSIVE])
        fprintf(out, " AS %s", o->values[PERMISSIVE]);
    if (o->values[COMMAND])
        fprintf(out, " FOR %s", o->values[COMMAND]);
    fputs(o->values[ROLES] ? " TO " : "", out);
    print_roles(out, catalog->own_role, object_value(o, ROLES));
    print_condition(out, catalog, o, "USING", o->values[VISIBLE]);
    print_condition(out, catalog, o, "WITH CHECK", o->values[ALLOWED]);
    fputs(";\n", out);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order, each once; NULL where PUBLIC is among them, beside which others count for nothing. */
static const char *array_of_roles(void *ctx, const char **roles, size_t n)
{
    size_t left = 0;
    if (n > 0)
        qsort(roles, n, sizeof(*roles), by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(roles[i], roles[left - 1]) != 0)
            roles[left++] = roles[i];
    return left > 0 && roles[0][0] ? array_text(ctx, roles, left) : NULL;
}

static const char *field_of_roles(struct parsing *parsing, const json_t *list)
{
    size_t n = json_array_size(list);
    const char **roles = mem_array(parsing->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        roles[i] = field_of_role(parsing, json_array_get(list, i));
    return array_of_roles(parsing->ctx, roles, n);
}

/* NULL: every command. */
static const char *command_of(struct parsing *parsing, const json_t *body)
{
    const char *name = field_text(body, "cmd_name");
    return name[0] && strcasecmp(name, "all") != 0 ? mem_upper(parsing->ctx, name, strlen(name)) : NULL;
}

static void set_condition(struct parsing *parsing, struct object *o, int field, json_t *expression)
{
    if (!expression)
        return;
    parsing->reader->find_uses(parsing, o, "uses", expression, o->schema, o->relation);
    o->values[field] = parsing->reader->short_text(parsing, PIECE_EXPRESSION, expression, o->schema, o->relation);
}

static bool parse_create(struct parsing *parsing, json_t *body)
{
    struct name_pair table = field_of_range(field_node(body, "table"));
    struct object *o =
        parsing_add(parsing, &postgres_policy, table.schema, table.name, field_text(body, "policy_name"));
    o->values[PERMISSIVE] = field_flag(body, "permissive") ? NULL : "RESTRICTIVE";
    o->values[COMMAND] = command_of(parsing, body);
    o->values[ROLES] = field_of_roles(parsing, field_node(body, "roles"));
    set_condition(parsing, o, VISIBLE, field_node(body, "qual"));
    set_condition(parsing, o, ALLOWED, field_node(body, "with_check"));
    return true;
}

/* What it says replaces what was; what the old condition used still counts as used. */
static bool parse_alter(struct parsing *parsing, json_t *body)
{
    struct name_pair table = field_of_range(field_node(body, "table"));
    struct object *o =
        parsing_find(parsing, &postgres_policy, table.schema, table.name, field_text(body, "policy_name"));
    if (!o)
        return false;
    if (field_node(body, "roles"))
        o->values[ROLES] = field_of_roles(parsing, field_node(body, "roles"));
    set_condition(parsing, o, VISIBLE, field_node(body, "qual"));
    set_condition(parsing, o, ALLOWED, field_node(body, "with_check"));
    return true;
}

static void resolve_role(struct parsing *parsing, struct object *o, const char *own_role)
{
    struct list roles = parse_array(parsing->ctx, object_value(o, ROLES));
    for (int i = 0; i < roles.n; i++)
        if (strcmp(roles.items[i], own_role) == 0)
            roles.items[i] = mem_strdup(parsing->ctx, "*");
    o->values[ROLES] = array_of_roles(parsing->ctx, (const char **)roles.items, (size_t)roles.n);
}

static const struct attribute_form attributes[N_FIELDS] = {
    [PERMISSIVE] = {.label = "kind"},
    [COMMAND] = {.label = "command"},
    [ROLES] = {.label = "roles", .show = show_roles, .fact = "role"},
    [VISIBLE] = {.label = "using"},
    [ALLOWED] = {.label = "with check"},
};

static const struct grammar_statement statements[] = {
    {.node = "CreatePolicyStmt", .parse = parse_create}, {.node = "AlterPolicyStmt", .parse = parse_alter}, {0}};

static const struct grammar grammar = {
    .item = {.forms = attributes, .n_forms = N_FIELDS},
    .item_kind = "policy",
    .object_type = "OBJECT_POLICY",
    .keyword = "POLICY",
    .member = true,
    .statements = statements,
    .resolve_role = resolve_role,
};

static bool same_field(const struct alteration *a, int field)
{
    return strcmp(object_value(a->from, field), object_value(a->to, field)) == 0;
}

/* Whom it is for, and its conditions, as long as it has them. */
static bool alter(struct alteration *a)
{
    if (!same_field(a, PERMISSIVE) || !same_field(a, COMMAND) ||
        (a->from->values[VISIBLE] && !a->to->values[VISIBLE]) || (a->from->values[ALLOWED] && !a->to->values[ALLOWED]))
        return false;
    fputs("ALTER POLICY ", a->out);
    print_name(a->out, a->to->name);
    fputs(" ON ", a->out);
    print_object_relation(a->out, a->to);
    if (!same_field(a, ROLES)) {
        fputs(" TO ", a->out);
        if (a->to->values[ROLES])
            print_roles(a->out, a->after->own_role, a->to->values[ROLES]);
        else
            fputs("PUBLIC", a->out);
    }
    if (!same_field(a, VISIBLE))
        print_condition(a->out, a->after, a->to, "USING", a->to->values[VISIBLE]);
    if (!same_field(a, ALLOWED))
        print_condition(a->out, a->after, a->to, "WITH CHECK", a->to->values[ALLOWED]);
    fputs(";\n", a->out);
    return true;
}

static const struct change_forms changes = {.alter = alter};

const struct kind postgres_policy = {
    .name = "policy",
    .query = postgres_policy_query,
    .present = "EXISTS (SELECT FROM pg_policy)",
    .read = read_policies,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .grammar = &grammar,
    .changes = &changes,
};
