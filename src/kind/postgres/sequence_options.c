#include "kind/postgres/sequence_options.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"

static const struct {
    const char *type, *minimum, *maximum;
} limits[] = {
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"},
};

static const struct {
    const char *keywords, *element; /* in statements, and as libpg_query calls it */
} options[N_SEQUENCE_OPTIONS] = {
    [SEQUENCE_TYPE] = {"AS", "as"},
    [SEQUENCE_START] = {"START WITH", "start"},
    [SEQUENCE_INCREMENT] = {"INCREMENT BY", "increment"},
    [SEQUENCE_MINIMUM] = {"MINVALUE", "minvalue"},
    [SEQUENCE_MAXIMUM] = {"MAXVALUE", "maxvalue"},
    [SEQUENCE_CACHE] = {"CACHE", "cache"},
    [SEQUENCE_CYCLE] = {"CYCLE", "cycle"},
};

/* In the order in which they are printed. */
static const enum sequence_option numbers[] = {SEQUENCE_INCREMENT, SEQUENCE_MINIMUM, SEQUENCE_MAXIMUM, SEQUENCE_START,
                                               SEQUENCE_CACHE};
enum { N_NUMBERS = sizeof(numbers) / sizeof(*numbers) };

static size_t limits_of(const char *type)
{
    size_t i = 0;
    while (i < 2 && strcmp(limits[i].type, type) != 0)
        i++;
    return i;
}

static bool counts_down(const char *const *o)
{
    return o[SEQUENCE_INCREMENT][0] == '-';
}

/* What a sequence of that type and direction has where nothing is said. */
static const char *usual(const char *const *o, enum sequence_option option)
{
    size_t limit = limits_of(o[SEQUENCE_TYPE]);
    switch (option) {
    case SEQUENCE_TYPE:
        return "bigint";
    case SEQUENCE_MINIMUM:
        return counts_down(o) ? limits[limit].minimum : "1";
    case SEQUENCE_MAXIMUM:
        return counts_down(o) ? "-1" : limits[limit].maximum;
    case SEQUENCE_START:
        return counts_down(o) ? o[SEQUENCE_MAXIMUM] : o[SEQUENCE_MINIMUM];
    case SEQUENCE_CYCLE:
        return "false";
    default:
        return "1";
    }
}

static bool is_usual(const char *const *o, enum sequence_option option)
{
    return strcmp(o[option], usual(o, option)) == 0;
}

/* NULL where the array is none of options. */
static const char **parse(void *ctx, const char *array)
{
    struct list list = parse_array(ctx, array);
    return list.n == N_SEQUENCE_OPTIONS ? (const char **)list.items : NULL;
}

void print_sequence_options(FILE *out, const char *array, bool type)
{
    void *work = mem_context(NULL);
    const char **o = parse(work, array);
    if (o && type && !is_usual(o, SEQUENCE_TYPE))
        fprintf(out, " AS %s", o[SEQUENCE_TYPE]);
    for (size_t i = 0; o && i < N_NUMBERS; i++)
        if (!is_usual(o, numbers[i]))
            fprintf(out, " %s %s", options[numbers[i]].keywords, o[numbers[i]]);
    if (o && !is_usual(o, SEQUENCE_CYCLE))
        fputs(" CYCLE", out);
    mem_free(work);
}

void print_sequence_settings(FILE *out, const char *array, const char *before_each, bool type)
{
    void *work = mem_context(NULL);
    const char **o = parse(work, array);
    if (o && type)
        fprintf(out, " %sAS %s", before_each, o[SEQUENCE_TYPE]);
    for (size_t i = 0; o && i < N_NUMBERS; i++)
        fprintf(out, " %s%s %s", before_each, options[numbers[i]].keywords, o[numbers[i]]);
    if (o)
        fprintf(out, " %s%s", before_each, is_usual(o, SEQUENCE_CYCLE) ? "NO CYCLE" : "CYCLE");
    mem_free(work);
}

void show_sequence_option(FILE *out, const char *array, enum sequence_option option)
{
    void *work = mem_context(NULL);
    const char **o = parse(work, array);
    if (o && (option == SEQUENCE_TYPE || !is_usual(o, option)))
        fputs(option == SEQUENCE_CYCLE ? "CYCLE" : o[option], out);
    mem_free(work);
}

