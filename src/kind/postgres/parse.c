#include "kind/postgres/parse.h"

#include <string.h>
#include <strings.h>

#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/entries.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/piece.h"

struct name_pair field_of_names(const json_t *names)
{
    size_t n = json_array_size(names);
    return (struct name_pair){n > 1 ? list_text(names, n - 2) : "public", n > 0 ? list_text(names, n - 1) : ""};
}

struct name_pair field_of_range(const json_t *range)
{
    const char *schema = field_text(range, "schemaname");
    return (struct name_pair){schema[0] ? schema : "public", field_text(range, "relname")};
}

static void print_element(FILE *out, const char *item)
{
    bool plain = item[0] && !item[strcspn(item, "{},\"\\ \t\n\r\v\f")] && strcasecmp(item, "NULL") != 0;
    fputs(plain ? "" : "\"", out);
    for (const char *c = item; *c; c++) {
        if (*c == '"' || *c == '\\')
            putc('\\', out);
        putc(*c, out);
    }
    fputs(plain ? "" : "\"", out);
}

const char *array_text(void *ctx, const char *const *items, size_t n)
{
    struct text t;
    text_open(&t);
    putc('{', t.out);
    for (size_t i = 0; i < n; i++) {
        fputs(i > 0 ? "," : "", t.out);
        if (items[i])
            print_element(t.out, items[i]);
        else
            fputs("NULL", t.out);
    }
    putc('}', t.out);
    return text_close(&t, ctx);
}

const char *field_of_name_pair(struct parsing *parsing, const json_t *names)
{
    struct name_pair pair = field_of_names(names);
    const char *const items[] = {pair.schema, pair.name};
    return json_array_size(names) > 0 ? array_text(parsing->ctx, items, 2) : NULL;
}

const char *field_of_function(struct parsing *parsing, const json_t *option)
{
    const json_t *value = field_node(option, "arg"), *list = node_as(value, "List"), *type = node_as(value, "TypeName");
    if (!list && !type) {
        const char *const items[] = {"public", field_text(node_body(value), "sval")};
        return items[1][0] ? array_text(parsing->ctx, items, 2) : NULL;
    }
    return field_of_name_pair(parsing, list ? field_node(list, "items") : field_node(type, "names"));
}

bool identify_type(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *type = node_as(object, "TypeName"), *list = node_as(object, "List");
    struct name_pair pair = field_of_names(type ? field_node(type, "names") : field_node(list, "items"));
    (void)parsing;
    o->schema = pair.schema;
    o->name = pair.name;
    return pair.name[0] != '\0';
}

const char *field_of_statement(struct parsing *parsing, const char *node, json_t *body, const char *schema,
                               const char *relation)
{
    json_t *statement = json_pack("{s:O}", node, body);
    const char *text = parsing->reader->short_text(parsing, PIECE_STATEMENT, statement, schema, relation);
    json_decref(statement);
    return text;
}

void use_columns(struct parsing *parsing, struct object *o, const json_t *names)
{
    const char *schema = strcmp(o->schema, "public") == 0 ? "" : o->schema;
    for (size_t i = 0; i < json_array_size(names); i++)
        parsing_add_use(parsing, o, "uses",
                        mem_printf(parsing->ctx, "%s\n%s\n%s", schema, o->relation, list_text(names, i)));
}

const char *field_of_text(struct parsing *parsing, const json_t *body, const char *name)
{
    const char *text = field_text(body, name);
    return text[0] ? mem_strdup(parsing->ctx, text) : NULL;
}

const char *field_of_type(struct parsing *parsing, const json_t *type)
{
    return type ? piece_text(parsing->ctx, PIECE_TYPE, type) : NULL;
}

bool is_domain_type(struct parsing *parsing, const json_t *type)
{
    const struct name_pair name = field_of_names(field_node(type, "names"));
    return json_array_size(field_node(type, "arrayBounds")) == 0 &&
           parsing_find(parsing, &postgres_domain, name.schema, "", name.name);
}

