#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/publication.h"

extern const char postgres_publication_member_query[];

enum { SCHEMA, TABLE, COLUMNS, CONDITION, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [SCHEMA] = "member_schema", [TABLE] = "member_table", [COLUMNS] = "columns", [CONDITION] = "condition"};
static const int forms[N_FIELDS] = {
    [SCHEMA] = ANSWER_TEXT,
    [COLUMNS] = ANSWER_LIST | ANSWER_NULL,
};

static bool read_members(const struct kind *kind, struct reading *reading)
{
    return read_canonical(kind, reading, CONDITION, CANON_EXPRESSION);
}

static void print_columns(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list columns = parse_array(work, array);
    for (int i = 0; i < columns.n; i++) {
        fputs(i > 0 ? ", " : " (", out);
        print_name(out, columns.items[i]);
    }
    fputs(columns.n > 0 ? ")" : "", out);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER PUBLICATION ", out);
    print_name(out, o->relation);
    if (o->values[TABLE]) {
        fputs(" ADD TABLE ONLY ", out);
        print_qualified(out, object_value(o, SCHEMA), o->values[TABLE]);
        print_columns(out, o->values[COLUMNS]);
        if (o->values[CONDITION])
            fprintf(out, " WHERE (%s)", o->values[CONDITION]);
    } else {
        fputs(" ADD TABLES IN SCHEMA ", out);
        print_name(out, object_value(o, SCHEMA));
    }
    fputs(";\n", out);
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_named(catalog, &postgres_publication, "", "", o->relation, need, to);
}

/* NULL where it is published no longer. */
static struct object *member(struct parsing *parsing, const char *publication, const char *name, bool drop)
{
    struct object *before = parsing_find(parsing, &postgres_publication_member, "", publication, name);
    if (!drop)
        return parsing_add(parsing, &postgres_publication_member, "", publication, name);
    if (before)
        parsing_remove(parsing, before);
    return NULL;
}

/* The server has them in the order of the table. */
static const char *field_of_columns(struct parsing *parsing, struct name_pair table, const json_t *names)
{
    size_t n = json_array_size(names), found = 0;
    const char **ordered = mem_array(parsing->ctx, const char *, n);
    for (const char *const *c = parsing->reader->columns_of(parsing, table.schema, table.name); *c; c++)
        for (size_t i = 0; i < n && found < n; i++)
            if (strcmp(list_text(names, i), *c) == 0)
                ordered[found++] = *c;
    for (size_t i = 0; found < n && i < n; i++)
        ordered[i] = list_text(names, i);
    return n > 0 ? array_text(parsing->ctx, ordered, n) : NULL;
}

static void parse_table(struct parsing *parsing, const char *publication, struct name_pair table,
                        const json_t *definition, bool drop)
{
    json_t *where = json_deep_copy(field_node(definition, "whereClause"));
    struct object *o =
        member(parsing, publication, mem_printf(parsing->ctx, "TABLE %s.%s", table.schema, table.name), drop);
    if (o) {
        o->values[SCHEMA] = mem_strdup(parsing->ctx, table.schema);
        o->values[TABLE] = mem_strdup(parsing->ctx, table.name);
        o->values[COLUMNS] = field_of_columns(parsing, table, field_node(definition, "columns"));
    }
    if (o && where) {
        parsing->reader->find_uses(parsing, o, "uses", where, table.schema, table.name);
        o->values[CONDITION] = parsing->reader->short_text(parsing, PIECE_EXPRESSION, where, table.schema, table.name);
    }
    json_decref(where);
}

/* Without ONLY the tables that inherit from it are meant, too; partitions follow their table without being named. */
static void parse_tables(struct parsing *parsing, const char *publication, const json_t *definition, bool drop)
{
    const json_t *range = field_node(definition, "relation");
    const struct name_pair top = field_of_range(range);
    parse_table(parsing, publication, top, definition, drop);
    const char *const *heir =
        field_flag(range, "inh") ? parsing->reader->heirs_of(parsing, top.schema, top.name) : NULL;
    for (; heir && *heir; heir += 2)
        parse_table(parsing, publication, (struct name_pair){heir[0], heir[1]}, definition, drop);
}

void publications_forget(struct parsing *parsing, const char *schema, const char *table)
{
    const char *name =
        table ? mem_printf(parsing->ctx, "TABLE %s.%s", schema, table) : mem_printf(parsing->ctx, "SCHEMA %s", schema);
    for (struct object *o = parsing_next(parsing, NULL), *next; o; o = next) {
        next = parsing_next(parsing, o);
        if (o->kind == &postgres_publication_member && strcmp(o->name, name) == 0)
            parsing_remove(parsing, o);
    }
}

void parse_publication_members(struct parsing *parsing, const char *publication, const json_t *list, bool drop)
{
    size_t i;
    json_t *node;
    json_array_foreach(list, i, node)
    {
        const json_t *object = node_body(node), *table = field_node(object, "pubtable");
        const char *schema = field_text(object, "name")[0] ? field_text(object, "name") : "public";
        if (table) {
            parse_tables(parsing, publication, table, drop);
            continue;
        }
        struct object *o = member(parsing, publication, mem_printf(parsing->ctx, "SCHEMA %s", schema), drop);
        if (o)
            o->values[SCHEMA] = mem_strdup(parsing->ctx, schema);
    }
}

static const struct grammar grammar = {.part = true, .keyword = "PUBLICATION"};

static void remove_it(struct alteration *a)
{
    fputs("ALTER PUBLICATION ", a->out);
    print_name(a->out, a->from->relation);
    fputs(a->from->values[TABLE] ? " DROP TABLE ONLY " : " DROP TABLES IN SCHEMA ", a->out);
    if (a->from->values[TABLE])
        print_qualified(a->out, object_value(a->from, SCHEMA), a->from->values[TABLE]);
    else
        print_name(a->out, object_value(a->from, SCHEMA));
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.remove = remove_it};

const struct kind postgres_publication_member = {
    .name = "publication member",
    .query = postgres_publication_member_query,
    .present = "EXISTS (SELECT FROM pg_publication)",
    .read = read_members,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .place = PLACE_OPTION,
    .print = print,
    .needs = needs,
    .grammar = &grammar,
    .changes = &changes,
};
