#include "kind/postgres/operator_member.h"

#include <stdlib.h>
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

enum { KIND, NUMBER, SCHEMA, NAME, LEFT, RIGHT, ARGUMENTS, SORT_FAMILY, PARTS };

/* Operators before functions, by number. */
static int compare_lines(const char *a, const char *b)
{
    if (a[0] != b[0])
        return a[0] == 'O' ? -1 : 1;
    long first = strtol(strchr(a, ' ') + 1, NULL, 10), second = strtol(strchr(b, ' ') + 1, NULL, 10);
    return first != second ? (first < second ? -1 : 1) : strcmp(a, b);
}

static int by_line(const void *a, const void *b)
{
    return compare_lines(*(const char *const *)a, *(const char *const *)b);
}

static const char *lines_text(void *ctx, const char **lines, size_t n)
{
    if (n > 0)
        qsort(lines, n, sizeof(*lines), by_line);
    return n > 0 ? array_text(ctx, lines, n) : NULL;
}

/* OPERATOR 1 app.<(integer, integer) FOR ORDER BY float_ops; FUNCTION 1 (integer, integer) btint4cmp(integer, integer)
 */
static const char *member_line(void *ctx, const char *const *part)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "%s %s ", part[KIND], part[NUMBER]);
    if (part[KIND][0] == 'O') {
        print_operator(t.out, part[SCHEMA], part[NAME]);
        fprintf(t.out, "(%s, %s)", part[LEFT], part[RIGHT]);
        if (part[SORT_FAMILY])
            fprintf(t.out, " FOR ORDER BY %s", part[SORT_FAMILY]);
    } else {
        fprintf(t.out, "(%s, %s) ", part[LEFT], part[RIGHT]);
        print_visible_name(t.out, part[SCHEMA], part[NAME]);
        fprintf(t.out, "(%s)", part[ARGUMENTS] ? part[ARGUMENTS] : "");
    }
    return text_close(&t, ctx);
}

static const char *spelt(void *ctx, const char *schema, const char *name)
{
    struct text t;
    text_open(&t);
    print_visible_name(t.out, schema, name);
    return text_close(&t, ctx);
}

/* ---- from the catalog ---- */

static const char *canonical(const struct catalog *catalog, void *ctx, enum canon_form form, const char *text)
{
    return text && text[0] ? canon_text(ctx, form, text, catalog->version) : text;
}

void normalize_members(struct catalog *catalog, const struct object *o, int field)
{
    void *work = mem_context(NULL);
    struct list list = parse_array(work, o->values[field]);
    size_t n = (size_t)list.n / PARTS, found = 0;
    const char **lines = mem_array(work, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const char *part[PARTS];
        memcpy(part, list.items + i * PARTS, sizeof(part));
        if (!part[KIND] || !part[NUMBER] || !part[SCHEMA] || !part[NAME])
            continue;
        part[LEFT] = canonical(catalog, work, CANON_TYPE, part[LEFT] ? part[LEFT] : "");
        part[RIGHT] = canonical(catalog, work, CANON_TYPE, part[RIGHT] ? part[RIGHT] : "");
        part[ARGUMENTS] = canonical(catalog, work, CANON_PARAMETERS, part[ARGUMENTS]);
        if (part[SORT_FAMILY]) {
            struct list family = parse_pair(work, part[SORT_FAMILY]);
            part[SORT_FAMILY] = family.n == 2 ? spelt(work, family.items[0], family.items[1]) : NULL;
        }
        lines[found++] = member_line(work, part);
    }
    o->values[field] = lines_text(catalog->ctx, lines, found);
    mem_free(work);
}

/* ---- from a text ---- */

struct item {
    struct parsing *parsing;
    const json_t *body;
    const char *type, *method;
    const char *part[PARTS];
};

static const char *type_at(const struct item *item, const json_t *list, size_t i)
{
    return field_of_type(item->parsing, node_as(json_array_get(list, i), "TypeName"));
}

/* What the server takes where a function's types are not said: those of its arguments for what compares, else the
 * class's. */
static void guess_types(struct item *item, const json_t *arguments)
{
    size_t n = json_array_size(arguments);
    bool btree = strcmp(item->method, "btree") == 0, hash = strcmp(item->method, "hash") == 0;
    bool first = strcmp(item->part[NUMBER], "1") == 0, third = strcmp(item->part[NUMBER], "3") == 0;
    item->part[LEFT] = item->part[RIGHT] = item->type;
    if (btree && first && n == 2) {
        item->part[LEFT] = type_at(item, arguments, 0);
        item->part[RIGHT] = type_at(item, arguments, 1);
    } else if (btree && third && n == 5) {
        item->part[LEFT] = type_at(item, arguments, 0);
        item->part[RIGHT] = type_at(item, arguments, 2);
    } else if (hash && first && n == 1) {
        item->part[LEFT] = item->part[RIGHT] = type_at(item, arguments, 0);
    }
}