const char *field_of_types(struct parsing *parsing, const json_t *types)
{
    const char *text = "";
    for (size_t i = 0; i < json_array_size(types); i++) {
        const char *type = field_of_type(parsing, node_as(json_array_get(types, i), "TypeName"));
        if (!type)
            return NULL;
        text = mem_printf(parsing->ctx, "%s%s%s", text, i > 0 ? ", " : "", type);
    }
    return text;
}

static const char *modifier_text(void *ctx, const json_t *modifier)
{
    const json_t *constant = node_as(modifier, "A_Const");
    if (field_node(constant, "ival"))
        return mem_printf(ctx, "%ld", field_number(field_node(constant, "ival"), "ival"));
    const char *text = piece_text(ctx, PIECE_EXPRESSION, modifier);
    return text ? text : "";
}

void find_type_facts(void *ctx, const json_t *type, void (*add)(void *to, const char *name, const char *value),
                     void *to)
{
    const json_t *names = field_node(type, "names");
    const struct name_pair pair = field_of_names(names);
    bool visible =
        strcmp(pair.schema, "public") == 0 || (json_array_size(names) == 2 && strcmp(pair.schema, "pg_catalog") == 0);
    size_t i;
    json_t *modifier;
    add(to, "type schema", visible ? "" : pair.schema);
    add(to, "type", pair.name);
    json_array_foreach(field_node(type, "typmods"), i, modifier) add(to, "type modifier", modifier_text(ctx, modifier));
    if (json_array_size(field_node(type, "arrayBounds")) > 0)
        add(to, "type array", "[]");
}

void add_type_facts(struct parsing *parsing, struct object *o, const json_t *type)
{
    struct parsed_fact_target target = {parsing, o};
    find_type_facts(parsing->ctx, type, parsing_receive_fact, &target);
}

/* Normalized trees have numbers and names of one word as texts. */
const char *field_of_element_type(struct parsing *parsing, const json_t *setting)
{
    const json_t *type = node_as(field_node(setting, "arg"), "TypeName");
    struct text t;
    if (type || !element_text(setting)[0])
        return field_of_type(parsing, type);
    text_open(&t);
    print_name(t.out, element_text(setting));
    return text_close(&t, parsing->ctx);
}

const char *element_text(const json_t *setting)
{
    const json_t *value = field_node(setting, "arg"), *type = node_as(value, "TypeName");
    return type ? field_of_names(field_node(type, "names")).name : field_text(node_body(value), "sval");
}

bool element_flag(const json_t *setting)
{
    const char *value = element_text(setting);
    return strcasecmp(value, "false") != 0 && strcasecmp(value, "off") != 0 && strcmp(value, "0") != 0;
}

const char *field_of_role(struct parsing *parsing, const json_t *role)
{
    const json_t *spec = node_as(role, "RoleSpec") ? node_as(role, "RoleSpec") : role;
    if (field_is(spec, "roletype", "ROLESPEC_PUBLIC"))
        return "";
    return field_is(spec, "roletype", "ROLESPEC_CSTRING") ? mem_strdup(parsing->ctx, field_text(spec, "rolename"))
                                                          : "*";
}

bool set_functions(struct parsing *parsing, struct object *o, const json_t *settings, const char *const *fields, int n)
{
    size_t i;
    json_t *node;
    json_array_foreach(settings, i, node)
    {
        const json_t *setting = node_body(node);
        int f = 0;
        while (f < n && strcasecmp(fields[f], field_text(setting, "defname")) != 0)
            f++;
        if (f == n)
            return false;
        o->values[f] = field_of_function(parsing, setting);
    }
    return true;
}

void print_functions(FILE *out, const struct object *o, const char *const *fields, int n)
{
    const char *separator = " (\n    ";
    for (int f = 0; f < n; f++) {
        if (!o->values[f])
            continue;
        char *keyword = mem_upper(NULL, fields[f], strlen(fields[f]));
        fprintf(out, "%s%s = ", separator, keyword);
        print_visible(out, o->values[f]);
        separator = ",\n    ";
        mem_free(keyword);
    }
    fputs("\n)", out);
}