const char *sequence_option(void *ctx, const char *array, enum sequence_option option)
{
    const char **o = parse(ctx, array);
    return o ? o[option] : "";
}

void find_sequence_facts(void *ctx, const char *array, void (*add)(void *to, const char *name, const char *value),
                         void *to)
{
    const char **o = parse(ctx, array);
    if (!o)
        return;
    add(to, "minimum", o[SEQUENCE_MINIMUM]);
    add(to, "maximum", o[SEQUENCE_MAXIMUM]);
    add(to, "direction", counts_down(o) ? "down" : "up");
    add(to, "cycle", is_usual(o, SEQUENCE_CYCLE) ? "NO CYCLE" : "CYCLE");
}

/* ---- statements ---- */

const json_t *sequence_element(const json_t *list, const char *name)
{
    size_t i;
    json_t *node;
    const json_t *found = NULL;
    json_array_foreach(list, i, node)
    {
        if (field_is(node_as(node, "DefElem"), "defname", name))
            found = node_body(node);
    }
    return found;
}

const char *sequence_number(void *ctx, const json_t *element)
{
    const json_t *value = field_node(element, "arg"), *body = node_body(value);
    if (node_as(value, "Float"))
        return mem_strdup(ctx, field_text(body, "fval"));
    if (node_as(value, "String"))
        return mem_strdup(ctx, field_text(body, "sval"));
    return value ? mem_printf(ctx, "%ld", field_number(body, "ival")) : NULL;
}

static bool is_cycle(const json_t *element)
{
    const json_t *value = field_node(element, "arg");
    return node_as(value, "Boolean") ? field_flag(node_body(value), "boolval") : element_flag(element);
}

/* A limit that was the old type's becomes the new one's. */
static void change_type(const char **o, const char *type)
{
    size_t from = limits_of(o[SEQUENCE_TYPE]), to = limits_of(type);
    if (strcmp(o[SEQUENCE_MAXIMUM], limits[from].maximum) == 0)
        o[SEQUENCE_MAXIMUM] = limits[to].maximum;
    if (strcmp(o[SEQUENCE_MINIMUM], limits[from].minimum) == 0)
        o[SEQUENCE_MINIMUM] = limits[to].minimum;
    o[SEQUENCE_TYPE] = type;
}

/* NO MINVALUE: as usual, as where CREATE says nothing. */
static void set_number(void *ctx, const char **o, enum sequence_option option, const json_t *list, bool fresh)
{
    const json_t *element = sequence_element(list, options[option].element);
    const char *number = element ? sequence_number(ctx, element) : NULL;
    if (number || element || fresh)
        o[option] = (number ? number : usual(o, option));
}

const char *field_of_sequence_options(struct parsing *parsing, const char *before, const char *type, const json_t *list)
{
    static const enum sequence_option order[] = {SEQUENCE_INCREMENT, SEQUENCE_MAXIMUM, SEQUENCE_MINIMUM, SEQUENCE_START,
                                                 SEQUENCE_CACHE};
    void *ctx = parsing->ctx;
    const json_t *as = sequence_element(list, options[SEQUENCE_TYPE].element),
                 *cycle = sequence_element(list, options[SEQUENCE_CYCLE].element);
    const char *fresh[N_SEQUENCE_OPTIONS] = {[SEQUENCE_TYPE] = type ? type : "bigint",
                                             [SEQUENCE_INCREMENT] = "1",
                                             [SEQUENCE_MINIMUM] = "",
                                             [SEQUENCE_MAXIMUM] = "",
                                             [SEQUENCE_CYCLE] = "false"};
    const char **o = before ? parse(ctx, before) : fresh;
    if (!o)
        return before;
    const char *now = as ? field_of_element_type(parsing, as) : type;
    if (now)
        change_type(o, now);
    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
        set_number(ctx, o, order[i], list, !before);
    if (cycle)
        o[SEQUENCE_CYCLE] = is_cycle(cycle) ? "true" : "false";
    return array_text(ctx, o, N_SEQUENCE_OPTIONS);
}