static void set_types(struct item *item, const json_t *types)
{
    size_t n = json_array_size(types);
    if (n > 0) {
        item->part[LEFT] = type_at(item, types, 0);
        item->part[RIGHT] = type_at(item, types, n - 1);
    }
}

static bool read_item(struct item *item)
{
    const json_t *name = field_node(item->body, "name"), *arguments = field_node(name, "objargs");
    const json_t *types = field_node(item->body, "class_args"), *sort = field_node(item->body, "order_family");
    struct name_pair pair = field_of_names(field_node(name, "objname"));
    bool is_operator = field_number(item->body, "itemtype") == 1;
    item->part[KIND] = is_operator ? "OPERATOR" : "FUNCTION";
    item->part[NUMBER] = mem_printf(item->parsing->ctx, "%ld", field_number(item->body, "number"));
    item->part[SCHEMA] = pair.schema;
    item->part[NAME] = pair.name;
    item->part[LEFT] = item->part[RIGHT] = item->type;
    if (!is_operator)
        guess_types(item, arguments);
    set_types(item, is_operator && name ? arguments : types);
    item->part[ARGUMENTS] = is_operator ? NULL : field_of_types(item->parsing, arguments);
    if (json_array_size(sort) > 0) {
        struct name_pair family = field_of_names(sort);
        item->part[SORT_FAMILY] = spelt(item->parsing->ctx, family.schema, family.name);
    }
    return item->part[LEFT] && item->part[RIGHT] && (is_operator || item->part[ARGUMENTS]);
}

/* Whether a line is of the same place: kind, number and types. */
static bool same_place(void *ctx, const char *line, const struct item *item)
{
    const char *types = mem_printf(ctx, "(%s, %s)", item->part[LEFT], item->part[RIGHT]);
    const char *begin = mem_printf(ctx, "%s %s ", item->part[KIND], item->part[NUMBER]);
    return strncmp(line, begin, strlen(begin)) == 0 && strstr(line, types) != NULL;
}

bool field_of_members(struct parsing *parsing, const char **value, const char *before, const json_t *items,
                      const char *type, const char *method, bool drop)
{
    void *work = mem_context(NULL);
    struct list list = parse_array(work, before);
    const char **lines = mem_array(work, const char *, (size_t)list.n + json_array_size(items));
    size_t n = 0, i;
    json_t *node;
    bool known = true;
    for (int k = 0; k < list.n; k++)
        lines[n++] = list.items[k];
    json_array_foreach(items, i, node)
    {
        struct item item = {.parsing = parsing, .body = node_body(node), .type = type, .method = method};
        if (field_number(item.body, "itemtype") == 3)
            continue;
        known = known && read_item(&item);
        size_t at = 0;
        while (known && at < n && !same_place(work, lines[at], &item))
            at++;
        if (known && drop && at < n)
            lines[at] = lines[--n];
        else if (known && !drop)
            lines[n++] = member_line(work, item.part);
        else
            known = false;
    }
    if (known)
        *value = lines_text(parsing->ctx, lines, n);
    mem_free(work);
    return known;
}

/* ---- printing ---- */

static void print_lines(FILE *out, const char *array, const char *first, const char *between)
{
    void *work = mem_context(NULL);
    struct list list = parse_array(work, array);
    for (int i = 0; i < list.n; i++)
        fprintf(out, "%s%s", i == 0 ? first : between, list.items[i] ? list.items[i] : "");
    mem_free(work);
}

void print_members(FILE *out, const char *array, const char *more)
{
    print_lines(out, array, more, ",\n    ");
}

void show_members(FILE *out, const char *array)
{
    print_lines(out, array, "", ", ");
}

const char *name_with_method(void *ctx, const char *name, const char *method)
{
    return mem_printf(ctx, "%s USING %s", name, method);
}

bool identify_by_method(struct parsing *parsing, const json_t *object, struct object *o)
{
    const json_t *names = field_node(node_as(object, "List"), "items");
    size_t n = json_array_size(names);
    if (n < 2)
        return false;
    o->schema = n > 2 ? list_text(names, n - 2) : "public";
    o->values[BARE_NAME] = list_text(names, n - 1);
    o->values[METHOD] = list_text(names, 0);
    o->name = name_with_method(parsing->ctx, o->values[BARE_NAME], o->values[METHOD]);
    return true;
}

struct object_name spell_with_method(void *ctx, const struct object *o)
{
    struct text t;
    text_open(&t);
    fputs(" USING ", t.out);
    print_name(t.out, object_value(o, METHOD));
    return (struct object_name){o->schema, object_value(o, BARE_NAME), text_close(&t, ctx)};
}

void rename_with_method(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    if (name)
        o->values[BARE_NAME] = mem_strdup(parsing->ctx, name);
    parsing_move(parsing, o, schema ? schema : o->schema,
                 name_with_method(parsing->ctx, o->values[BARE_NAME], o->values[METHOD]));
}
