#include "kind/postgres/common.h"

#include <string.h>

#include "kind/postgres/firing.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

bool read_completed(const struct kind *kind, struct reading *reading,
                    bool (*complete)(struct reading *reading, size_t first, int field), int field,
                    void (*canonicalize)(struct catalog *catalog, const struct object *object))
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!catalog_add_query(catalog, kind, kind->query, reading->connection, reading->diags) ||
        (complete && !complete(reading, first, field)))
        return false;
    for (size_t i = first; i < catalog->n_objects; i++)
        canonicalize(catalog, catalog->objects[i]);
    return true;
}

bool read_canonicalized(const struct kind *kind, struct reading *reading,
                        void (*canonicalize)(struct catalog *catalog, const struct object *object))
{
    return read_completed(kind, reading, NULL, 0, canonicalize);
}

bool read_canonical(const struct kind *kind, struct reading *reading, int field, enum canon_form form)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    if (!catalog_add_query(catalog, kind, kind->query, reading->connection, reading->diags))
        return false;
    for (size_t i = first; i < catalog->n_objects; i++)
        normalize_text(catalog, catalog->objects[i], field, form);
    return true;
}

bool read_nothing(const struct kind *kind, struct reading *reading)
{
    (void)kind;
    (void)reading;
    return true;
}

/* Only while reading: makes an object one of another kind with the same fields. */
static void move_to_kind(const struct object *o, const struct kind *kind)
{
    struct object *moved = (struct object *)o;
    moved->kind = kind;
    moved->rank = kind_rank(kind);
}

static const char *type_of_column(const void *data, const char *schema, const char *relation, const char *column)
{
    const struct object *found = catalog_find(data, &postgres_column, schema[0] ? schema : "public", relation, column);
    return found ? object_value(found, COLUMN_TYPE) : NULL;
}

void normalize_text(struct catalog *catalog, const struct object *o, int field, enum canon_form form)
{
    if (!o->values[field])
        return;
    o->values[field] = canon_text(catalog->ctx, form, o->values[field], catalog->version);
}

/*
 * The types of all columns of the catalog, for canon's short forms. Names
 * outside of queries belong to the relation `o` is of; to `o` itself if it is
 * of none.
 */
static struct canon_columns columns_for(const struct catalog *catalog, const struct object *o)
{
    return (struct canon_columns){o->schema, o->relation[0] ? o->relation : o->name, type_of_column, catalog, NULL};
}

/* One element, from its first character on; *at moves behind it. */
static char *parse_element(void *ctx, const char **at)
{
    bool quoted = **at == '"';
    const char *c = *at + quoted, *end = c;
    while (*end && (quoted ? *end != '"' : *end != ',' && *end != '}'))
        end += *end == '\\' && end[1] ? 2 : 1;
    char *element = mem_array(ctx, char, (size_t)(end - c) + 1);
    for (size_t n = 0; c < end; n++) {
        c += *c == '\\' && c[1];
        element[n] = *c++;
    }
    *at = end + (quoted && *end);
    return quoted || strcmp(element, "NULL") != 0 ? element : NULL;
}

struct list parse_array(void *ctx, const char *text)
{
    struct list list = {NULL, 0};
    size_t n = 0;
    for (const char *c = text ? text : ""; *c;) {
        if (strchr("{},", *c)) {
            c++;
            continue;
        }
        size_t at = mem_grow(ctx, &list.items, &n);
        list.items[at] = parse_element(ctx, &c);
    }
    list.n = (int)n;
    return list;
}

void print_short(FILE *out, const struct catalog *catalog, const struct object *o, enum canon_form form,
                 const char *text)
{
    if (catalog->of_text) {
        fputs(text, out);
        return;
    }
    struct canon_columns columns = columns_for(catalog, o);
    char *printed = canon_short(NULL, form, text, &columns);
    fputs(printed, out);
    mem_free(printed);
}

static bool has_option(const struct list *options, const char *option)
{
    size_t n = strcspn(option, "=");
    for (int i = 0; i < options->n; i++)
        if (strncmp(options->items[i], option, n) == 0 && (!options->items[i][n] || options->items[i][n] == '='))
            return true;
    return false;
}

int print_options_gone(FILE *out, const char *array, const char *other)
{
    void *work = mem_context(NULL);
    struct list options = parse_array(work, array), others = parse_array(work, other);
    int n = 0;
    for (int i = 0; i < options.n; i++)
        if (!has_option(&others, options.items[i]))
            fprintf(out, "%s%.*s", n++ ? ", " : "", (int)strcspn(options.items[i], "="), options.items[i]);
    mem_free(work);
    return n;
}