void print_keyword_and_function(FILE *out, const char *keyword, const char *pair)
{
    if (!pair)
        return;
    fprintf(out, "%s ", keyword);
    print_visible(out, pair);
}

/* ---- OPTIONS ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *field_of_options(struct parsing *parsing, const char *before, const json_t *options)
{
    void *work = mem_context(NULL);
    struct entries entries = entries_read(work, before);
    size_t i;
    json_t *node;
    json_array_foreach(options, i, node)
    {
        const json_t *option = node_body(node);
        const char *name = field_text(option, "defname"),
                   *value = field_text(node_body(field_node(option, "arg")), "sval");
        bool gone = field_is(option, "defaction", "DEFELEM_DROP");
        entries_set(&entries, name, gone ? NULL : mem_printf(work, "%s=%s", name, value));
    }
    const char *text = entries_text(parsing->ctx, &entries, by_text);
    mem_free(work);
    return text;
}

void show_fdw_options(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list options = parse_array(work, array);
    for (int i = 0; i < options.n; i++) {
        char *value = strchr(options.items[i], '=');
        if (!value)
            continue;
        *value++ = '\0';
        fputs(i > 0 ? ", " : "", out);
        print_name(out, options.items[i]);
        putc(' ', out);
        print_literal(out, value);
    }
    mem_free(work);
}

void print_fdw_options(FILE *out, const char *array)
{
    if (!array)
        return;
    fputs("\n    OPTIONS (", out);
    show_fdw_options(out, array);
    putc(')', out);
}

static const char *option_of(const struct list *options, const char *option)
{
    size_t n = strcspn(option, "=") + 1;
    for (int i = 0; i < options->n; i++)
        if (strncmp(options->items[i], option, n) == 0)
            return options->items[i];
    return NULL;
}

static void print_option_name(FILE *out, const char *how, const char *option)
{
    char *name = mem_strndup(NULL, option, strcspn(option, "="));
    fprintf(out, "%s ", how);
    print_name(out, name);
    mem_free(name);
}

void print_fdw_options_change(FILE *out, const char *from, const char *to)
{
    void *work = mem_context(NULL);
    struct list old = parse_array(work, from), new = parse_array(work, to);
    const char *separator = " OPTIONS (";
    for (int i = 0; i < old.n; i++)
        if (!option_of(&new, old.items[i])) {
            fputs(separator, out);
            print_option_name(out, "DROP", old.items[i]);
            separator = ", ";
        }
    for (int i = 0; i < new.n; i++) {
        const char *before = option_of(&old, new.items[i]);
        if (before && strcmp(before, new.items[i]) == 0)
            continue;
        fputs(separator, out);
        print_option_name(out, before ? "SET" : "ADD", new.items[i]);
        putc(' ', out);
        print_literal(out, new.items[i] + strcspn(new.items[i], "=") + 1);
        separator = ", ";
    }
    fputs(separator[0] == ',' ? ")" : "", out);
    mem_free(work);
}

char *name_text(void *ctx, const char *name)
{
    struct text t;
    text_open(&t);
    print_name(t.out, name);
    return text_close(&t, ctx);
}

/* "a", or with what stands behind it: "a text_pattern_ops", "a WITH =". Expressions are in parentheses, or calls. */
static bool is_key_of(const char *key, const char *name)
{
    size_t n = strlen(name);
    return strncmp(key, name, n) == 0 && (!key[n] || key[n] == ' ');
}

bool object_has_column(const struct object *o, const char *column)
{
    const struct parsed_fact *fact;
    bool has = false;
    char *name = name_text(NULL, column);
    for (size_t i = 0; (fact = parsing_fact(o, i)) && !has; i++) {
        const char *last = strrchr(fact->value, '\n');
        bool key = strcmp(fact->name, "key") == 0 || strcmp(fact->name, "include") == 0;
        has = key                               ? is_key_of(fact->value, name)
              : parsing_fact_is_use(fact->name) ? last && strcmp(last + 1, column) == 0
                                                : false;
    }
    mem_free(name);
    return has;
}