void print_storage_change(FILE *out, const char *keyword, const struct object *o, const char *from, const char *to)
{
    void *work = mem_context(NULL);
    struct text t;
    text_open(&t);
    int n = print_options_gone(t.out, from, to);
    const char *gone = text_close(&t, work);
    if (n > 0) {
        fprintf(out, "ALTER %s ", keyword);
        print_object_name(out, o);
        fprintf(out, " RESET (%s);\n", gone);
    }
    if (to && (!from || strcmp(from, to) != 0)) {
        fprintf(out, "ALTER %s ", keyword);
        print_object_name(out, o);
        fputs(" SET (", out);
        print_options_of(out, to);
        fputs(");\n", out);
    }
    mem_free(work);
}

/* A name that the server has, too, needs its schema, though that is public. */
static void print_said(FILE *out, bool hidden, const char *schema, const char *name)
{
    fputs(hidden && strcmp(schema, "public") == 0 ? "public." : "", out);
    print_qualified(out, schema, name);
}

void print_own_name(FILE *out, const struct object *o, const char *schema, const char *name)
{
    print_said(out, o->is_hidden, schema, name);
}

void print_parent_name(FILE *out, const struct object *o, const char *schema, const char *name)
{
    print_said(out, o->is_on_hidden, schema, name);
}

void print_object_name(FILE *out, const struct object *o)
{
    print_own_name(out, o, o->schema, o->name);
}

void print_shell_type(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fputs(";\n", out);
}

void print_object_relation(FILE *out, const struct object *o)
{
    print_parent_name(out, o, o->schema, o->relation);
}

struct list parse_pair(void *ctx, const char *text)
{
    struct list pair = parse_array(ctx, text);
    bool is_pair = pair.n == 2 && pair.items[0] && pair.items[1];
    return is_pair ? pair : (struct list){NULL, 0};
}

void print_name_pair(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list pair = parse_pair(work, array);
    if (pair.n == 2)
        print_qualified(out, pair.items[0], pair.items[1]);
    mem_free(work);
}

void print_visible(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list pair = parse_pair(work, array);
    if (pair.n == 2)
        print_visible_name(out, pair.items[0], pair.items[1]);
    mem_free(work);
}

void print_visible_name(FILE *out, const char *schema, const char *name)
{
    print_qualified(out, strcmp(schema, "pg_catalog") == 0 ? "" : schema, name);
}

void print_operator(FILE *out, const char *schema, const char *name)
{
    if (strcmp(schema, "public") != 0 && strcmp(schema, "pg_catalog") != 0) {
        print_name(out, schema);
        putc('.', out);
    }
    fputs(name, out);
}

void print_operator_pair(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list pair = parse_pair(work, array);
    if (pair.n == 2) {
        bool bare = strcmp(pair.items[0], "public") == 0 || strcmp(pair.items[0], "pg_catalog") == 0;
        fputs(bare ? "" : "OPERATOR(", out);
        print_operator(out, pair.items[0], pair.items[1]);
        fputs(bare ? "" : ")", out);
    }
    mem_free(work);
}

/* toast.fillfactor: the prefix is a name of its own. */
static void print_option_name(FILE *out, const char *name)
{
    static const char prefix[] = "toast.";
    if (strncmp(name, prefix, strlen(prefix)) == 0) {
        fputs(prefix, out);
        name += strlen(prefix);
    }
    print_name(out, name);
}

void print_options_of(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list options = parse_array(work, array);
    for (int i = 0; i < options.n; i++) {
        char *value = strchr(options.items[i], '=');
        if (value)
            *value++ = '\0';
        fputs(i > 0 ? ", " : "", out);
        print_option_name(out, options.items[i]);
        if (value) {
            fputs(" = ", out);
            print_option_value(out, value);
        }
    }
    mem_free(work);
}

void print_role(FILE *out, const char *own, const char *role)
{
    if (strcmp(role, "*") == 0 || (own && strcmp(role, own) == 0))
        fputs("CURRENT_USER", out);
    else if (!role[0])
        fputs("PUBLIC", out);
    else
        print_name(out, role);
}

void print_firing(FILE *out, const struct object *o, const char *keyword, const char *enabled)
{
    fputs("ALTER TABLE ", out);
    print_object_relation(out, o);
    fprintf(out, " %s %s ", firing_clause(enabled), keyword);
    print_name(out, o->name);
    fputs(";\n", out);
}

void need_named(const struct catalog *catalog, const struct kind *kind, const char *schema, const char *relation,
                const char *name, void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct object *found = catalog_find(catalog, kind, schema, relation, name);
    if (found)
        need(to, found);
}

void move_to_phase(const struct object *o, const struct phase_kind *kinds, size_t n, const char *phase)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(kinds[i].phase, phase) == 0)
            move_to_kind(o, kinds[i].kind);
}

void need_index(const struct catalog *catalog, const struct object *o, const char *name,
                void (*need)(void *to, const struct object *earlier), void *to)
{
    need_named(catalog, &postgres_index, o->schema, o->relation, name, need, to);
    need_named(catalog, &postgres_constraint, o->schema, o->relation, name, need, to);
    need_named(catalog, &postgres_partition_constraint, o->schema, o->relation, name, need, to);
}
